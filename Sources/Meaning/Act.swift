import English
import Record

/// What is done by a statement: denied, promised, accused. The cue comes first and the content after it: "said" that somebody lied accuses.
///
/// A word of the cue that leaves no doubt decides ("denied", "vowed", "urged": the list `acts` of the lexicon); its confidence is the share of right ones
/// among the gold statements that it decides in the training articles. All else is learned (`MeaningNetwork`), with the network's own confidence.
struct Act: Layer {
    let card = LayerCard(
        name: "act", version: 3, title: "Act", sentence: "What is done by saying it.",
        choices: [
            .init("say", label: "says", sentence: "Asserts, explains or reports."),
            .init("deny", label: "denies", sentence: "Says that something is not so.", isBadge: true),
            .init("accuse", label: "accuses", sentence: "Blames, criticises or attacks somebody.", isBadge: true),
            .init("praise", label: "praises", sentence: "Supports, endorses or thanks somebody.", isBadge: true),
            .init("warn", label: "warns", sentence: "Warns of something.", isBadge: true),
            .init("threaten", label: "threatens", sentence: "Threatens somebody.", isBadge: true),
            .init("promise", label: "promises", sentence: "Binds the speaker to do something.", isBadge: true),
            .init("refuse", label: "refuses", sentence: "Rejects, declines or opposes something.", isBadge: true),
            .init("demand", label: "demands", sentence: "Wants somebody to do something.", isBadge: true),
            .init("ask", label: "asks", sentence: "Asks a question.", isBadge: true),
            .init("offer", label: "offers", sentence: "Proposes, suggests or invites.", isBadge: true),
            .init("predict", label: "predicts", sentence: "Says what will be.", isBadge: true),
            .init("agree", label: "agrees", sentence: "Accepts, admits or confirms.", isBadge: true),
            .init("think", label: "thinks", sentence: "Is reported to believe, hope, fear or want."),
            .init("show", label: "shows", sentence: "A document, a poll or a study says so."),
            .init("deed", label: "does", sentence: "Is told as something done, not as something said."),
        ],
        threshold: 0.2)

    func marks(of article: ReadArticle) -> [Mark] {
        guard let meaning = article.meaning else { return [] }
        return zip(article.findings.statements, meaning.statements).compactMap { statement, scores in
            if let told = decided(statement, article) { return told }
            // Pages leave deeds out: one is told where nothing else is as likely as that.
            let acts = zip(MeaningNetwork.acts, scores.acts).filter { $0.0 != "deed" || $0.1 > 0.5 }
            guard let best = acts.max(by: { $0.1 < $1.1 }) else { return nil }
            return mark(statement, best.0, confidence: best.1, evidence: statement.cue)
        }
    }

    /// What the cue decides alone: by its first word that does, where nothing in it negates.
    func decided(_ statement: Statement, _ article: ReadArticle) -> Mark? {
        let words = statement.cue.flatMap { Array(article.words(of: $0.span)) }
        guard !words.contains(where: { Lexicon.negators.contains(article.lower[$0]) }) else { return nil }
        guard let word = words.first(where: { Lexicon.actsByForm[article.lower[$0]] != nil }) else { return nil }
        guard let act = Lexicon.actsByForm[article.lower[word]] else { return nil }
        return mark(statement, act, confidence: Act.decidedShare, evidence: [article.extract(word..<word + 1)])
    }

    /// The share of right ones where the cue decides: `Benchmarks/layers.py --parts train world-train` counts it.
    private static let decidedShare = 0.87
}
