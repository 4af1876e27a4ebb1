import Foundation

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
            read, add, watch, find, who, compare, changed, between, show, same, duties, digest, review, agreement, train, serve,
            export, restore,
            actor, article, outlet, reread, verify, backup, compact, gather, eval,
            model, cite, completion(of: { .dixit }), help(of: { .dixit }),
        ],
        run: { given in
            if given.has(version) {
                try OutputFile.standard.write(Array(VersionLayout.text.utf8))
            } else {
                try Help.write(.dixit, names: ["dixit"])
            }
            return .success
        })

    private static let version = Option("version", help: "Show the versions of program and model, and the engine used here")

    /// Runs what a command line asks for; faults are told on standard error in one sentence.
    func main(_ words: [String]) -> ExitCode {
        do {
            switch try Invocation(words, root: self) {
            case .run(let command, let given): return try command.run?(given) ?? .success
            case .help(let command, let names):
                try Help.write(command, names: names)
                return .success
            }
        } catch let error as UsageError {
            FileHandle.standardError.write(Data((HarmlessText.line(error.description) + "\n").utf8))
            return .usage
        } catch OutputError.closedPipe {
            return .closedPipe
        } catch {
            FileHandle.standardError.write(Data("dixit: \(HarmlessText.line("\(error)"))\n".utf8))
            return .failure
        }
    }
}
