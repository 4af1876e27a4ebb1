import Actors
import Finding
import Foundation
import Record
import Reviews
import SQLite
import Testing
import Transfer

@testable import Ledger

/// Articles read again by a newer model. The older one has found in `Written.korvin`: 0 "the harbour would stay open", 1 "“Nobody pays twice,”",
/// 2 "it".
@Suite struct RereadingTests {
    private let folder: LedgerFolder
    private let ledger: Ledger
    private static let newer = ReaderVersion(version: "1", model: "second")

    init() throws {
        folder = try LedgerFolder()
        ledger = try folder.open()
        try ledger.add([Written.korvinEntry()])
    }

    private static let people: [Written.Person] = [.init(names: ["Dessa Korvin", "Korvin"]), .init(names: ["Ilse Varn"])]

    private static let found: [Written.Saying] = [
        .init(who: "Dessa Korvin", words: "the harbour would stay open"), .init(who: "Korvin", words: "“Nobody pays twice,”"),
        .init(who: "Ilse Varn", cue: "denied", words: "it"),
    ]

    /// Reads an article again; `sayings` are what the newer model finds.
    @discardableResult
    private func reread(
        _ sayings: [Written.Saying], _ people: [Written.Person] = people, article: Int = 1, text: String = Written.korvin
    ) throws -> RereadChanges {
        let again = RereadArticle(article: article, findings: Written.findings(text, people, sayings))
        let changes = try ledger.reread([again], by: RereadingTests.newer, who: "mara")
        #expect(try ledger.verify().problems == [])
        return changes
    }

    private func id(_ number: Int) -> StatementID { StatementID(article: 1, number: number) }

    private func words() throws -> [String] {
        try ledger.exported(1).article.statements.map {
            "\($0.id.number) " + $0.statement.content.map(\.text).joined(separator: "|")
        }
    }

    @Test func articlesOfAnotherModelAreListedUntilTheyAreRead() throws {
        #expect(try ledger.countToReread(by: RereadingTests.newer) == 1)
        #expect(try ledger.articlesToReread(by: RereadingTests.newer, after: 0, limit: 9).map(\.text) == [Written.korvin])
        #expect(try ledger.countToReread(by: Written.reader) == 0)
        try reread(RereadingTests.found)
        #expect(try ledger.countToReread(by: RereadingTests.newer) == 0)
        #expect(try ledger.exported(1).article.record.reader == RereadingTests.newer)
    }

    @Test func theSameFindingsChangeNothing() throws {
        let before = try ledger.dump().filter { !$0.hasPrefix("article") }
        let changes = try reread(RereadingTests.found)
        #expect(changes.same == 3 && changes.changed + changes.new + changes.gone + changes.carried == 0)
        #expect(try ledger.dump().filter { !$0.hasPrefix("article") } == before)
    }

    @Test func whatIsGoneNewAndChangedIsTold() throws {
        let changes = try reread([
            .init(who: "Ilse Varn", cue: "denied", words: "it"), .init(who: "Korvin", words: "Nobody pays"),
            .init(who: nil, cue: "stay", words: "open"),
        ])
        #expect([changes.articles, changes.same, changes.changed, changes.new, changes.gone] == ([1, 1, 1, 1, 1] as [Int]))
        #expect(try words() == ["0 Nobody pays", "2 it", "3 open"])
        #expect(try ledger.find(StatementQuery(SearchQuery("harbour"))).isEmpty)
        #expect(try ledger.find(StatementQuery(SearchQuery("open"))).map(\.id) == [id(3)])
    }

    @Test func aNumberIsNeverGivenAgain() throws {
        try reread([])
        try reread(RereadingTests.found)
        #expect(try words().map { $0.prefix(2) } == ["3 ", "4 ", "5 "])
    }

    @Test func aJudgementStaysWithTheSamePlaces() throws {
        try ledger.review(id(0), .right, by: "ole")
        try ledger.review(id(1), .wrong, by: "ole")
        let changes = try reread(RereadingTests.found)
        #expect(changes.carried == 2 && changes.lost.isEmpty)
        #expect(try words() == ["0 the harbour would stay open", "2 it"])
        #expect(try ledger.show(id(0)).entry.state == .right && ledger.show(id(1)).entry.state == .wrong)
    }

    @Test func aCorrectionStaysWithTheNewRecordBesideIt() throws {
        var correction = Correction()
        correction.content = [try #require(Written.extract("would stay open", in: Written.korvin)).span]
        try ledger.review(id(0), .fix(correction), by: "ole")
        let changes = try reread([.init(who: "Dessa Korvin", words: "the harbour would")])
        #expect(changes.carried == 1 && changes.gone == 2)
        let shown = try ledger.show(id(0))
        #expect(shown.entry.statement.content.map(\.text) == ["would stay open"] && shown.entry.state == .corrected)
        #expect(shown.machine?.content.map(\.text) == ["the harbour would"])
    }

    @Test func aCorrectionThatTheNewModelFindsItselfNeedsNoOtherRecordBesideIt() throws {
        var correction = Correction()
        correction.content = [try #require(Written.extract("would stay open", in: Written.korvin)).span]
        correction.speaker = .entity(0)
        try ledger.review(id(0), .fix(correction), by: "ole")
        try reread([.init(who: "Dessa Korvin", words: "would stay open")])
        #expect(try ledger.show(id(0)).entry.state == .corrected)
        #expect(try words() == ["0 would stay open"])
    }

    @Test func aJudgedStatementThatIsFoundNoMoreStaysAndSaysSo() throws {
        try ledger.review(id(0), .right, by: "ole")
        try ledger.review(id(1), .wrong, by: "ole")
        let changes = try reread([RereadingTests.found[2]])
        #expect(changes.lost == [id(0), id(1)] && changes.gone == 0 && changes.carried == 0)
        let shown = try ledger.show(id(0))
        #expect(shown.entry.isGone && shown.entry.state == .right && shown.entry.actor?.name == "Dessa Korvin")
        #expect(try words() == ["0 the harbour would stay open", "2 it"])
        #expect(try reread(RereadingTests.found).carried == 2)
        #expect(try !ledger.show(id(0)).entry.isGone)
    }

    @Test func anAddedStatementIsNobodysToLose() throws {
        var parts = Correction()
        parts.content = [try #require(Written.extract("Nobody pays", in: Written.korvin)).span]
        try ledger.addMissed(in: 1, parts, by: "ole")
        let changes = try reread(RereadingTests.found)
        #expect(changes.lost.isEmpty && changes.same == 3)
        #expect(try ledger.show(id(3)).entry.state == .added && !ledger.show(id(3)).entry.isGone)
    }

    @Test func aSpeakerWhoIsNoEntityAnyMoreIsKeptAsAnActor() throws {
        try ledger.review(id(2), .right, by: "ole")
        try reread([RereadingTests.found[0]], [RereadingTests.people[0]])
        #expect(try ledger.show(id(2)).entry.actor?.name == "Ilse Varn")
    }

    @Test func whomPeopleFoundAnEntityToBeStays() throws {
        let new = try ledger.split(1, articles: [1], by: "ole")
        try reread(RereadingTests.found, [RereadingTests.people[1], RereadingTests.people[0]])
        #expect(try ledger.show(id(0)).entry.actor?.id == new)
    }

    @Test func aJudgementUndoneAfterReadingAgainLeavesTheNewRecord() throws {
        try ledger.review(id(0), .right, by: "ole")
        try reread([.init(who: "Dessa Korvin", words: "the harbour would")])
        #expect(try words() == ["0 the harbour would stay open"])
        try ledger.undoReview(id(0), by: "ole")
        #expect(try words() == ["0 the harbour would"])
        #expect(try ledger.verify().problems == [])
    }

    @Test func aJudgementOnWhatIsFoundNoMoreCannotBeUndone() throws {
        try ledger.review(id(0), .right, by: "ole")
        try reread([])
        let error = #expect(throws: QuestionError.self) { try ledger.undoReview(id(0), by: "ole") }
        #expect(error?.description.contains("not found any more") == true)
    }

    @Test func aCopyRepeatsWhatItsOriginalHolds() throws {
        let other = Written.korvin + "\n"
        try ledger.add([Written.korvinEntry(id: "copy", text: other)])
        try reread([RereadingTests.found[0]])
        #expect(try ledger.find(StatementQuery(SearchQuery("twice"))).map(\.id) == [StatementID(article: 2, number: 1)])
        try reread([RereadingTests.found[0]], article: 2, text: other)
        #expect(try ledger.find(StatementQuery(SearchQuery("harbour OR twice"))).map(\.id) == [id(0)])
        #expect(try ledger.show(id(0)).repetitions == [StatementID(article: 2, number: 0)])
    }

    @Test func readingAgainThatFailsChangesNothing() throws {
        let before = try ledger.dump()
        let again = Written.findings(Written.korvin, RereadingTests.people, [RereadingTests.found[1]])
        #expect(throws: DatabaseError.self) {
            try ledger.reread(
                [RereadArticle(article: 1, findings: again), RereadArticle(article: 99, findings: again)],
                by: RereadingTests.newer,
                who: "mara")
        }
        #expect(try ledger.dump() == before)
        #expect(try ledger.countToReread(by: RereadingTests.newer) == 1)
    }
}
