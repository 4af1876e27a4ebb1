import Record

/// What the article itself claims in nobody's name: that something will be, should be, is owed or broken, or how it is to be judged.
/// Learned (`MeaningNetwork`); reported facts are no such claim.
struct OwnVoice: Layer {
    let card = LayerCard(
        name: "own_voice", version: 1, title: "In its own voice",
        sentence: "Sentences in nobody's name that claim more than reported facts.",
        of: .article, kind: .record, holdsSeveral: true, choices: Claims.choices, threshold: 0.4)

    func marks(of article: ReadArticle) -> [Mark] {
        guard let meaning = article.meaning else { return [] }
        return meaning.sentences.map { sentence in
            let claims = zip(MeaningNetwork.claims, sentence.claims).filter { $0.1 >= 0.4 }.map(\.0)
            return Mark(
                of: .article, layer: card.name,
                value: .record(MarkRecord(place: article.extract(sentence.words), members: [.init("claims", .words(claims))])),
                confidence: sentence.isOwn, by: .layer(version: card.version), isOneOfSeveral: true)
        }
    }
}
