import English
import Prose
import Reading
import Record

/// An article as the grammar of duties looks at it: its sentences, who is mentioned where, and in whose words something stands.
struct DutyScene: Sendable {
    /// Somebody mentioned.
    struct Party: Sendable, Hashable {
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
    /// Whether the article's own voice says "we": a speech, an opinion.
    let isInFirstPerson: Bool
    /// The entity that the article's author is, where the article mentions them.
    private let author: Int?
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
        places = Dictionary(
            statements.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
    }

    private static let firstPersons: Set<String> = ["we", "i", "our"]

    private static func entity(called name: String, _ entities: [Entity]) -> Int? {
        let name = name.lowercased()
        return
            (entities.first { $0.name.lowercased() == name }
            ?? entities.first { $0.name.first?.isUppercase == true && name.contains($0.name.lowercased()) })?.id
    }

    // MARK: Who says so

    /// The statement that says what stands at a word; nil where the article does: in nobody's content, in that of a document, of nobody who is known, or of
    /// the one who writes.
    ///
    /// - Parameter isDone: whether saying the word at it is what is done: "promised".
    func sayer(of word: Int, isDone: Bool) -> Statement? {
        if isDone, let cue = cues[word] { return article.findings.statements[cue] }
        var place = Int(holders[word])
        // A chain of parents ends; that of records made by hand may not.
        for _ in 0..<64 where place >= 0 {
            let statement = article.findings.statements[place]
            if let speaker = article.entity(statement.speaker), speaker.kind != .document, !isOfAuthor(statement) {
                return statement
            }
            place = statement.parent.flatMap { places[$0] } ?? -1
        }
        return nil
    }

    /// Whether "I" or "we" say it.
    private func isOfAuthor(_ statement: Statement) -> Bool {
        statement.source.count == 1 && statement.source.first.map { ["i", "we"].contains($0.text.lowercased()) } == true
    }

    // MARK: Who is bound

    /// Who is the subject of what stands at a word.
    func subject(of word: Int, in sentence: Range<Int>) -> Party? {
        let lower = article.lower
        let before = word > sentence.lowerBound ? lower[word - 1] : ""
        // "…, disregarding the ruling": whoever the sentence is about.
        if before == ",", lower[word].hasSuffix("ing"),
            let first = parties(in: sentence.lowerBound..<word).first(where: isFree(in: sentence))
        {
            return first
        }
        // "accused the network of violating"
        if before == "of", let accused = noun(before: word - 1, in: sentence) { return accused }
        var floor = word
        while floor > sentence.lowerBound, holders[word] >= 0, holders[floor - 1] == holders[word] { floor -= 1 }
        if floor < word, let inside = nearest(in: floor..<word, of: sentence) { return inside }
        // Whoever says something is bound by it where they say what they do: "refused to open". Of whom else it is said is not told there.
        if holders[word] >= 0, lower[floor] != "to" { return nil }
        return nearest(in: sentence.lowerBound..<word, of: sentence)
    }

    /// The mention that ends nearest to the end of some words and is governed by no preposition; else the first there.
    private func nearest(in words: Range<Int>, of sentence: Range<Int>) -> Party? {
        let there = parties(in: words)
        let isFree = isFree(in: sentence)
        return there.filter(isFree).max {
            ($0.words.upperBound, $1.words.lowerBound) < ($1.words.upperBound, $0.words.lowerBound)
        }
            ?? there.min { ($0.words.lowerBound, $1.words.upperBound) < ($1.words.lowerBound, $0.words.upperBound) }
    }

    /// Whether a mention is governed by no preposition.
    private func isFree(in sentence: Range<Int>) -> (Party) -> Bool {
        { party in
            let start = party.words.lowerBound
            guard start > sentence.lowerBound else { return true }
            let before = article.lower[start - 1]
            if Self.governing.contains(before) { return false }
            return
                !(start - 1 > sentence.lowerBound && Lexicon.determiners.contains(before)
                && ["of", "in", "at", "for", "under"].contains(article.lower[start - 2]))
        }
    }

    private static let governing: Set<String> = [
        "of", "in", "at", "on", "for", "with", "from", "to", "against", "between", "about", "during", "under", "near",
    ]

    /// Whoever is called by the noun phrase that ends before a word: a mention there, or one elsewhere by the same words.
    private func noun(before end: Int, in sentence: Range<Int>) -> Party? {
        if let there = parties(in: sentence.lowerBound..<end).filter({ $0.words.upperBound == end }).max(by: {
            $0.words.count < $1.words.count
        }) {
            return there
        }
        var start = end - 1
        while start > sentence.lowerBound, end - start < 4, !Lexicon.determiners.contains(article.lower[start]) { start -= 1 }
        guard start >= sentence.lowerBound, start < end else { return nil }
        let phrase = article.lower[start..<end]
        return parties(in: 0..<start).last { article.lower[$0.words].elementsEqual(phrase) }
    }

    /// Somebody mentioned right behind a word, or a word or two farther on.
    func object(from word: Int, in sentence: Range<Int>) -> Party? {
        parties(in: word..<sentence.upperBound).first { $0.words.lowerBound - word <= 2 }
    }

    /// Whose "duty" it is: "its duty", "the Council's duty", "Orvane's legal duty".
    func owner(of word: Int, in sentence: Range<Int>) -> Party? {
        let lower = article.lower
        return parties(in: max(sentence.lowerBound, word - 5)..<word).last { party in
            let end = party.words.upperBound
            if end == word { return party.form == .pronoun || lower[word - 1] == "s" }
            return end == word - 1 || end == word - 2 && lower[word - 1] == "s"
        }
    }

    /// The first party behind a word that "by" names, and then "of" or "on".
    func named(behind word: Int, by prepositions: Set<String>, in sentence: Range<Int>) -> Party? {
        parties(in: word..<sentence.upperBound).first {
            $0.words.lowerBound > 0 && prepositions.contains(article.lower[$0.words.lowerBound - 1])
        }
    }

    /// The last party that ends before a word, at most so many words before it.
    func last(before word: Int, within count: Int, in sentence: Range<Int>) -> Party? {
        parties(in: max(sentence.lowerBound, word - count)..<word).last
    }

    /// The entities that a party stands for: who writes, where "we" do; whom the article is about, where nobody is named; all that are joined by "and".
    func entities(of party: Party?, saidBy sayer: Statement?, at word: Int) -> [Int?] {
        guard let party else { return [nil] }
        if sayer == nil, let author, ["we", "our", "us", "i"].contains(article.lower[party.words.lowerBound]) { return [author] }
        let own = article.entity(party.entity).map(isNameless) == true ? mainEntity(before: word) ?? party.entity : party.entity
        let start = party.words.lowerBound
        guard start >= 2, article.lower[start - 1] == "and",
            let other = parties(in: max(0, start - 12)..<start - 1).last(where: { $0.words.upperBound == start - 1 }),
            other.entity != own
        else { return [own] }
        return [own, other.entity]
    }

    /// Whether nothing tells who it is: "they", "the 22-year-old".
    private func isNameless(_ entity: Entity) -> Bool {
        guard entity.name == entity.name.lowercased(), !Self.firstPersons.contains(entity.name),
            !["our", "us"].contains(entity.name),
            !entity.mentions.contains(where: { $0.form == .name })
        else { return false }
        return entity.mentions.first?.form == .pronoun || entity.kind == .person
    }

    /// The person or organisation with a name that is mentioned most, of those mentioned before a word.
    private func mainEntity(before word: Int) -> Int? {
        let end = article.worded.words[word].start
        return article.findings.entities.filter { entity in
            (entity.kind == .person || entity.kind == .organization) && entity.mentions.contains { $0.form == .name }
                && entity.mentions.first.map { $0.extract.span.start < end } == true
        }
        .max { ($0.mentions.count, $1.id) < ($1.mentions.count, $0.id) }?.id
    }

    /// The entity that is mentioned by some words, a determiner more or less.
    func entity(called words: Range<Int>) -> Int? {
        parties(in: max(0, words.lowerBound - 1)..<words.upperBound).first {
            $0.words.upperBound == words.upperBound && abs($0.words.lowerBound - words.lowerBound) <= 1
        }?.entity
    }

    /// The mentions that lie in some words.
    private func parties(in words: Range<Int>) -> [Party] {
        parties[parties.partitioningIndex { $0.words.lowerBound >= words.lowerBound }...].prefix {
            $0.words.lowerBound < words.upperBound
        }.filter {
            $0.words.upperBound <= words.upperBound
        }
    }
}
