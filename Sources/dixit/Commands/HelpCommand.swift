extension Command {
    /// `dixit help`
    static let help: Command = Command(
        name: "help",
        summary: "Show the help of a command",
        examples: ["dixit help read", "dixit help model build"],
        operand: Operand(name: "COMMAND", count: 0...4, help: "The words that call the command", isCommand: true),
        run: { given in
            let invocation = try Invocation(given.operands + ["--help"], root: .dixit)
            if case .help(let command, let names) = invocation {
                try OutputFile.standard.write(Array(Help.text(command, names: names, width: helpWidth).utf8))
            }
            return .success
        })
}
