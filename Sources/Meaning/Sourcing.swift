import English
import Reading
import Record

/// How a statement's source is named: by name, by a role that points to one individual, by a description, as somebody who asked not
/// to be named, or not at all.
///
/// A source whose head is a proper name, or that the article names elsewhere, is named. What stands for it is then looked at: pronouns
/// and descriptions mean their entity. Each rule's confidence is the share of right ones among the gold statements that it decides in
/// the training articles; `python3 Benchmarks/layers.py --parts train world-train` compares them again. Of roles, and of described
/// people where the article names nobody, there were too few: those are stated, as are those of "sources" and of pronouns where nobody has a name.
struct Sourcing: Layer {
    let card = LayerCard(
        name: "sourcing", version: 1, title: "Sourcing", sentence: "How the article names the source of a statement.",
        choices: [
            .init("named", label: "named", sentence: "The article names the source, there or elsewhere."),
            .init("role", label: "role", sentence: "The source is not named, but the article shows which individual it is."),
            .init("unnamed", label: "unnamed", sentence: "The source is described only."),
            .init(
                "anonymous", label: "anonymous", sentence: "The source asked not to be named, or spoke on that condition.",
                isBadge: true),
            .init("none", label: "no source", sentence: "Nobody is given as the source."),
        ],
        threshold: 0.3)

    func marks(of article: ReadArticle) -> [Mark] {
        let anonymity = Anonymity(article)
        return article.findings.statements.map { statement in
            let found =
                anonymity.evidence(for: statement).map { Finding("anonymous", 0.5, evidence: [$0]) }
                ?? SourceDescription(statement, article).finding
            return mark(statement, found.choice, confidence: found.confidence, evidence: found.evidence)
        }
    }

    /// What is found, how often that is right, and the words that show it.
    struct Finding {
        let choice: String
        let confidence: Double
        let evidence: [Extract]

        init(_ choice: String, _ confidence: Double, evidence: [Extract] = []) {
            self.choice = choice
            self.confidence = confidence
            self.evidence = evidence
        }
    }
}

/// Who is said not to want to be named.
private struct Anonymity {
    private let article: ReadArticle
    /// Where an article says so of an entity.
    private var entities: [Int: Extract] = [:]
    /// Where it says so in the sentence of a statement whose source is no entity.
    private var statements: [Int: Extract] = [:]

    init(_ article: ReadArticle) {
        self.article = article
        let places = article.lower.indices.compactMap { word in
            Anonymity.phrases[article.lower[word]]?.first { article.stand($0, at: word) }.map { word..<word + $0.count }
        }
        for place in places { assign(place) }
    }

    /// What shows that the source of a statement is anonymous; nil where nothing does.
    func evidence(for statement: Statement) -> Extract? {
        if let speaker = article.entity(statement.speaker) { return entities[speaker.id] }
        return statements[statement.id]
    }

    /// Whom a phrase is said of: the source of a statement in its sentence, else of the one before, if that has no name.
    private mutating func assign(_ place: Range<Int>) {
        let sentence = article.sentence(of: place.lowerBound)
        let before = sentence.lowerBound > 0 ? article.sentence(of: sentence.lowerBound - 1) : 0..<0
        let behind = sentence.upperBound < article.lower.count ? article.sentence(of: sentence.upperBound) : 0..<0
        for reach in [sentence, before, behind] {
            let near = article.findings.statements.filter { isIn(reach, $0) && canBeAnonymous($0) }
            // Of several those whose source or cue is nearest: a source's own clause can be a statement too.
            guard let least = near.map({ distance($0, place) }).min() else { continue }
            let extract = article.extract(place)
            for statement in near where distance(statement, place) == least {
                if let speaker = article.entity(statement.speaker) {
                    if entities[speaker.id] == nil { entities[speaker.id] = extract }
                } else {
                    statements[statement.id] = extract
                }
            }
            return
        }
    }

    private func isIn(_ sentence: Range<Int>, _ statement: Statement) -> Bool {
        (statement.source + statement.cue).contains { sentence.overlaps(article.words(of: $0.span)) }
    }

    private func canBeAnonymous(_ statement: Statement) -> Bool {
        if let speaker = article.entity(statement.speaker) { return !speaker.mentions.contains { $0.form == .name } }
        return !SourceDescription(statement, article).isNamed
    }

    private func distance(_ statement: Statement, _ place: Range<Int>) -> Int {
        (statement.source + statement.cue).map { article.words(of: $0.span) }.map {
            $0.overlaps(place)
                ? 0 : $0.upperBound <= place.lowerBound ? place.lowerBound - $0.upperBound : $0.lowerBound - place.upperBound
        }.min() ?? Int.max
    }

    /// By their first words.
    private static let phrases = Dictionary(
        grouping: Lexicon.anonymity.words.sorted().map {
            $0.replacing("'", with: " ' ").split(separator: " ").map(String.init)
        }, by: { $0.first ?? "" })
}

/// What a source's words, and those of its entity, say of who it is.
private struct SourceDescription {
    private let entity: Entity?
    private let article: ReadArticle
    private let isMissing: Bool
    /// The words that describe it best: of the source itself, else of the entity's first description.
    private let words: Range<Int>
    private let isPronoun: Bool
    /// Whether the source is a pronoun that stands for a description elsewhere.
    private let isPronounSource: Bool

    init(_ statement: Statement, _ article: ReadArticle) {
        self.article = article
        entity = article.entity(statement.speaker)
        let source = statement.source.first.map { article.words(of: $0.span) } ?? 0..<0
        isMissing = source.isEmpty && entity == nil
        let isBare = source.isEmpty || source.count == 1 && Lexicon.pronouns.contains(article.lower[source.lowerBound])
        let described = entity?.mentions.first { $0.form != .pronoun }.map { article.words(of: $0.extract.span) }
        words = isBare ? described ?? source : source
        isPronoun = isBare && described == nil
        isPronounSource = isBare && !source.isEmpty
    }

    /// "Downing Street sources": the name before the word that heads it is not who speaks.
    private var isInformant: Bool {
        !words.isEmpty && Lexicon.informants.contains(article.lower[SourceHead.word(of: words, article.worded)])
    }

    /// Whether the article gives a proper name for it.
    var isNamed: Bool {
        if let entity { return entity.mentions.contains { $0.form == .name } || entity.kind == .place }
        return !words.isEmpty && !isPronoun && isCapital(words.upperBound - 1) && words.count < 5 && words.allSatisfy(isCapital)
    }

    /// What the first rule that holds says.
    var finding: Sourcing.Finding {
        if isMissing { return .init("none", 0.63) }
        if let first = words.first, isNobody(first) { return .init("none", 0.83) }
        if isInformant { return .init("unnamed", 0.7) }
        if isNamed { return .init("named", 0.97) }
        if isPronoun { return pronounFinding }
        switch entity?.kind {
        case .person: return personFinding
        case .organization: return isDefinite || holdsName ? .init("named", 0.76) : .init("unnamed", 0.59)
        case .document: return isDefinite || holdsName ? .init("named", 0.64) : .init("unnamed", 0.73)
        case .group: return .init("unnamed", 0.76)
        case .place: return .init("named", 0.95)
        case nil: return holdsName && !isIndefinite ? .init("named", 0.89) : .init("unnamed", 0.59)
        }
    }

    /// A pronoun of which the reader saw no more. Where the article names people it is mostly one of them; where it names nobody and nothing, whom it
    /// means is not told.
    private var pronounFinding: Sourcing.Finding {
        guard article.namesAnybody else { return .init("unnamed", 0.5) }
        return .init("named", entity?.kind == .person ? 0.73 : 0.7)
    }

    /// A person whom the article describes and, as far as the reader saw, does not name. Where it names people at all, a pronoun and
    /// "the senator" mostly mean one of them.
    private var personFinding: Sourcing.Finding {
        if stands(for: Lexicon.spokespeople) { return .init("unnamed", 0.76) }
        if isPronounSource, article.namesPeople { return .init("named", 0.89) }
        if isIndefinite { return .init("unnamed", 0.7) }
        if isPossessed, !article.namesPeople || stands(for: Lexicon.relations) { return .init("role", 0.4) }
        if article.namesPeople { return .init("named", 0.83) }
        return stands(for: Lexicon.nondescript) ? .init("unnamed", 0.7) : .init("role", 0.4)
    }

    // MARK: Looking at the words

    private var opening: String { words.first.map { article.lower[$0] } ?? "" }

    /// Whether one of the words is among some, or the plural of one.
    private func stands(for heads: WordList) -> Bool {
        words.contains { word in
            let text = article.lower[word]
            return heads.contains(text) || text.hasSuffix("s") && heads.contains(String(text.dropLast()))
        }
    }

    private var isDefinite: Bool { opening == "the" || isPossessed }

    private var isPossessed: Bool {
        SourceDescription.possessives.contains(opening)
            || words.dropLast().contains { article.lower[$0] == "'" && ["s"].contains(article.lower[$0 + 1]) }
    }

    private var isIndefinite: Bool {
        let openings = [opening] + (entity?.mentions ?? []).map { $0.extract.text.prefix { $0 != " " }.lowercased() }
        return openings.contains { Lexicon.indefinites.contains($0) }
    }

    /// Whether a word behind the first has a capital.
    private var holdsName: Bool { words.dropFirst().contains(where: isCapital) }

    private func isNobody(_ word: Int) -> Bool {
        Lexicon.negators[article.lower[word]].contains("nobody")
    }

    private func isCapital(_ word: Int) -> Bool { article.worded.words[word].shape.hasCapital }

    private static let possessives = Lexicon.determiners.words("possessive")
}
