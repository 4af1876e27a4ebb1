import Prose
import Reading
import Record

/// An article that has been read, as layers look at it: its statements and entities, its words and sentences.
///
/// Words are those of `Prose`, counted from 0; everything about them is found without a model.
public struct ReadArticle: Sendable {
    /// The article.
    public let article: Article
    /// What the reader found in it.
    public let findings: Findings
    /// What the network of meaning sees in it; nil without a model.
    let meaning: MeaningScores?
    /// Its words.
    let worded: WordedText
    /// Each word in small letters, with straight apostrophes.
    let lower: [String]
    /// Whether a person has a name in it.
    let namesPeople: Bool
    /// Whether anybody or anything that can speak has a name in it.
    let namesAnybody: Bool
    private let entities: [Int: Entity]

    /// An article with what was found in it; spans outside its text are taken for empty ones.
    init(_ article: Article, _ findings: Findings, _ meaning: MeaningScores? = nil) {
        self.article = article
        self.findings = findings
        self.meaning = meaning
        let worded = ReadArticle.cutter.read(article.text)
        self.worded = worded
        lower = worded.words.indices.map { word in
            let text = worded.slice(word..<word + 1)
            return text == "’" ? "'" : text.lowercased()
        }
        namesPeople = findings.entities.contains { entity in
            entity.kind == .person && entity.mentions.contains { $0.form == .name }
        }
        namesAnybody = findings.entities.contains { entity in
            entity.kind != .document && entity.mentions.contains { $0.form == .name }
        }
        entities = Dictionary(findings.entities.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    }

    private static let cutter = WordPiece()

    /// The entity of an id.
    func entity(_ id: Int?) -> Entity? { id.flatMap { entities[$0] } }

    /// The words that begin in a span.
    func words(of span: Span) -> Range<Int> {
        let from = worded.words.partitioningIndex { $0.start >= span.start }
        return from..<max(from, worded.words.partitioningIndex { $0.start >= span.end })
    }

    /// The words of the sentence that a word stands in.
    func sentence(of word: Int) -> Range<Int> {
        guard worded.words.indices.contains(word) else { return 0..<0 }
        return Sentence.start(of: word, worded)..<Sentence.end(of: word, worded)
    }

    /// Words with the place where they stand.
    func extract(_ words: Range<Int>) -> Extract { Extract(span: worded.span(of: words), text: worded.slice(words)) }

    /// Whether some words follow one another from a place on.
    func stand(_ phrase: [String], at word: Int) -> Bool {
        word >= 0 && word + phrase.count <= lower.count && lower[word..<word + phrase.count].elementsEqual(phrase)
    }
}
