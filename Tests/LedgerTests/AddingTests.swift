import Actors
import Finding
import Foundation
import Record
import Reviews
import SQLite
import Testing
import Transfer

@testable import Ledger

@Suite struct AddingTests {
    private let folder: LedgerFolder

    init() throws { folder = try LedgerFolder() }

    private func count(_ ledger: Ledger, _ sql: StaticString) throws -> Int {
        try ledger.connection.row(sql) { $0.int(0) } ?? -1
    }

    @Test func anAddedArticleIsThereWithItsStatementsEntitiesAndBytes() throws {
        let ledger = try folder.open()
        let given = Array("{\"text\": \"…\"}".utf8)
        #expect(try ledger.add([Written.korvinEntry(given: given)]) == [.new(1)])
        #expect(try count(ledger, "SELECT count(*) FROM statement") == 3)
        #expect(try EntityRows(connection: ledger.connection).entities(of: 1).map(\.actor) == [1, 2])
        #expect(try count(ledger, "SELECT day FROM article") == Day(year: 2021, month: 3, day: 12)?.number)
        let body = try #require(try ledger.connection.row("SELECT text, given FROM body") { ($0.text(0), $0.blob(1)) })
        #expect(body.0 == Written.korvin)
        #expect(Packed.unpack(body.1, dictionary: Array(body.0.utf8)) == given)
    }

    @Test func whatStandsBehindANULCanBeReadAndFound() throws {
        let ledger = try folder.open()
        let text = "Har\0bour. " + Written.korvin
        try ledger.add([Written.entry(text, id: "nul")])
        #expect(try ledger.exported(1).original == Array(text.utf8))
        #expect(try count(ledger, "SELECT count(*) FROM article_words WHERE article_words MATCH 'twice'") == 1)
        #expect(try count(ledger, "SELECT length(text) FROM articles") == text.unicodeScalars.count)
        #expect(try ledger.verify().problems == [])
    }

    @Test func aTitleWithoutEndIsCut() throws {
        let ledger = try folder.open()
        let plain = Written.entry("The ferry pays.", id: "long")
        func add(_ title: String, _ id: String) throws -> String? {
            let text = "The ferry pays \(id)."
            let article = Article(id: id, path: id, title: title, outlet: title, author: title, text: text)
            let added = try ledger.add([
                PreparedArticle(article: article, given: Array(text.utf8), findings: plain.findings, reader: plain.reader)
            ])
            let entry = try ledger.load(article: added[0].article).entry
            #expect(entry.outlet == entry.title && entry.author == entry.title)
            return entry.title
        }
        let limit = String(repeating: "é", count: 1_000)
        #expect(try add(limit, "a") == limit)
        #expect(try add(limit + "é", "b") == String(repeating: "é", count: 999) + "…")
        #expect(try add(String(repeating: "\0", count: 4_000_000), "c") == String(repeating: "\u{FFFD}", count: 999) + "…")
        #expect(try ledger.verify().problems == [])
    }

    @Test func addingTwiceAddsNothing() throws {
        let ledger = try folder.open()
        try ledger.add([Written.korvinEntry()])
        #expect(try ledger.add([Written.korvinEntry(id: "another name"), Written.korvinEntry()]) == [.known(1), .known(1)])
        #expect(try count(ledger, "SELECT count(*) FROM article") == 1)
        #expect(try ledger.article(Fingerprint(of: Array(Written.korvin.utf8))) == 1)
    }

    @Test func wordsOfStatementsAndArticlesAreFound() throws {
        let ledger = try folder.open()
        try ledger.add([Written.korvinEntry()])
        #expect(try count(ledger, "SELECT count(*) FROM statement_words WHERE statement_words MATCH 'harbour'") == 1)
        #expect(try count(ledger, "SELECT count(*) FROM article_words WHERE article_words MATCH 'denied'") == 1)
        let shown = try ledger.connection.row(
            "SELECT highlight(statement_words, 0, '[', ']') FROM statement_words WHERE statement_words MATCH 'pays'"
        ) { $0.text(0) }
        #expect(shown == "“Nobody [pays] twice,”")
    }

    @Test func whatIsAddedInOneGoIsThereWholeOrNotAtAll() throws {
        let ledger = try folder.open()
        var bad = Written.entry("Something else.", id: "bad")
        bad.restoration = FailingRestoration()
        #expect(throws: QuestionError.self) { try ledger.add([Written.korvinEntry(), bad]) }
        #expect(try count(ledger, "SELECT count(*) FROM article") == 0)
        #expect(try ledger.add([Written.korvinEntry()]) == [.new(1)])
    }

    @Test func readersSeeWhatWasCommittedWhileAWriterWrites() throws {
        let ledger = try folder.open()
        try ledger.add([Written.korvinEntry()])
        let reading = try folder.open(.reading)
        try ledger.connection.transaction {
            var heard: Set<Int> = []
            let nobody = ActorResolution(connection: ledger.connection)
            _ = try Adding(connection: ledger.connection, at: 0, assignment: nobody).add(
                Written.entry("Something else entirely.", id: "b"), hearing: &heard)
            #expect(try count(reading, "SELECT count(*) FROM article") == 1)
        }
        #expect(try count(reading, "SELECT count(*) FROM article") == 2)
    }

    @Test(arguments: [
        ("2019-09-10", "2019-09-10"), ("2019-09-10T08:00:00Z", "2019-09-10"), ("20190910", "2019-09-10"),
        ("2019/9/1", "2019-09-01"),
        ("10 September 2019", "2019-09-10"), ("Sept. 10, 2019", "2019-09-10"), ("Tue, 10 Sep 2019 08:00:00 GMT", "2019-09-10"),
        ("May 1st, 2000", "2000-05-01"), ("2020-02-29", "2020-02-29"), ("1969-12-31", "1969-12-31"),
    ])
    func aDateIsUnderstood(given: String, day: String) { #expect(Day(published: given)?.description == day) }

    @Test(arguments: ["", "yesterday", "10/9/2019", "2019-13-01", "2021-02-29", "September 2019", "٢٠١٩-٠٩-١٠"])
    func whatIsNoDateIsNone(given: String) { #expect(Day(published: given) == nil) }

    @Test func daysGoRoundAndRise() {
        var last = Int.min
        for year in stride(from: 1, through: 9999, by: 13) {
            for (month, day) in [(1, 1), (2, 28), (3, 1), (12, 31)] {
                guard let made = Day(year: year, month: month, day: day) else { continue }
                #expect(made.calendar == (year, month, day) && made.number > last)
                last = made.number
            }
        }
    }
}

/// What an article is given when it is added cannot be written.
private struct FailingRestoration: Restoration {
    var outlet: Int? { nil }

    func begin(on connection: Connection) -> [Int: Int]? { nil }

    func removed(as article: Int, hasActors: Bool) -> RemovedArticle? { nil }

    func end(_ article: Int, hasActors: Bool, on connection: Connection) throws { throw QuestionError("no") }
}
