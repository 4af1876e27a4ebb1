import Ledger
import Transfer

/// What `dixit verify` prints of a ledger that is whole.
enum VerificationLayout {
    static func text(_ found: Verification, path: String) -> String {
        let rows = [
            ("articles", found.articles), ("of them copies", found.copies), ("statements", found.statements),
            ("entities", found.entities),
            ("actors", found.actors), ("acts of people", found.acts), ("spans in their texts", found.spans),
            ("words in the indexes as in the texts", found.words),
        ]
        let width = rows.map { "\($0.1)".count }.max() ?? 0
        let lines = rows.map { name, count in String(repeating: " ", count: width - "\(count)".count) + "\(count) \(name)\n" }
        return "\(HarmlessText.line(path)): whole\n" + lines.joined()
    }
}
