import Record

/// When a statement was said: the day or the period that words beside its cue tell, or that what the same speaker said just
/// before was said
/// in; else the article's own day.
///
/// Words of the content tell when something else happened, and are not looked at. Where the words tell a time without a day
/// ("recently",
/// "once"), nothing can be told and nothing is marked. Each confidence is the share of right ones among the marks of that kind on
/// the
/// training articles (`Documentation/said.md`); that of the article's own day is stated, since gold tells no day without words.
struct Said: Layer {
    let card = LayerCard(
        name: "said", version: 2, title: "Said", sentence: "The day or the period in which a statement was said.", kind: .days,
        choices: [], threshold: 0.3)

    let hangsOnDay = true

    func marks(of article: ReadArticle) -> [Mark] {
        let times = StatementTimes(article)
        return article.findings.statements.compactMap { statement in
            guard let found = times[statement.id] else { return nil }
            return Mark(
                of: .statement(statement.id), layer: card.name,
                value: .days(found.days, extract: found.words.map { article.extract($0) }), confidence: found.basis.confidence,
                by: .layer(version: card.version))
        }
    }
}
