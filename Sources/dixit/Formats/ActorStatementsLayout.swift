import Finding
import Ledger
import Record

/// What an actor says, laid out for people.
///
///     Mara Lind
///     @3 · person · 12 statements · 2031-05-04 to 2031-06-30
///
///     12.0  2031-05-04 · who · said
///         “The harbour stays shut until they sign,”
///         The Harbour Post · The harbour stays shut
///
///     Quotes or mentions: Thora Holm (4), Norrvik (2, quoted 1)
///     Carried by: The Harbour Post (9), Norrvik Daily (3)
extension EntryLayout {
    /// The lines of an actor's statements.
    func text(of said: ActorStatements) -> String {
        let wrapping = Wrapping(width: width, paint: paint)
        var lines = wrapping.lines([Run(HarmlessText.line(said.actor.name), .title)], first: "", hanging: "")
        lines += wrapping.lines(ofItems: summary(of: said), .aside)
        if !said.names.isEmpty {
            lines += wrapping.lines(
                [Run("Also: " + said.names.map(HarmlessText.line).joined(separator: ", "))], first: "", hanging: "  ")
        }
        var text = EntryLayout.joined(lines)
        for entry in said.statements { text += "\n" + textBelowSpeaker(of: entry) }
        let rest = [
            listed("Quotes or mentions: ", said.others.map { EntryLayout.counted($0) }),
            listed(
                "Carried by: ", said.outlets.map { "\(HarmlessText.line($0.outlet ?? "(no outlet)")) (\($0.statements))" }),
        ].flatMap { $0 }
        return rest.isEmpty ? text : text + "\n" + EntryLayout.joined(rest)
    }

    private func summary(of said: ActorStatements) -> [String] {
        let days = said.firstDay.map { first in
            said.lastDay == first ? first : "\(first) to \(said.lastDay ?? first)"
        }
        let shown = said.statements.count < said.count ? "the latest \(said.statements.count) shown" : nil
        let count = said.count.counted("statement")
        let told = said.told > 0 ? "\(said.told) more inside statements (--nested yes)" : nil
        return ["@\(said.actor.id)", said.actor.kind?.rawValue, count, days, shown, told].compactMap { $0 }
    }

    private func listed(_ title: String, _ items: [String]) -> [String] {
        guard !items.isEmpty else { return [] }
        return Wrapping(width: width, paint: paint).lines(
            [Run(title, .aside), Run(" " + items.joined(separator: ", "))], first: "", hanging: "  ")
    }

    private static func counted(_ other: ActorStatements.Other) -> String {
        let quotes = other.quotes == 0 ? "" : other.mentions == 0 ? "quoted \(other.quotes)" : ", quoted \(other.quotes)"
        return "\(HarmlessText.line(other.actor.name)) (\(other.mentions == 0 ? "" : "\(other.mentions)")\(quotes))"
    }
}
