import English
import Prose
import Reading
import Record

/// An article as the grammar of duties looks at it: its sentences, who is mentioned where, and in whose words something stands.
struct DutyScene: Sendable {
    /// Somebody mentioned.
    struct Party: Sendable, Hashable {
        /// Where; empty where a statement's source names them elsewhere.
        let words: Range<Int>
        /// The entity's id.
        let entity: Int
        let form: MentionForm
    }

    let article: ReadArticle
    /// In order of reading.
    let sentences: [Range<Int>]
    /// In order of their words, of those that begin together the shorter first.
    private let parties: [Party]
    /// For each word the place of the innermost statement in whose content it stands; -1: the article's own words.
    private let holders: [Int32]
    /// The place of the statement in whose cue a word stands.
    private let cues: [Int: Int]
    /// The places of statements whose source is a document or what binds somebody: "the ruling says".
    private let documents: Set<Int>
    /// Whether the article's own voice says "we": a speech, an opinion.
    let isInFirstPerson: Bool
    /// The entity that the article's author is, where the article mentions them.
    let author: Int?
    private let places: [Int: Int]

    init(_ article: ReadArticle) {
        self.article = article
        let count = article.lower.count
        var sentences: [Range<Int>] = []
        while let start = sentences.last?.upperBound ?? (count > 0 ? 0 : nil), start < count {
            sentences.append(start..<Sentence.end(of: start, article.worded))
        }
        self.sentences = sentences
        parties = article.findings.entities.flatMap { entity in
            entity.mentions.map { Party(words: article.words(of: $0.extract.span), entity: entity.id, form: $0.form) }
        }
        .filter { !$0.words.isEmpty }
        .sorted { ($0.words.lowerBound, $0.words.upperBound, $0.entity) < ($1.words.lowerBound, $1.words.upperBound, $1.entity) }
        let statements = article.findings.statements
        var holders = [Int32](repeating: -1, count: count)
        let contents = statements.enumerated().map { place, statement in
            (place: place, words: statement.content.map { article.words(of: $0.span) })
        }
        let bySize = contents.sorted {
            ($0.words.reduce(0) { $0 + $1.count }, $1.place) > ($1.words.reduce(0) { $0 + $1.count }, $0.place)
        }
        for (place, words) in bySize { for word in words.joined() { holders[word] = Int32(place) } }
        self.holders = holders
        var cues: [Int: Int] = [:]
        for (place, statement) in statements.enumerated() {
            for word in statement.cue.flatMap({ article.words(of: $0.span) }) { cues[word] = place }
        }
        self.cues = cues
        isInFirstPerson =
            article.lower.indices.lazy.filter { holders[$0] < 0 && Self.firstPersons.contains(article.lower[$0]) }.prefix(3).count
            == 3
        author = article.article.author.flatMap { Self.entity(called: $0, article.findings.entities) }
        documents = Set(statements.indices.filter { Self.isDocument(statements[$0], article) })
        places = Dictionary(
            statements.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
    }

    private static let firstPersons: Set<String> = ["we", "i", "our"]

    /// The entity of a name: called so, of the same country, or else by a part of it.
    private static func entity(called name: String, _ entities: [Entity]) -> Int? {
        let name = name.lowercased()
        if let same = entities.first(where: { $0.name.lowercased() == name }) { return same.id }
        if let country = Lexicon.countries[name].first,
            let same = mostMentioned(entities.filter { Lexicon.countries[$0.name.lowercased()].first == country })
        {
            return same
        }
        let words = Set(name.split(separator: " "))
        return mostMentioned(
            entities.filter { entity in
                entity.name.count > 2 && entity.name.first?.isUppercase == true
                    && words.isSuperset(of: entity.name.lowercased().split(separator: " "))
            })
    }

    /// The id of the one with most mentions, of several the first.
    static func mostMentioned(_ entities: [Entity]) -> Int? {
        entities.max { ($0.mentions.count, $1.id) < ($1.mentions.count, $0.id) }?.id
    }

    private static func isDocument(_ statement: Statement, _ article: ReadArticle) -> Bool {
        if article.entity(statement.speaker)?.kind == .document { return true }
        guard let source = statement.source.first else { return false }
        let words = article.words(of: source.span)
        guard let last = words.last else { return false }
        return Instrument.all(in: article.sentence(of: last), article).contains {
            $0.words.upperBound >= words.upperBound && $0.words.lowerBound <= words.lowerBound + 1 && $0.words.overlaps(words)
        }
    }

    // MARK: Who says so

    /// The statement that says what stands at a word; nil where the article does: in nobody's content, in that of a document, of nobody who is known, or of
    /// the one who writes.
    ///
    /// - Parameter isDone: whether saying the word at it is what is done: "promised".
    /// - Parameter accused: who is said to have broken something; nobody accuses themselves, so that it is told by whoever tells what they say.
    func sayer(of word: Int, isDone: Bool, accused: Int? = nil) -> Statement? {
        if isDone, let cue = cues[word], !isOfAuthor(article.findings.statements[cue]) { return article.findings.statements[cue] }
        var place = Int(holders[word])
        // A chain of parents ends; that of records made by hand may not.
        for _ in 0..<64 where place >= 0 {
            let statement = article.findings.statements[place]
            if let speaker = statement.speaker, speaker != accused, !documents.contains(place),
                !isOfAuthor(statement)
            {
                return statement
            }
            place = statement.parent.flatMap { places[$0] } ?? -1
        }
        return nil
    }

    /// Whether "I" or "we" say it.
    private func isOfAuthor(_ statement: Statement) -> Bool {
        return statement.source.count == 1 && statement.source.first.map { ["i", "we"].contains($0.text.lowercased()) } == true
    }

    /// The source of the statement whose cue a word is in.
    func source(ofCue word: Int) -> Party? { cues[word].flatMap { source($0) } }

    /// The source of the statement in whose content a word stands.
    func source(ofContent word: Int) -> Party? { holders[word] >= 0 ? source(Int(holders[word])) : nil }

    private func source(_ place: Int) -> Party? {
        let statement = article.findings.statements[place]
        guard let speaker = statement.speaker, let entity = article.entity(speaker), entity.kind != .document else { return nil }
        let words = statement.source.first.map { article.words(of: $0.span) } ?? 0..<0
        return Party(words: words, entity: speaker, form: entity.mentions.first?.form ?? .nominal)
    }

    /// What binds, where it is what says the words around a word: "the law says: nobody shall".
    func instrument(ofContent word: Int) -> Instrument? {
        guard holders[word] >= 0, documents.contains(Int(holders[word])),
            let source = article.findings.statements[Int(holders[word])].source.first
        else { return nil }
        let words = article.words(of: source.span)
        guard let last = words.last else { return nil }
        return Instrument.all(in: article.sentence(of: last), article).last { $0.words.overlaps(words) }
    }

    /// The first word, in a sentence, of the content that a word stands in; of the sentence, where it stands in none.
    func floor(of word: Int, in sentence: Range<Int>) -> Int {
        var floor = word
        while floor > sentence.lowerBound, holders[floor - 1] == holders[word] { floor -= 1 }
        return holders[word] >= 0 ? floor : sentence.lowerBound
    }

    /// Whether a court or somebody else who can bind says what stands at a word: "ruled that".
    func isRuled(_ word: Int) -> Bool {
        guard holders[word] >= 0 else { return false }
        return article.findings.statements[Int(holders[word])].cue.contains { cue in
            article.words(of: cue.span).contains {
                ["ruled", "rules", "ordered", "orders", "decreed"].contains(article.lower[$0])
            }
        }
    }

    // MARK: Who is mentioned

    /// The mentions that lie in some words.
    func parties(in words: Range<Int>) -> [Party] {
        parties[parties.partitioningIndex { $0.words.lowerBound >= words.lowerBound }...].prefix {
            $0.words.lowerBound < words.upperBound
        }.filter {
            $0.words.upperBound <= words.upperBound
        }
    }

    /// The entity that is mentioned by some words, a determiner more or less.
    func entity(called words: Range<Int>) -> Int? {
        parties(in: max(0, words.lowerBound - 1)..<words.upperBound).first {
            $0.words.upperBound == words.upperBound && abs($0.words.lowerBound - words.lowerBound) <= 1
        }?.entity
    }
}
