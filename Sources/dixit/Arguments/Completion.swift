/// Scripts that teach a shell the commands, made from their declarations.
enum Completion {
    /// The shells that can learn.
    enum Shell: String, CaseIterable, Sendable {
        case bash, zsh, fish
    }

    /// A command with the words that lead to it, the program's name left out.
    struct Place {
        let words: [String]
        let command: Command

        /// "model build"; empty for the program itself.
        var key: String { words.joined(separator: " ") }
    }

    /// The script for a shell.
    static func script(for shell: Shell, root: Command) -> String {
        let places = places(Place(words: [], command: root))
        return switch shell {
        case .bash: bash(root.name, places)
        case .zsh: zsh(root.name, places)
        case .fish: fish(root.name, places)
        }
    }

    private static func places(_ place: Place) -> [Place] {
        [place] + place.command.subcommands.flatMap { places(Place(words: place.words + [$0.name], command: $0)) }
    }

    /// A phrase between single quotation marks, for a shell.
    static func quoted(_ phrase: String) -> String { "'" + phrase.replacing("'", with: "'\\''") + "'" }
}

// MARK: - bash

extension Completion {
    private static func bash(_ name: String, _ places: [Place]) -> String {
        let keys = places.filter { !$0.words.isEmpty }.map { "\"\($0.key)\"" }.joined(separator: "|")
        let words = places.map { place in
            "        \"\(place.key)\") words=\"\(bashWords(place.command))\";;"
        }
        let values = places.flatMap { place in
            place.command.allOptions.compactMap { option -> String? in
                guard case .choice(let choices) = option.value else { return nil }
                return "        \"\(place.key) --\(option.name)\") words=\"\(choices.joined(separator: " "))\";;"
            }
        }
        return """
            # bash completion for \(name), made by: \(name) completion bash
            _\(name)() {
                local current="${COMP_WORDS[COMP_CWORD]}" previous="${COMP_WORDS[COMP_CWORD-1]}" command="" words="" i
                for ((i = 1; i < COMP_CWORD; i++)); do
                    local longer="${command:+$command }${COMP_WORDS[i]}"
                    case "$longer" in \(keys)) command="$longer";; *) break;; esac
                done
                case "$command $previous" in
            \(values.joined(separator: "\n"))
                *) case "$command" in
            \(words.joined(separator: "\n"))
                esac;;
                esac
                COMPREPLY=($(compgen -W "$words" -- "$current"))
            }
            complete -o default -o bashdefault -F _\(name) \(name)

            """
    }

    private static func bashWords(_ command: Command) -> String {
        (command.subcommands.map(\.name) + (command.operand?.choices ?? []) + command.allOptions.map { "--" + $0.name })
            .joined(separator: " ")
    }
}

// MARK: - zsh

extension Completion {
    private static func zsh(_ name: String, _ places: [Place]) -> String {
        let functions = places.map { place in
            let function = (["_" + name] + place.words).joined(separator: "_")
            let options = place.command.allOptions.map { "        " + zshOption($0) }
            guard !place.command.subcommands.isEmpty else {
                let choices = place.command.operand?.choices ?? []
                let operand = choices.isEmpty ? "'*:file:_files'" : "'1:word:(\(choices.joined(separator: " ")))'"
                return "\(function)() {\n    _arguments \\\n\((options + ["        " + operand]).joined(separator: " \\\n"))\n}\n"
            }
            let commands = place.command.subcommands.map { "        " + quoted("\($0.name):\($0.summary)") }
            let cases = place.command.subcommands.map { "        \($0.name)) \(function)_\($0.name);;" }
            return """
                \(function)() {
                    local line state
                    local -a commands=(
                \(commands.joined(separator: "\n"))
                    )
                    _arguments -C \\
                \(options.joined(separator: " \\\n")) \\
                        '1:command:->command' '*::argument:->argument'
                    case $state in
                    command) _describe command commands;;
                    argument) case $line[1] in
                \(cases.joined(separator: "\n"))
                    esac;;
                    esac
                }

                """
        }
        return "#compdef \(name)\n# zsh completion for \(name), made by: \(name) completion zsh\n\n"
            + functions.joined(separator: "\n")
            + "\nif [[ $funcstack[1] == _\(name) ]]; then _\(name) \"$@\"; else compdef _\(name) \(name); fi\n"
    }

    private static func zshOption(_ option: Option) -> String {
        let help = option.help.replacing("[", with: "(").replacing("]", with: ")").replacing(":", with: "\\:")
        let value =
            switch option.value {
            case .none: ""
            case .file: ":file:_files"
            case .number(let name, _): ":\(name):"
            case .choice(let choices): ":\(option.name):(\(choices.joined(separator: " ")))"
            }
        return quoted("--\(option.name)[\(help)]\(value)")
    }
}

// MARK: - fish

extension Completion {
    private static func fish(_ name: String, _ places: [Place]) -> String {
        var lines = ["# fish completion for \(name), made by: \(name) completion fish"]
        for place in places {
            let start = "complete -c \(name) -n \(fishCondition(place))"
            for command in place.command.subcommands {
                lines.append("\(start) -f -a \(command.name) -d \(quoted(command.summary))")
            }
            for choice in place.command.operand?.choices ?? [] {
                lines.append("\(start) -f -a \(choice)")
            }
            for option in place.command.allOptions {
                let letter = option.letter.map { " -s \($0)" } ?? ""
                lines.append("\(start) -l \(option.name)\(letter)\(fishValue(option)) -d \(quoted(option.help))")
            }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func fishCondition(_ place: Place) -> String {
        var tests = place.words.map { "__fish_seen_subcommand_from \($0)" }
        if !place.command.subcommands.isEmpty {
            tests.append("not __fish_seen_subcommand_from \(place.command.subcommands.map(\.name).joined(separator: " "))")
        }
        return tests.isEmpty ? "true" : quoted(tests.joined(separator: "; and "))
    }

    private static func fishValue(_ option: Option) -> String {
        switch option.value {
        case .none: ""
        case .file: " -r -F"
        case .number: " -x"
        case .choice(let choices): " -x -a \(quoted(choices.joined(separator: " ")))"
        }
    }
}
