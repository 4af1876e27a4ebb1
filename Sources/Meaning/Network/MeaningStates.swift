import Neural
import Prose
import Reading

/// What the network of meaning is given of an article: the encoder's states, pooled over the words of statements, parties and sentences,
/// and what else is seen of them. Training takes the same from here (`dixit model meaning`), so that nothing is computed twice.
struct MeaningStates: Sendable {
    /// What is seen of a statement besides states: form, whether it stands in another's content, whether cue and source are given, and
    /// how long its content is.
    static let statementWidth = 8

    /// [statements, 3 * Encoder.hidden + statementWidth]: cue, source, content, and what else is seen.
    let statements: [Float]
    /// [parties, 3 * Encoder.hidden + PartyView.width]: head of the mention, cue and content of its statement, and what else is seen.
    let parties: [Float]
    /// [sentences, Encoder.hidden]: of the words that stand in no content.
    let sentences: [Float]

    init(_ scene: MeaningScene, _ states: ArticleStates) {
        let cues = scene.told.map { states.mean(of: $0.cue) }
        let contents = scene.told.map { states.mean(of: $0.content) }
        var (statements, parties, sentences): ([Float], [Float], [Float]) = ([], [], [])
        for (at, told) in scene.told.enumerated() {
            for part in [cues[at], states.mean(of: told.source), contents[at], MeaningStates.seen(told)] { statements += part }
        }
        for party in scene.parties {
            parties += states.state(of: party.head)
            for part in [cues[party.statement], contents[party.statement], party.seen] { parties += part }
        }
        for sentence in scene.sentences { sentences += states.mean(of: sentence.outside) }
        (self.statements, self.parties, self.sentences) = (statements, parties, sentences)
    }

    /// [statementWidth], each 0 to 1.
    static func seen(_ told: MeaningScene.Told) -> [Float] {
        func flag(_ holds: Bool) -> Float { holds ? 1 : 0 }
        let length = told.content.reduce(0) { $0 + $1.count }
        return [
            flag(told.form == .direct), flag(told.form == .mixed), flag(told.parent != nil), flag(told.cue.isEmpty),
            flag(told.source.isEmpty), flag(told.speaker == nil), Float(min(length, 64)) / 64, flag(length < 5),
        ]
    }
}
