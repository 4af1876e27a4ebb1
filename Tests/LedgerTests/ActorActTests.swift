import Actors
import Finding
import Record
import Reviews
import SQLite
import Testing
import Transfer

@testable import Ledger

@Suite struct ActorActTests {
    private let ledger: Ledger
    private let folder: LedgerFolder

    /// Two articles of Dessa Korvin (@1) and Ilse Varn (@2), and one that knows a surname alone (@3).
    init() throws {
        folder = try LedgerFolder()
        ledger = try folder.open()
        try ledger.add([
            Written.korvinEntry(),
            Written.korvinEntry(id: "second", text: Written.korvin + " Later it rained, and the ferry did not leave the quay."),
            Written.entry(
                "Korvin said it was late.", [Written.Person(names: ["Korvin"])],
                [Written.Saying(who: "Korvin", words: "it was late")]),
        ])
    }

    /// Speakers and mentions as they stand.
    private func state() throws -> [[Int?]] {
        try ledger.connection.rows("SELECT id, actor FROM statement ORDER BY id") { [$0.int(0), $0.optionalInt(1)] }
            + ledger.connection.rows("SELECT statement, actor FROM about ORDER BY 1, 2") { [$0.int(0), $0.int(1)] }
    }

    @Test func aMergerMovesWhatIsSaidAndUndoingItPutsItBack() throws {
        let before = try state()
        let act = try ledger.merge(3, into: 1, by: "me")
        #expect(try ledger.connection.row("SELECT count(*) FROM statement WHERE actor = 3") { $0.int(0) } == 0)
        #expect(throws: DatabaseError.self) { try ledger.merge(3, into: 1, by: "me") }
        try ledger.undoActorAct(act, by: "me")
        #expect(try state() == before)
        #expect(throws: DatabaseError.self) { try ledger.undoActorAct(act, by: "me") }
        #expect(try ledger.verify().problems.isEmpty)
    }

    @Test func mergersInARowAreUndoneInAnyOrder() throws {
        let before = try state()
        let first = try ledger.merge(3, into: 2, by: "me")
        let second = try ledger.merge(2, into: 1, by: "me")
        #expect(try ledger.connection.row("SELECT count(*) FROM statement WHERE actor != 1") { $0.int(0) } == 0)
        try ledger.undoActorAct(second, by: "me")
        #expect(try ledger.connection.row("SELECT merged_into FROM actor WHERE id = 3") { $0.int(0) } == 2)
        try ledger.undoActorAct(first, by: "me")
        #expect(try state() == before)
    }

    @Test func aSplitTakesSomeArticlesAwayAndUndoingItPutsThemBack() throws {
        let before = try state()
        let new = try ledger.split(1, articles: [2], by: "me")
        #expect(try ledger.connection.row("SELECT count(*) FROM statement WHERE actor = ?", new) { $0.int(0) } == 2)
        let act = try #require(try ledger.connection.row("SELECT max(id) FROM act") { $0.int(0) })
        try ledger.undoActorAct(act, by: "me")
        #expect(try state() == before)
        #expect(throws: DatabaseError.self) { try ledger.split(1, articles: [99], by: "me") }
    }

    @Test func anAliasMakesALoneSurnameKnownUntilItIsUndone() throws {
        let act = try ledger.alias(1, "Korvin", by: "me")
        func speaker(_ text: String) throws -> Int? {
            let added = try ledger.add([Written.entry(text, [Written.Person(names: ["Korvin"])])])
            return try EntityRows(connection: ledger.connection).entities(of: added[0].article)[0].actor
        }
        #expect(try speaker("Korvin slept.") == 1)
        try ledger.undoActorAct(act, by: "me")
        #expect(try speaker("Korvin woke.") != 1)
        #expect(throws: DatabaseError.self) { try ledger.alias(99, "X", by: "me") }
    }
}
