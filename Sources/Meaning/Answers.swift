import Record

/// Which statements of an article oppose one another, and which back one another. Learned (`MeaningNetwork`).
struct Answers: Layer {
    let card = LayerCard(
        name: "links", version: 2, title: "Answers", sentence: "Statements of the article that oppose or back each other.",
        of: .link,
        choices: [
            .init("opposes", label: "opposes", sentence: "The one answers, rejects or contradicts the other."),
            .init("supports", label: "backs", sentence: "Somebody else says the same, or backs it."),
        ],
        threshold: 0.25)

    func marks(of article: ReadArticle) -> [Mark] { [] }

    func links(of article: ReadArticle) -> [Link] {
        guard let meaning = article.meaning else { return [] }
        let statements = article.findings.statements
        return meaning.links.compactMap { link in
            let best = zip(MeaningNetwork.relations, link.relations).max { $0.1 < $1.1 }
            guard let best, best.1 >= card.threshold else { return nil }
            // Whoever comes later answers.
            return Link(
                statements[link.b].id, statements[link.a].id, layer: card.name, value: best.0, confidence: best.1,
                by: .layer(version: card.version))
        }
    }
}
