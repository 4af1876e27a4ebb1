import Prose
import TestSupport
import Testing

@testable import Reading

/// Names: which of them are of one, whom a source of several names means, and where in a description the name stands.
@Suite struct WhoIsNamedTests {
    /// How many are meant by two names that the network holds for one.
    private func count(_ first: String, _ second: String, _ kind: FoundMention.Kind) throws -> Int {
        var scene = try Scene("\(first) came. \(second) left.")
        try scene.mention(first, .name, kind)
        try scene.mention(second, .name, kind)
        return coreference(scene, candidates: [[], [.init(mention: 0, probability: 0.95)]]).sets().count
    }

    private func coreference(_ scene: Scene, candidates: [[Antecedents.Candidate]]) -> Coreference {
        let surfaces = scene.mentions.map { MentionSurface($0, in: scene.worded) }
        return Coreference(
            scene.mentions, surfaces, candidates: candidates, apart: [],
            places: MentionPlaces(scene.mentions, [], scene.worded), in: scene.worded)
    }

    // MARK: Bodies

    @Test(
        "Bodies whose names share a word and have each one of its own are two, however likely the network holds them for one",
        arguments: [
            ("World Water Organization", "Food Organization", 2), ("North Orvane", "South Orvane", 2),
            ("Water Organization", "World Water Organization", 1), ("Orvanian Assembly", "Orvane Assembly", 1),
            ("UO Senate", "United Orvane Senate", 1), ("Assembly", "Ministry", 1),
        ])
    func bodies(first: String, second: String, are: Int) throws {
        #expect(try count(first, second, .organization) == are)
    }

    @Test func whatIsShortenedInBracketsIsMeantByTheShortFormWhateverItIsTakenFor() throws {
        let text = "The Ministry of Water (MoW) met. MoW said that it rains."
        var scene = try Scene(text)
        try scene.mention("The Ministry of Water", head: "Ministry", .name, .organization)
        try scene.mention("MoW", .name, .person)
        try scene.mention("MoW", .name, .person)
        let abbreviations = Abbreviations(scene.mentions, in: scene.worded)
        scene.mentions = abbreviations.settled(scene.mentions, in: scene.worded)
        #expect(scene.mentions.map(\.kind) == [.organization, .organization, .organization])
        #expect(coreference(scene, candidates: scene.mentions.map { _ in [] }).sets() == [[0, 1, 2]])
    }

    // MARK: Spellings

    @Test(
        "Accents, doubled letters and what tells a son from his father part nobody",
        arguments: [
            ("Joana Bérenzer", "Joana Berenzer"), ("Hillary Korvin", "Hilary Korvin"), ("Ivo Rhal Jr.", "Ivo Rhal"),
            ("Ivo Rhal Jnr", "Mr. Rhal"),
        ])
    func spellings(first: String, second: String) throws {
        #expect(try count(first, second, .person) == 1)
    }

    @Test func aSurnameThatNobodyHasIsAMistypedOne() throws {
        let names = try Scene.speakers("Leslie Wimes came. Wines said that it rains.", ["Wines"]) {
            try $0.mention("Leslie Wimes", head: "Leslie", .name)
            try $0.mention("Wines", .name)
        }
        #expect(names == ["Leslie Wimes"])
    }

    @Test func aSurnameLikeThoseOfTwoIsNobodysOfThem() throws {
        let names = try Scene.speakers("Leslie Wimes met Ana Wimes and Osk Winas. Wines said that it rains.", ["Wines"]) {
            try $0.mention("Leslie Wimes", head: "Leslie", .name)
            try $0.mention("Osk Winas", head: "Osk", .name)
            try $0.mention("Wines", .name)
        }
        #expect(names == ["Wines"])
    }

    @Test(arguments: [
        ("wimes", "wines", true), ("hasian", "hasina", true), ("eldrige", "eldridge", true), ("wimes", "wimes", false),
        ("kim", "kin", false), ("wimes", "himes", false), ("wimes", "winas", false),
    ])
    func misspellings(a: String, b: String, isOne: Bool) {
        #expect(PlainWord.isMisspelling(a, of: b) == isOne)
        #expect(PlainWord.isMisspelling(b, of: a) == isOne)
    }

    // MARK: Sources of several names

    @Test func whoeverIsNamedBehindWhatTheyAreSpeaks() throws {
        let names = try Scene.speakers(
            "Sennet Council’s director of health, Dessa Korvin, said that it rains.",
            ["Sennet Council’s director of health, Dessa Korvin"]
        ) {
            try $0.mention("Sennet Council’s", head: "Council", .name, .organization)
            try $0.mention("Dessa Korvin", head: "Dessa", .name)
        }
        #expect(names == ["Dessa Korvin"])
    }

    @Test(
        "Who is named last in a clause, behind a preposition or for somebody else does not speak",
        arguments: [
            "A man who met Dessa Korvin", "A spokesman for Dessa Korvin", "Supporters of her rival, Dessa Korvin",
        ])
    func whoeverIsSpokenOfDoesNot(source: String) throws {
        let names = try Scene.speakers("\(source) said that it rains.", [source]) {
            if source.contains("rival") { try $0.mention("her rival", head: "rival", .nominal) }
            try $0.mention("Dessa Korvin", head: "Dessa", .name)
        }
        #expect(names != ["Dessa Korvin"])
    }

    @Test func thoseWhoSpeakTogetherAreOneGroupOfTheirNames() throws {
        let names = try Scene.speakers(
            "Dessa Korvin, head of the Sennet Institute, and council member Osk Brannoth said that it rains.",
            ["Dessa Korvin, head of the Sennet Institute, and council member Osk Brannoth"]
        ) {
            try $0.mention("Dessa Korvin", head: "Dessa", .name)
            try $0.mention("the Sennet Institute", head: "Institute", .name, .organization)
            try $0.mention("Osk Brannoth", head: "Osk", .name)
        }
        #expect(names == ["Dessa Korvin and Osk Brannoth"])
    }

    @Test func whoeverIsOfTwoIsOne() throws {
        let names = try Scene.speakers(
            "Dessa Korvin, the daughter of Ana and Ivo Rhal, said that it rains.",
            ["Dessa Korvin, the daughter of Ana and Ivo Rhal"]
        ) {
            try $0.mention("Dessa Korvin", head: "Dessa", .name)
            try $0.mention("Ana", .name)
            try $0.mention("Ivo Rhal", head: "Ivo", .name)
        }
        #expect(names == ["Dessa Korvin"])
    }

    // MARK: Names in descriptions

    @Test(
        "The name in what the network takes for a description",
        arguments: [
            ("Popular speaker Lance Wallnau", "Wallnau", "Lance Wallnau"),
            ("Interior Minister Lee Sang-min", "Minister", "Lee Sang-min"),
            ("Leader of the opposition in senate Yousuf Gilani", "Leader", "Yousuf Gilani"),
            ("Assembly Legislator Alex Fai", "Legislator", "Alex Fai"),
            ("a friend of Selwen Maric", "friend", nil), ("the man who met Selwen Maric", "man", nil),
            ("the chairman of the outfit Orvane First", "chairman", nil),
            ("somebody described for the agency Orvane Media", "somebody", nil),
        ] as [(String, String, String?)])
    func describedNames(phrase: String, head: String, name: String?) throws {
        var scene = try Scene("Then \(phrase) spoke.")
        try scene.mention(phrase, head: head, .nominal)
        let corrected = DescribedName.corrected(scene.mentions[0], in: scene.worded)
        #expect(corrected.name.map { scene.worded.slice($0) } == name)
        #expect((corrected.level == .name) == (name != nil))
    }

    @Test(
        "An office without its holder is no name",
        arguments: [
            ("The Opposition Leader", "Leader", "Opposition Leader"), ("the Head of State", "Head", "Head of State"),
            ("a Unionist Senator", "Senator", "Unionist Senator"), ("Minister of Works", "Minister", "Minister of Works"),
            ("the Keeper of the Two Bridges", "Keeper", "Keeper of the Two Bridges"),
        ])
    func offices(phrase: String, head: String, name: String) throws {
        var scene = try Scene("Then \(phrase) spoke.")
        try scene.mention(phrase, head: head, .name)
        scene.mentions[0].name = scene.mentions[0].head..<scene.mentions[0].head + 1
        let settled = PersonNames.settled(scene.mentions[0], in: scene.worded)
        #expect(settled.level == .nominal)
        #expect(EntityNaming(worded: scene.worded).name(of: [settled]) == name)
    }

    @Test(
        "Behind “the” stands no person’s name without a title",
        arguments: [
            ("the Dewan Kerani", "Kerani", FoundMention.Kind.organization), ("the Mayor Osk Kerani", "Kerani", .person),
            ("the late Osk Kerani", "Kerani", .person), ("Osk Kerani", "Kerani", .person),
        ])
    func calledLikeBodies(phrase: String, head: String, kind: FoundMention.Kind) throws {
        var scene = try Scene("Then \(phrase) spoke.")
        try scene.mention(phrase, head: head, .name)
        scene.mentions[0].name = nil
        #expect(PersonNames.settled(scene.mentions[0], in: scene.worded).kind == kind)
    }

    @Test func anInitialThatNoSpacePartsFromTheNameIsInIt() throws {
        var scene = try Scene("Prime Minister L.Rhal-Orlo spoke.")
        try scene.mention("Prime Minister L.Rhal-Orlo", head: "Minister", .name)
        let mark = try #require(scene.worded.words.indices.first { scene.worded.slice($0..<$0 + 1) == "." })
        scene.mentions[0].name = mark..<mark + 1
        let settled = PersonNames.settled(scene.mentions[0], in: scene.worded)
        #expect(EntityNaming(worded: scene.worded).name(of: [settled]) == "L. Rhal-Orlo")
    }

    @Test(
        "What a body is called, of which the network sees a part",
        arguments: [
            ("the Land and Sea Corporation (LSC)", "Sea Corporation", "Land and Sea Corporation"),
            (
                "the Department of Dykes for Ports and Rivers (DDPR)", "Department of Dykes",
                "Department of Dykes for Ports and Rivers"
            ),
            ("Osk Brannoth and Sea Corporation (LSC)", "Sea Corporation", "Sea Corporation"),
            ("the People’s Guard Army", "Guard Army", "People’s Guard Army"),
            ("the Orvanian Prosecutor General’s Office", "Office", "Orvanian Prosecutor General’s Office"),
            ("the National Rowers’ Foundation", "Foundation", "National Rowers’ Foundation"),
            ("Korvin’s Unionist Party", "Unionist Party", "Unionist Party"),
        ])
    func bodies(phrase: String, seen: String, name: String) throws {
        var scene = try Scene("Then \(phrase) spoke.")
        try scene.mention(seen, .name, .organization)
        let part = scene.mentions[0].words
        if phrase.contains("’") { scene.mentions[0].words = 1..<part.upperBound }
        let completed = Abbreviations.completed(scene.mentions[0], in: scene.worded)
        #expect(EntityNaming(worded: scene.worded).name(of: [completed]) == name)
    }

    @Test func aNicknameInMarksIsInTheName() throws {
        var scene = try Scene("President Ferdo “Bongo” Markos Jnr spoke.")
        try scene.mention("President Ferdo “Bongo” Markos Jnr", head: "Ferdo", .name)
        scene.mentions[0].name = 1..<2
        let settled = PersonNames.settled(scene.mentions[0], in: scene.worded)
        #expect(settled.name.map { scene.worded.slice($0) } == "Ferdo “Bongo” Markos Jnr")
    }

    // MARK: The author

    @Test(
        "Whoever wrote an article says so above it or at its end",
        arguments: [
            ("A day out\n\nBy Dessa Korvin\n\nI went to Sennet with Osk Brannoth.", "Dessa Korvin"),
            ("I went to Sennet with Osk Brannoth.\n\nIt rained.\n\nDessa Korvin is a potter.", "Dessa Korvin"),
            ("Dessa Korvin spoke.\n\nI heard her.\n\nDessa Korvin is a potter.", nil),
            ("I saw it.\n\nDessa Korvin.\n\nOsk Brannoth.", nil),
        ] as [(String, String?)])
    func authors(text: String, name: String?) throws {
        var scene = try Scene(text)
        for word in scene.worded.words.indices where ["Dessa", "Osk"].contains(scene.worded.slice(word..<word + 1)) {
            try scene.mention(scene.worded.slice(word..<word + 2), .name)
        }
        let author = Byline.author(scene.mentions, in: scene.worded)
        #expect(author.map { scene.worded.slice(scene.mentions[$0].words) } == name)
    }
}
