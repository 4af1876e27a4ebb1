import Foundation
import Reading

extension Command {
    /// `dixit`
    static let dixit: Command = Command(
        name: "dixit",
        summary: "Read news and record who said what",
        explanation: """
            Exit status: 0 all was read; 1 some inputs failed, each named on standard error; 2 the command line was wrong.
            """,
        examples: ["dixit read article.txt", "dixit read --format jsonl news > statements.jsonl", "dixit help read"],
        options: [version],
        subcommands: [
            read, add, watch, find, who, show, review, serve, export, restore, actor, reread, verify, backup, gather, eval, model,
            completion, help,
        ],
        run: { given in
            let text =
                given.has(version) ? "dixit \(Reader.programVersion)\n" : Help.text(.dixit, names: ["dixit"], width: helpWidth)
            try OutputFile.standard.write(Array(text.utf8))
            return .success
        })

    private static let version = Option("version", help: "Show the version")

    /// Columns that help is wrapped to.
    static var helpWidth: Int { Terminal.output.readingWidth(ProcessInfo.processInfo.environment) }

    /// Runs what a command line asks for; faults are told on standard error in one sentence.
    func main(_ words: [String]) -> ExitCode {
        do {
            switch try Invocation(words, root: self) {
            case .run(let command, let given): return try command.run?(given) ?? .success
            case .help(let command, let names):
                try OutputFile.standard.write(Array(Help.text(command, names: names, width: Command.helpWidth).utf8))
                return .success
            }
        } catch let error as UsageError {
            FileHandle.standardError.write(Data((HarmlessText.line(error.description) + "\n").utf8))
            return .usage
        } catch OutputFile.Failure.closedPipe {
            return .closedPipe
        } catch {
            FileHandle.standardError.write(Data("dixit: \(HarmlessText.line("\(error)"))\n".utf8))
            return .failure
        }
    }
}
