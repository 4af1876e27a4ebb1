import Actors
import Finding
import Record
import Reviews
import SQLite
import Testing
import Transfer

@testable import Ledger

@Suite struct ActorResolutionTests {
    private let ledger: Ledger
    private let folder: LedgerFolder

    init() throws {
        folder = try LedgerFolder()
        ledger = try folder.open()
    }

    /// The actor of the first entity of an article about somebody, before it is seen who is who later.
    private func actor(
        _ text: String, _ name: String, _ kind: EntityKind = .person, others: [(String, MentionForm)] = [], beside: [String] = []
    ) throws -> Int? {
        let people = [Written.Person(names: [name], kind: kind, others: others)] + beside.map { Written.Person(names: [$0]) }
        let added = try ledger.add([Written.entry(text, people)])
        return try actor(in: added[0].article)
    }

    private func actor(in article: Int) throws -> Int? {
        let entity = try EntityRows(connection: ledger.connection).entities(of: article)[0]
        return try entity.actor.flatMap { try ActorRows(connection: ledger.connection).root(of: $0) }
    }

    @Test func compatibleFullNamesAreOnePerson() throws {
        let first = try actor("Dessa Korvin came.", "Dessa Korvin")
        #expect(try actor("Dessa M. Korvin left.", "Dessa M. Korvin") == first)
        #expect(try actor("Dessa Ivo Korvin slept.", "Dessa Ivo Korvin") != first)
        #expect(try ledger.verify().problems.isEmpty)
    }

    @Test func aLoneSurnameJoinsNobodyWhoIsHardlyHeard() throws {
        let first = try actor("Dessa Korvin came.", "Dessa Korvin")
        let alone = try actor("Korvin left.", "Korvin")
        #expect(alone != nil && alone != first)
        #expect(try actor("Korvin slept.", "Korvin") != alone)
    }

    @Test func aLoneSurnameJoinsTheOneWellHeardBearerWhenItIsKnown() throws {
        let alone = try actor("Korvin left.", "Korvin")
        let initial = try actor("D. Korvin left as well.", "D. Korvin")
        let other = try actor("I. Korvin stayed.", "I. Korvin")
        let first = try actor("Dessa Korvin came.", "Dessa Korvin")
        #expect(try actor(in: 1) == alone && alone != first)
        for word in ["ran", "sang"] { #expect(try actor("Dessa Korvin \(word).", "Dessa Korvin") == first) }
        #expect(try actor(in: 1) == first && actor(in: 2) == first && actor(in: 3) == other && initial != first)
        #expect(try ledger.connection.numbers("SELECT id FROM actor WHERE probable = 1") == [1, 2])
        // A second one who is heard as well makes it uncertain again.
        for word in ["ate", "wept"] { _ = try actor("Ivo Korvin \(word).", "Ivo Korvin") }
        #expect(try actor(in: 1) == alone && actor(in: 2) == first)
        #expect(try ledger.verify().problems.isEmpty)
    }

    @Test func twoOfOneNameAreKeptApartByWhatTheyDoToldRepeatedly() throws {
        let senator = try actor("Ivo Tarn, the senator, came.", "Ivo Tarn", others: [("the senator", .nominal)])
        #expect(try actor("Ivo Tarn, the striker, ran.", "Ivo Tarn", others: [("the striker", .nominal)]) == senator)
        #expect(try actor("Ivo Tarn, a senator, spoke.", "Ivo Tarn", others: [("a senator", .nominal)]) == senator)
        let striker = try actor("Ivo Tarn, a striker, fell.", "Ivo Tarn", others: [("a striker", .nominal)])
        #expect(try striker != senator && actor(in: 2) == striker && actor(in: 1) == senator && actor(in: 3) == senator)
        let uncertain = try actor("Ivo Tarn slept.", "Ivo Tarn")
        #expect(uncertain != senator && uncertain != striker)
        #expect(try ledger.verify().problems.isEmpty)
    }

    @Test func sharedCompanySpeaksAgainstTwoOfOneName() throws {
        for (what, word) in [("senator", "came"), ("striker", "ran"), ("senator", "spoke"), ("striker", "fell")] {
            _ = try actor(
                "Ivo Tarn, the \(what), \(word) beside Mila Sorn.", "Ivo Tarn", others: [("the \(what)", .nominal)],
                beside: ["Mila Sorn"])
        }
        #expect(try Set((1...4).map { try actor(in: $0) }) == [1])
    }

    @Test func anotherSpellingOrAShortFormIsTheUsualOnes() throws {
        for word in ["came", "ran", "sang", "left", "ate"] { _ = try actor("Kenneth Holm \(word).", "Kenneth Holm") }
        #expect(try actor("Ken Holm woke.", "Ken Holm") == 1)
        #expect(try actor("Keneth Holm wept.", "Keneth Holm") == 1)
        #expect(try actor("Karla Holm swam.", "Karla Holm") != 1)
    }

    @Test func organisationsAreOneByNameAndKind() throws {
        let council = try actor("The River Council met.", "River Council", .organization)
        #expect(try actor("the river council voted.", "the river council", .organization) == council)
        #expect(try actor("River Council is a village.", "River Council", .place) != council)
    }

    @Test func aRareKindIsTheUsualOne() throws {
        for word in ["met", "rose", "sat"] { _ = try actor("The River Council \(word).", "River Council", .organization) }
        #expect(try actor("River Council went home.", "River Council", .group) == 1)
    }

    @Test func whatPeopleDecidedOutlivesWhatIsFoundLater() throws {
        for word in ["came", "ran", "sang"] { _ = try actor("Dessa Korvin \(word).", "Dessa Korvin") }
        let alone = try actor("Korvin left.", "Korvin")
        #expect(alone == 1)
        let split = try ledger.split(1, articles: [4], by: "mara")
        for word in ["ate", "woke", "wept", "swam", "slept"] { _ = try actor("Dessa Korvin \(word).", "Dessa Korvin") }
        #expect(try actor(in: 4) == split)
        let other = try #require(try actor("Ole Varn spoke.", "Ole Varn"))
        let act = try ledger.merge(other, into: 1, by: "mara")
        for word in ["ate", "woke", "wept"] { #expect(try actor("Ole Varn \(word).", "Ole Varn") == 1) }
        try ledger.undoActorAct(act, by: "mara")
        #expect(try actor("Ole Varn knelt.", "Ole Varn") == other)
        #expect(try actor(in: 4) == split && ledger.verify().problems.isEmpty)
    }
}

/// The same articles make the same actors, in whatever order they are added.
@Suite struct ActorOrderTests {
    private struct Story {
        let name: String
        let kind: EntityKind
        let told: String?
        let company: [String]
    }

    /// Invented articles about people who have names in common, most of them told with what they do and beside whom.
    private static func stories(_ random: inout Seeded) -> [Story] {
        let people: [(names: [String], told: [String], company: [String])] = [
            (
                ["Dessa Korvin", "Dessa M. Korvin", "Korvin", "D. Korvin", "Desssa Korvin", "Dessa"], ["senator", "lawyer"],
                ["Mila Sorn", "Ole Varn"]
            ),
            (["Ivo Tarn", "Ivo K. Tarn", "Tarn"], ["senator"], ["Mila Sorn", "Ole Varn"]),
            (["Ivo Tarn", "Tarn"], ["striker", "goalkeeper"], ["Pia Holt", "Jan Brell"]),
            (["Ivo L. Tarn"], ["judge"], ["Ole Varn"]),
            (["Kenneth Holm", "Ken Holm", "Holm"], ["judge", "striker"], ["Pia Holt"]),
            (["Erik Holm", "Holm"], ["doctor"], ["Jan Brell"]),
        ]
        var stories: [Story] = []
        for _ in 0..<60 {
            let person = people[Int.random(in: 0..<people.count, using: &random)]
            stories.append(
                Story(
                    name: person.names.randomElement(using: &random) ?? "", kind: .person,
                    told: Bool.random(using: &random) ? person.told.randomElement(using: &random) : nil,
                    company: Bool.random(using: &random) ? [person.company.randomElement(using: &random) ?? ""] : []))
        }
        for _ in 0..<20 {
            let kind = Int.random(in: 0..<5, using: &random) > 0 ? EntityKind.organization : .group
            stories.append(
                Story(
                    name: ["River Council", "Korvin", "Beacon"].randomElement(using: &random) ?? "", kind: kind, told: nil,
                    company: []))
        }
        return stories
    }

    /// Which articles have the same actor: of each the first with it, in the order of the stories.
    private func partition(_ stories: [(number: Int, story: Story)]) throws -> [Int] {
        let folder = try LedgerFolder()
        let ledger = try folder.open()
        var articles: [Int: Int] = [:]
        let entries = stories.map { number, story in
            let told = story.told.map { ", the \($0)," } ?? ""
            let text = "\(story.name)\(told) came on day \(number) beside \(story.company.joined())."
            let people =
                [
                    Written.Person(
                        names: [story.name], kind: story.kind, others: story.told.map { [("the \($0)", .nominal)] } ?? [])
                ]
                + story.company.map { Written.Person(names: [$0]) }
            return (number: number, entry: Written.entry(text, people, id: "\(number)"))
        }
        for start in stride(from: 0, to: entries.count, by: 4) {
            let batch = entries[start..<min(start + 4, entries.count)]
            for (added, number) in zip(try ledger.add(batch.map(\.entry)), batch.map(\.number)) {
                articles[number] = added.article
            }
        }
        #expect(try ledger.verify().problems.isEmpty)
        var first: [Int: Int] = [:]
        return try articles.sorted { $0.key < $1.key }.map { number, article in
            let entity = try EntityRows(connection: ledger.connection).entities(of: article)[0]
            let root = try entity.actor.flatMap { try ActorRows(connection: ledger.connection).root(of: $0) } ?? -1
            return first[root]
                ?? {
                    first[root] = number; return number
                }()
        }
    }

    @Test(arguments: 1...5) func theOrderOfAddingDoesNotMatter(seed: UInt64) throws {
        var random = Seeded(state: seed)
        let stories = ActorOrderTests.stories(&random).enumerated().map { (number: $0.offset, story: $0.element) }
        let expected = try partition(stories)
        for _ in 0..<2 { #expect(try partition(stories.shuffled(using: &random)) == expected) }
    }
}

/// SplitMix64 (Steele, Lea, Flood 2014): the same numbers each time.
private struct Seeded: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
