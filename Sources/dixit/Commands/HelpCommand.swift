import Foundation
import Reading

extension Command {
    /// `dixit help`
    ///
    /// - Parameter root: the command that all others are below.
    static func help(of root: @escaping @Sendable () -> Command) -> Command {
        Command(
            name: "help",
            summary: "Show the help of a command",
            explanation: """
                --manual writes a page for man(1) of each command into FOLDER: dixit.1, dixit-read.1, dixit-model-build.1.
                """,
            examples: ["dixit help read", "dixit help model build"],
            options: [manual],
            operand: Operand(name: "COMMAND", count: 0...4, help: "The words that call the command", isCommand: true),
            run: { given in
                if let folder = given.text(manual) {
                    for page in ManualPage.all(root(), names: [root().name], version: Reader.programVersion) {
                        let file = try OutputFile(path: folder + "/" + page.file)
                        try file.write(Array(page.text.utf8))
                        try file.finish()
                    }
                    return .success
                }
                let invocation = try Invocation(given.operands + ["--help"], root: root())
                if case .help(let command, let names) = invocation { try Help.write(command, names: names) }
                return .success
            })
    }

    private static let manual = Option("manual", nil, .text("FOLDER"), help: "Write pages for man(1) of all commands into FOLDER")
}
