import Prose
import TestSupport
import Testing

@testable import Reading

/// Who is meant where words stand for more than they name: several side by side, a capital for its state, the one who writes.
@Suite struct SpokenForTests {
    // MARK: Side by side

    @Test(
        "Names of one kind that commas and an “and” join are a list",
        arguments: [
            ("Ana Orr and Ivo Dahl met.", ["Ana Orr", "Ivo Dahl"], ["Ana Orr and Ivo Dahl"]),
            (
                "Ana Orr, Ivo Dahl and Osk Brannoth met.", ["Ana Orr", "Ivo Dahl", "Osk Brannoth"],
                ["Ana Orr, Ivo Dahl and Osk Brannoth"]
            ),
            ("Ana Orr (Sennet) & Ivo Dahl met.", ["Ana Orr", "Ivo Dahl"], ["Ana Orr (Sennet) & Ivo Dahl"]),
            ("Ana Orr, Ivo Dahl met.", ["Ana Orr", "Ivo Dahl"], []),
            ("Ana Orr thanked Ivo Dahl.", ["Ana Orr", "Ivo Dahl"], []),
        ])
    func lists(text: String, names: [String], are: [String]) throws {
        var scene = try Scene(text)
        for name in names { try scene.mention(name, .name) }
        let lists = NamedList.all(scene.mentions, in: scene.worded)
        #expect(lists.map { scene.worded.slice($0.words) } == are)
    }

    @Test func thoseNamedSideBySideCanBeMeantByTheyAndNotByHe() throws {
        for (source, canBe) in [("They", true), ("He", false)] {
            var scene = try Scene("Ana Orr and Ivo Dahl met. \(source) said that it rains.")
            try scene.mention("Ana Orr", head: "Ana", .name)
            try scene.mention("Ivo Dahl", head: "Ivo", .name)
            try scene.mention(source, .pronoun)
            try scene.statement(source: source, cue: "said", content: ["that it rains"])
            let seen = scene.seen(StatementBuilder(worded: scene.worded).build(scene.statements.map { ($0, 0.9) }))
            let lists = seen.entities.indices.filter { seen.entities[$0].isList }
            try #require(lists.count == 1)
            #expect(SpeakerChoice(of: 0, in: seen).candidates.contains(.entity(lists[0])) == canBe)
            // Whom nobody lets speak is not told of.
            #expect(DecidedSpeakers(seen, [nil], selves: [:]).sets.count == 3)
            let decided = DecidedSpeakers(seen, [.init(candidate: .entity(lists[0]), probability: 0.95)], selves: [:])
            let speaker = try #require(decided.speakers[0])
            let mentions = decided.sets[speaker.entity].map { seen.coreference.mentions[$0] }
            #expect(EntityNaming(worded: scene.worded).name(of: mentions) == "Ana Orr and Ivo Dahl")
        }
    }

    // MARK: Capitals

    @Test func aCapitalSpeaksForItsStateWhereTheArticleNamesIt() throws {
        for (state, speaker) in [("Iran", 0), ("Iraq", 1)] {
            var scene = try Scene("\(state) was calm. Tehran said that it rains.")
            try scene.mention(state, .name, .place)
            try scene.mention("Tehran", .name, .place)
            try scene.statement(source: "Tehran", cue: "said", content: ["that it rains"])
            let seen = scene.seen(StatementBuilder(worded: scene.worded).build(scene.statements.map { ($0, 0.9) }))
            #expect(seen.states[1] ?? 1 == speaker)
        }
    }

    // MARK: The author

    @Test func whoeverWritesIsNobodyWhomTheArticleNames() throws {
        var scene = try Scene("Ana Orr came. I hope that it rains. “I hope that it snows,” she said.")
        try scene.mention("Ana Orr", head: "Ana", .name)
        try scene.mention("I", .pronoun)
        try scene.mention("I", .pronoun)
        try scene.mention("she", .pronoun)
        try scene.statement(source: "I", cue: "hope", content: ["that it rains"])
        let seen = scene.seen(StatementBuilder(worded: scene.worded).build(scene.statements.map { ($0, 0.9) }))
        #expect(!SpeakerChoice(of: 0, in: seen).candidates.contains(.entity(0)))
    }

    // MARK: Where a phrase ends

    @Test(
        "A mention ends where the clause goes on that it is part of",
        arguments: [
            ("the network no longer had a licence", "network", "the network no longer"),
            ("Sennet has agreed with Talmere Works", "Works", "agreed with Talmere Works"),
            ("the council, which had met,", "council", "the council, which had met,"),
            ("the man they had seen", "man", "the man they had seen"),
            ("the will of the people", "will", "the will of the people"),
        ])
    func clauses(phrase: String, head: String, is expected: String) throws {
        var scene = try Scene("\(phrase) .")
        try scene.mention(phrase, head: head, .nominal)
        let cut = MentionClauses.cut(scene.mentions[0], in: scene.worded)
        #expect(scene.worded.slice(cut.words) == expected)
    }

    @Test func aDatelineIsNoPartOfWhoSaysSomething() throws {
        let statements = try built(
            "PORT AMREL — Mayor Dessa Korvin said the gate was shut.",
            [Sketch(source: "PORT AMREL — Mayor Dessa Korvin", cue: "said", content: ["the gate was shut"])])
        #expect(statements.map { $0.source.map(\.text) } == [["Mayor Dessa Korvin"]])
    }

    @Test func initialsStandApartFromTheNameBehindThem() throws {
        for (written, name) in [
            ("D.Orlo", "D. Orlo"), ("D. Orlo", "D. Orlo"), ("J.K.Orlo", "J.K. Orlo"), ("Ana Orlo", "Ana Orlo"),
        ] {
            var scene = try Scene("\(written) said that it rains.")
            try scene.mention(written, .name)
            #expect(EntityNaming(worded: scene.worded).name(of: scene.mentions) == name)
        }
    }
}
