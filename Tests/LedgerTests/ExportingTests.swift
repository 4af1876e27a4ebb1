import Foundation
import Record
import Testing

@testable import Ledger

@Suite struct ExportingTests {
    private let folder: LedgerFolder
    private let ledger: Ledger

    init() throws {
        folder = try LedgerFolder()
        ledger = try folder.open()
        let line = #"{"text": "Mats Holm said nothing would change.", "title": "Calm", "section": {"a": 1.10}}"#
        let article = try Article(json: Array(line.utf8), id: "calm", path: "calm.jsonl")
        try ledger.add([
            Written.korvinEntry(),
            Entry(
                article: article, given: Array(line.utf8),
                findings: Written.findings(
                    article.text, [.init(names: ["Mats Holm"])], [.init(who: "Mats Holm", words: "nothing would change")]),
                reader: ReaderVersion(version: "2", model: "second")),
            Written.korvinEntry(id: "copy", outlet: "The Echo", text: Written.korvin + "\n"),
            Written.entry("Not UTF-8: \u{FFFD}.", id: "bytes", given: [0x4E, 0xFF, 0xFE]),
        ])
    }

    private func lines(_ ledger: Ledger) throws -> [[UInt8]] {
        var lines: [[UInt8]] = []
        try ledger.export {
            lines.append($0.line)
            return true
        }
        return lines
    }

    private func restored(_ lines: [[UInt8]]) throws -> Ledger {
        let other = try Ledger(at: folder.path + "/other-\(UUID().uuidString).sqlite", for: .adding)
        for line in lines {
            let article = try Article(json: line, id: "?", path: "export.jsonl")
            try other.add([try #require(try Entry(exported: article, line: line))])
        }
        return other
    }

    private func judge() throws {
        let content = try #require(Written.extract("would stay open", in: Written.korvin)).span
        var correction = Correction()
        correction.content = [content]
        correction.speaker = .entity(1)
        try ledger.review(StatementID(article: 1, number: 0), .fix(correction), by: "mara", at: 7)
        try ledger.review(StatementID(article: 1, number: 1), .wrong, by: "mara", at: 8)
        try ledger.review(StatementID(article: 2, number: 0), .wrong, by: "ole", at: 9)
        try ledger.undoReview(StatementID(article: 2, number: 0), by: "ole", at: 10)
        correction.speaker = nil
        try ledger.addMissed(in: 1, correction, by: "mara", at: 11)
    }

    @Test func addingAnExportToAnEmptyLedgerGivesTheSameLedger() throws {
        try judge()
        let exported = try lines(ledger)
        let other = try restored(exported)
        #expect(try Set(other.dump()).symmetricDifference(ledger.dump()).sorted() == [])
        #expect(try other.dumpOfActs() == ledger.dumpOfActs())
        #expect(try lines(other) == exported)
    }

    @Test func reviewsCanBeUndoneInTheLedgerThatAnExportMade() throws {
        let before = try ledger.dump().filter { !$0.hasPrefix("article") }
        try ledger.review(StatementID(article: 1, number: 1), .wrong, by: "mara", at: 8)
        let other = try restored(lines(ledger))
        try other.undoReview(StatementID(article: 1, number: 1), by: "ole")
        #expect(try other.dump().filter { !$0.hasPrefix("article") } == before)
    }

    @Test func anExportAddedTwiceAddsNothing() throws {
        let exported = try lines(ledger)
        let other = try restored(exported + exported)
        #expect(try other.dump() == ledger.dump())
    }

    @Test func aLineIsTheOutputContractWithReviewedStatements() throws {
        try judge()
        let record = try ArticleRecord(json: try lines(ledger)[0])
        #expect(record.findings.statements.map(\.id) == [0, 2, 3])
        #expect(record.findings.statements[0].content.map(\.text) == ["would stay open"])
        #expect(record.reader == Written.reader && record.article.outlet == "The Beacon")
        let carried = try ArticleRecord(json: try lines(ledger)[1]).article.carried
        #expect(carried.first == Article.Carried(name: "section", json: #"{"a": 1.10}"#))
    }

    @Test func aLineThatWasChangedIsRefused() throws {
        let line = String(decoding: try lines(ledger)[0], as: UTF8.self)
        let changes = [
            ("Nobody pays twice", "Nobody pays double"), ("\"start\": 13", "\"start\": 14"),
            ("\"sha256\": \"", "\"sha256\": \"0"), ("\"form\": \"direct\"", "\"form\": \"loud\""),
        ]
        for (old, new) in changes {
            #expect(line.contains(old), "\(old)")
            let changed = Array(line.replacingOccurrences(of: old, with: new).utf8)
            let article = try Article(json: changed, id: "?", path: "x")
            #expect(throws: Entry.ExportFault.self) { _ = try Entry(exported: article, line: changed) }
        }
    }

    @Test func anArticleThatWasNotExportedHasToBeRead() throws {
        #expect(try Entry(exported: Article(id: "a", path: "a", text: "x"), line: Array(#"{"text": "x"}"#.utf8)) == nil)
    }

    @Test func goldIsWhatWasJudgedWhole() throws {
        try judge()
        #expect(try gold().isEmpty)
        #expect(try ledger.countForExport().halfReviewed == 1)
        try ledger.reviewAll(of: 1, by: "mara")
        try ledger.reviewAll(of: 4, by: "mara")
        let articles = try gold().map { try AnnotatedArticle(json: $0) }
        #expect(articles.map(\.id) == ["korvin", "bytes"])
        #expect(articles[0].statements.map(\.content) == [[Span(30, 45)], [Span(102, 104)], [Span(30, 45)]])
        #expect(articles[0].text == Written.korvin)
    }

    private func gold() throws -> [[UInt8]] {
        var lines: [[UInt8]] = []
        try ledger.export(.reviewed) {
            lines.append($0.goldLine)
            return true
        }
        return lines
    }
}
