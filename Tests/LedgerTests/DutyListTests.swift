import Finding
import Foundation
import Record
import Reviews
import Testing
import Transfer

@testable import Ledger

/// Duties that articles speak of, as a ledger lists them.
@Suite struct DutyListTests {
    private let folder: LedgerFolder
    private let ledger: Ledger

    private static let card = LayerCard(
        name: "duties", version: 1, title: "Duties", sentence: "Who owes what.", of: .article, kind: .record, holdsSeveral: true,
        choices: DutyQuery.statuses.map { .init($0, label: $0, sentence: $0) }, threshold: 0)

    /// A duty in the words of an article; entity 0 is Dessa Korvin, 1 Ilse Varn.
    private static func duty(
        _ bearer: Int?, _ status: String, instrument: Bool = true, by: Int? = nil, duty: String = "the harbour"
    ) -> Mark {
        func extract(_ words: String) -> Extract {
            let start =
                Written.korvin.unicodeScalars.count
                - Written.korvin.components(separatedBy: words).dropFirst().joined(separator: words).unicodeScalars.count
            return Extract(span: Span(start - words.unicodeScalars.count, start), text: words)
        }
        return Mark(
            of: .article, layer: "duties",
            value: .record(
                MarkRecord(members: [
                    .init("bearer", bearer.map { .id($0) }), .init("duty", .extract(extract(duty))),
                    .init("instrument", instrument ? .extract(extract("Korvin")) : nil), .init("instrument_entity", nil),
                    .init("status", .word(status)), .init("by", by.map { .id($0) }),
                ])), confidence: 0.6, by: .layer(version: 1))
    }

    init() throws {
        folder = try LedgerFolder()
        ledger = try folder.open()
        try ledger.keep([Self.card])
        let marks = [Self.duty(1, "broken", by: 0), Self.duty(0, "owed"), Self.duty(nil, "kept", instrument: false)]
        try ledger.add([Self.prepared(Written.korvinEntry(), marks)])
    }

    private static func prepared(_ plain: PreparedArticle, _ marks: [Mark]) -> PreparedArticle {
        var findings = plain.findings
        findings.marks = marks
        return PreparedArticle(
            article: plain.article, given: Array(plain.article.text.utf8), findings: findings, reader: plain.reader,
            layers: "duties 1")
    }

    private func listed(_ change: (inout DutyQuery) -> Void = { _ in }) throws -> [String] {
        var query = DutyQuery()
        change(&query)
        return try ledger.duties(query).map { "\($0.bearer?.name ?? "-") \($0.status) \($0.sayer)" }
    }

    @Test func dutiesStandByInstrumentAndBearerWithWhoSaysSo() throws {
        #expect(
            try listed() == [
                "Dessa Korvin owed The Beacon in its own voice", "Ilse Varn broken Dessa Korvin",
                "- kept The Beacon in its own voice",
            ])
        #expect(try ledger.duties(DutyQuery()).map { $0.days?.description } == ["2021-03-12", "2021-03-12", "2021-03-12"])
    }

    @Test func theyAreNarrowedDown() throws {
        let varn = try ledger.actor("Ilse Varn", for: .any).id
        #expect(try listed { $0.bearers = [varn] } == ["Ilse Varn broken Dessa Korvin"])
        #expect(try listed { $0.statuses = ["kept", "owed"] }.count == 2)
        #expect(try listed { $0.instrument = "KORV" }.count == 2)
        let korvin = try ledger.actor("Dessa Korvin", for: .any).id
        #expect(try listed { $0.speakers = [korvin] } == ["Ilse Varn broken Dessa Korvin"])
        let later = try DayRange(since: "2022", until: nil)
        #expect(try listed { $0.days = later } == [])
        #expect(try listed { $0.limit = 1 }.count == 1)
    }

    @Test func whatAWrongStatementSaysAndACopyRepeatsDoesNotCount() throws {
        try ledger.review(StatementID(article: 1, number: 0), .wrong, by: "mara")
        #expect(try listed().filter { $0.contains("broken") } == [])
        try ledger.undoReview(StatementID(article: 1, number: 0), by: "mara")
        #expect(try listed().count == 3)
    }

    @Test func anExportMakesTheSameDuties() throws {
        let other = try Ledger(at: folder.path + "/other.sqlite", for: .adding)
        try ledger.export { article in
            try other.add([PreparedArticle(restoring: article.line, stamp: ExportingTests.stamp, cards: [Self.card])])
            return true
        }
        #expect(try other.duties(DutyQuery()).map(\.status) == ledger.duties(DutyQuery()).map(\.status))
        #expect(try other.verify().problems == [])
    }

    @Test(arguments: [
        (#""bearer": 1"#, #""bearer": 77"#), (#""by": 0"#, #""by": 77"#), (#""text": "the harbour""#, #""text": "the harvest""#),
    ])
    func aDutyOfNobodyWhoIsThereIsRefusedWhenRestored(written: String, changed: String) throws {
        var lines: [String] = []
        try ledger.export { article in
            lines.append(String(decoding: article.line, as: UTF8.self))
            return true
        }
        let line = try #require(lines.first)
        // Behind the statements, whose members have the same names.
        let place = try #require(line.range(of: #""duties""#))
        let damaged = line[..<place.lowerBound] + line[place.lowerBound...].replacing(written, with: changed, maxReplacements: 1)
        #expect(damaged != line)
        #expect(throws: PreparedArticle.ExportError.self) {
            try PreparedArticle(restoring: Array(damaged.utf8), stamp: ExportingTests.stamp, cards: [Self.card])
        }
    }

    @Test func readingAgainGivesWhoSaysSoTheNumberOfTheLedger() {
        let mark = Self.duty(0, "owed", by: 4)
        guard case .record(let record)? = mark.renumbered([4: 12])?.value else {
            Issue.record("the mark is none of a record any more")
            return
        }
        #expect(record.members.first { $0.name == "by" }?.value == .id(12))
        #expect(mark.renumbered([:]) == nil && Self.duty(0, "owed").renumbered([:]) == Self.duty(0, "owed"))
    }
}
