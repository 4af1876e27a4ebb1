import Record

/// What a statement claims: something that could be checked, that will be, that should be, that somebody is bound by, that was broken or
/// kept; or nothing but a judgement. Learned (`MeaningNetwork`).
struct Claims: Layer {
    /// Also of sentences in nobody's name.
    static let choices: [LayerCard.Choice] = [
        .init("checkable", label: "checkable", sentence: "Says what is or was, so that it could be checked."),
        .init("prediction", label: "prediction", sentence: "Says what will be.", isBadge: true),
        .init("prescription", label: "prescription", sentence: "Says what somebody should or must do.", isBadge: true),
        .init(
            "obligation", label: "obligation", sentence: "Says that somebody is bound by a law, a treaty or a promise.",
            isBadge: true),
        .init("breach", label: "breach", sentence: "Says that somebody broke one.", isBadge: true),
        .init("compliance", label: "compliance", sentence: "Says that somebody kept one.", isBadge: true),
        .init("opinion", label: "opinion", sentence: "Says nothing but how somebody or something is to be judged."),
    ]

    let card = LayerCard(
        name: "claims", version: 2, title: "Claims", sentence: "What kinds of claims the content makes.", holdsSeveral: true,
        choices: choices, threshold: 0.25)

    func marks(of article: ReadArticle) -> [Mark] {
        guard let meaning = article.meaning else { return [] }
        return zip(article.findings.statements, meaning.statements).flatMap { statement, scores in
            zip(MeaningNetwork.claims, scores.claims).compactMap { claim, confidence in
                confidence < (Claims.least[claim] ?? 0.5) ? nil : mark(statement, claim, confidence: confidence)
            }
        }
    }

    /// The confidence from which on a claim is told: near where F1 is highest on training articles that were held back (`Training/layers.py` prints
    /// 0.24 to 0.36 for those that are frequent), but not less than one in four.
    static let least = [
        "checkable": 0.3, "prediction": 0.3, "prescription": 0.3, "obligation": 0.25, "breach": 0.25, "compliance": 0.5,
        "opinion": 0.3,
    ]
}
