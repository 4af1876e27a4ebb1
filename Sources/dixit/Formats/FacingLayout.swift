import Finding
import Ledger
import Record

/// Statements face to face, laid out for people: how they stand to each other, how sure that is, and both passages with their days and outlets.
///
///     opposes · 81 % sure
///         s12.3  Thora Holm · denied
///             that officials in Norrvik had promised to sign before the winter
///             The Harbour Post · 2031-05-04 · The harbour stays shut
///         s4.1  …
struct FacingLayout {
    let layout: EntryLayout

    private var wrapping: Wrapping { Wrapping(width: layout.width, paint: layout.paint) }

    func text(of pair: FacingPair) -> String {
        let what = pair.found.relation.map { relation in
            "\(relation.phrase) · \(FacingLayout.percent(pair.found.confidence)) sure"
        }
        let heading = [
            what ?? "how they stand to each other cannot be told", pair.found.proof.map(HarmlessText.line),
            pair.place == .article ? "in one article" : nil,
        ].compactMap { $0 }.joined(separator: " · ")
        return EntryLayout.joined(wrapping.lines([Run(heading, .title)], first: "", hanging: "  "))
            + FacingLayout.indented(layout.text(of: pair.a)) + FacingLayout.indented(layout.text(of: pair.b))
    }

    private static func indented(_ text: String) -> String {
        text.split(separator: "\n", omittingEmptySubsequences: false).map { $0.isEmpty ? "" : "    " + $0 }.joined(
            separator: "\n")
    }

    static func percent(_ share: Double) -> String { "\(Int((100 * share).rounded())) %" }

    // MARK: Two sides

    func text(of comparison: Comparison) -> String {
        let (a, b) = (comparison.a, comparison.b)
        var text = title("\(a.actor.name) and \(b.actor.name)")
        let facts = [
            comparison.topic.map { "on “\($0)”" }, "\(comparison.statements.a) and \(comparison.statements.b) statements",
            "\(comparison.compared.counted("pair")) of statements held against each other",
        ].compactMap { $0 }
        text += aside(facts)
        if !comparison.isJudged { text += aside(["without a model only links within articles are told"]) }
        for (side, others) in [(a, a.members), (b, b.members)] where !others.isEmpty {
            text += aside(["\(side.actor.name): with \(others.map(\.name).joined(separator: ", "))"])
        }
        if comparison.topics.isEmpty { text += "\n" + aside(["nothing that both speak of was found"]) }
        for theme in comparison.topics {
            text +=
                "\n" + title(theme.words.joined(separator: ", "))
                + aside(["\(theme.statements.a) and \(theme.statements.b) statements"])
            let told = theme.pairs.filter { $0.found.relation != nil }
            let untold = theme.pairs.filter { $0.found.relation == nil }
            for pair in told + untold.prefix(FacingLayout.untoldAtMost) { text += "\n" + self.text(of: pair) }
            if untold.count > FacingLayout.untoldAtMost {
                text +=
                    "\n"
                    + aside([
                        "\((untold.count - FacingLayout.untoldAtMost).counted("pair")) more of which it cannot be told; they are in --format json"
                    ])
            }
        }
        return text + "\n" + self.text(of: comparison.regards, isLong: false)
    }

    /// Pairs of a topic of which it cannot be told that are written out, the nearest.
    private static let untoldAtMost = 1

    // MARK: Changes

    func text(of changes: Changes) -> String {
        var text = title(changes.actor.name)
        text += aside(
            [
                changes.topic.map { "on “\($0)”" }, changes.statements.counted("statement"),
                "\(changes.compared.counted("pair")) of statements held against each other",
            ].compactMap { $0 })
        if changes.pairs.isEmpty {
            text +=
                "\n"
                + aside(["no two statements of different days were found to stand against each other, as far as that can be told"]
                )
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
            sums.statements.counted("statement"), "tone \(signed(sums.tone))", "\(sums.positive) good, \(sums.negative) ill",
            "acts \(signed(sums.balance))", "\(sums.friendly) friendly, \(sums.hostile) hostile",
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
