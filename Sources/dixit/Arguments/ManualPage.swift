/// A command's page of the manual, in the language of man(7), made from the command's declaration.
struct ManualPage {
    /// Leads to the command: ["dixit", "model", "build"].
    let names: [String]
    let command: Command
    /// The program's version, for the foot of the page.
    let version: String

    /// "dixit-model-build.1", as git, apt and others call the pages of their commands.
    var file: String { names.joined(separator: "-") + ".1" }

    /// The pages of a command and of all below it.
    static func all(_ command: Command, names: [String], version: String) -> [ManualPage] {
        [ManualPage(names: names, command: command, version: version)]
            + command.subcommands.flatMap { all($0, names: names + [$0.name], version: version) }
    }

    /// The page.
    var text: String {
        let title = names.joined(separator: "-")
        var lines = [
            ".TH \(quoted(title.uppercased())) 1 \"\" \(quoted("dixit \(version)")) \(quoted("Dixit"))", ".SH NAME",
            "\(escaped(title)) \\- \(escaped(command.summary.first.map { $0.lowercased() + command.summary.dropFirst() } ?? ""))",
            ".SH SYNOPSIS", ".nf", escaped(Help.usage(command, names)), ".fi",
        ]
        if !command.explanation.isEmpty {
            lines += [".SH DESCRIPTION"] + command.explanation.split(separator: "\n\n").flatMap { [".PP", escaped(String($0))] }
        }
        if let operand = command.operand { lines += [".SH ARGUMENTS"] + item(operand.name, operand.help) }
        if !command.subcommands.isEmpty {
            lines += [".SH COMMANDS"]
            for below in command.subcommands {
                lines += item("\(below.name) (\((names + [below.name]).joined(separator: "-"))(1))", below.summary)
            }
        }
        lines += [".SH OPTIONS"] + command.allOptions.flatMap { item(Help.spelling($0, indented: false), $0.explained) }
        if !command.examples.isEmpty {
            lines += [".SH EXAMPLES", ".nf"] + command.examples.map { escaped($0) } + [".fi"]
        }
        let above = names.dropLast()
        if !above.isEmpty { lines += [".SH SEE ALSO", escaped(above.joined(separator: "-") + "(1)")] }
        return lines.joined(separator: "\n") + "\n"
    }

    /// A term in bold, and what it is.
    private func item(_ term: String, _ help: String) -> [String] { [".TP", ".B \(quoted(term))", escaped(help)] }

    /// Words as an argument of a macro.
    private func quoted(_ words: String) -> String { "\"" + escaped(words).replacing("\"", with: "\\(dq") + "\"" }

    /// Words so that they stand on the page as they are: no escapes, no requests, and a hyphen that can be copied.
    private func escaped(_ words: String) -> String {
        let marked = words.replacing("\\", with: "\\e").replacing("-", with: "\\-")
        let lines = marked.split(separator: "\n", omittingEmptySubsequences: false)
        return lines.map { $0.hasPrefix(".") || $0.hasPrefix("'") ? "\\&" + $0 : $0 }.joined(separator: "\n")
    }
}
