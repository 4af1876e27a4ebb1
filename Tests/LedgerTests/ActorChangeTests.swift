import Actors
import Finding
import Foundation
import Record
import Reviews
import SQLite
import Testing
import Transfer

@testable import Ledger

@Suite struct ActorChangeTests {
    private let folder: LedgerFolder
    private let ledger: Ledger

    init() throws {
        folder = try LedgerFolder()
        ledger = try folder.open()
        try ledger.add([Written.korvinEntry()])
    }

    private func actors(_ ledger: Ledger) throws -> [ActorRecord] {
        var actors: [ActorRecord] = []
        try ledger.exportActors {
            actors.append($0)
            return true
        }
        return actors
    }

    private func record(_ line: String) throws -> ActorRecord { try ActorRecord(line: Array(line.utf8)) }

    private static let line = """
        {"name": "Dessa Korvin", "kind": "person", "aliases": ["The Warden"], "roles": [{"name": "minister", "from": "2019-05-01", "until": \
        "2021-12-31"}], "groups": [{"name": "Assembly"}], "external": {"wikidata": "Q42"}}
        """

    @Test func rolesAndGroupsHaveTheirTimeAndCanBeUndone() throws {
        let before = try ledger.show(actor: "@1")
        let term = ActorRecord.Term(
            name: "minister", first: Day(year: 2019, month: 5, day: 1), last: Day(year: 2021, month: 12, day: 31))
        let role = try ledger.addRole(1, term, by: "mara")
        let group = try ledger.addGroup(1, ActorRecord.Term(name: "Assembly"), by: "mara")
        let roles = try ledger.show(actor: "@1").roles
        #expect(roles.map(\.name).sorted() == ["Assembly", "minister"])
        #expect(roles.first { !$0.isGroup }?.last == term.last)
        #expect(throws: DatabaseError.self) { try ledger.addRole(1, term, by: "mara") }
        try ledger.undoActorAct(role, by: "mara")
        try ledger.undoActorAct(group, by: "mara")
        #expect(try ledger.show(actor: "@1") == before)
        #expect(try ledger.actorActs().map(\.verb) == ["undo", "undo", "group", "role"])
    }

    @Test(arguments: ["", " ", String(repeating: "x", count: 1_001)])
    func aRoleNeedsAName(name: String) {
        #expect(throws: DatabaseError.self) { try ledger.addRole(1, ActorRecord.Term(name: name), by: "mara") }
    }

    @Test func aRoleThatEndsBeforeItBeginsIsRefused() {
        let term = ActorRecord.Term(name: "minister", first: Day(number: 2), last: Day(number: 1))
        #expect(throws: DatabaseError.self) { try ledger.addRole(1, term, by: "mara") }
        #expect(throws: DatabaseError.self) { try ledger.addRole(99, ActorRecord.Term(name: "minister"), by: "mara") }
    }

    @Test func anImportTellsAnActorMoreAndRepeatedDoesNothing() throws {
        let record = try record(ActorChangeTests.line)
        #expect(try ledger.importActors([record], by: "mara") == [.changed(1, act: 1)])
        let shown = try ledger.show(actor: "The Warden")
        #expect(shown.actor.id == 1 && shown.externals == [.init(scheme: "wikidata", value: "Q42")])
        #expect(try ledger.importActors([record], by: "mara") == [.known(1)])
        #expect(try ledger.verify().problems == [])
    }

    @Test func anImportIsUndoneAsOneAct() throws {
        let before = try actors(ledger)
        try _ = ledger.importActors([record(ActorChangeTests.line)], by: "mara")
        try ledger.undoActorAct(1, by: "mara")
        #expect(try actors(ledger) == before)
        #expect(try ledger.verify().problems == [])
    }

    @Test func anActorThatWasMadeStaysNamelessForArticlesOnceUndone() throws {
        let act = try #require(try ledger.importActors([record(#"{"name": "Holm", "kind": "person"}"#)], by: "mara").first)
        #expect(act == .made(3, act: 1))
        func speaker(_ text: String) throws -> Int? {
            let added = try ledger.add([Written.entry(text, [Written.Person(names: ["Holm"])])])
            return try EntityRows(connection: ledger.connection).entities(of: added[0].article)[0].actor
        }
        #expect(try speaker("Holm slept.") == 3)
        try ledger.undoActorAct(1, by: "mara")
        #expect(try speaker("Holm woke.") != 3)
    }

    @Test func anExternalIdGoesBeforeAName() throws {
        try _ = ledger.importActors([record(#"{"name": "Ilse Varn", "external": {"wikidata": "Q7"}}"#)], by: "mara")
        let renamed = try record(#"{"name": "I. K. Varn", "external": {"wikidata": ["Q7", "Q8"]}}"#)
        #expect(try ledger.importActors([renamed], by: "mara") == [.changed(2, act: 2)])
    }

    @Test func aNameOfSeveralIsRefusedAndAnIdSettlesIt() throws {
        try _ = ledger.split(1, articles: [1], by: "mara")
        #expect(try ledger.importActors([record(ActorChangeTests.line)], by: "mara") == [.ambiguous([1, 3])])
        var one = try record(ActorChangeTests.line)
        one.id = 3
        #expect(try ledger.importActors([one], by: "mara") == [.changed(3, act: 2)])
    }

    @Test func twoOfOneNameStayTwoInAnotherLedgerHoweverOftenTheyAreImported() throws {
        try _ = ledger.split(1, articles: [1], by: "mara")
        try _ = ledger.importActors(
            [record(#"{"id": "@3", "name": "Dessa Korvin", "aliases": ["Korvin the Younger"]}"#)], by: "mara")
        let exported = try actors(ledger).map { try ActorRecord(line: $0.line) }
        #expect(try exported == actors(ledger))
        let other = try Ledger(at: folder.path + "/other.sqlite", for: .adding)
        #expect(try other.importActors(exported, by: "ole").allSatisfy { if case .made = $0 { true } else { false } })
        #expect(try other.importActors(exported, by: "ole") == [.known(1), .known(2), .known(3)])
        #expect(try actors(other).map(\.aliases) == actors(ledger).map(\.aliases))
    }

    @Test(arguments: [
        "", "[]", "{}", #"{"name": "…"}"#, #"{"name": 1}"#, #"{"name": "A B", "kind": "ship"}"#, #"{"name": "A B", "id": "7"}"#,
        #"{"name": "A B", "roles": [{"from": "2019-05-01"}]}"#,
        #"{"name": "A B", "roles": [{"name": "x", "from": "10/9/2019"}]}"#,
        #"{"name": "A B", "roles": [{"name": "x", "from": "2020-01-02", "until": "2020-01-01"}]}"#, #"{"name": "A B"} x"#,
        #"{"name": "\#(String(repeating: "x", count: 1_001))"}"#,
        #"{"name": "A B", "aliases": [\#(String(repeating: "\"a\",", count: 1_000))"a"]}"#,
    ])
    func aLineThatIsNoActorIsRefused(line: String) {
        #expect(throws: (any Error).self) { try record(line) }
    }

    @Test func actorsAreListedByWhatTheySay() throws {
        #expect(try ledger.actors(limit: 9).map(\.actor.name) == ["Dessa Korvin", "Ilse Varn"])
        #expect(try ledger.actors(named: "varn", limit: 9).map(\.statements) == [1])
        #expect(try ledger.actors(named: "varn", kind: .place, limit: 9).isEmpty)
        #expect(try ledger.actors(named: "“", limit: 9).isEmpty && ledger.actors(limit: 1).count == 1)
    }

    @Test func theLogTellsWhoDidWhatAndWhatWasUndone() throws {
        let act = try ledger.alias(1, "Korvin", by: "mara")
        try ledger.undoActorAct(act, by: "ole")
        let log = try ledger.actorActs(upon: 1)
        #expect(log.map(\.who) == ["ole", "mara"] && log[0].undoes == act && log[1].undoneBy == log[0].id)
        #expect(log[1].words == "“Korvin”")
        #expect(try ledger.actorActs(upon: 2).isEmpty && ledger.actorActs(limit: 1).count == 1)
    }
}
