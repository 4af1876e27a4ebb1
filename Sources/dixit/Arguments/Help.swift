import Foundation

/// The help of a command, made from its declaration.
enum Help {
    /// Prints the help of a command, as wide as the terminal is.
    static func write(_ command: Command, names: [String]) throws {
        let width = Terminal.output.readingWidth(ProcessInfo.processInfo.environment)
        try OutputFile.standard.write(Array(text(command, names: names, width: width).utf8))
    }

    /// The text that `--help` prints.
    ///
    /// - Parameters:
    ///   - names: leads to the command: ["dixit", "read"].
    ///   - width: columns to wrap to.
    static func text(_ command: Command, names: [String], width: Int = 80) -> String {
        var parts = [command.summary + ".", "Usage: " + usage(command, names)]
        if !command.explanation.isEmpty {
            let paragraphs = command.explanation.split(separator: "\n\n")
            parts.append(paragraphs.map { Wrapping.plain(String($0), width: width) }.joined(separator: "\n\n"))
        }
        if let operand = command.operand { parts.append("Arguments:\n" + rows([(operand.name, operand.help)], width)) }
        if !command.subcommands.isEmpty {
            parts.append("Commands:\n" + rows(command.subcommands.map { ($0.name, $0.summary) }, width))
        }
        parts.append("Options:\n" + rows(command.allOptions.map { (spelling($0), $0.explained) }, width))
        if !command.examples.isEmpty {
            parts.append("Examples:\n" + command.examples.map { "  " + $0 }.joined(separator: "\n"))
        }
        return parts.joined(separator: "\n\n") + "\n"
    }

    /// "dixit read [OPTION]… [FILE]…"
    static func usage(_ command: Command, _ names: [String]) -> String {
        var words = names
        if !command.subcommands.isEmpty { words.append("COMMAND") }
        if !command.options.isEmpty { words.append("[OPTION]…") }
        if let operand = command.operand { words.append(operand.usage) }
        return words.joined(separator: " ")
    }

    /// "-f, --format text|json|jsonl|csv"
    ///
    /// - Parameter indented: whether a name without a letter stands where it stands behind one.
    static func spelling(_ option: Option, indented: Bool = true) -> String {
        let letter = option.letter.map { "-\($0), " } ?? (indented ? "    " : "")
        let value = option.value.placeholder.map { option.mayStandAlone ? " [\($0)]" : " " + $0 }
        return letter + "--\(option.name)" + (value ?? "")
    }

    /// Two columns; what does not fit into the left one stands on a line of its own.
    private static func rows(_ rows: [(String, String)], _ width: Int) -> String {
        let column = min(rows.map(\.0.count).max() ?? 0, 24) + 4
        let indent = String(repeating: " ", count: column)
        return rows.map { left, right in
            let wrapped = Wrapping.plain(right, width: max(width - column, 20)).split(separator: "\n").map { indent + $0 }
            guard left.count + 4 <= column, let first = wrapped.first else {
                return (["  " + left] + wrapped).joined(separator: "\n")
            }
            let head = ("  " + left).padded(to: column) + first.dropFirst(column)
            return ([head] + wrapped.dropFirst()).joined(separator: "\n")
        }.joined(separator: "\n")
    }
}

extension String {
    /// With spaces behind it, at least so many characters long.
    fileprivate func padded(to length: Int) -> String { self + String(repeating: " ", count: max(0, length - count)) }
}
