import Finding
import Foundation
import Meaning
import Mending
import Record
import Reviews
import SQLite
import Testing
import Transfer

@testable import Ledger

/// What a person corrects is shown, marked as theirs, and can be undone.
@Suite struct CorrectingTests {
    private let folder: LedgerFolder

    init() throws { folder = try LedgerFolder() }

    private func ledger() throws -> Ledger {
        let ledger = try folder.open()
        try ledger.add([Written.korvinEntry()])
        return ledger
    }

    private static func values(_ pairs: (ArticleField, String?)...) -> FieldValues {
        var values = FieldValues()
        for (field, value) in pairs { values[field] = value }
        return values
    }

    @Test func aCorrectedDateIsTheArticlesAndItsStatements() throws {
        let ledger = try ledger()
        try ledger.correct(article: 1, Self.values((.published, "2021-04-02")), by: "mara")
        let entry = try ledger.show(article: 1).loaded.entry
        #expect(entry.published == "2021-04-02" && entry.dateSource == .user)
        #expect(entry.former?[.published] == "2021-03-12")
        var query = StatementQuery()
        query.days = try DayRange(since: "2021-04", until: "2021-04")
        #expect(try ledger.find(query).count == 3)
        query.dateSources = [.user]
        #expect(try ledger.find(query).count == 3)
        #expect(try ledger.verify().problems == [])
    }

    @Test func aCorrectedTitleIsFoundByItsWords() throws {
        let ledger = try ledger()
        try ledger.correct(article: 1, Self.values((.title, "Łódź quay")), by: "mara")
        #expect(try ledger.findArticles(StatementQuery(try SearchQuery("Lodz"))).count == 1)
        try ledger.correct(article: 1, Self.values((.title, "Quay")), by: "mara")
        #expect(try ledger.findArticles(StatementQuery(try SearchQuery("Lodz"))).isEmpty)
        #expect(try ledger.verify().problems == [])
    }

    @Test func aRecordSaysWhatWasCorrected() throws {
        let ledger = try ledger()
        try ledger.correct(article: 1, Self.values((.published, "2021-04-02"), (.author, "M. Sel")), by: "mara")
        let record = try ledger.load(article: 1).record
        #expect(record.article.dateSource == .user && record.article.author == "M. Sel")
        #expect(
            String(decoding: record.json, as: UTF8.self).contains(
                #""corrected_from": {"author": null, "published": "2021-03-12"}"#))
    }

    @Test func correctionsAreUndoneOneAfterTheOther() throws {
        let ledger = try ledger()
        let before = try ledger.dump()
        let first = try ledger.correct(article: 1, Self.values((.published, "2021-04-02"), (.title, "One")), by: "mara")
        let second = try ledger.correct(article: 1, Self.values((.title, "Two"), (.outlet, "Far Bank")), by: "mara")
        let error = #expect(throws: QuestionError.self) { try ledger.undoArticleAct(first.act, by: "ole") }
        #expect(error?.description.contains("corrected again by act \(second.act)") == true)
        try ledger.undoArticleAct(second.act, by: "ole")
        #expect(try ledger.show(article: 1).loaded.entry.title == "One")
        try ledger.undoArticleAct(first.act, by: "ole")
        #expect(try ledger.dump() == before)
        #expect(try ledger.show(article: 1).loaded.entry.former == nil)
        #expect(try ledger.verify().problems == [])
        #expect(throws: QuestionError.self) { try ledger.undoArticleAct(first.act, by: "ole") }
    }

    @Test(arguments: [
        (ArticleField.published, "soon", "“soon” is no date; give one as 2021-03-12"),
        (.published, "2021-02-30", "“2021-02-30” is no date; give one as 2021-03-12"),
        (.url, "javascript:alert(1)", "no address of a page"), (.url, "here", "no address of a page"),
        (.published, "9999-12-31", "“9999-12-31” is yet to come; give the day on which the article was published"),
        (.outlet, "   ", "the outlet is empty; give one, or none to take it away"),
        (.outlet, "2", "no outlet is called “2”; give its name"),
        (.title, "one\ntwo", "control character"), (.author, String(repeating: "x", count: 1_001), "longer than 1000 characters"),
    ])
    func whatCannotBeIsRefusedWithASentence(field: ArticleField, value: String, sentence: String) throws {
        let ledger = try ledger()
        let before = try ledger.dump()
        let error = #expect(throws: QuestionError.self) {
            try ledger.correct(article: 1, Self.values((field, value)), by: "mara")
        }
        #expect(error?.description.contains(sentence) == true)
        #expect(try ledger.dump() == before)
    }

    /// Somewhere it is tomorrow already, but nowhere the day behind it.
    @Test func anArticleIsOfNoDayThatIsYetToCome() throws {
        let ledger = try ledger()
        let now = (try #require(Day(published: "2021-05-01"))).number * 86_400
        #expect(throws: QuestionError.self) {
            try ledger.correct(article: 1, Self.values((.published, "2021-05-03")), by: "mara", at: now)
        }
        try ledger.correct(article: 1, Self.values((.published, "2021-05-02")), by: "mara", at: now)
    }

    @Test func anOutletThatIsNewBesideOneThatIsCalledLikeItIsTold() throws {
        let ledger = try ledger()
        let corrected = try ledger.correct(article: 1, Self.values((.outlet, "the beacon")), by: "mara")
        #expect(corrected.newOutlet == 2 && corrected.likeNewOutlet == 1)
        let other = try ledger.correct(article: 1, Self.values((.outlet, "Far Bank")), by: "mara")
        #expect(other.newOutlet == 3 && other.likeNewOutlet == nil)
        #expect(try ledger.correct(article: 1, Self.values((.outlet, "The Beacon")), by: "mara").newOutlet == nil)
    }

    @Test func anUndoingTellsWhatItHasChanged() throws {
        let ledger = try ledger()
        let act = try ledger.correct(article: 1, Self.values((.published, "2021-04-02"), (.author, "M. Sel")), by: "mara").act
        let undoing = try ledger.undoArticleAct(act, by: "ole")
        #expect(undoing.clause == "article 1: author “M. Sel” → none, date “2021-04-02” → “2021-03-12”")
        #expect(undoing.who == "ole" && undoing.undoes == act && !undoing.canBeUndone)
        let removal = try ledger.remove(article: 1, by: "mara")
        #expect(try ledger.articleActs().map(\.canBeUndone) == [true, false, false])
        #expect(try ledger.undoArticleAct(removal, by: "ole").clause == "article 1 is back")
        #expect(try ledger.articleActs(before: 3).map(\.id) == [2, 1])
    }

    // MARK: What hangs on the date

    /// The article as layers have marked it when it was added, some of it judged.
    private func markedLedger() throws -> Ledger {
        let ledger = try folder.open()
        try ledger.keep(Layers.cards)
        let plain = Written.korvinEntry()
        var findings = plain.findings
        findings.marks = Layers.marksOfDay(in: plain.article, findings)
        try ledger.add([
            PreparedArticle(
                article: plain.article, given: Array(plain.article.text.utf8), findings: findings, reader: plain.reader,
                layers: Layers.versions)
        ])
        return ledger
    }

    private func marks(_ ledger: Ledger) throws -> [String] {
        try ledger.connection.rows(
            """
            SELECT statement.number || ' ' || mark_value.value || ' ' || mark.confidence || ' ' || coalesce(mark.by, '-') || ' ' || mark.detail FROM statement
            JOIN mark ON mark.statement = statement.id JOIN mark_value ON mark_value.id = mark.value ORDER BY statement.number, mark.number
            """
        ) { $0.text(0) }
            + ledger.connection.rows("SELECT statement || ' ' || marks FROM machine_mark ORDER BY statement") { $0.text(0) }
    }

    @Test func theDaysOnWhichThingsWereSaidFollowACorrectedDateAndComeBack() throws {
        let ledger = try markedLedger()
        let before = try marks(ledger)
        #expect(before.count == 3 && before.allSatisfy { $0.contains("2021-03-12") })
        let act = try ledger.correct(article: 1, Self.values((.published, "2021-04-02")), by: "mara").act
        let after = try marks(ledger)
        #expect(after.count == 3 && after.allSatisfy { $0.contains("2021-04-02") && !$0.contains("2021-03-12") })
        #expect(try ledger.countToMark(by: Layers.versions) == 0)
        #expect(try ledger.verify().problems == [])
        try ledger.undoArticleAct(act, by: "ole")
        #expect(try marks(ledger) == before)
        #expect(try ledger.countToMark(by: Layers.versions) == 0)
        #expect(try ledger.verify().problems == [])
        try ledger.correct(article: 1, Self.values((.published, nil)), by: "mara")
        #expect(try marks(ledger).isEmpty)
    }

    @Test func whatWasJudgedOfADayStaysAndWhatWasFoundWrongIsMarkedToo() throws {
        let ledger = try markedLedger()
        try ledger.review(StatementID(article: 1, number: 0), layer: "said", .choices(["none"]), by: "mara", seen: 0)
        try ledger.review(StatementID(article: 1, number: 2), .wrong, by: "mara", seen: 0)
        let before = try marks(ledger)
        let act = try ledger.correct(article: 1, Self.values((.published, "2021-04-02")), by: "mara").act
        let after = try marks(ledger)
        #expect(after.count == before.count && after == before.map { $0.replacing("2021-03-12", with: "2021-04-02") })
        try ledger.undoArticleAct(act, by: "ole")
        #expect(try marks(ledger) == before)
        #expect(try ledger.verify().problems == [])
    }

    @Test func anArticleThatNoLayerHasMarkedIsNotMarkedByACorrection() throws {
        let ledger = try ledger()
        try ledger.correct(article: 1, Self.values((.published, "2021-04-02")), by: "mara")
        #expect(try marks(ledger).isEmpty)
        #expect(try ledger.countToMark(by: Layers.versions) == 1)
    }

    @Test func tablesTellWhatWasCorrected() throws {
        let ledger = try ledger()
        #expect(EntryTable.row(try ledger.show(StatementID(article: 1, number: 0)).entry).hasSuffix(",\r\n"))
        try ledger.correct(article: 1, Self.values((.published, "2021-04-02")), by: "mara")
        let cell = "\"{\"\"published\"\": \"\"2021-03-12\"\"}\"\r\n"
        #expect(EntryTable.row(try ledger.show(StatementID(article: 1, number: 0)).entry).hasSuffix(cell))
        let found = try #require(try ledger.findArticles(StatementQuery(try SearchQuery("harbour"))).first)
        #expect(FoundArticleTable.row(found).hasSuffix(cell))
        for heading in [EntryTable.heading, FoundArticleTable.heading] { #expect(heading.hasSuffix(",corrected_from\r\n")) }
    }

    @Test func whatIsSoAlreadyIsNoCorrection() throws {
        let ledger = try ledger()
        #expect(throws: QuestionError.self) { try ledger.correct(article: 1, Self.values((.outlet, "The Beacon")), by: "mara") }
        #expect(throws: QuestionError.self) { try ledger.correct(article: 1, FieldValues(), by: "mara") }
        #expect(throws: QuestionError.self) { try ledger.correct(article: 2, Self.values((.title, "x")), by: "mara") }
        #expect(try ledger.articleActs().isEmpty)
    }

    @Test func aStatementsReviewsAreNotTheArticlesCorrections() throws {
        let ledger = try ledger()
        try ledger.correct(article: 1, Self.values((.title, "One")), by: "mara")
        #expect(try ledger.reviews(of: 1).isEmpty)
        try ledger.review(StatementID(article: 1, number: 0), .right, by: "mara", seen: 0)
    }

    @Test func anExportCarriesCorrectionsAndTheirUndoing() throws {
        let ledger = try ledger()
        let first = try ledger.correct(
            article: 1, Self.values((.published, "2021-04-02"), (.outlet, "Far Bank")), by: "mara", at: 1_700_000_000)
        let other = try Ledger(at: folder.path + "/other.sqlite", for: .adding)
        try ledger.export { article in
            try other.add([PreparedArticle(restoring: article.line, stamp: ExportingTests.stamp)])
            return true
        }
        #expect(try other.dump() == ledger.dump())
        #expect(try other.show(article: 1).loaded.entry == ledger.show(article: 1).loaded.entry)
        #expect(try other.verify().problems == [])
        try other.undoArticleAct(first.act, by: "ole")
        #expect(try other.show(article: 1).loaded.entry.published == "2021-03-12")
        #expect(try other.verify().problems == [])
    }

    @Test func aRemovedArticleComesBackAsItWasCorrected() throws {
        let ledger = try ledger()
        try ledger.correct(article: 1, Self.values((.published, "2021-04-02"), (.title, "One")), by: "mara")
        let entry = try ledger.show(article: 1).loaded.entry
        try ledger.remove(article: 1, by: "mara")
        try ledger.bringBack(article: 1, by: "mara")
        #expect(try ledger.show(article: 1).loaded.entry == entry)
        #expect(try ledger.verify().problems == [])
    }
}
