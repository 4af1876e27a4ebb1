import Finding
import Foundation
import Record
import TestSupport
import Testing

@testable import Ledger
@testable import Reviews

@Suite struct AgreementTests {
    private let folder: LedgerFolder
    private let ledger: Ledger

    init() throws {
        folder = try LedgerFolder()
        ledger = try folder.open()
    }

    // MARK: Alpha

    /// Krippendorff, “Computing Krippendorff's alpha-reliability” (2011): two who judge ten things, and four who judge eleven in common, some not all.
    @Test(arguments: [
        (["0100000010", "1110010000"], 10, 0.095),
        (["123321412...", "1233224125.3", ".3332342251.", "12332441251."], 11, 0.743),
    ])
    func alphaIsThatOfThePublishedExamples(rows: [String], count: Int, alpha: Double) throws {
        let columns = rows[0].indices.map { column in rows.compactMap { $0[column] == "." ? nil : String($0[column]) } }
        let found = NominalAlpha(columns)
        #expect(found.count == count)
        let value = try #require(found.alpha)
        #expect(abs(value - alpha) < 0.000_5)
        #expect(try #require(found.interval).contains(value))
    }

    @Test func whereAllIsJudgedAlikeNothingIsToldOfChance() {
        let found = NominalAlpha([["one", "one"], ["one", "one"]])
        #expect(found.sameness == 1 && found.alpha == nil && found.interval == nil)
        #expect(NominalAlpha([["one"], ["none"]]).count == 0 && NominalAlpha([["one"]]).sameness == nil)
    }

    // MARK: Judgements

    private func item(_ name: String, _ agreement: ReviewAgreement) throws -> NominalAlpha {
        try #require(agreement.items.first { $0.name == name }).alpha
    }

    @Test func whatTwoHaveJudgedIsComparedByWhatTheyLeave() throws {
        try ledger.add([Written.korvinEntry()])
        let (a, b, c) = (
            StatementID(article: 1, number: 0), StatementID(article: 1, number: 1), StatementID(article: 1, number: 2)
        )
        for id in [a, b, c] { try ledger.review(id, .right, by: "mara") }
        try ledger.review(a, .right, by: "ilse")
        try ledger.review(b, .wrong, by: "ilse")
        var other = Correction()
        other.speaker = .nobody
        try ledger.review(c, .fix(other), by: "ilse")
        let agreement = ReviewAgreement(try ledger.judgedValues())
        #expect(agreement.reviewers == ["ilse", "mara"] && (agreement.statements, agreement.shared) == (3, 3))
        #expect(try item("statement", agreement).count == 3 && item("statement", agreement).sameness == 2.0 / 3)
        // Of what one of them finds to be none, the parts are not compared.
        #expect(try item("speaker", agreement).count == 2 && item("speaker", agreement).sameness == 0.5)
        #expect(try item("content", agreement).sameness == 1)
        #expect(!agreement.items.contains { !$0.isTooFew })
    }

    @Test func whatWasTakenBackCountsNotAndOfTwoJudgementsTheLast() throws {
        try ledger.add([Written.korvinEntry()])
        let id = StatementID(article: 1, number: 0)
        try ledger.review(id, .wrong, by: "mara")
        try ledger.undoReview(id, by: "ole")
        #expect(try ReviewAgreement(ledger.judgedValues()).statements == 0)
        try ledger.review(id, .wrong, by: "mara")
        try ledger.review(id, .right, by: "ilse")
        try ledger.review(id, .right, by: "mara")
        #expect(try item("statement", ReviewAgreement(ledger.judgedValues())).sameness == 1)
        #expect(try ReviewAgreement(ledger.judgedValues(), of: ["mara"]).shared == 0)
        // Nor do the parts of what is found to be none in the end.
        try ledger.review(id, .wrong, by: "ilse")
        #expect(try item("statement", ReviewAgreement(ledger.judgedValues())).sameness == 0)
        #expect(try item("speaker", ReviewAgreement(ledger.judgedValues())).count == 0)
    }

    @Test func copiesOfALedgerAreComparedThoughNeitherHasSeenTheOther() throws {
        try ledger.add([Written.korvinEntry()])
        let path = "\(folder.path)/copy.sqlite"
        try ledger.backUp(to: path)
        let copy = try Ledger(at: path, for: .changing)
        let id = StatementID(article: 1, number: 1)
        try ledger.review(id, .right, by: "mara")
        try copy.review(id, .wrong, by: "ilse")
        let agreement = ReviewAgreement(try ledger.judgedValues() + copy.judgedValues())
        #expect(agreement.shared == 1)
        #expect(try item("statement", agreement).sameness == 0)
    }

    // MARK: The queue

    @Test func theQueueGoesOnBehindWhatWasPassedOver() throws {
        let texts = (1...6).map { "Mara Lind said gate \($0) is shut." }
        try ledger.add(
            texts.enumerated().map { at, text in try AgreementTests.sure(text, [0.9, 0.2, 0.5][at % 3], id: "\(at)") })
        let all = try ledger.leastCertain(10).map(\.id)
        #expect(all.map(\.article) == [2, 5, 3, 6, 1, 4])
        var (seen, place): ([StatementID], QueuePlace?) = ([], nil)
        while case let page = try ledger.leastCertain(2, behind: place), let last = page.last {
            seen += page.map(\.id)
            place = QueuePlace("\(QueuePlace(behind: last))")
            // What was judged meanwhile is no place less.
            if seen.count == 2 { try ledger.review(last.id, .right, by: "mara") }
        }
        #expect(seen == all)
    }

    @Test(arguments: ["", "x", "5", "-s1.0", "1001-s1.0", "5-s1", "5-12", "99999999999999999999-s1.0"])
    func aPlaceThatIsNoneIsNil(text: String) { #expect(QueuePlace(text) == nil) }

    @Test func whatOthersHaveJudgedIsAskedOfTheSecond() throws {
        try ledger.add([Written.korvinEntry()])
        let ids = (0...2).map { StatementID(article: 1, number: $0) }
        try ledger.review(ids[0], .right, by: "mara")
        try ledger.review(ids[1], .wrong, by: "mara")
        try ledger.review(ids[2], .right, by: "mara")
        try ledger.undoReview(ids[2], by: "mara")
        #expect(try ledger.judgedByOthers(than: "ilse", 5).map(\.id) == [ids[0], ids[1]])
        #expect(try ledger.judgedByOthers(than: "mara", 5).isEmpty)
        try ledger.review(ids[0], .right, by: "ilse")
        #expect(try ledger.judgedByOthers(than: "ilse", 5).map(\.id) == [ids[1]])
        let first = try #require(try ledger.judgedByOthers(than: "ole", 1).first)
        #expect(try ledger.judgedByOthers(than: "ole", 5, behind: QueuePlace(behind: first)).map(\.id) == [ids[1]])
    }

    @Test func theSecondSeesAndJudgesWhatTheMachineHasFound() throws {
        try ledger.add([Written.korvinEntry()])
        let id = StatementID(article: 1, number: 1)
        let found = try ledger.show(id).entry.statement
        var fix = Correction()
        fix.speaker = .nobody
        fix.content = [Span(found.content[0].span.start, found.content[0].span.end - 2)]
        try ledger.review(id, .fix(fix), by: "mara")
        #expect(try ledger.show(id).entry.statement.content != found.content)
        let shown = try #require(try ledger.judgedByOthers(than: "ilse", 1).first)
        #expect(shown.statement == found && shown.speaker != nil && shown.state == .unreviewed)
        // Right is what was shown, and a correction begins there.
        try ledger.review(id, .right, by: "ilse", asFound: true)
        #expect(try ledger.show(id).entry.statement == found && ledger.show(id).entry.state == .right)
        try ledger.undoReview(id, by: "ilse")
        #expect(try ledger.show(id).entry.statement.content != found.content)
        var other = Correction()
        other.speaker = .nobody
        try ledger.review(id, .fix(other), by: "ole", asFound: true)
        #expect(try ledger.show(id).entry.statement.content == found.content && ledger.show(id).entry.statement.speaker == nil)
        #expect(try ledger.verify().problems.isEmpty)
    }

    /// An article of one statement of which the machine is so sure.
    private static func sure(_ text: String, _ confidence: Double, id: String) throws -> PreparedArticle {
        let content = try #require(Written.extract(String(text.dropFirst(15).dropLast()), in: text))
        let statement = Statement(
            id: 0, parent: nil, form: .indirect, source: [], cue: [], content: [content], speaker: nil, confidence: confidence)
        return PreparedArticle(
            article: Article(id: id, path: "\(id).txt", text: text), given: Array(text.utf8),
            findings: Findings(statements: [statement], entities: []), reader: Written.reader)
    }

    // MARK: As told by

    @Test func whoTellsAStatementIsCorrectedAndThatIsUndone() throws {
        try ledger.add([Written.korvinEntry()])
        let (outer, inner) = (StatementID(article: 1, number: 0), StatementID(article: 1, number: 2))
        var told = Correction()
        told.holder = .statement(0)
        let before = try ledger.show(inner).entry
        let after = try ledger.review(inner, .fix(told), by: "mara")
        #expect(after.parent == outer && after.state == .corrected && after.tellers == ["Dessa Korvin"] && before.tellers.isEmpty)
        #expect((after.statement.content, after.statement.speaker) == (before.statement.content, before.statement.speaker))
        // None can be told by itself, nor by what stands in it, nor by what is not there.
        for (id, holder) in [(outer, 0), (outer, 2), (inner, 9)] {
            told.holder = .statement(holder)
            #expect(throws: QuestionError.self) { try ledger.review(id, .fix(told), by: "mara") }
        }
        #expect(try ledger.undoReview(inner, by: "mara").parent == before.parent)
        told.holder = .article
        #expect(try ledger.review(inner, .fix(told), by: "mara").parent == nil)
    }
}
