extension Command {
    /// `dixit completion`
    ///
    /// - Parameter root: the command that all others are below.
    static func completion(of root: @escaping @Sendable () -> Command) -> Command {
        Command(
            name: "completion",
            summary: "Print a script that completes dixit's commands in a shell",
            explanation: """
                bash: put the script into ~/.local/share/bash-completion/completions/dixit. \
                zsh: into a file _dixit in a folder of $fpath. \
                fish: into ~/.config/fish/completions/dixit.fish.
                """,
            examples: [
                "source <(dixit completion bash)",
                "dixit completion bash > ~/.local/share/bash-completion/completions/dixit",
            ],
            operand: Operand(name: "SHELL", count: 1...1, help: "The shell", choices: Completion.Shell.allCases.map(\.rawValue)),
            run: { given in
                let shell = given.operands.first.flatMap(Completion.Shell.init(rawValue:)) ?? .bash
                try OutputFile.standard.write(Array(Completion.script(for: shell, root: root()).utf8))
                return .success
            })
    }
}
