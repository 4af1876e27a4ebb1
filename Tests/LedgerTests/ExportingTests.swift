import Actors
import Finding
import Foundation
import Record
import Reviews
import SQLite
import Testing
import Transfer
import Wire

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
            PreparedArticle(
                article: article, given: Array(line.utf8),
                findings: Written.findings(
                    article.text, [.init(names: ["Mats Holm"])], [.init(who: "Mats Holm", words: "nothing would change")]),
                reader: ReaderVersion(version: "2", model: "second")),
            Written.korvinEntry(id: "copy", outlet: "The Echo", text: Written.korvin + "\n"),
            Written.entry("Not UTF-8: \u{FFFD}.", id: "bytes", given: [0x4E, 0xFF, 0xFE]),
        ])
    }

    private func restored(_ lines: [[UInt8]]) throws -> Ledger {
        let other = try Ledger(at: folder.path + "/other-\(UUID().uuidString).sqlite", for: .adding)
        for line in lines { try other.add([PreparedArticle(restoring: line, stamp: ExportingTests.stamp)]) }
        return other
    }

    static let stamp = RestorationStamp(at: 1_700_000_000, who: "ilse", file: "export.jsonl")

    /// Without what the log says of its being restored.
    private func withoutStamps(_ lines: [[UInt8]]) -> [String] {
        lines.map {
            String(decoding: $0, as: UTF8.self).replacingOccurrences(
                of: #"(, )?\{"id": \d+, "after": \d+, "at": \d+, "who": "ilse", "verb": "restore"[^}]*\}[^}]*\}"#, with: "",
                options: .regularExpression)
        }
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
        let exported = try ledger.exportedLines()
        let other = try restored(exported)
        #expect(try Set(other.dump()).symmetricDifference(ledger.dump()).sorted() == [])
        #expect(try other.dumpOfActs() == ledger.dumpOfActs())
        #expect(try withoutStamps(other.exportedLines()) == withoutStamps(exported))
    }

    @Test func aStatementKeepsTheOneThatHoldsItWhereThatWasFoundWrong() throws {
        let text = "Dessa Korvin said that Ilse Varn had said the gate was shut."
        let findings = Written.findings(
            text, [.init(names: ["Dessa Korvin"]), .init(names: ["Ilse Varn"])],
            [
                .init(who: "Dessa Korvin", words: "that Ilse Varn had said the gate was shut"),
                .init(who: "Ilse Varn", cue: "had said", words: "the gate was shut", parent: 0),
            ])
        let marks = [
            Mark(of: .statement(0), layer: "sourcing", value: .choice("named"), confidence: 0.5, by: .layer(version: 1)),
            Mark(of: .statement(1), layer: "sourcing", value: .choice("named"), confidence: 0.5, by: .layer(version: 1)),
        ]
        let article = Article(id: "gate", path: "gate.txt", text: text)
        try ledger.add([
            PreparedArticle(
                article: article, given: Array(text.utf8),
                findings: Findings(statements: findings.statements, entities: findings.entities, marks: marks),
                reader: Written.reader)
        ])
        try ledger.review(StatementID(article: 5, number: 0), .wrong, by: "mara", at: 7)
        let other = try restored(ledger.exportedLines())
        #expect(try Set(other.dump()).symmetricDifference(ledger.dump()).sorted() == [])
        for ledger in [ledger, other] { try ledger.undoReview(StatementID(article: 5, number: 0), by: "mara", at: 8) }
        #expect(try other.load(article: 5).record == ledger.load(article: 5).record)
        #expect(try other.load(article: 5).record.findings.marks.count == 2)
        #expect(try other.verify().problems == [])
    }

    /// What people can do to actors, between articles and after them.
    private func decide() throws {
        try _ = ledger.importActors([ActorRecord(line: Array(#"{"name": "Ole Brandt", "kind": "person"}"#.utf8))], by: "mara")
        let new = try ledger.split(1, articles: [1], by: "mara")
        try ledger.alias(new, "The Warden", by: "mara")
        try ledger.addRole(2, ActorRecord.Term(name: "mayor", first: Day(number: 1), last: nil), by: "ole")
        try ledger.add([Written.entry("Mats Holm slept.", [.init(names: ["Mats Holm"])], id: "later")])
        let act = try ledger.merge(3, into: new, by: "mara")
        try ledger.undoActorAct(act, by: "ole")
        try ledger.merge(new, into: 2, by: "mara")
        try ledger.addGroup(2, ActorRecord.Term(name: "Assembly"), by: "ole")
        var correction = Correction()
        correction.speaker = .actor(3)
        try ledger.review(StatementID(article: 1, number: 2), .fix(correction), by: "ole", at: 20)
    }

    @Test func actorsAndWhatPeopleDidToThemAreThereAgain() throws {
        try judge()
        try decide()
        let exported = try ledger.exportedLines()
        let other = try restored(exported)
        #expect(try Set(other.dump()).symmetricDifference(ledger.dump()).sorted() == [])
        #expect(try other.dumpOfActs() == ledger.dumpOfActs())
        #expect(try withoutStamps(other.exportedLines()) == withoutStamps(exported))
        #expect(try other.verify().problems == [])
        let act = try #require(try other.actorActs().first { $0.verb == "merge" && $0.undoneBy == nil })
        for ledger in [ledger, other] { try ledger.undoActorAct(act.id, by: "ole") }
        #expect(try Set(other.dump()).symmetricDifference(ledger.dump()).sorted() == [])
    }

    @Test func anExportIsTakenUpWhereItWasInterrupted() throws {
        try decide()
        let exported = try ledger.exportedLines()
        let other = try restored(Array(exported.prefix(2)))
        for line in exported {
            try other.add([PreparedArticle(restoring: line, stamp: ExportingTests.stamp)])
        }
        #expect(try Set(other.dump()).symmetricDifference(ledger.dump()).sorted() == [])
        #expect(try other.dumpOfActs() == ledger.dumpOfActs())
    }

    @Test func aLedgerWithActorsOfItsOwnFindsThemAnew() throws {
        try decide()
        let other = try Ledger(at: folder.path + "/own.sqlite", for: .adding)
        try other.add([Written.entry("Tor Falk slept.", [.init(names: ["Tor Falk"])], id: "own")])
        for line in try ledger.exportedLines() {
            try other.add([PreparedArticle(restoring: line, stamp: ExportingTests.stamp)])
        }
        let found = try other.verify()
        #expect(found.problems == [] && found.articles == 6)
        // What people did there is taken in upon those who are meant, whatever their numbers are here.
        #expect(try other.show(actor: "@1").actor.name == "Tor Falk" && other.actorActs(upon: 1).isEmpty)
        #expect(try other.show(actor: "The Warden").roles.map(\.name).sorted() == ["Assembly", "mayor"])
    }

    @Test func whatIsFoundNoMoreIsCarriedAsSuch() throws {
        try ledger.review(StatementID(article: 1, number: 0), .right, by: "mara", at: 7)
        let again = RereadArticle(article: 1, findings: Findings())
        try _ = ledger.reread([again], by: ReaderVersion(version: "2", model: "second"), who: "mara")
        let other = try restored(ledger.exportedLines())
        #expect(try Set(other.dump()).symmetricDifference(ledger.dump()).sorted() == [])
    }

    @Test func reviewsCanBeUndoneInTheLedgerThatAnExportMade() throws {
        let before = try ledger.dump().filter { !$0.hasPrefix("article") }
        try ledger.review(StatementID(article: 1, number: 1), .wrong, by: "mara", at: 8)
        let other = try restored(ledger.exportedLines())
        try other.undoReview(StatementID(article: 1, number: 1), by: "ole")
        #expect(try other.dump().filter { !$0.hasPrefix("article") } == before)
    }

    @Test func anExportAddedTwiceAddsNothing() throws {
        let exported = try ledger.exportedLines()
        let other = try restored(exported + exported)
        #expect(try other.dump() == ledger.dump())
    }

    @Test func aLineIsTheOutputContractWithReviewedStatements() throws {
        try judge()
        let record = try ArticleRecord(json: try ledger.exportedLines()[0])
        #expect(record.findings.statements.map(\.id) == [0, 2, 3])
        #expect(record.findings.statements[0].content.map(\.text) == ["would stay open"])
        #expect(record.reader == Written.reader && record.article.outlet == "The Beacon")
        let carried = try ArticleRecord(json: try ledger.exportedLines()[1]).article.carried
        #expect(carried.first == Article.Carried(name: "section", json: #"{"a": 1.10}"#))
    }

    @Test func aLineThatWasChangedIsRefused() throws {
        let line = String(decoding: try ledger.exportedLines()[0], as: UTF8.self)
        let changes = [
            ("Nobody pays twice", "Nobody pays double"), ("\"start\": 13", "\"start\": 14"),
            ("\"sha256\": \"", "\"sha256\": \"0"), ("\"form\": \"direct\"", "\"form\": \"loud\""),
        ]
        for (old, new) in changes {
            #expect(line.contains(old), "\(old)")
            let changed = Array(line.replacingOccurrences(of: old, with: new).utf8)
            #expect(throws: PreparedArticle.ExportError.self) {
                _ = try PreparedArticle(restoring: changed, stamp: ExportingTests.stamp)
            }
        }
    }

    @Test func anArticleThatWasNotExportedHasToBeRead() {
        #expect(throws: PreparedArticle.ExportError.self) {
            _ = try PreparedArticle(restoring: Array(#"{"text": "x"}"#.utf8), stamp: ExportingTests.stamp)
        }
    }

    @Test func whatIsRestoredIsStampedAndShown() throws {
        try judge()
        let other = try restored(ledger.exportedLines())
        for article in 1...4 {
            let restored = try other.show(article: article).provenance.restorations
            #expect(restored.map { "\($0.at) \($0.who) \($0.file)" } == ["1700000000 ilse export.jsonl"])
        }
        #expect(try other.show(article: 1).reviews == ledger.show(article: 1).reviews)
        // Restored once more, it says both.
        let third = try restored(other.exportedLines())
        #expect(try third.show(article: 1).provenance.restorations.count == 2)
        #expect(try other.verify().problems == [] && third.verify().problems == [])
    }

    @Test(arguments: [
        ("\"added\": \\d+", "\"added\": -9223372036854775808"), ("\"added\": \\d+", "\"added\": 253402300800"),
        ("\"at\": 7", "\"at\": -9223372036854775808"), ("\"at\": 7", "\"at\": 9223372036854775807"),
        ("\"last_number\": \\d+", "\"last_number\": 9223372036854775807"), ("\"number\": 1", "\"number\": -1"),
        ("\"id\": 1, \"after\"", "\"id\": -1, \"after\""), ("\"confidence\": 0\\.\\d+", "\"confidence\": 1e300"),
        ("\"confidence\": \\d\\d+", "\"confidence\": 9223372036854775807"), ("\"before\": 0", "\"before\": -1"),
    ])
    func aNumberThatCannotBeIsRefused(number: String, other: String) throws {
        try judge()
        let line = String(decoding: try ledger.exportedLines()[0], as: UTF8.self)
        let changed = line.replacingOccurrences(of: number, with: other, options: .regularExpression)
        #expect(changed != line)
        #expect(throws: PreparedArticle.ExportError.self) {
            _ = try PreparedArticle(restoring: Array(changed.utf8), stamp: ExportingTests.stamp)
        }
    }

    /// M2 of the findings: `"added": -9223372036854775808` in a line was taken up, and killed whoever showed the article.
    @Test(arguments: ["-9223372036854775808", "9223372036854775807", "-1", "1e300"])
    func anyNumberOfALineAtItsEndIsRefusedOrLeavesAWholeLedger(end: String) throws {
        try judge()
        let line = String(decoding: try ledger.exportedLines()[0], as: UTF8.self)
        for number in line.matches(of: /(?:": |\[|, )(-?[0-9.]+)(?=[,\]}])/) {
            let changed = line.replacingCharacters(in: number.1.startIndex..<number.1.endIndex, with: end)
            guard let entry = try? PreparedArticle(restoring: Array(changed.utf8), stamp: ExportingTests.stamp) else { continue }
            let other = try Ledger(at: folder.path + "/other-\(UUID().uuidString).sqlite", for: .adding)
            // What does not hold together may be refused here as well.
            guard (try? other.add([entry])) != nil else { continue }
            _ = try (other.show(article: 1), other.actorActs(), other.exportedLines())
            #expect(try other.verify().problems == [], "\(number.0)")
        }
    }

    @Test(arguments: ["{\"a\": ", "[1]", "{} x", ""])
    func whatIsCarriedAndBrokenIsNamedWithItsArticle(carried: String) throws {
        try ledger.connection.run("UPDATE article SET carried = \(carried) WHERE id = 1")
        let error = #expect(throws: DatabaseError.self) { try ledger.export { _ in true } }
        let told = error?.description ?? ""
        #expect(told.hasPrefix(ledger.path) && told.contains("article 1") && told.contains("backup"), "\(told)")
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
