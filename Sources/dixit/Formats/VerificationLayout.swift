import Ledger
import Record
import Transfer

/// What `dixit verify` prints of a ledger that is whole.
enum VerificationLayout {
    static func text(_ found: Verification, path: String) -> String {
        let rows = [
            (found.articles, "article", "articles"), (found.copies, "of them a copy", "of them copies"),
            (found.statements, "statement", "statements"), (found.entities, "entity", "entities"),
            (found.actors, "actor", "actors"), (found.acts, "act of people", "acts of people"),
            (found.removed, "removed article", "removed articles"), (found.spans, "span in its text", "spans in their texts"),
            (found.words, "word in the indexes as in the texts", "words in the indexes as in the texts"),
        ]
        // Most ledgers have had none removed.
        let told = rows.filter { $0.0 > 0 || !$0.1.hasPrefix("removed") }
        let width = rows.map { "\($0.0)".count }.max() ?? 0
        let lines = told.map { count, one, many in
            String(repeating: " ", count: width - "\(count)".count) + "\(count.counted(one, many))\n"
        }
        return "\(HarmlessText.line(path)): whole\n" + lines.joined()
    }
}
