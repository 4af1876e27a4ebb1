import Finding
import Foundation
import Ledger
import Record

extension Command {
    /// `dixit show`
    static let show: Command = Command(
        name: "show",
        summary: "Show an article, a statement or an actor of the ledger",
        explanation: """
            12 is an article: its statements as reviewed, with their ids. s12.3 is a statement: the paragraph it stands in, its parts with their \
            spans, what the machine had found where somebody has changed it. @7, or a name, is an actor. Each with where it comes from: \
            outlet, date, address, path, SHA-256 of the bytes given, the reader, copies, and who judged what and when.

            As json, an article is the line that dixit export writes.
            """,
        examples: ["dixit show 1", "dixit show s1.0", "dixit show @1 --format json"],
        options: [ShowOption.format, LedgerOption.ledger, ReadOption.color, ReadOption.width],
        operand: Operand(name: "ID", count: 1...Int.max, help: "What to show: 12, s12.3, @7, or an actor’s name"),
        run: { given in
            let ledger = try Ledger(at: LedgerLocation.find(named: given.text(LedgerOption.ledger)), for: .reading)
            let reference = given.operands.joined(separator: " ")
            let answer = ShownAnswer(isJSON: given.text(ShowOption.format) == "json", layout: EntryLayout(given))
            switch LedgerID(reference) {
            case .article(let article): return try answer.write(article: article, of: ledger)
            case .statement(let id): return try answer.write(ledger.show(id))
            case .actor: return try answer.write(ledger.show(actor: reference))
            case nil:
                if let id = LedgerID.unlettered(reference) {
                    throw QuestionError(
                        "“\(reference)” is no ID: a table may have made it of another number; statement \(id) has an s before it")
                }
                return try answer.write(ledger.show(actor: reference))
            }
        })
}

/// The options that `dixit show` alone has.
private enum ShowOption {
    static let format = Option("format", "f", .choice(["text", "json"]), help: "How to write it (text)")
}
