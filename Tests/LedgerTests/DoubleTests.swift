import Actors
import Finding
import Record
import SQLite
import TestSupport
import Testing
import Transfer

@testable import Ledger

/// Who is likely to be whom, and what people decide about it.
@Suite struct DoubleTests {
    private let ledger: Ledger
    private let folder: LedgerFolder

    init() throws {
        folder = try LedgerFolder()
        ledger = try folder.open()
    }

    /// Adds an article about some people and bodies, in this order; the ids of their actors.
    @discardableResult
    private func add(
        _ names: [String], _ kind: EntityKind = .person, others: [(String, MentionForm)] = [], beside: [String] = [],
        outlet: String? = nil, published: String? = nil
    ) throws -> [Int] {
        let number = try ledger.countArticles()
        let text = "On day \(number) \((names + others.map(\.0) + beside).joined(separator: " and ")) came to the quay."
        let people =
            names.map { Written.Person(names: [$0], kind: kind, others: others) }
            + beside.map { Written.Person(names: [$0], kind: .person) }
        let added = try ledger.add([Written.entry(text, people, id: "a\(number)", outlet: outlet, published: published)])
        return try EntityRows(connection: ledger.connection).entities(of: added[0].article).compactMap(\.actor)
    }

    private func doubles(of actor: Int? = nil, kind: EntityKind? = nil, limit: Int = 50) throws -> [String] {
        try ledger.suggestedDoubles(of: actor, kind: kind, limit: limit).map { "\($0.actor.actor.name) = \($0.other.actor.name)" }
    }

    // MARK: Suggesting

    @Test func initialsAndWhatTheyAreShortForAreSuggested() throws {
        try add(["Harbour and River Commission"], .organization)
        try add(["Harbour and River Commission"], .organization)
        try add(["HRC"], .organization)
        try add(["HRCX"], .organization)
        #expect(try doubles() == ["Harbour and River Commission = HRC"])
    }

    @Test func bodiesWhoseNamesHaveTheSameWordsAreSuggested() throws {
        try add(["Ministry of Tolls"], .organization)
        try add(["Tolls Ministry"], .organization)
        try add(["Ministry of Grain"], .organization)
        #expect(try doubles() == ["Ministry of Tolls = Tolls Ministry"])
    }

    @Test func companyOutletAndTimeMakeAnInitialLikely() throws {
        // Nobody is heard well enough for the machine to join the initial to.
        for number in 1...2 {
            try add(["Dessa Korvin"], beside: ["Mila Sorn"], outlet: "The Beacon", published: "2031-05-0\(number)")
            try add(["Ivo Korvin"], outlet: "Far Bank", published: "2011-05-0\(number)")
        }
        try add(["D. Korvin"], beside: ["Mila Sorn"], outlet: "The Beacon", published: "2031-06-01")
        let found = try ledger.suggestedDoubles(limit: 9)
        #expect(found.map { "\($0.actor.actor.name) = \($0.other.actor.name)" } == ["Dessa Korvin = D. Korvin"])
        let evidence = found.flatMap(\.evidence)
        #expect(evidence.first { $0.sort == .name }?.words == "“D.” can stand for “Dessa”")
        #expect(evidence.first { $0.sort == .company }?.words == "both beside Mila Sorn")
        #expect(evidence.first { $0.sort == .outlets }?.words == "both in The Beacon")
        #expect(evidence.first { $0.sort == .days }?.words == "30 days apart")
        #expect(evidence.map { abs($0.points) } == evidence.map { abs($0.points) }.sorted(by: >))
    }

    @Test func occupationsThatHaveNothingInCommonSpeakAgainst() throws {
        for what in ["senator", "striker", "senator", "striker", "senator", "striker"] {
            try add(["Ivo Tarn"], others: [("the \(what)", .nominal)])
        }
        let whole = try ledger.suggestedDoubles(limit: 9)
        #expect(whole.isEmpty)
        // Of whom no occupation is told, either can be meant.
        try add(["Ivo Tarn"], beside: ["Mila Sorn"])
        #expect(try doubles() == ["Ivo Tarn = Ivo Tarn", "Ivo Tarn = Ivo Tarn"])
    }

    @Test func nearlyTheSameSurnameIsSuggestedAndAnotherOneIsNot() throws {
        try add(["Dessa Korvin"])
        try add(["Dessa Korvin"])
        try add(["Dessa Karvin"])
        try add(["Dessa Holm"])
        try add(["Dessa Korvin Jr."])
        #expect(try doubles() == ["Dessa Korvin = Dessa Karvin"])
    }

    @Test func aSpellingThatIsUsualForEachIsLessLikelyAMistake() throws {
        for _ in 1...3 {
            try add(["Dessa Korvin"])
            try add(["Dessa Karvin"])
        }
        #expect(try doubles() == [])
    }

    @Test func middleNamesThatDifferKeepNamesakesApartWhateverElseTheyAreCalled() throws {
        let one = try add(["Dessa M. Korvin"])[0]
        let other = try add(["Dessa I. Korvin"])[0]
        for actor in [one, other] { try ledger.alias(actor, "The Warden of Sennet", by: "mara") }
        #expect(try doubles() == [])
    }

    @Test func aTitleTakenForANameIsSeenThrough() throws {
        try add(["Dessa Korvin"], beside: ["Mila Sorn"])
        try add(["Senator Dessa Korvin"], beside: ["Mila Sorn"])
        #expect(try doubles() == ["Dessa Korvin = Senator Dessa Korvin"])
    }

    @Test func namesInOneArticleAreTwoPeople() throws {
        try add(["Ken Holm", "Kenneth Holm"])
        #expect(try doubles() == [])
    }

    @Test func theBestComesFirstAndIdsElsewhereCountMost() throws {
        try add(["Ministry of Tolls"], .organization)
        try add(["Tolls Ministry"], .organization)
        let one = try add(["Ilse Varnold"])[0]
        let other = try add(["Ilse Vornold"])[0]
        #expect(try doubles().first == "Ministry of Tolls = Tolls Ministry")
        for actor in [one, other] {
            let name = try ledger.actor("@\(actor)", for: .any).name
            let line = #"{"id": "@\#(actor)", "name": "\#(name)", "external": {"wikidata": "Q7"}}"#
            let records = [try ActorRecord(line: Array(line.utf8))]
            // By the id elsewhere the second line would mean the first actor, were its own id not given.
            _ = try ledger.importActors(records, by: "mara")
        }
        #expect(try doubles().first == "Ilse Varnold = Ilse Vornold")
        #expect(try doubles(of: other) == ["Ilse Varnold = Ilse Vornold"])
        #expect(try doubles(kind: .organization) == ["Ministry of Tolls = Tolls Ministry"])
        #expect(try doubles(limit: 1).count == 1)
        #expect(throws: DatabaseError.self) { try ledger.suggestedDoubles(of: 999, limit: 1) }
    }

    @Test func theSameLedgerGivesTheSameSuggestions() throws {
        for number in 0..<12 {
            try add(
                ["Dessa \(["Korvin", "Karvin", "Kurvin", "Korvin", "Korvin", "Korvin"][number % 6])"], beside: ["Mila Sorn"],
                outlet: "Outlet \(number % 2)")
        }
        let first = try ledger.suggestedDoubles(limit: 50)
        #expect(!first.isEmpty)
        for _ in 0..<3 { #expect(try ledger.suggestedDoubles(limit: 50) == first) }
        #expect(try folder.open(.reading).suggestedDoubles(limit: 50) == first)
    }

    @Test func aProfileTellsWhoSpeaksOfItWhenAndWhatItSays() throws {
        try ledger.add([Written.korvinEntry(), Written.korvinEntry(id: "b", text: Written.korvin + " It rained.")])
        try add(["Dessa Karvin"], outlet: "Far Bank", published: "2021-04-01")
        let double = try #require(try ledger.suggestedDoubles(limit: 1).first)
        let (kept, other) = (double.actor, double.other)
        #expect(kept.actor.name == "Dessa Korvin" && kept.articles == 2 && kept.outlets == ["The Beacon"])
        #expect(kept.firstDay?.description == "2021-03-12" && kept.lastDay == kept.firstDay)
        #expect(kept.choice.statements >= 2 && kept.examples.count == 2 && kept.examples.allSatisfy { $0.actor == kept.actor })
        #expect(other.outlets == ["Far Bank"] && other.examples.isEmpty && other.choice.statements == 0)
    }

    // MARK: Deciding

    @Test func whatWasFoundDifferentIsNotSuggestedUntilThatIsUndone() throws {
        let one = try add(["Dessa Korvin"])[0]
        let other = try add(["Dessa Karvin"])[0]
        let before = try doubles()
        let act = try ledger.differ(one, from: other, by: "mara")
        #expect(try doubles() == [] && before.count == 1)
        for actor in [one, other] { #expect(try ledger.actorActs(upon: actor).map(\.verb) == ["differ"]) }
        #expect(try ledger.actorActs().first?.words == "from @\(other) Dessa Karvin")
        try ledger.undoActorAct(act, by: "ole")
        #expect(try doubles() == before)
        #expect(try ledger.verify().problems == [])
    }

    @Test func whoIsMergedIntoOneOfTwoDifferentOnesIsDifferentToo() throws {
        let one = try add(["Dessa Korvin"])[0]
        let other = try add(["Dessa Karvin"])[0]
        let third = try add(["Dessa Korvan"])[0]
        try ledger.differ(one, from: other, by: "mara")
        try ledger.merge(third, into: one, by: "mara")
        #expect(try doubles() == [])
    }

    @Test func whatWasSplitIsNotSuggestedAgain() throws {
        let one = try add(["Dessa Korvin"])[0]
        try add(["Dessa Korvin"])
        let new = try ledger.split(one, articles: [2], by: "mara")
        #expect(new != one)
        #expect(try doubles() == [])
    }

    @Test func theMachineDoesNotJoinWhatWasFoundDifferent() throws {
        func actor(in article: Int) throws -> Int? {
            let entity = try EntityRows(connection: ledger.connection).entities(of: article)[0]
            return try entity.actor.flatMap { try ActorRows(connection: ledger.connection).root(of: $0) }
        }
        let rare = try add(["Ken Holm"])[0]
        let usual = try add(["Kenneth Holm"])[0]
        let act = try ledger.differ(rare, from: usual, by: "mara")
        for _ in 0..<6 { try add(["Kenneth Holm"]) }
        #expect(try actor(in: 1) == rare && actor(in: 2) == usual)
        // Once that is undone, what articles tell counts again.
        try ledger.undoActorAct(act, by: "mara")
        #expect(try actor(in: 1) == usual)
        #expect(try ledger.verify().problems == [])
    }

    @Test func whoWasFoundDifferentIsMergedOnlyOnceThatIsUndone() throws {
        let one = try add(["Dessa Korvin"])[0]
        let other = try add(["Ilse Varn"])[0]
        let third = try add(["Tor Falk"])[0]
        let act = try ledger.differ(one, from: other, by: "mara")
        let refused = try #require(throws: DatabaseError.self) { try ledger.merge([third, other], into: one, by: "mara") }
        #expect(refused.description.contains("act \(act) says that @\(one) and @\(other) are different"))
        #expect(throws: DatabaseError.self) { try ledger.merge([one, other], into: third, by: "mara") }
        #expect(throws: DatabaseError.self) { try ledger.differ(other, from: one, by: "mara") }
        try ledger.undoActorAct(act, by: "mara")
        try ledger.merge([third, other], into: one, by: "mara")
        #expect(throws: DatabaseError.self) { try ledger.differ(one, from: other, by: "mara") }
    }

    @Test func severalAreMergedAsOneActAndUndoneAsOne() throws {
        let ids = try ["Dessa Korvin", "Ilse Varn", "Tor Falk", "Mila Sorn"].map { try add([$0])[0] }
        let roots = { try ids.map { try ActorRows(connection: ledger.connection).root(of: $0) } }
        let earlier = try ledger.merge(ids[3], into: ids[2], by: "mara")
        let before = try roots()
        let act = try ledger.merge([ids[1], ids[2]], into: ids[0], by: "mara")
        #expect(try Set(roots()) == [ids[0]])
        #expect(
            try ledger.actorActs().first { $0.id == act }?.words.contains("@\(ids[1]) Ilse Varn, @\(ids[2]) Tor Falk") == true)
        try ledger.undoActorAct(act, by: "mara")
        #expect(try roots() == before)
        try ledger.undoActorAct(earlier, by: "mara")
        #expect(try roots() == ids)
        #expect(try ledger.verify().problems == [])
    }

    @Test func whatCannotBeMergedIsNamedAndNothingIsMerged() throws {
        let ids = try ["Dessa Korvin", "Ilse Varn", "Tor Falk"].map { try add([$0])[0] }
        try ledger.merge(ids[1], into: ids[0], by: "mara")
        for (actors, told) in [
            ([ids[2], 99], "there is no actor @99"), ([ids[2], ids[2]], "@\(ids[2]) is given twice"),
            ([ids[2], ids[1]], "@\(ids[1]) and @\(ids[0]) are the same actor already"), ([ids[0]], "@\(ids[0]) is given twice"),
            ([], "there is no actor to merge into @\(ids[0])"),
        ] {
            let refused = try #require(throws: DatabaseError.self) { try ledger.merge(actors, into: ids[0], by: "mara") }
            #expect(refused.description.contains(told))
        }
        #expect(try ledger.actorActs().count == 1)
        #expect(try ActorRows(connection: ledger.connection).root(of: ids[2]) == ids[2])
    }

    @Test func anExportCarriesWhatWasFoundDifferent() throws {
        let one = try add(["Dessa Korvin"])[0]
        let other = try add(["Dessa Karvin"])[0]
        try ledger.differ(one, from: other, by: "mara")
        var lines: [[UInt8]] = []
        try ledger.export { article in
            lines.append(article.line)
            return true
        }
        let restored = try Ledger(at: folder.path + "/other.sqlite", for: .adding)
        let stamp = RestorationStamp(at: 1_700_000_000, who: "ilse", file: "export.jsonl")
        for line in lines { try restored.add([PreparedArticle(restoring: line, stamp: stamp)]) }
        #expect(try restored.suggestedDoubles(limit: 9).isEmpty && restored.actorActs().map(\.verb) == ["differ"])
    }
}
