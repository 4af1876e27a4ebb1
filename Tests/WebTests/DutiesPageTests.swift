import Finding
import Ledger
import Record
import Testing

@testable import Web

/// Duties, and what an article says in its own voice, as pages show them.
@Suite struct DutiesPageTests {
    private static let duties = LayerCard(
        name: "duties", version: 1, title: "Duties", sentence: "Who owes what.", of: .article, kind: .record, holdsSeveral: true,
        choices: DutyQuery.statuses.map { .init($0, label: $0, sentence: "It is \($0).") }, threshold: 0)
    private static let own = LayerCard(
        name: "own_voice", version: 1, title: "Own voice", sentence: "What it says itself.", of: .article, kind: .record,
        holdsSeveral: true,
        choices: [.init("prediction", label: "prediction", sentence: "Says what will be.", isBadge: true)], threshold: 0)

    private func served() throws -> ServedLedger {
        let plain = Harbour.entry()
        let text = plain.article.text
        let words = String(text.split(separator: " ").prefix(2).joined(separator: " "))
        let place = Extract(span: Span(0, words.unicodeScalars.count), text: words)
        var findings = plain.findings
        findings.marks = [
            Mark(
                of: .article, layer: "duties",
                value: .record(
                    MarkRecord(members: [
                        .init("bearer", .id(0)), .init("duty", .extract(place)), .init("instrument", .extract(place)),
                        .init("instrument_entity", nil),
                        .init("status", .word("broken")), .init("by", nil),
                    ])), confidence: 0.4, by: .layer(version: 1)),
            Mark(
                of: .article, layer: "own_voice",
                value: .record(MarkRecord(place: place, members: [.init("claims", .words(["prediction"]))])), confidence: 0.9,
                by: .layer(version: 1)),
        ]
        let served = try ServedLedger([
            PreparedArticle(article: plain.article, given: Array(text.utf8), findings: findings, reader: plain.reader)
        ])
        try Ledger(at: served.path, for: .changing).keep([Self.duties, Self.own])
        return served
    }

    @Test func cellsOpenWhatIsSaidAndWhoSaysSo() throws {
        let served = try served()
        let page = try served.get("/duties").body
        #expect(
            page.contains("said to be broken") && page.contains("<summary>1 passage</summary>")
                && page.contains("in its own voice"))
        #expect(page.contains("href=\"/article/1#d0\""))
        // Less sure than not.
        #expect(page.contains("<span class=\"doubtful\"> ?</span>"))
        #expect(try served.get("/duties?status=kept").body.contains("No duty is spoken of here"))
        #expect(try served.get("/duties?status=forgiven").status == 400)
        #expect(try served.get("/duties.csv").body.hasPrefix("instrument,bearer,"))
        #expect(try served.get("/duties.json").body.contains("\"status\": \"broken\""))
    }

    @Test func theFormCallsWhoIsBoundByName() throws {
        let served = try served()
        let name = try #require(Ledger(at: served.path, for: .reading).actors(limit: 1).first).actor.name
        let instrument = try #require(Harbour.entry().article.text.split(separator: " ").first)
        let bound = try served.get("/duties?bearer=@1&instrument=\(instrument)").body
        #expect(bound.contains("name=\"bearer\" value=\"\(name)\"") && !bound.contains("value=\"@1\""))
        #expect(bound.contains("In order of time") && bound.contains("What is said of these duties of \(name)"))
        let byName = name.replacing(" ", with: "+")
        #expect(try served.get("/duties?bearer=\(byName)").body.contains("<summary>1 passage</summary>"))
    }

    @Test func whatTheArticleSaysInItsOwnVoiceIsTintedAndCounted() throws {
        let served = try served()
        let page = try served.get("/article/1").body
        #expect(page.contains("class=\"claimed\" title=\"In the article’s own voice: says what will be\""))
        #expect(page.contains("id=\"d0\"") && page.contains("class=\"own-claims\""))
        let outlet = try served.get("/outlet/1.json").body
        #expect(outlet.contains("\"own_claims\": {\"prediction\": 1}"))
        #expect(try served.get("/outlet/1").body.contains("Sentences that say in its own voice"))
    }

    @Test func aLedgerWithoutDutiesSaysHowToHaveThem() throws {
        #expect(try ServedLedger().get("/duties").body.contains("dixit reread --layers"))
    }
}
