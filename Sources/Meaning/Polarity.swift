import English
import Record

/// Whether a statement is reported to have been made, not to have been made, or only might be: "did not say", "if the court says".
///
/// What is looked at is the cue and the clause that it stands in, never the content: "denied that" reports a denial, while "denied saying"
/// and "refused to say" tell of words that were not said. The confidence of `negated` is the share of right ones among GUM's attributions
/// (`Benchmarks/layers.py --parts gum`). GUM tells nothing of `hypothetical`, so that the other two confidences are stated, not measured.
struct Polarity: Layer {
    let card = LayerCard(
        name: "polarity", version: 1, title: "Polarity", sentence: "Whether what a statement reports was said at all.",
        choices: [
            .init("reported", label: "reported", sentence: "It is reported to have been said."),
            .init("negated", label: "not said", sentence: "It is reported not to have been said.", isBadge: true),
            .init("hypothetical", label: "hypothetical", sentence: "It may be said, or have been said.", isBadge: true),
        ],
        threshold: 0.5)

    func marks(of article: ReadArticle) -> [Mark] {
        article.findings.statements.compactMap { statement in
            guard let clause = CueClause(statement, article) else { return nil }
            if let word = clause.negator {
                return mark(statement, "negated", confidence: 0.87, evidence: [article.extract(word)])
            }
            if let word = clause.modal {
                return mark(statement, "hypothetical", confidence: 0.8, evidence: [article.extract(word)])
            }
            return mark(statement, "reported", confidence: 0.97)
        }
    }
}

/// The words around a cue that decide whether it was said.
private struct CueClause {
    private let article: ReadArticle
    /// The word that attributes: the last of the cue's verbs.
    private let head: Int
    /// Words before the head that belong to its verb, from the nearest back: auxiliaries, adverbs, "refused to".
    private let chain: [Int]
    /// The words of the source.
    private let source: Range<Int>
    /// Words before source and cue in their clause, from the nearest back.
    private let lead: [Int]

    /// nil where the statement has no cue.
    init?(_ statement: Statement, _ article: ReadArticle) {
        self.article = article
        let lower = article.lower
        let cue = statement.cue.flatMap { Array(article.words(of: $0.span)) }
        guard let first = cue.first, let last = cue.last else { return nil }
        let contents = statement.content.map { article.words(of: $0.span) }
        source = statement.source.first.map { article.words(of: $0.span) } ?? first..<first
        let sentence = article.sentence(of: first)
        // A cue of several words holds its auxiliaries: "did not say".
        let verbs = cue.filter { word in !contents.contains { $0.contains(word) } }
        head = verbs.last ?? last
        let isInside = { (word: Int) in contents.contains { $0.contains(word) } }
        let isQuoted = { (word: Int) in article.worded.words[word].quote != article.worded.words[first].quote }
        let start = source.isEmpty || source.lowerBound > first ? first : source.lowerBound
        var chain = Array(verbs.reversed())
        var at = first - 1
        while at >= sentence.lowerBound, !source.contains(at), !isInside(at), CueClause.joins(at, lower) {
            chain.append(at)
            at -= 1
        }
        self.chain = chain
        var lead: [Int] = []
        at = min(start, chain.last ?? start) - 1
        while at >= sentence.lowerBound, lead.count < 5, !isInside(at), !isQuoted(at), !CueClause.breaks.contains(lower[at]) {
            lead.append(at)
            at -= 1
        }
        self.lead = lead
    }

    /// What says that it was not said.
    var negator: Range<Int>? {
        let lower = article.lower
        for (number, word) in chain.enumerated() {
            if CueClause.negators.contains(lower[word])
                || lower[word] == "t" && word > 1 && lower[word - 1] == "'" && lower[word - 2].hasSuffix("n")
            {
                // "cannot but say", "not only said"
                if word + 1 < lower.count, Lexicon.focusingAdverbs.contains(lower[word + 1]) { continue }
                let start = lower[word] == "t" ? word - 2 : word
                return start..<word + 1
            }
            guard number > 0 || chain.count == 1 else { continue }
            if word + 1 < lower.count, Lexicon.refusals.contains(lower[word]), governs(word) { return word..<word + 1 }
            if lower[word] == "yet", word > 0, article.stand(["to"], at: word + 1) { return word..<word + 1 }
            if let phrase = CueClause.refusalPhrases.first(where: { article.stand($0, at: word) }) {
                return word..<word + phrase.count
            }
        }
        if let first = source.first, CueClause.nobodies.contains(lower[first]) { return first..<first + 1 }
        return lead.first { word in
            CueClause.ofClauses.contains(lower[word])
                || CueClause.fronted.contains(lower[word]) && !article.stand(["only"], at: word + 1) && lead.first == word
                || lower[word] == "no" && article.stand(["point"], at: word + 1)
        }.map { $0..<$0 + 1 }
    }

    /// What says that it only may be, or may have been, said.
    var modal: Range<Int>? {
        let lower = article.lower
        for word in chain where word != head || CueClause.modals.contains(lower[word]) {
            // "would have said" and "could have said" are hypothetical too, "would later say" as well.
            if CueClause.modals.contains(lower[word]) || lower[word] == "ll" { return word..<word + 1 }
            if article.stand(["to"], at: word + 1), Lexicon.plans.contains(lower[word]) { return word..<word + 2 }
        }
        for word in lead {
            if Lexicon.conditions.contains(lower[word]) { return word..<word + 1 }
            // "should the judge find", "would he say"
            if word == lead.first || lead.dropFirst().first == word, CueClause.inverted.contains(lower[word]) {
                return word..<word + 1
            }
        }
        return nil
    }

    /// Whether a word governs the head: "refused to say", "without saying", "denied saying".
    private func governs(_ word: Int) -> Bool {
        let lower = article.lower
        let rest = lower[word + 1...max(word + 1, head)]
        return word < head && (rest.first == "to" || rest.last?.hasSuffix("ing") == true || lower[word] == "nor")
    }

    /// Whether a word before a cue can belong to its verb.
    private static func joins(_ word: Int, _ lower: [String]) -> Bool {
        let text = lower[word]
        return auxiliaries.contains(text) || modals.contains(text) || negators.contains(text) || Lexicon.refusals.contains(text)
            || Lexicon.plans.contains(text) || text.hasSuffix("ly") || Lexicon.beforeCues.contains(text)
            || ["'", "t", "ll"].contains(text)
            || text.hasSuffix("n") && word + 1 < lower.count && lower[word + 1] == "'"
    }

    private static let auxiliaries = ["be", "have", "do", "contraction"].reduce(into: Set<String>()) {
        $0.formUnion(Lexicon.auxiliaries.words($1))
    }
    private static let modals = Lexicon.auxiliaries.words("modal").union(["won"])
    private static let negators = Lexicon.negators.words("verb")
    private static let inverted = Lexicon.auxiliaries.words("inverted")
    private static let ofClauses = Lexicon.negators.words("clause")
    private static let fronted = Lexicon.negators.words("fronted")
    private static let refusalPhrases = Lexicon.refusals.words("phrase").sorted().map {
        $0.split(separator: " ").map(String.init)
    }
    private static let nobodies = Lexicon.negators.words("subject")
    /// Where a clause ends, looking back.
    private static let breaks = Lexicon.conjunctions.words("break").union([
        ",", ";", ":", "(", ")", "“", "”", "\"", ".", "—", "–",
    ])
}
