/// Finds who owes what in the words of an article: words of binding, promising, keeping and breaking (`duty-words` of the lexicon), with the instrument near them.
struct DutyGrammar: Sendable {
    let scene: DutyScene

    init(_ scene: DutyScene) { self.scene = scene }

    /// All duties of the article, in order of reading.
    func duties() -> [FoundDuty] {
        var earlier: [(sentence: Int, instrument: Instrument)] = []
        return scene.sentences.enumerated().flatMap { number, sentence in
            let instruments = Instrument.all(in: sentence, scene.article)
            // What a failure breaks may have been named a sentence or two before.
            earlier.removeAll { $0.sentence < number - 4 }
            let found = DutySentence(scene, sentence, instruments, earlier: earlier.map(\.instrument)).duties()
            earlier += instruments.filter { !$0.isCommitment && !$0.isNarrow }.map { (number, $0) }
            return found
        }
    }
}
