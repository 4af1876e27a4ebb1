import Actors
import Finding
import Foundation
import Record
import SQLite
import TestSupport
import Testing
import Transfer

@testable import Ledger

/// What people did to actors in another ledger is taken in, upon those whom articles mention at the same places.
@Suite struct ActorsTakenInTests {
    private let folder: LedgerFolder

    init() throws { folder = try LedgerFolder() }

    private static func entry(_ day: Int, _ who: String, kind: EntityKind = .person) -> PreparedArticle {
        Written.entry(
            "\(who) said ferry \(day) was late.", [Written.Person(names: [who], kind: kind)],
            [Written.Saying(who: who, words: "ferry \(day) was late")], id: "ferry-\(day)", outlet: "The Beacon",
            published: "2021-03-\(day)")
    }

    /// @1 Ilse Varn in two articles, @2 Ilsa Varn, @3 Harbour Board, a lone Varn @4
    private func ledger() throws -> Ledger {
        let ledger = try folder.open()
        try ledger.add([
            Self.entry(10, "Ilse Varn"), Self.entry(11, "Ilse Varn"), Self.entry(12, "Ilsa Varn"),
            Self.entry(13, "Harbour Board", kind: .organization), Self.entry(14, "Varn"),
        ])
        return ledger
    }

    /// Another ledger, whose numbers are others: @1 Tor Falk, @2 Harbour Board
    private func other(_ name: String = "other", _ entries: [PreparedArticle] = []) throws -> Ledger {
        let other = try Ledger(at: "\(folder.path)/\(name).sqlite", for: .adding)
        try other.add([Self.entry(20, "Tor Falk"), Self.entry(21, "Harbour Board", kind: .organization)] + entries)
        return other
    }

    private func restore(_ ledger: Ledger, into other: Ledger) throws {
        for line in try ledger.exportedLines() { try other.add([PreparedArticle(restoring: line, stamp: ExportingTests.stamp)]) }
    }

    /// Who is said to say what is said in each article.
    private func speakers(_ ledger: Ledger) throws -> [String] {
        try ledger.connection.rows(
            """
            SELECT coalesce((SELECT name FROM actor WHERE actor.id = statement.actor), '-') FROM statement
            CROSS JOIN article ON article.id = statement.article ORDER BY article.name
            """
        ) { $0.text(0) }
    }

    private func actor(_ name: String, _ ledger: Ledger) throws -> Int { try ledger.actor(name, for: .any).id }

    @Test func aMergerIsTakenInWithWhoDidItAndWhenceAndIsUndoneForGood() throws {
        let (ledger, other) = try (ledger(), other())
        try ledger.merge(actor("Ilsa Varn", ledger), into: actor("Ilse Varn", ledger), by: "mara")
        try restore(ledger, into: other)
        #expect(try !speakers(other).contains("Ilsa Varn"))
        let act = try #require(try other.actorActs().first)
        #expect(act.who == "mara" && act.verb == "merge" && act.words.hasSuffix("Ilsa Varn, taken in from export.jsonl"))
        #expect(try act.at == ledger.actorActs()[0].at && act.actor.name == "Ilse Varn")
        #expect(try other.verify().problems == [])
        try other.undoActorAct(act.id, by: "ole")
        try restore(ledger, into: other)
        #expect(try speakers(other).filter { $0 == "Ilsa Varn" }.count == 1 && other.actorActs().count == 2)
        #expect(try other.verify().problems == [])
    }

    @Test func itIsTakenInThoughTheArticlesAreThereAlreadyAndSoIsItsUndoing() throws {
        let (ledger, other) = try (ledger(), other())
        try restore(ledger, into: other)
        let act = try ledger.merge(actor("Ilsa Varn", ledger), into: actor("Ilse Varn", ledger), by: "mara")
        try restore(ledger, into: other)
        #expect(try speakers(other).filter { $0 == "Ilse Varn" }.count == 3)
        try ledger.undoActorAct(act, by: "ole")
        try restore(ledger, into: other)
        #expect(try speakers(other).filter { $0 == "Ilsa Varn" }.count == 1)
        #expect(try other.actorActs().map(\.who) == ["ole", "mara"])
        #expect(try other.verify().problems == [])
    }

    @Test func aSplitPartsTheSameArticlesHere() throws {
        let (ledger, other) = try (ledger(), other("other", [Self.entry(22, "Ilse Varn")]))
        let new = try ledger.split(actor("Ilse Varn", ledger), articles: [2], by: "mara")
        try ledger.alias(new, "The Warden", by: "mara")
        try restore(ledger, into: other)
        let actors = try other.connection.rows(
            "SELECT article.name, statement.actor FROM statement CROSS JOIN article ON article.id = article"
        ) { ($0.text(0), $0.int(1)) }
        let by = Dictionary(actors, uniquingKeysWith: { first, _ in first })
        #expect(by["ferry-10"] == by["ferry-22"] && by["ferry-10"] != by["ferry-11"])
        #expect(try actor("The Warden", other) == by["ferry-11"])
        #expect(try other.verify().problems == [])
        for act in try other.actorActs() { try other.undoActorAct(act.id, by: "ole") }
        #expect(try other.actor("Ilse Varn", for: .speaking).id == by["ferry-10"])
        #expect(try other.verify().problems == [])
    }

    @Test func whatIsToldOfActorsIsTakenIn() throws {
        let (ledger, other) = try (ledger(), other())
        let varn = try actor("Ilse Varn", ledger)
        try ledger.differ(varn, from: actor("Ilsa Varn", ledger), by: "mara")
        try ledger.addRole(varn, ActorRecord.Term(name: "mayor", first: Day(number: 1)), by: "mara")
        try ledger.addGroup(varn, ActorRecord.Term(name: "Harbour Union"), by: "mara")
        _ = try ledger.importActors(
            [
                ActorRecord(line: Array(#"{"name": "Ilse Varn", "kind": "person", "attributes": {"party": "Reed"}}"#.utf8)),
                ActorRecord(line: Array(#"{"name": "Mats Holm", "kind": "person", "external": {"wikidata": "Q42"}}"#.utf8)),
            ], by: "mara")
        try restore(ledger, into: other)
        let shown = try other.show(actor: "Ilse Varn")
        #expect(shown.roles.map(\.name).sorted() == ["Harbour Union", "mayor"])
        #expect(try other.attributes(of: [shown.actor.id])[shown.actor.id] == ["party": ["Reed"]])
        #expect(try other.show(actor: "Mats Holm").externals.contains(ExternalID(scheme: "wikidata", value: "Q42")))
        #expect(throws: DatabaseError.self) { try other.merge(actor("Ilsa Varn", other), into: shown.actor.id, by: "ole") }
        #expect(try other.actorActs().count == 5 && other.verify().problems == [])
    }

    @Test func whatPeopleHereHaveDecidedStays() throws {
        let (ledger, other) = try (ledger(), other())
        try restore(ledger, into: other)
        let (varn, ilsa) = (try actor("Ilse Varn", other), try actor("Ilsa Varn", other))
        try other.differ(ilsa, from: varn, by: "ole")
        _ = try other.importActors(
            [ActorRecord(line: Array(#"{"name": "Ilse Varn", "kind": "person", "attributes": {"party": "Moss"}}"#.utf8))],
            by: "ole")
        try other.alias(actor("Tor Falk", other), "The Warden", by: "ole")
        let before = try (other.dump(), other.dumpOfActs())
        let there = try actor("Ilse Varn", ledger)
        try ledger.merge(actor("Ilsa Varn", ledger), into: there, by: "mara")
        _ = try ledger.importActors(
            [ActorRecord(line: Array(#"{"name": "Ilse Varn", "kind": "person", "attributes": {"party": "Reed"}}"#.utf8))],
            by: "mara")
        try ledger.alias(there, "The Warden", by: "mara")
        try restore(ledger, into: other)
        #expect(try other.dump() == before.0 && other.dumpOfActs() == before.1)
        #expect(try other.verify().problems == [])
    }

    @Test func whatWasDoneHereAndComesBackFromAnotherLedgerIsKnown() throws {
        let (ledger, other) = try (ledger(), other())
        let act = try ledger.merge(actor("Ilsa Varn", ledger), into: actor("Ilse Varn", ledger), by: "mara")
        try restore(ledger, into: other)
        try ledger.undoActorAct(act, by: "mara")
        try restore(other, into: ledger)
        #expect(try ledger.actorActs().count == 2 && speakers(ledger).contains("Ilsa Varn"))
        #expect(try ledger.verify().problems == [])
    }

    @Test func whatAThirdLedgerHasTakenInAndUndoneIsUndone() throws {
        let (ledger, other, third) = try (ledger(), other(), other("third"))
        try ledger.merge(actor("Ilsa Varn", ledger), into: actor("Ilse Varn", ledger), by: "mara")
        for taking in [other, third] { try restore(ledger, into: taking) }
        try third.undoActorAct(#require(third.actorActs().first).id, by: "tove")
        #expect(try !speakers(other).contains("Ilsa Varn"))
        for _ in 0..<2 { try restore(third, into: other) }
        #expect(try speakers(other).contains("Ilsa Varn") && other.actorActs().map(\.who) == ["tove", "mara"])
        #expect(try other.verify().problems == [])
    }

    @Test func anExportOfBeforeThatTellsNoPlacesIsTakenInWithoutActs() throws {
        let (ledger, other) = try (ledger(), other())
        try ledger.merge(actor("Ilsa Varn", ledger), into: actor("Ilse Varn", ledger), by: "mara")
        for line in try ledger.exportedLines() {
            let former = String(decoding: line, as: UTF8.self).replacing(#/, "actors": \[\{"id"[^\]]*\]\}[^\]]*\]\}\]/#, with: "")
            try other.add([PreparedArticle(restoring: Array(former.utf8), stamp: ExportingTests.stamp)])
        }
        #expect(try other.actorActs().isEmpty && speakers(other).contains("Ilsa Varn"))
    }

    /// Whatever people did in both, taking a ledger in a second time changes nothing, and the ledger proves to be whole.
    @Test func takingItInTwiceChangesNothing() throws {
        for seed in UInt64(1)...40 {
            var random = SeededGenerator(seed: seed)
            let names = ["Ilse Varn", "Ilsa Varn", "Varn", "Tor Falk", "T. Falk", "Mats Holm"]
            func entries(from day: Int) -> [PreparedArticle] {
                (day..<day + 6).map { Self.entry($0, names[Int.random(in: 0..<names.count, using: &random)]) }
            }
            let shared = entries(from: 40)
            let ledger = try Ledger(at: "\(folder.path)/\(seed).sqlite", for: .adding)
            let other = try other("other-\(seed)", entries(from: 60))
            for entry in shared + entries(from: 50) {
                try ledger.add([entry])
                decide(in: ledger, by: "mara", &random)
            }
            for entry in shared where Bool.random(using: &random) {
                try other.add([entry])
                decide(in: other, by: "ole", &random)
            }
            try restore(ledger, into: other)
            let once = try (other.dump(), other.dumpOfActs())
            #expect(try other.verify().problems == [], "seed \(seed)")
            try restore(ledger, into: other)
            let twice = try (other.dump(), other.dumpOfActs())
            #expect(Set(twice.0).symmetricDifference(once.0).sorted() == [], "seed \(seed)")
            #expect(Set(twice.1).symmetricDifference(once.1).sorted() == [], "seed \(seed)")
            for act in try other.actorActs() where act.undoneBy == nil && act.verb != "undo" {
                try? other.undoActorAct(act.id, by: "ole")
            }
            #expect(try other.verify().problems == [], "seed \(seed)")
        }
    }

    /// Something that people do to actors, or nothing where it cannot be.
    private func decide(in ledger: Ledger, by who: String, _ random: inout SeededGenerator) {
        let actors = (try? ledger.connection.numbers("SELECT id FROM actor ORDER BY id")) ?? []
        guard let one = actors.randomElement(using: &random), let two = actors.randomElement(using: &random) else { return }
        let choice = Int.random(in: 0...8, using: &random)
        let word = ["Warden", "Mayor", "Pilot"][Int.random(in: 0...2, using: &random)]
        let article = Int.random(in: 1...12, using: &random)
        do {
            switch choice {
            case 0, 1: try ledger.merge(one, into: two, by: who)
            case 2: try ledger.differ(one, from: two, by: who)
            case 3: _ = try ledger.split(one, articles: [article], by: who)
            case 4: try ledger.alias(one, word, by: who)
            case 5: try ledger.addRole(one, ActorRecord.Term(name: word), by: who)
            case 6:
                let line = #"{"name": "\#(word) Holm", "kind": "person", "attributes": {"party": "\#(one)"}}"#
                _ = try ledger.importActors([ActorRecord(line: Array(line.utf8))], by: who)
            default:
                let acts = try ledger.actorActs().filter { $0.undoneBy == nil && $0.verb != "undo" }
                if let act = acts.randomElement(using: &random) { try ledger.undoActorAct(act.id, by: who) }
            }
        } catch {
            // What cannot be done is not done.
        }
    }
}
