import Prose
import Testing

@testable import Reading

/// What follows from the decision whose a statement is, given as the scorer might give it.
@Suite struct DecidedSpeakersTests {
    /// Entities are numbered in order of their first mention.
    private func decision(_ candidate: SpeakerCandidate, _ probability: Double = 0.9) -> SpeakerScorer.Decision {
        SpeakerScorer.Decision(candidate: candidate, probability: probability)
    }

    private func meeting() throws -> Scene {
        var scene = try Scene("Dessa Korvin met Osk Brannoth. He denied that the gate is shut.")
        try scene.mention("Dessa Korvin", head: "Dessa", .name)
        try scene.mention("Osk Brannoth", head: "Osk", .name)
        try scene.mention("He", .pronoun)
        try scene.statement(source: "He", cue: "denied", content: ["that the gate is shut"])
        scene.links = [(2, 0, 0.6)]
        return scene
    }

    @Test func whoIsDecidedSpeaksWhateverTheRulesSay() throws {
        let scene = try meeting()
        #expect(scene.speakers().map(\.name) == ["Dessa Korvin"])
        #expect(scene.speakers([decision(.entity(1))]).map(\.name) == ["Osk Brannoth"])
    }

    @Test func nobodySpeaksWhereThatIsDecided() throws {
        #expect(try meeting().speakers([decision(.nobody)]).map(\.name) == [nil])
    }

    @Test func whoIsNewIsCalledAsDescribed() throws {
        var scene = try Scene("Dessa Korvin met Osk Brannoth. A spokesman denied that the gate is shut.")
        try scene.mention("Dessa Korvin", head: "Dessa", .name)
        try scene.mention("Osk Brannoth", head: "Osk", .name)
        try scene.mention("A spokesman", .nominal)
        try scene.statement(source: "A spokesman", cue: "denied", content: ["that the gate is shut"])
        scene.links = [(2, 1, 0.9)]
        // The rules know it too: whoever is told of so has not been met.
        #expect(scene.speakers().map(\.name) == ["spokesman"])
        #expect(scene.speakers([decision(.new)]).map(\.name) == ["spokesman"])
    }

    @Test func statementsOfOneSourceHaveOneSpeakerTheSurest() throws {
        var scene = try meeting()
        try scene.statement(source: "He", cue: "denied", content: ["the gate is shut"])
        let decisions = [decision(.entity(0), 0.5), decision(.entity(1), 0.95)]
        #expect(scene.speakers(decisions).map(\.name) == ["Osk Brannoth", "Osk Brannoth"])
    }

    @Test func firstPersonsAreWhoIsDecidedToSpeak() throws {
        var scene = try Scene("Dessa Korvin met Osk Brannoth. “I was told that I may go,” he said.")
        try scene.mention("Dessa Korvin", head: "Dessa", .name)
        try scene.mention("Osk Brannoth", head: "Osk", .name)
        try scene.mention("I", .pronoun)
        try scene.mention("he", .pronoun)
        try scene.statement(source: "he", cue: "said", content: ["I was told that I may go"])
        try scene.statement(source: "I", cue: "was told", content: ["that I may go"])
        scene.links = [(3, 0, 0.9)]
        let decisions = [decision(.entity(1)), nil]
        #expect(scene.speakers(decisions).map(\.name).first == "Osk Brannoth")
    }
}
