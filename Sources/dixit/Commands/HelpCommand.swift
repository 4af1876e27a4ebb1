extension Command {
    /// `dixit help`
    ///
    /// - Parameter root: the command that all others are below.
    static func help(of root: @escaping @Sendable () -> Command) -> Command {
        Command(
            name: "help",
            summary: "Show the help of a command",
            examples: ["dixit help read", "dixit help model build"],
            operand: Operand(name: "COMMAND", count: 0...4, help: "The words that call the command", isCommand: true),
            run: { given in
                let invocation = try Invocation(given.operands + ["--help"], root: root())
                if case .help(let command, let names) = invocation { try Help.write(command, names: names) }
                return .success
            })
    }
}
