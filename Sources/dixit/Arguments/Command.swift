/// A command or subcommand: what it is called, what it takes, and what it does.
///
/// To add one, make a file with a `static let` like `completion` in `CompletionCommand.swift` and name it among the
/// `subcommands` of its parent; help, suggestions and shell completion then know it.
struct Command: Sendable {
    /// The word that calls it.
    let name: String
    /// What it does, in a phrase.
    let summary: String
    /// What more there is to say, in paragraphs.
    var explanation = ""
    /// Lines that work as they stand.
    var examples: [String] = []
    /// Besides `--help`.
    var options: [Option] = []
    /// What it takes besides options.
    var operand: Operand?
    /// Commands below it; one that has some does nothing itself.
    var subcommands: [Command] = []
    /// Does it; nil where only the subcommands do something.
    var run: (@Sendable (Given) throws -> ExitCode)?

    /// All options, `--help` last.
    var allOptions: [Option] { options + [.help] }
}

/// What was given to a command: options that it declares, with values that they allow, and operands in the number it takes.
struct Given: Sendable, Equatable {
    /// By option name, in the order they were given; an empty one for a flag.
    var values: [String: [String]] = [:]
    /// In the order they were given.
    var operands: [String] = []

    /// Whether the option was given.
    func has(_ option: Option) -> Bool { values[option.name] != nil }

    /// The option's value, if it was given.
    func text(_ option: Option) -> String? { values[option.name]?.last }

    /// All values of an option that can be given several times.
    func texts(_ option: Option) -> [String] { values[option.name] ?? [] }

    /// The option's value as a number, if it was given.
    func number(_ option: Option) -> Int? { text(option).flatMap(Int.init) }

    /// The option's value as a case of an enumeration, if it was given.
    func choice<Choice: RawRepresentable<String>>(_ option: Option, _: Choice.Type = Choice.self) -> Choice? {
        text(option).flatMap(Choice.init(rawValue:))
    }
}

/// How the process ends.
enum ExitCode: Int32, Sendable {
    /// All was read.
    case success = 0
    /// Some inputs failed, or nothing could be done; standard error says why.
    case failure = 1
    /// The command line was wrong.
    case usage = 2
    /// Interrupted with Ctrl-C: 128 + SIGINT.
    case interrupted = 130
    /// The reader of the output went away: what the shell shows for SIGPIPE.
    case closedPipe = 141
    /// Asked to end: 128 + SIGTERM.
    case terminated = 143
}

/// A fault that ends a command with status 1, told in one sentence.
struct CommandError: Error, CustomStringConvertible {
    let description: String
}
