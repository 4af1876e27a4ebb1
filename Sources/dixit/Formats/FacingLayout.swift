import Finding
import Ledger
import Record

/// Statements face to face, laid out for people: how they stand to each other, where that is told, and both passages with their days and outlets.
///
///     The same words, in one with “not”
///         s12.3  Thora Holm · denied
///             that officials in Norrvik had promised to sign before the winter
///             The Harbour Post · 2031-05-04 · The harbour stays shut
///         s4.1  …
struct FacingLayout {
    let layout: EntryLayout

    private var wrapping: Wrapping { Wrapping(width: layout.width, paint: layout.paint) }

    func text(of pair: FacingPair) -> String {
        let heading = [pair.standing.heading, pair.standing.remark].compactMap { $0.map(HarmlessText.line) }.joined(
            separator: " · ")
        return EntryLayout.joined(wrapping.lines([Run(heading, .title)], first: "", hanging: "  "))
            + FacingLayout.indented(layout.text(of: pair.a)) + FacingLayout.indented(layout.text(of: pair.b))
    }

    private static func indented(_ text: String) -> String {
        text.split(separator: "\n", omittingEmptySubsequences: false).map { $0.isEmpty ? "" : "    " + $0 }.joined(
            separator: "\n")
    }

    // MARK: Two sides

    func text(of comparison: Comparison) -> String {
        let (a, b) = (comparison.a, comparison.b)
        var text = title("\(a.actor.name) and \(b.actor.name)")
        let counts = comparison.statements
        text += aside(
            [
                comparison.topic.map { "on “\($0)”" }, "\(counts.a) and \(counts.b.counted("statement"))",
                "\(comparison.compared.counted("pair")) near in words",
            ].compactMap { $0 })
        for side in [a, b] where !side.members.isEmpty {
            text += aside(["\(side.actor.name): with \(side.members.map(\.name).joined(separator: ", "))"])
        }
        if comparison.topics.isEmpty { text += "\n" + aside(["nothing that both speak of was found"]) }
        for theme in comparison.topics { text += "\n" + self.text(of: theme) }
        return text + "\n" + self.text(of: comparison.regards, isLong: false)
    }

    private func text(of theme: Comparison.Theme) -> String {
        var text = title(theme.heading)
        text += aside(["\(theme.statements.a) and \(theme.statements.b.counted("statement"))"])
        let told = theme.pairs.filter { $0.standing.relation != nil }
        let near = theme.pairs.dropFirst(told.count)
        for pair in told + near.prefix(FacingLayout.nearAtMost) { text += "\n" + self.text(of: pair) }
        guard near.count > FacingLayout.nearAtMost else { return text }
        return text + "\n" + aside(["\(near.count - FacingLayout.nearAtMost) more near in words; they are in --format json"])
    }

    /// Pairs of a topic that are near in words and no more that are written out, the nearest.
    private static let nearAtMost = 2

    // MARK: Changes

    func text(of changes: Changes) -> String {
        var text = title(changes.actor.name)
        text += aside([changes.topic.map { "on “\($0)”" }, changes.statements.counted("statement")].compactMap { $0 })
        if changes.pairs.isEmpty {
            text += "\n" + aside(["no two statements of different days were found that are near in words"])
        }
        for pair in changes.pairs { text += "\n" + self.text(of: pair) }
        if !changes.toldByOthers.isEmpty { text += "\n" + title("As others say that \(changes.actor.name) said") }
        for pair in changes.toldByOthers { text += "\n" + self.text(of: pair) }
        return text
    }

    // MARK: Over time

    func text(of regards: Regards, isLong: Bool = true) -> String {
        var text = isLong ? title("\(regards.a.actor.name) and \(regards.b.actor.name)") + "\n" : ""
        for (speaking, other, sums, told) in [
            (regards.a, regards.b, regards.sums.ofB, regards.ofB), (regards.b, regards.a, regards.sums.ofA, regards.ofA),
        ] {
            text += EntryLayout.joined(
                wrapping.lines([Run("\(speaking.actor.name) of \(other.actor.name)", .title)], first: "", hanging: "  "))
            text += aside(FacingLayout.facts(sums))
            if isLong { for regard in told.suffix(FacingLayout.toldAtMost) { text += "\n" + self.text(of: regard) } }
            text += isLong ? "\n" : ""
        }
        guard isLong else { return text }
        for month in regards.months {
            let name = String(month.month.description.prefix(7))
            for (speaking, sums) in [(regards.a, month.ofB), (regards.b, month.ofA)] where sums.statements > 0 {
                text += aside(["\(name)  \(speaking.actor.name)"] + FacingLayout.facts(sums))
            }
        }
        return text
    }

    /// Statements in one direction that are written out, the latest.
    private static let toldAtMost = 20

    static func facts(_ sums: Regards.Sums) -> [String] {
        guard sums.statements > 0 else { return ["no statement"] }
        return [
            sums.statements.counted("statement"), "tone \(signed(sums.tone))",
            "\(sums.positive) positive, \(sums.negative) negative",
            "acts \(signed(sums.balance))", "\(sums.cooperation) of cooperation, \(sums.conflict) of conflict",
        ]
    }

    private static func signed(_ value: Double?) -> String {
        guard let value else { return "-" }
        let hundredths = Int((100 * value).rounded())
        let digits = "\(abs(hundredths) / 100).\(abs(hundredths) % 100 < 10 ? "0" : "")\(abs(hundredths) % 100)"
        return (hundredths > 0 ? "+" : hundredths < 0 ? "-" : "") + digits
    }

    private func text(of regard: Regards.Regard) -> String {
        let facts = [regard.tone.map { "tone \($0)" } ?? "said to them", regard.act].compactMap { $0 }
        return FacingLayout.indented(layout.text(of: regard.entry)) + aside(facts, indent: "        ")
    }

    // MARK: Parts

    private func title(_ words: String) -> String {
        EntryLayout.joined(wrapping.lines([Run(HarmlessText.line(words), .title)], first: "", hanging: "  "))
    }

    private func aside(_ items: [String], indent: String = "") -> String {
        let width = max(layout.width - indent.count, 20)
        return EntryLayout.joined(
            Wrapping(width: width, paint: layout.paint).lines(ofItems: items.map(HarmlessText.line), .aside).map { indent + $0 })
    }
}
