import Prose
import TestSupport
import Testing

@testable import Reading

/// Descriptions, surnames and relative pronouns: who is meant by them follows from the article's own words.
@Suite struct WhoIsMeantTests {
    @Test("Whoever speaks for somebody, or is somebody's, is somebody else, however likely the network holds them for one")
    func anOwnerIsSomebodyElse() throws {
        let spokesman = try Scene.speakers("A spokesman for Ana Orr said that it rains.", ["A spokesman for Ana Orr"]) {
            try $0.mention("A spokesman for Ana Orr", head: "spokesman", .nominal)
            try $0.mention("Ana Orr", head: "Ana", .name)
            $0.links = [(1, 0, 0.95)]
        }
        #expect(spokesman == ["spokesman for Ana Orr"])
        let lawyer = try Scene.speakers("Ana Orr’s lawyer said that it rains.", ["Ana Orr’s lawyer"]) {
            try $0.mention("Ana Orr", head: "Ana", .name)
            $0.mentions.append(
                FoundMention(head: 4, words: 0..<5, kind: .person, level: .nominal, name: nil, isPlural: false, probability: 1))
            $0.links = [(1, 0, 0.95)]
        }
        #expect(lawyer == ["Ana Orr’s lawyer"])
    }

    // MARK: Relative pronouns

    @Test func whoMeansThePersonBeforeIt() throws {
        let names = try Scene.speakers("The deputies cheered Osk Brannoth, who said that it rains.", ["who"]) {
            try $0.mention("The deputies", .nominal, plural: true)
            try $0.mention("Osk Brannoth", head: "Osk", .name)
        }
        #expect(names == ["Osk Brannoth"])
    }

    @Test func whoMeansPeopleNotThePlaceWhereTheyAre() throws {
        let names = try Scene.speakers("The gate divides deputies in Talmere, who said that it rains.", ["who"]) {
            try $0.mention("deputies", .nominal, plural: true)
            try $0.mention("Talmere", .name, .place)
        }
        #expect(names == ["deputies"])
    }

    @Test func whoBehindBothMeansBoth() throws {
        let names = try Scene.speakers("It angered both Unionists and Federalists, who said that it rains.", ["who"]) {
            try $0.mention("Unionists", .nominal, plural: true)
            try $0.mention("Federalists", .nominal, plural: true)
        }
        #expect(names == ["Unionists and Federalists"])
    }

    @Test func whichMeansTheBodyAndNotOneOfItsMembers() throws {
        let names = try Scene.speakers("He wrote to Ilse Varn of the Assembly, which said that it rains.", ["which"]) {
            try $0.mention("Ilse Varn", head: "Ilse", .name)
            try $0.mention("the Assembly", .name, .organization)
        }
        #expect(names == ["Assembly"])
    }

    @Test func whoThatOpensASentenceMeansNobody() throws {
        let names = try Scene.speakers("Osk Brannoth came. Who said that it rains?", ["Who"]) {
            try $0.mention("Osk Brannoth", head: "Osk", .name)
        }
        #expect(names == [nil])
    }

    // MARK: Other words for the same

    @Test func whatSomebodyIsMeansThem() throws {
        let names = try Scene.speakers("Ilse Varn is a doctor. Osk Brannoth left. The doctor said that it rains.", ["The doctor"])
        {
            try $0.mention("Ilse Varn", head: "Ilse", .name)
            try $0.mention("a doctor", .nominal)
            try $0.mention("Osk Brannoth", head: "Osk", .name)
            try $0.mention("The doctor", .nominal)
            $0.links = [(3, 1, 0.9)]
        }
        #expect(names == ["Ilse Varn"])
    }

    @Test func whatSomebodyIsNotDoesNotMeanThem() throws {
        let names = try Scene.speakers("Ilse Varn is not a doctor. The doctor said that it rains.", ["The doctor"]) {
            try $0.mention("Ilse Varn", head: "Ilse", .name)
            try $0.mention("a doctor", .nominal)
            try $0.mention("The doctor", .nominal)
            $0.links = [(2, 1, 0.9)]
        }
        #expect(names == ["doctor"])
    }

    @Test func whatStandsBeforeANameMeansItsBearer() throws {
        let names = try Scene.speakers(
            "A Unionist, Ms. Varn leads. Osk Brannoth came. The Unionist said that it rains.", ["The Unionist"]
        ) {
            try $0.mention("A Unionist", .nominal)
            try $0.mention("Ms. Varn", head: "Varn", .name)
            try $0.mention("Osk Brannoth", head: "Osk", .name)
            try $0.mention("The Unionist", .nominal)
            $0.links = [(3, 0, 0.9)]
        }
        #expect(names == ["Varn"])
    }

    @Test func anOfficeBesideANameIsItsBearers() throws {
        func names(_ text: String, _ office: String) throws -> [String?] {
            try Scene.speakers(text, [office]) {
                try $0.mention("the Steward", head: "Steward", .name)
                try $0.mention("Theodra Vashne", head: "Vashne", .name)
                try $0.mention("The Steward", head: "Steward", .name)
                $0.links = [(2, 0, 0.9)]
            }
        }
        #expect(
            try names("They heard the Steward, Theodra Vashne, at noon. The Steward said that it rains.", "The Steward") == [
                "Theodra Vashne"
            ])
        // A list of two.
        #expect(
            try names("They heard the Steward, Theodra Vashne, and a choir. The Steward said that it rains.", "The Steward") == [
                "Steward"
            ])
    }

    @Test(arguments: [
        ("Assembly spokesman Jason Delm", "Jason Delm"), ("former Unionist nominee Dessa Korvin of Orvane", "Dessa Korvin"),
        ("the foreign minister", nil), ("a Unionist senator", nil), ("Korvin’s lawyer", nil), ("the lawyer Delm", "Delm"),
        ("Dessa Korvin’s campaign manager", nil), ("the co-chair of Sennet Valley", nil),
    ])
    func whoIsNamedBehindWhatTheyAreIsCalledByTheName(phrase: String, name: String?) throws {
        let worded = try Repository.wordPiece().read("On Monday \(phrase) came.")
        let words = worded.words.indices.dropFirst(2).dropLast(2)
        // Whichever of its last words the network took for the head.
        let found = words.map { head in
            DescribedName.corrected(
                FoundMention(
                    head: head, words: words.startIndex..<words.endIndex, kind: .person, level: .nominal, name: nil,
                    isPlural: false, probability: 1),
                in: worded)
        }.filter { $0.level == .name }
        #expect(found.isEmpty == (name == nil))
        for mention in found { #expect(EntityNaming(worded: worded).name(of: [mention]) == name) }
    }

    @Test(arguments: [
        ("Rep. G.K. Delm", "G.K. Delm"), ("Sennet police Chief Chuck Delm", "Chuck Delm"),
        ("Gov. Earl Ray Tomlin of West Sennet", "Earl Ray Tomlin"), ("Secretary General Bar Ki-moon", "Bar Ki-moon"),
        ("Rep. Osk Delm (D-N.C.), head of the caucus", "Osk Delm"), ("President Korvin’s plan", nil), ("the House Speaker", nil),
        ("chief of staff", nil),
    ])
    func whatStandsBehindATitleIsAName(source: String, name: String?) throws {
        let worded = try Repository.wordPiece().read(source)
        #expect(SourceHead.titledName(in: worded.words.indices, worded).map { worded.slice($0) } == name)
    }

    @Test func whatIsCalledTheSameIsOfOneKind() throws {
        var scene = try Scene("Delm fell. Delm rose. Delm said that it rains. Osk Delm came.")
        try scene.mention("Delm", .name, .organization)
        try scene.mention("Delm", .name, .organization)
        try scene.mention("Delm", .name, .person)
        try scene.mention("Osk Delm", head: "Osk", .name, .person)
        let surfaces = scene.mentions.map { MentionSurface($0, in: scene.worded) }
        #expect(
            NameKinds.settled(scene.mentions, surfaces).map(\.kind) == [.organization, .organization, .organization, .person])
        // One against one settles nothing.
        #expect(
            NameKinds.settled(Array(scene.mentions[1...2]), Array(surfaces[1...2])).map(\.kind) == [.organization, .person])
    }

    @Test func whoeverHasANameBesideItIsNobodyElse() throws {
        let names = try Scene.speakers(
            "Osk Brannoth left. The delegate, Ruvo Delm, said that it rains.", ["The delegate, Ruvo Delm"]
        ) {
            try $0.mention("Osk Brannoth", head: "Osk", .name)
            try $0.mention("The delegate", .nominal)
            try $0.mention("Ruvo Delm", head: "Delm", .name)
            $0.links = [(1, 0, 0.9)]
        }
        #expect(names == ["Ruvo Delm"])
    }

    @Test func someonesSideIsNotSheWhoSpeaks() throws {
        let names = try Scene.speakers("Dessa Korvin met the other side. She said that it rains.", ["She"]) {
            try $0.mention("Dessa Korvin", head: "Dessa", .name)
            try $0.mention("the other side", .nominal)
            try $0.mention("She", .pronoun)
            $0.links = [(2, 0, 0.1), (2, 1, 0.8)]
        }
        #expect(names == ["Dessa Korvin"])
    }

    @Test(arguments: [
        ("Dam opens\n\nKESSOM — The gates are open.", true),
        ("PORT AMREL, Orvane (Nine Rivers Wire) - The gates are open.", true),
        ("KESSOM opens its gates — at last.", false), ("Gates of KESSOM — a history.", false),
        ("KESSOM-based firms left.", false),
        ("KESSOM\n\nThe gates are open — at last.", false),
    ])
    func capitalsBeforeADashAreWhereAnArticleWasWritten(text: String, isDateline: Bool) throws {
        var scene = try Scene(text)
        try scene.mention(text.contains("AMREL") ? "PORT AMREL" : "KESSOM", .name)
        #expect((Dateline(scene.worded).corrected(scene.mentions[0]).kind == .place) == isDateline)
    }

    @Test func aDescriptionMeansTheOneNamedPersonThatComesNear() throws {
        func names(_ second: Double) throws -> [String?] {
            try Scene.speakers("Osk Brannoth met Ivo Delm. The Sennet brewer said that it rains.", ["The Sennet brewer"]) {
                try $0.mention("Osk Brannoth", head: "Osk", .name)
                try $0.mention("Ivo Delm", head: "Ivo", .name)
                try $0.mention("The Sennet brewer", .nominal)
                $0.links = [(2, 0, 0.3), (2, 1, second)]
            }
        }
        #expect(try names(0.1) == ["Osk Brannoth"])
        #expect(try names(0.25) == ["Sennet brewer"])
    }

    @Test func whoRunsForAPartyIsItsNominee() throws {
        let names = try Scene.speakers(
            "Unionist candidate Ilse Varn met Federalist candidate Osk Brannoth. The Unionist nominee said that it rains.",
            ["The Unionist nominee"]
        ) {
            try $0.mention("Unionist candidate Ilse Varn", head: "Varn", .name)
            $0.mentions[0].name = 2..<4  // Ilse Varn
            try $0.mention("Federalist candidate Osk Brannoth", head: "Brannoth", .name)
            $0.mentions[1].name = 7..<9  // Osk Brannoth
            try $0.mention("The Unionist nominee", .nominal)
            $0.links = [(2, 0, 0.05), (2, 1, 0.05)]
        }
        #expect(names == ["Ilse Varn"])
    }

    @Test func theCampaignOfOneIsNotThatOfAnother() throws {
        let names = try Scene.speakers(
            "The Varn campaign wept. The Brannoth campaign said that it rains.", ["The Brannoth campaign"]
        ) {
            try $0.mention("The Varn campaign", .nominal, .organization)
            try $0.mention("The Brannoth campaign", .nominal, .organization)
            $0.links = [(1, 0, 0.9)]
        }
        #expect(names == ["Brannoth campaign"])
    }

    // MARK: Names

    @Test func aSurnameAloneMeansWhoIsNamedWithItInFullMost() throws {
        let text = "Bobby Varn came. Varn sat. Later Bobby Varn rose. One Tim Varn sent money. Varn said that it rains."
        let names = try Scene.speakers(text, ["Varn said"].map { String($0.prefix(4)) }) {
            try $0.mention("Bobby Varn", .name)
            try $0.mention("Varn", .name)
            try $0.mention("Bobby Varn", .name)
            try $0.mention("Tim Varn", .name)
            try $0.mention("Varn", .name)
            // The network takes both for Tim.
            $0.links = [(3, 1, 0.9), (4, 3, 0.1), (4, 1, 0.8), (2, 0, 0.9)]
        }
        #expect(names == ["Bobby Varn"])
    }

    @Test func heIsNoWoman() throws {
        let names = try Scene.speakers("Michelle Varn and Barack Varn came. He said that it rains.", ["He"]) {
            try $0.mention("Michelle Varn", .name)
            try $0.mention("Barack Varn", .name)
            try $0.mention("He", .pronoun)
            $0.links = [(2, 0, 0.7), (2, 1, 0.2)]
        }
        #expect(names == ["Barack Varn"])
    }

    @Test func abbreviationsThatDifferAreTwo() throws {
        let names = try Scene.speakers("The U.N. met. The U.S. said that it rains.", ["The U.S."]) {
            try $0.mention("The U.N.", head: "N", .name, .organization)
            try $0.mention("The U.S.", head: "S", .name, .organization)
            $0.links = [(1, 0, 0.9)]
        }
        #expect(names == ["U.S."])
    }

    @Test func aNameGoesOnBehindAHyphen() throws {
        let scene = try Scene("Secretary Ban Ki-moon left.")
        let mention = FoundMention(
            head: 2, words: 0..<5, kind: .person, level: .name, name: 1..<3, isPlural: false, probability: 1)
        #expect(EntityNaming(worded: scene.worded).name(of: [mention]) == "Ban Ki-moon")
    }

    @Test func aHeadlinesVerbIsNoPartOfAName() throws {
        let scene = try Scene("Ilse Varn Slams Sennet Brewery Chiefs\n\nIlse Varn spoke.")
        let mentions = [0..<3, 6..<8].map {
            FoundMention(
                head: $0.upperBound - 1, words: $0, kind: .person, level: .name, name: $0, isPlural: false, probability: 1)
        }
        #expect(EntityNaming(worded: scene.worded).name(of: mentions) == "Ilse Varn")
        #expect(EntityNaming(worded: scene.worded).name(of: [mentions[0]]) == "Ilse Varn Slams")
    }

    @Test func whoIsNamedInAContentIsNotItsSpeaker() throws {
        var scene = try Scene("A spokesman thanked Ms. Korvin for her service.")
        try scene.mention("A spokesman", .nominal)
        try scene.mention("Ms. Korvin", head: "Korvin", .name)
        try scene.statement(source: "A spokesman", cue: "thanked", content: ["Ms. Korvin for her service"])
        scene.links = [(1, 0, 0.9)]
        #expect(scene.speakers().map(\.name) == ["spokesman"])
    }

    // MARK: Sources

    @Test func whoMarchesThroughStreetsIsTheirSourceNotTheStreets() throws {
        let names = try Scene.speakers(
            "Deputies marching through the streets said that it rains.", ["Deputies marching through the streets"]
        ) {
            try $0.mention("Deputies", .nominal, plural: true)
            try $0.mention("the streets", .nominal, .place, plural: true)
        }
        #expect(names == ["Deputies"])
    }

    @Test func oneOfSomebodysPeopleIsNotSomebody() throws {
        let text = "One of Varn's aides said that it rains."
        let names = try Scene.speakers(text, ["One of Varn's aides"]) { scene in
            let words = try Sketch.words(of: "One of Varn's", in: scene.worded)
            scene.mentions.append(
                FoundMention(
                    head: words.lowerBound, words: words, kind: .person, level: .nominal, name: nil, isPlural: false,
                    probability: 1))
        }
        #expect(names == ["One of Varn's aides"])
    }

    @Test func whatSheCalledSoIsCalledSoByWhoSpeaks() throws {
        var scene = try Scene("Ilse Varn condemned what she called a lie.")
        try scene.mention("Ilse Varn", head: "Ilse", .name)
        try scene.mention("she", .pronoun)
        try scene.statement(source: "Ilse Varn", cue: "condemned", content: ["what she called a lie"])
        try scene.statement(source: "she", cue: "called", content: ["a lie"])
        #expect(scene.speakers().map(\.name) == ["Ilse Varn", "Ilse Varn"])
    }
}
