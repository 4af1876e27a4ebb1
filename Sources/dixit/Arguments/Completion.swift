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
        /// The words that may stand where its operand does, besides files.
        let operandWords: [String]

        /// "model build"; empty for the program itself.
        var key: String { words.joined(separator: " ") }

        /// Whether its operand is a file.
        var takesFiles: Bool { command.operand != nil && operandWords.isEmpty }
    }

    /// The script for a shell.
    static func script(for shell: Shell, root: Command) -> String {
        let places = places(root, words: [], root: root)
        return switch shell {
        case .bash: bash(root.name, places)
        case .zsh: zsh(root.name, places)
        case .fish: fish(root.name, places)
        }
    }

    private static func places(_ command: Command, words: [String], root: Command) -> [Place] {
        let isCommand = command.operand?.isCommand == true
        let operandWords = isCommand ? root.subcommands.map(\.name) : command.operand?.choices ?? []
        return [Place(words: words, command: command, operandWords: operandWords)]
            + command.subcommands.flatMap { places($0, words: words + [$0.name], root: root) }
    }

    /// A phrase between single quotation marks, for a shell.
    static func quoted(_ phrase: String) -> String { "'" + phrase.replacing("'", with: "'\\''") + "'" }
}

// MARK: - bash

extension Completion {
    private static func bash(_ name: String, _ places: [Place]) -> String {
        let keys = places.filter { !$0.words.isEmpty }.map { "\"\($0.key)\"" }.joined(separator: "|")
        let words = places.map { place in
            "        \"\(place.key)\") words=\"\(bashWords(place))\";;"
        }
        let values = places.flatMap { place in
            place.command.allOptions.compactMap { option -> String? in
                guard case .choice(let choices) = option.value else { return nil }
                let letter = option.letter.map { "|\"\(place.key) -\($0)\"" } ?? ""
                return "        \"\(place.key) --\(option.name)\"\(letter)) words=\"\(choices.joined(separator: " "))\";;"
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

    private static func bashWords(_ place: Place) -> String {
        (place.command.subcommands.map(\.name) + place.operandWords + place.command.allOptions.map { "--" + $0.name })
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
                let lines = options + (zshOperand(place).map { ["        " + $0] } ?? [])
                return "\(function)() {\n    _arguments -s \\\n\(lines.joined(separator: " \\\n"))\n}\n"
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

    private static func zshOperand(_ place: Place) -> String? {
        if place.takesFiles { return "'*:file:_files'" }
        return place.operandWords.isEmpty ? nil : "'1:word:(\(place.operandWords.joined(separator: " ")))'"
    }

    /// '--quiet[…]', and '(-f --format)'{-f+,--format=}'[…]:format:(text json)': a letter's value may be attached to it.
    private static func zshOption(_ option: Option) -> String {
        let help = option.help.replacing("[", with: "(").replacing("]", with: ")").replacing(":", with: "\\:")
        let value =
            switch option.value {
            case .none: ""
            case .file: ":file:_files"
            case .text(let name), .number(let name, _): ":\(name):"
            case .choice(let choices):
                "\(option.mayStandAlone ? "::" : ":")\(option.name):(\(choices.joined(separator: " ")))"
            }
        let takesValue = !value.isEmpty
        let long = "--\(option.name)\(takesValue ? "=" : "")"
        guard let letter = option.letter else { return quoted("\(long)[\(help)]\(value)") }
        let names = "'(-\(letter) --\(option.name))'{-\(letter)\(takesValue ? "+" : ""),\(long)}"
        return names + quoted("[\(help)]\(value)")
    }
}

// MARK: - fish

extension Completion {
    private static func fish(_ name: String, _ places: [Place]) -> String {
        let keys = places.filter { !$0.words.isEmpty }.map { quoted($0.key) }.joined(separator: " ")
        var lines = [
            """
            # fish completion for \(name), made by: \(name) completion fish
            function __\(name)_is
                set -l called
                for word in (commandline -opc)[2..-1]
                    set -l longer (string trim -- "$called $word")
                    contains -- "$longer" \(keys)
                    and set called $longer
                    or break
                end
                test "$called" = "$argv[1]"
            end
            """
        ]
        for place in places {
            let start = "complete -c \(name) -n \(quoted("__\(name)_is \"\(place.key)\""))"
            if !place.takesFiles { lines.append("\(start) -f") }
            for command in place.command.subcommands {
                lines.append("\(start) -a \(command.name) -d \(quoted(command.summary))")
            }
            for word in place.operandWords { lines.append("\(start) -a \(word)") }
            for option in place.command.allOptions {
                let letter = option.letter.map { " -s \($0)" } ?? ""
                lines.append("\(start) -l \(option.name)\(letter)\(fishValue(option)) -d \(quoted(option.help))")
            }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func fishValue(_ option: Option) -> String {
        switch option.value {
        case .none: ""
        case .file: " -r -F"
        case .text, .number: " -x"
        case .choice(let choices): " \(option.mayStandAlone ? "-f" : "-x") -a \(quoted(choices.joined(separator: " ")))"
        }
    }
}
