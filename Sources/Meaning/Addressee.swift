import Record

/// To whom a statement is said: "told reporters". Learned (`MeaningNetwork`).
struct Addressee: Layer {
    let card = LayerCard(
        name: "addressee", version: 2, title: "Addressee", sentence: "To whom the statement is said.", kind: .party, choices: [],
        threshold: 0.24)

    func marks(of article: ReadArticle) -> [Mark] {
        guard let meaning = article.meaning else { return [] }
        let parties = Dictionary(grouping: meaning.parties, by: \.statement)
        return article.findings.statements.enumerated().compactMap { place, statement in
            let best = (parties[place] ?? []).filter { $0.entity != nil && $0.entity != statement.speaker }
                .max { ($0.isAddressed, $1.words.lowerBound) < ($1.isAddressed, $0.words.lowerBound) }
            guard let best, let entity = best.entity else { return nil }
            return Mark(
                of: .statement(statement.id), layer: card.name,
                value: .party(entity: entity, extract: article.extract(best.words), choice: nil), confidence: best.isAddressed,
                by: .layer(version: card.version))
        }
    }
}
