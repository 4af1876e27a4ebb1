import Prose
import TestSupport
import Testing

@testable import Reading

/// Mentions, statements and antecedents are given here as the network might find them; what is tested is what follows from them.
@Suite struct SpeakerTests {
    @Test func aPronounSpeaksForTheEntityThatItRefersTo() throws {
        var scene = try Scene("Dessa Korvin met reporters. She denied that the gate is shut.")
        try scene.mention("Dessa Korvin", head: "Dessa", .name)
        try scene.mention("reporters", .nominal, plural: true)
        try scene.mention("She", .pronoun)
        try scene.statement(source: "She", cue: "denied", content: ["that the gate is shut"])
        scene.links = [(2, 0, 0.6), (2, 1, 0.3)]
        #expect(scene.speakers().map(\.name) == ["Dessa Korvin"])
        #expect(scene.speakers().map(\.isInferred) == [false])
    }

    @Test func onePersonIsNotSeveralNorAPlace() throws {
        var scene = try Scene("Dessa Korvin met reporters in Sennet. She denied that the gate is shut.")
        try scene.mention("Dessa Korvin", head: "Dessa", .name)
        try scene.mention("reporters", .nominal, plural: true)
        try scene.mention("Sennet", .name, .place)
        try scene.mention("She", .pronoun)
        try scene.statement(source: "She", cue: "denied", content: ["that the gate is shut"])
        scene.links = [(3, 0, 0.2), (3, 1, 0.4), (3, 2, 0.35)]
        #expect(scene.speakers().map(\.name) == ["Dessa Korvin"])
    }

    @Test func sheDoesNotGoBackToWhoWasHe() throws {
        var scene = try Scene("Osk Brannoth lost his boat. Ilse Varn had sold it. “A pity,” she said.")
        try scene.mention("Osk Brannoth", head: "Osk", .name)
        try scene.mention("his", .pronoun)
        try scene.mention("Ilse Varn", head: "Ilse", .name)
        try scene.mention("she", .pronoun)
        try scene.statement(source: "she", cue: "said", content: ["A pity"])
        scene.links = [(1, 0, 0.9), (3, 0, 0.7), (3, 2, 0.2)]
        #expect(scene.speakers().map(\.name) == ["Ilse Varn"])
    }

    @Test func oneMisjudgedMentionDoesNotPartAPersonFromHerPronouns() throws {
        var scene = try Scene("Ilse Varn came. Varn sat. Varn rose. Varn left. She said no.")
        try scene.mention("Ilse Varn", head: "Ilse", .name)
        try scene.mention("Varn", .name)
        try scene.mention("Varn", .name, plural: true)
        try scene.mention("Varn", .name)
        try scene.mention("She", .pronoun)
        try scene.statement(source: "She", cue: "said", content: ["no"])
        scene.links = [(1, 0, 0.9), (2, 1, 0.9), (3, 2, 0.9), (4, 3, 0.5)]
        #expect(scene.speakers().map(\.name) == ["Ilse Varn"])
    }

    @Test func whoSpeaksIsNotNamedInTheWordsQuoted() throws {
        var scene = try Scene("Osk Brannoth rose. “Ivo Delm is a thief,” he said.")
        try scene.mention("Osk Brannoth", head: "Osk", .name)
        try scene.mention("Ivo Delm", head: "Ivo", .name)
        try scene.mention("he", .pronoun)
        try scene.statement(source: "he", cue: "said", content: ["Ivo Delm is a thief"])
        scene.links = [(2, 0, 0.06), (2, 1, 0.9)]
        #expect(scene.speakers().map(\.name) == ["Osk Brannoth"])
    }

    @Test func whoOpensTheSentenceBeforeIsLikelierToSpeakThanWhoComesLaterInIt() throws {
        var scene = try Scene("Osk Brannoth, who leads a union, had met Ivo Delm. “A thief,” he said.")
        try scene.mention("Osk Brannoth", head: "Osk", .name)
        try scene.mention("Ivo Delm", head: "Ivo", .name)
        try scene.mention("he", .pronoun)
        try scene.statement(source: "he", cue: "said", content: ["A thief"])
        scene.links = [(2, 0, 0.3), (2, 1, 0.5)]
        #expect(scene.speakers().map(\.name) == ["Osk Brannoth"])
    }

    @Test func whatSpeaksForManyMentionsSpeaksForTheirPerson() throws {
        var scene = try Scene(
            "Osk Brannoth met Ivo Delm. Later Brannoth and Delm and Brannoth sat down while he wrote that it rains.")
        try scene.mention("Osk Brannoth", head: "Osk", .name)
        try scene.mention("Ivo Delm", head: "Ivo", .name)
        try scene.mention("Brannoth", .name)
        try scene.mention("Delm", .name)
        try scene.mention("Brannoth", .name)
        try scene.mention("he", .pronoun)
        try scene.statement(source: "he", cue: "wrote", content: ["that it rains"])
        scene.links = [(2, 0, 0.9), (3, 1, 0.9), (4, 2, 0.9), (5, 3, 0.4), (5, 2, 0.3), (5, 4, 0.25)]
        #expect(scene.speakers().map(\.name) == ["Osk Brannoth"])
    }

    @Test func whoWasUnresolvedGoesBackToTheLastSpeakerThatAgrees() throws {
        var scene = try Scene("Ilse Varn said it rains. Delegates claimed it snows. “It pours,” she added.")
        try scene.mention("Ilse Varn", head: "Ilse", .name)
        try scene.mention("Delegates", .nominal, plural: true)
        try scene.mention("she", .pronoun)
        try scene.statement(source: "Ilse Varn", cue: "said", content: ["it rains"])
        try scene.statement(source: "Delegates", cue: "claimed", content: ["it snows"])
        try scene.statement(source: "she", cue: "added", content: ["It pours"])
        #expect(scene.speakers().map(\.name) == ["Ilse Varn", "Delegates", "Ilse Varn"])
    }

    @Test func anOfficeMeansItsOnlyHolder() throws {
        var scene = try Scene("Senator Ilse Varn met Mayor Osk Brannoth. The senator said that it rains.")
        try scene.mention("Senator Ilse Varn", head: "Ilse", .name)
        try scene.mention("Mayor Osk Brannoth", head: "Osk", .name)
        try scene.mention("The senator", .nominal)
        try scene.statement(source: "The senator", cue: "said", content: ["that it rains"])
        #expect(scene.speakers().map(\.name) == ["Ilse Varn"])
    }

    @Test func anOfficeWithTwoHoldersMeansNeitherByItself() throws {
        var scene = try Scene("Senator Ilse Varn met Senator Osk Brannoth. The senator said that it rains.")
        try scene.mention("Senator Ilse Varn", head: "Ilse", .name)
        try scene.mention("Senator Osk Brannoth", head: "Osk", .name)
        try scene.mention("The senator", .nominal)
        try scene.statement(source: "The senator", cue: "said", content: ["that it rains"])
        #expect(scene.speakers().map(\.name) == ["senator"])
    }

    @Test func twoPeopleOfOneSurnameStayApart() throws {
        var scene = try Scene("Ilse Varn came. Osk Varn said no.")
        try scene.mention("Ilse Varn", head: "Ilse", .name)
        try scene.mention("Osk Varn", head: "Osk", .name)
        try scene.statement(source: "Osk Varn", cue: "said", content: ["no"])
        scene.links = [(1, 0, 0.99)]
        #expect(scene.speakers().map(\.name) == ["Osk Varn"])
    }

    @Test func aSurnameAloneTakesTheFullestNameOfItsEntity() throws {
        var scene = try Scene("Ilse Varn came. Varn said no.")
        try scene.mention("Ilse Varn", head: "Ilse", .name)
        try scene.mention("Varn", .name)
        try scene.statement(source: "Varn", cue: "said", content: ["no"])
        scene.links = [(1, 0, 0.9)]
        #expect(scene.speakers().map(\.name) == ["Ilse Varn"])
    }

    @Test func whoSaysWeInAQuotationIsItsSpeaker() throws {
        var scene = try Scene("Osk Brannoth heard Ilse Varn. “We told them that none would come,” said Varn.")
        try scene.mention("Osk Brannoth", head: "Osk", .name)
        try scene.mention("Ilse Varn", head: "Ilse", .name)
        try scene.mention("We", .pronoun)
        try scene.mention("them", .pronoun)
        try scene.mention("Varn", .name)
        try scene.statement(source: "Varn", cue: "said", content: ["We told them that none would come"])
        try scene.statement(source: "We", cue: "told", content: ["that none would come"])
        scene.links = [(2, 0, 0.9), (4, 1, 0.9)]
        #expect(scene.speakers().map(\.name) == ["Ilse Varn", "Ilse Varn"])
        #expect(scene.speakers().map(\.isInferred) == [false, false])
    }

    @Test func youIsLeftOpen() throws {
        var scene = try Scene("Ilse Varn said: “You know that it rains.”")
        try scene.mention("Ilse Varn", head: "Ilse", .name)
        try scene.mention("You", .pronoun)
        try scene.statement(source: "You", cue: "know", content: ["that it rains"])
        scene.links = [(1, 0, 0.9)]
        #expect(scene.speakers().map(\.name) == [nil])
    }

    @Test func whatIsAddedIsSaidByWhoSpoke() throws {
        var scene = try Scene("Ilse Varn said it rains, adding that it pours. It was announced that the gate is shut.")
        try scene.mention("Ilse Varn", head: "Ilse", .name)
        try scene.statement(source: "Ilse Varn", cue: "said", content: ["it rains"])
        try scene.statement(source: nil, cue: "adding", content: ["that it pours"])
        try scene.statement(source: nil, cue: "was announced", content: ["that the gate is shut"])
        #expect(scene.speakers().map(\.name) == ["Ilse Varn", "Ilse Varn", nil])
        #expect(scene.speakers().map(\.isInferred) == [false, true, false])
    }

    @Test func aReportSpeaksForItself() throws {
        var scene = try Scene("A report by the Delta Union said the wall leaks.")
        try scene.mention("the Delta Union", head: "Union", .name, .organization)
        try scene.statement(source: "A report by the Delta Union", cue: "said", content: ["the wall leaks"])
        #expect(scene.speakers().map(\.name) == ["report by the Delta Union"])
    }

    @Test func theOwnerIsNotTheSpeaker() throws {
        var scene = try Scene("Ilse Varn’s most trusted and learned adviser said no.")
        try scene.mention("Ilse Varn", head: "Ilse", .name)
        try scene.statement(source: "Ilse Varn’s most trusted and learned adviser", cue: "said", content: ["no"])
        #expect(scene.speakers().map(\.name) != ["Ilse Varn"])
    }

    @Test func twoWhoSpeakAreAGroup() throws {
        var scene = try Scene("Ilse Varn and Osk Brannoth said nothing.")
        try scene.mention("Ilse Varn", head: "Ilse", .name)
        try scene.mention("Osk Brannoth", head: "Osk", .name)
        try scene.statement(source: "Ilse Varn and Osk Brannoth", cue: "said", content: ["nothing"])
        #expect(scene.speakers().map(\.name) == ["Ilse Varn and Osk Brannoth"])
    }

    /// A source can have the head of another mention; a dictionary, whose order differs from run to run, must not decide.
    @Test func entitiesOfOneHeadStandInOneOrder() throws {
        let names = (0..<20).map { "Ana\($0) and Ivo\($0)" }
        let worded = try Repository.wordPiece().read(names.joined(separator: " "))
        func mention(_ words: Range<Int>) -> FoundMention {
            FoundMention(
                head: words.lowerBound, words: words, kind: .person, level: .name, name: nil, isPlural: false, probability: 1)
        }
        let mentions = stride(from: 0, to: worded.words.count, by: 3).map { mention($0..<$0 + 1) }
        var sets = Coreference(
            mentions, mentions.map { MentionSurface($0, in: worded) }, candidates: mentions.map { _ in [] }, apart: [],
            places: MentionPlaces(mentions, [], worded), in: worded)
        for start in stride(from: 0, to: worded.words.count, by: 3) { _ = sets.add(mention(start..<start + 3), in: worded) }
        #expect(sets.sets() == (0..<20).flatMap { [[$0], [$0 + 20]] })
    }

    @Test func aGroupStaysAGroup() throws {
        let scene = try Scene("Officials said no.")
        let officials = FoundMention(
            head: 0, words: 0..<1, kind: .person, level: .nominal, name: nil, isPlural: true, probability: 1)
        #expect(EntityNaming(worded: scene.worded).kind(of: [officials]) == .group)
        #expect(EntityNaming(worded: scene.worded).name(of: [officials]) == "Officials")
    }
}
