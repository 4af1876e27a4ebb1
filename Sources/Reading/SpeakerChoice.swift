import Neural

/// What the decision whose a statement is chooses from: its candidates, and what is seen of it and of them. The decision and what it is learned
/// from take the same.
struct SpeakerChoice {
    let candidates: [SpeakerCandidate]
    /// Those who cannot speak: nobody of them is chosen, but what the network holds for them makes the choice less sure.
    let barred: [SpeakerCandidate]
    /// What is seen of the statement, [SpeakerScene.statementWidth].
    let ofStatement: [Float]
    /// What is seen of each candidate beside the entity by itself, [candidates, SpeakerScene.pairWidth].
    let ofCandidates: [Float]
    /// For each candidate the mentions that speak for it.
    let witnesses: [[SpeakerWitness]]
    /// The same of those who cannot speak.
    let ofBarred: [Float]
    let barredWitnesses: [[SpeakerWitness]]
    /// The entity that the rules hold for the speaker, and whom they take among the candidates.
    let ruled: Int?
    let ruledCandidate: SpeakerCandidate
    /// The entity of which the source is a name.
    let ownName: Int?
    /// Whether the source is a pronoun alone, of which the rules know less than the network, however little that is.
    let isPronoun: Bool

    init(of id: Int, in scene: SpeakerScene) {
        let view = StatementView(id, in: scene)
        (candidates, barred) = view.divided
        ofStatement = view.features
        ofCandidates = candidates.flatMap(view.features(of:))
        witnesses = candidates.map(view.witnesses(for:))
        (ofBarred, barredWitnesses) = (barred.flatMap(view.features(of:)), barred.map(view.witnesses(for:)))
        (ruled, ruledCandidate, ownName) = (view.ruled, view.ruledCandidate, view.ownName)
        isPronoun = view.isPronoun
    }
}

extension SpeakerScene {
    /// The states of a statement's source (zeros where it has none) and cue; nil where the network did not see it.
    func query(of id: Int, _ states: WordStates) -> [Float]? {
        guard let cue = states.state(of: statements[id].telling) else { return nil }
        let source = statements[id].source.flatMap { states.state(of: SourceHead.word(of: $0, worded)) }
        return (source.map(Array.init) ?? Array(repeating: 0, count: cue.count)) + cue
    }
}
