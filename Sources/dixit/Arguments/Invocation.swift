/// What a command line asks for: all there is.
enum Invocation {
    /// Run a command with what was given to it.
    case run(Command, Given)
    /// Show the help of a command; `names` leads to it: ["dixit", "read"].
    case help(Command, names: [String])

    /// Reads a command line, without the program's own name.
    ///
    /// - Throws: `UsageError` for anything that the commands do not declare.
    init(_ words: [String], root: Command) throws(UsageError) {
        var command = root
        var names = [root.name]
        var rest = words[...]
        while !command.subcommands.isEmpty, case .value(let word)? = rest.first.map(Argument.init) {
            guard let next = command.subcommands.first(where: { $0.name == word }) else {
                let meant = Suggestion.nearest(to: word, among: command.subcommands.map(\.name))
                let command = meant.map { (names + [$0]).joined(separator: " ") }
                throw UsageError(names, "there is no command “\(word)”", meant: command)
            }
            command = next
            names.append(word)
            rest = rest.dropFirst()
        }
        var parsing = Parsing(command: command, names: names)
        guard let given = try parsing.parse(rest) else {
            self = .help(command, names: names)
            return
        }
        self = command.run == nil ? .help(command, names: names) : .run(command, given)
    }
}

/// A command line that asks for something which is not there.
struct UsageError: Error, CustomStringConvertible {
    let description: String

    /// - Parameter description: the sentence.
    init(description: String) { self.description = description }

    /// - Parameters:
    ///   - names: leads to the command: ["dixit", "read"].
    ///   - problem: what is wrong, as a clause.
    ///   - meant: what may have been meant.
    init(_ names: [String], _ problem: String, meant: String?) {
        let command = names.joined(separator: " ")
        let remedy = meant.map { "did you mean \($0)?" } ?? "see \(command) --help"
        description = "\(command): \(problem); \(remedy)"
    }
}

/// The words behind a command's name, while they are read.
private struct Parsing {
    let command: Command
    let names: [String]
    private var given = Given()

    init(command: Command, names: [String]) {
        self.command = command
        self.names = names
    }

    /// All words; nil where help is asked for.
    mutating func parse(_ words: ArraySlice<String>) throws(UsageError) -> Given? {
        var rest = words
        var onlyValues = false
        while let word = rest.popFirst() {
            switch onlyValues ? .value(word) : Argument(word) {
            case .terminator: onlyValues = true
            case .value(let value): given.operands.append(value)
            case .long(let name, let value):
                let option = try option("--" + name, name: name) { $0.name == name }
                try take(option, named: "--" + name, value, from: &rest)
            case .short(let letter, let tail):
                let option = try option("-\(letter)", name: "") { $0.letter == letter }
                try take(option, named: "-\(letter)", tail.isEmpty ? nil : tail, from: &rest)
            }
            if given.values[Option.help.name] != nil { return nil }
        }
        try checkOperands()
        return given
    }

    private func option(_ shown: String, name: String, _ matches: (Option) -> Bool) throws(UsageError) -> Option {
        if let option = command.allOptions.first(where: matches) { return option }
        let meant = Suggestion.nearest(to: name, among: command.allOptions.map(\.name)).map { "--" + $0 }
        throw UsageError(names, "there is no option \(shown)", meant: meant)
    }

    private mutating func take(
        _ option: Option, named shown: String, _ attached: String?, from rest: inout ArraySlice<String>
    ) throws(UsageError) {
        if case .none = option.value {
            if attached != nil { throw UsageError(names, "\(shown) takes no value", meant: nil) }
            given.values[option.name] = [""]
            return
        }
        if option.mayStandAlone, attached == nil, rest.first.map({ option.value.refusal(of: $0) != nil }) ?? true {
            given.values[option.name] = [""]
            return
        }
        guard let value = attached ?? rest.popFirst() else {
            throw UsageError(names, "\(shown) needs a value: \(option.value.placeholder ?? "")", meant: nil)
        }
        if let (problem, meant) = option.value.refusal(of: value) {
            throw UsageError(names, "\(shown) \(problem)", meant: meant)
        }
        given.values[option.name] = (option.isRepeated ? given.texts(option) : []) + [value]
    }

    private func checkOperands() throws(UsageError) {
        let count = command.operand?.count ?? 0...0
        if given.operands.count > count.upperBound {
            throw UsageError(names, "“\(given.operands[count.upperBound])” is one argument too many", meant: nil)
        }
        guard given.operands.count >= count.lowerBound else {
            throw UsageError(names, "\(command.operand?.name ?? "") is missing", meant: nil)
        }
        if let choices = command.operand?.choices, !choices.isEmpty {
            for word in given.operands where !choices.contains(word) {
                throw UsageError(
                    names, "“\(word)” is none of \(choices.joined(separator: ", "))",
                    meant: Suggestion.nearest(to: word, among: choices))
            }
        }
    }
}
