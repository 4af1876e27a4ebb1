import Record

/// Whom a statement is about, and the speaker's tone toward them. Learned (`MeaningNetwork`): whoever is mentioned in the content or beside
/// the cue is weighed.
struct About: Layer {
    /// More are not told of one statement.
    static let most = 3
    /// How likely it must be that a statement is about its own speaker.
    static let leastOfSpeaker = 0.6

    let card = LayerCard(
        name: "about", version: 2, title: "About", sentence: "Whom the statement is about, and the speaker's tone toward them.",
        kind: .party, holdsSeveral: true,
        choices: [
            .init("positive", label: "positive", sentence: "The speaker speaks well of them.", isBadge: true),
            .init("neutral", label: "neutral", sentence: "The speaker does not judge them."),
            .init("negative", label: "negative", sentence: "The speaker speaks ill of them.", isBadge: true),
        ],
        threshold: 0.3)

    func marks(of article: ReadArticle) -> [Mark] {
        guard let meaning = article.meaning else { return [] }
        let parties = Dictionary(grouping: meaning.parties, by: \.statement)
        return article.findings.statements.enumerated().flatMap { place, statement in
            var told: Set<Int> = []
            let likely = (parties[place] ?? []).filter { party in
                // Of themselves people speak often, but are seldom marked as those whom it is about.
                party.entity != nil
                    && party.isAbout >= (party.entity == statement.speaker ? About.leastOfSpeaker : card.threshold)
            }
            .sorted { ($1.isAbout, $0.words.lowerBound) < ($0.isAbout, $1.words.lowerBound) }
            .filter { told.insert($0.entity ?? -1).inserted }
            return likely.prefix(About.most).map { party in
                let tone = zip(MeaningNetwork.tones, party.tones).max { $0.1 < $1.1 }?.0
                return Mark(
                    of: .statement(statement.id), layer: card.name,
                    value: .party(entity: party.entity ?? 0, extract: article.extract(party.words), choice: tone),
                    confidence: party.isAbout, by: .layer(version: card.version), isOneOfSeveral: true)
            }
        }
    }
}
