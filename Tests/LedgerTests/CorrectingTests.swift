import Finding
import Foundation
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
            article: 1, Self.values((.published, "2021-04-02"), (.outlet, "Far Bank")), by: "mara", at: 5)
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
