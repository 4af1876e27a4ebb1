import Actors
import Finding
import Ledger
import Record
import Reviews
import SQLite
import Testing
import Wire

/// What somebody is said to have said is the claim of whoever says so.
@Suite struct ToldByOthersTests {
    private let folder: LedgerFolder
    private let ledger: Ledger
    private let korvin: Int

    init() throws {
        folder = try LedgerFolder()
        ledger = try folder.open()
        let text =
            "Ilse Varn said Odo Fane claimed that Dessa Korvin had told a guard that the gate was shut. “It is open,” said Dessa Korvin."
        try ledger.add([
            Written.entry(
                text, [.init(names: ["Ilse Varn"]), .init(names: ["Odo Fane"]), .init(names: ["Dessa Korvin"])],
                [
                    .init(who: "Ilse Varn", words: "Odo Fane claimed that Dessa Korvin had told a guard that the gate was shut"),
                    .init(
                        who: "Odo Fane", cue: "claimed", words: "that Dessa Korvin had told a guard that the gate was shut",
                        parent: 0),
                    .init(who: "Dessa Korvin", cue: "had told", words: "that the gate was shut", parent: 1),
                    .init(who: "Dessa Korvin", words: "“It is open,”"),
                ], id: "told", published: "2021-03-12")
        ])
        korvin = try ledger.actor("Dessa Korvin", for: .speaking).id
    }

    private func said(nested: Bool?) throws -> ActorStatements {
        var query = StatementQuery(speaker: korvin)
        query.isNested = nested
        return try ledger.statements(of: query)
    }

    @Test func itIsFoundWithAllWhoTellItTheNearestFirst() throws {
        let found = try ledger.find(StatementQuery(SearchQuery("gate")))
        let tellers = Dictionary(uniqueKeysWithValues: found.map { ($0.id.number, $0.tellers) })
        #expect(tellers == [0: [], 1: ["Ilse Varn"], 2: ["Odo Fane", "Ilse Varn"]])
        let told = try #require(found.first { $0.id.number == 2 })
        #expect(EntryTable.row(told).hasSuffix(",Odo Fane; Ilse Varn,\r\n"))
        var json = JSONWriter()
        told.write(to: &json)
        #expect(String(decoding: json.bytes, as: UTF8.self).contains("\"told_by\": [\"Odo Fane\", \"Ilse Varn\"]"))
    }

    @Test func somebodyOfWhomNothingIsKnownTellsItTo() throws {
        try ledger.add([
            Written.entry(
                "It was claimed that Dessa Korvin had wept.", [.init(names: ["Dessa Korvin"])],
                [
                    .init(who: nil, cue: "claimed", words: "that Dessa Korvin had wept"),
                    .init(who: "Dessa Korvin", cue: "had wept", words: "had wept", parent: 0),
                ], id: "wept")
        ])
        #expect(try ledger.show(StatementID(article: 2, number: 1)).entry.tellers == ["somebody not named"])
    }

    @Test func whoTellsItFollowsWhatPeopleFoundWrong() throws {
        try ledger.review(StatementID(article: 1, number: 1), .wrong, by: "mara")
        #expect(try ledger.show(StatementID(article: 1, number: 2)).entry.tellers == ["Ilse Varn"])
        #expect(try said(nested: false).told == 1)
    }

    @Test func whatNobodyTellsAnyMoreIsTheirOwn() throws {
        let fane = try ledger.actor("Odo Fane", for: .any).id
        let counts = {
            let shown = try ledger.show(actor: "@\(fane)"); return [shown.choice.statements, shown.told]
        }
        #expect(try counts() == [0, 1])
        try ledger.review(StatementID(article: 1, number: 0), .wrong, by: "mara")
        #expect(try ledger.show(StatementID(article: 1, number: 1)).entry.tellers == [])
        #expect(try counts() == [1, 0])
        #expect(try ledger.statements(of: StatementQuery(speaker: fane)).statements.map(\.id.number) == [1])
        try ledger.undoReview(StatementID(article: 1, number: 0), by: "mara")
        #expect(try counts() == [0, 1])
    }

    @Test func whoReportsThemselvesIsNotToldByOthers() throws {
        try ledger.add([
            Written.entry(
                "Kim Vale said Kim Vale had told the council that the gate was shut.", [.init(names: ["Kim Vale"])],
                [
                    .init(who: "Kim Vale", words: "Kim Vale had told the council that the gate was shut"),
                    .init(who: "Kim Vale", cue: "had told", words: "that the gate was shut", parent: 0),
                ], id: "vale")
        ])
        let shown = try ledger.show(actor: "@\(ledger.actor("Kim Vale", for: .any).id)")
        #expect(shown.choice.statements == 2 && shown.told == 0)
        #expect(try ledger.show(StatementID(article: 2, number: 1)).entry.tellers == [])
    }

    @Test func itIsNotAmongWhatTheySayUnlessItIsAskedFor() throws {
        let own = try said(nested: false)
        #expect(own.statements.map(\.id.number) == [3] && own.count == 1 && own.told == 1)
        #expect(try said(nested: true).statements.map(\.id.number) == [2])
        let all = try said(nested: nil)
        #expect(all.count == 2 && all.told == 0)
    }

    @Test func itIsNotCountedAsTheirs() throws {
        let shown = try ledger.show(actor: "@\(korvin)")
        #expect(shown.choice.statements == 1 && shown.told == 1)
        #expect(try ledger.mostHeard(5).map(\.count) == [1, 1])
        #expect(try ledger.heard(5, skipping: 0).map(\.count) == [1, 1])
        #expect(try ledger.months(of: korvin).map(\.count) == [1])
        let counted = try ledger.connection.rows("SELECT statements, told_by_others FROM actors ORDER BY id") {
            [$0.int(0), $0.int(1)]
        }
        #expect(counted == [[1, 0], [0, 1], [1, 1]])
    }

    @Test func aFilterAsksForItByItsNames() throws {
        for (value, expected) in [("yes", true), ("no", false), ("any", nil)] as [(String, Bool?)] {
            let query = try StatementQuery(ledger, nested: false) { $0 == "nested" ? [value] : [] }
            #expect(query.isNested == expected)
        }
        #expect(try StatementQuery(ledger, nested: false) { _ in [] }.isNested == false)
        #expect(throws: FilterError.self) { try StatementQuery(ledger) { $0 == "nested" ? ["maybe"] : [] } }
    }
}
