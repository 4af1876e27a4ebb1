import Record

/// The layers that there are.
///
///     let findings = Layers.marked(article, findings, scores)
public enum Layers {
    /// In the order in which they are shown. This is the one place where a layer is named beside its own file.
    static let all: [any Layer] = [
        Sourcing(), Polarity(), Said(), Act(), Addressee(), About(), Claims(), OwnVoice(), Duties(), Answers(),
    ]

    /// What each of them says of itself.
    public static let cards: [LayerCard] = all.map(\.card)

    /// The layers with their versions, by name: what a ledger keeps of an article that they have marked.
    public static let versions = cards.sorted { $0.name < $1.name }.map { "\($0.name) \($0.version)" }.joined(separator: ", ")

    private static let ofDay = all.filter(\.hangsOnDay)

    /// The layers whose marks hang on the day of the article, by their names.
    public static let namesOfDay = ofDay.map(\.card.name)

    /// The marks of those layers alone, which need no model: what is to be put in the place of theirs when an article's day is corrected.
    public static func marksOfDay(in article: Article, _ findings: Findings) -> [Mark] {
        marks(of: ReadArticle(article, findings), by: ofDay)
    }

    /// The marks that all layers leave in an article, but for those below their layers' thresholds.
    public static func marks(of article: ReadArticle) -> [Mark] { marks(of: article, by: all) }

    private static func marks(of article: ReadArticle, by layers: [any Layer]) -> [Mark] {
        layers.flatMap { layer in
            let card = layer.card
            return layer.marks(of: article).filter { $0.confidence >= card.threshold }
        }
    }

    /// Findings with the marks that the layers leave in them, in place of the layers' earlier ones; what people judged stays.
    ///
    /// - Parameter meaning: what the network sees; without it the layers that need it are silent.
    static func marked(_ article: Article, _ findings: Findings, _ meaning: MeaningScores?) -> Findings {
        let names = Set(cards.map(\.name))
        var marked = findings
        marked.marks.removeAll { mark in
            if case .layer = mark.by { names.contains(mark.layer) } else { false }
        }
        let judged = Set(marked.marks.map { Place(subject: $0.subject, layer: $0.layer) })
        let read = ReadArticle(article, findings, meaning)
        let found = marks(of: read)
        marked.links.removeAll { names.contains($0.layer) }
        marked.links += all.flatMap { $0.links(of: read) }
        marked.marks = found.filter { !judged.contains(Place(subject: $0.subject, layer: $0.layer)) } + marked.marks
        return marked
    }

    /// What a mark is of, and in which layer.
    private struct Place: Hashable {
        let subject: Mark.Subject
        let layer: String
    }
}
