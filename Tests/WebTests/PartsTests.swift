import Actors
import Finding
import Foundation
import Ledger
import Record
import Reviews
import TestSupport
import Testing

@testable import Web

/// The parts that pages are made of.
@Suite struct PartsTests {
    private static let text = "abcdefghij klmnop\n\nqrstuv"

    private func entry(_ number: Int, source: [Span] = [], cue: [Span] = [], content: [Span], actor: Int? = nil) throws
        -> StatementEntry
    {
        let scalars = Array(PartsTests.text.unicodeScalars)
        let extracts = { (spans: [Span]) in
            spans.map { Extract(span: $0, text: String(String.UnicodeScalarView(scalars[$0.start..<$0.end]))) }
        }
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let statement = Statement(
            id: number, parent: nil, form: .indirect, source: extracts(source), cue: extracts(cue), content: extracts(content),
            speaker: nil,
            confidence: 0.9)
        let article = Article(id: "a", path: "a", text: PartsTests.text)
        let ledger = try Ledger(at: folder.path("a.sqlite"), for: .adding)
        try ledger.add([
            PreparedArticle(
                article: article, given: [], findings: Findings(statements: [statement], entities: []),
                reader: ReaderVersion(version: "1", model: "m"))
        ])
        return try ledger.show(StatementID(article: 1, number: number)).entry
    }

    private func marked(_ entries: [StatementEntry], _ span: Span) -> String {
        let text = MarkedText(PartsTests.text, entries, SpeakerShares(of: PartsTests.text, entries))
        var html = HTML()
        text.write(span, to: &html, hasMarks: false)
        // Elements without what does not matter here.
        return String(decoding: html.bytes, as: UTF8.self).replacing(/<span class="(\w+)[^"]*" data-s="(\d)">/) {
            "[\($0.output.1)\($0.output.2) "
        }
        .replacing("</span>", with: "]")
    }

    // MARK: Marked text

    @Test func whatIsNestedStandsInside() throws {
        let entries = [try entry(0, content: [Span(0, 10)]), try entry(1, source: [Span(2, 4)], content: [Span(5, 8)])]
        #expect(marked(entries, Span(0, 17)) == "[said0 ab[source1 cd]e[said1 fgh]ij] klmnop")
    }

    @Test func whatCrossesIsCutAndGoesOn() throws {
        let entries = [try entry(0, content: [Span(0, 6)]), try entry(1, content: [Span(3, 9)])]
        #expect(marked(entries, Span(0, 17)) == "[said0 abc[said1 def]][said1 ghi]j klmnop")
    }

    @Test func whatGoesOverParagraphsIsMarkedInEach() throws {
        let entries = [try entry(0, content: [Span(11, 22)])]
        let text = MarkedText(PartsTests.text, entries, SpeakerShares(of: PartsTests.text, entries))
        #expect(text.paragraphs.map(\.span) == [Span(0, 17), Span(19, 25)])
        #expect(text.paragraphs.map(\.entries) == [[0], []])
        #expect(marked(entries, Span(0, 17)) == "abcdefghij [said0 klmnop]")
        #expect(marked(entries, Span(19, 25)) == "[said0 qrs]tuv")
    }

    @Test func anySpansGiveWellFormedMarkupAndTheWholeText() throws {
        var numbers = SeededGenerator(seed: 7)
        for _ in 0..<20 {
            let entries = try (0..<4).map { number in
                let start = Int.random(in: 0..<24, using: &numbers)
                return try entry(number, content: [Span(start, Int.random(in: start + 1...25, using: &numbers))])
            }
            let shown = marked(entries, Span(0, 25))
            #expect(shown.replacing(#/\[\w+\d /#, with: "").replacing("]", with: "") == PartsTests.text)
            var depth = 0
            for sign in shown {
                depth += sign == "[" ? 1 : sign == "]" ? -1 : 0
                #expect(depth >= 0)
            }
            #expect(depth == 0)
        }
    }

    // MARK: SpeakerShares

    @Test func wordsBelongToTheInnermostStatement() throws {
        let served = try ServedLedger()
        let loaded = try Ledger(at: served.path, for: .reading).load(article: 1)
        let shares = SpeakerShares(of: loaded.record.article.text, loaded.statements)
        #expect(shares.ownWords + shares.heard.reduce(0) { $0 + $1.words } == shares.words)
        #expect(shares.heard.first?.name == "Mara Lind" && shares.heard.first?.words == 10)
        // “that officials in Norrvik had promised” is Thora Holm's, “to sign before the winter” the officials'.
        #expect(shares.heard.first { $0.name == "Thora Holm" }?.words == 6)
        #expect(shares.heard.first { $0.sourcing == .unnamed }?.words == 5)
        #expect(shares.heard.first { $0.sourcing == .missing }?.words == 5)
    }

    @Test func tintsAreToldApart() {
        let tints = (0..<Tint.hues * Tint.lines).map { Tint.named($0).classes.map(\.description).joined(separator: " ") }
        #expect(Set(tints).count == Tint.hues * Tint.lines)
    }

    // MARK: Figures

    @Test func numbersAreWrittenForPeople() {
        #expect(grouped(0) == "0" && grouped(999) == "999" && grouped(1_234_567) == "1,234,567" && grouped(-1_000) == "-1,000")
        #expect(
            percent(1, of: 1_000) == "<1 %" && percent(0, of: 5) == "0 %" && percent(1, of: 3) == "33 %"
                && percent(1, of: 0) == "0 %")
        #expect(1.5.drawn == "1.50" && 12.0.drawn == "12" && (-0.05).drawn == "-0.05" && 0.126.drawn == "0.13")
    }

    @Test func aStatementOfAnyNumberHasAPlaceOfItsOwn() {
        #expect(Anchor("case", StatementID(article: .max, number: 3)).text == "case9223372036854775807-3")
        #expect(
            Anchor("case", StatementID(article: 1, number: 20_000)) != Anchor("case", StatementID(article: 2, number: 10_000)))
    }

    @Test func aPlotOfManyYearsHasColumnsOfYears() throws {
        let months = try (0..<240).map { number in
            MonthCount(month: try #require(Day(year: 2001 + number / 12, month: number % 12 + 1, day: 1)), count: 1)
        }
        for (count, title) in [(12, "2001-02"), (120, "2001, quarter 2"), (240, "2002")] {
            var html = HTML()
            TimePlot(Array(months.prefix(count))).write("Plot", to: &html) { _, _ in .front }
            let shown = String(decoding: html.bytes, as: UTF8.self)
            #expect(shown.contains("<title>\(title): "))
            #expect(shown.components(separatedBy: "<rect").count - 1 == [12: 12, 120: 40, 240: 20][count])
        }
    }

    @Test func aPlotOfFewMonthsNamesEach() throws {
        let months = try (3...4).map { MonthCount(month: try #require(Day(year: 2021, month: $0, day: 1)), count: $0) }
        var html = HTML()
        TimePlot(months).write("Plot", to: &html) { _, _ in .front }
        let shown = String(decoding: html.bytes, as: UTF8.self)
        // The second of six columns begins at 16.67 per cent.
        #expect(shown.contains("x=\"1.67%\"") && shown.contains("x=\"18.33%\""))
        #expect(
            shown.contains(">2021-03</text>") && shown.contains(">2021-04</text>")
                && shown.contains(">4 statements a month</text>"))
    }

    @Test func answersAreKeptWhileTheLedgerIsWhatItWas() {
        let kept = AnswerCache()
        var computed = 0
        let ask = { (mark: Int, isExact: Bool) in
            kept.value("a", mark: mark, isExact: isExact) { () -> Int in
                computed += 1
                return computed
            }
        }
        #expect(ask(1, true) == 1 && ask(1, true) == 1)
        #expect(ask(2, false) == 1, "a little late is good enough")
        #expect(ask(2, true) == 2)
    }
}
