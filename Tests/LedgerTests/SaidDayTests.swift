import Actors
import Finding
import Record
import SQLite
import Testing

@testable import Ledger

/// Statements of an article of 2021-03-12: one of last week, one of 2013, one of which no day is told.
@Suite struct SaidDayTests {
    private let folder: LedgerFolder
    private let ledger: Ledger

    private static let card = LayerCard(
        name: "said", version: 1, title: "Said", sentence: "When it was said.", kind: .days, choices: [], threshold: 0)

    private static func said(_ statement: Int, _ from: String, _ until: String) throws -> Mark {
        let first = try #require(Day(published: from))
        let last = try #require(Day(published: until))
        let days = try #require(DaySpan(from: first, until: last))
        return Mark(
            of: .statement(statement), layer: "said",
            value: .days(days, extract: Extract(span: Span(0, 5), text: "Dessa")), confidence: 0.8, by: .layer(version: 1))
    }

    init() throws {
        folder = try LedgerFolder()
        ledger = try folder.open()
        try ledger.keep([Self.card])
        let plain = Written.korvinEntry()
        var findings = plain.findings
        findings.marks = [try Self.said(0, "2021-03-01", "2021-03-07"), try Self.said(1, "2013-01-01", "2013-12-31")]
        try ledger.add([
            PreparedArticle(
                article: plain.article, given: Array(plain.article.text.utf8), findings: findings, reader: plain.reader,
                layers: "said 1")
        ])
    }

    @Test func daysAreThereAsTheyWereLeftAndHaveANameForOtherPrograms() throws {
        #expect(try ledger.show(StatementID(article: 1, number: 0)).entry.marks == [Self.said(0, "2021-03-01", "2021-03-07")])
        let view: SQL = "SELECT value FROM marks ORDER BY number"
        #expect(try ledger.connection.rows(view) { $0.text(0) } == ["2021-03-01/2021-03-07", "2013-01-01/2013-12-31"])
        #expect(try ledger.verify().problems == [])
    }

    @Test(
        arguments: [
            ("2021-03-07", nil, [0]), ("2021-03-08", nil, []), (nil, "2020", [1]), ("2013-06", "2013-07", [1]),
            ("2013", "2021-03-01", [0, 1]),
        ] as [(String?, String?, [Int])]) func whatMayHaveBeenSaidThenIsFound(since: String?, until: String?, numbers: [Int])
        throws
    {
        let query = try StatementQuery(ledger) {
            ["said-since": since, "said-until": until][$0].flatMap { $0 }.map { [$0] } ?? []
        }
        #expect(try ledger.find(query).map(\.id.number).sorted() == numbers)
    }

    @Test func whatSomebodySaidIsInTheOrderInWhichItWasSaid() throws {
        let korvin = try ledger.actor("Dessa Korvin", for: .any).id
        #expect(try ledger.statements(of: StatementQuery(speaker: korvin)).statements.map(\.id.number) == [1, 0])
    }
}
