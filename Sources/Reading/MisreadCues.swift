import English
import Prose

/// Cues that the network proposes and that attribute nothing, by their words and where they stand.
///
///     He had receipts.                        an auxiliary alone
///     They made a proposal to sell it.        an article alone, before a noun that may be a cue itself
///     Ada Velm later wrote that …             an adverb alone, before a cue
///     It says a lot about the builder.        an idiom
///     PORT AMREL: The ferry sank.             a dateline
///     Ivo Said praised the referee.           a name
///     The choir sang “Abide with Me”.         the title of a song
///
/// And of two cues that attribute the same words to the same source, “he further said”, one is enough outside quotations. Linear in the statements.
struct MisreadCues {
    private let worded: WordedText
    private let dateline: Dateline

    init(_ worded: WordedText) { (self.worded, dateline) = (worded, Dateline(worded)) }

    /// What was found without statements of such cues.
    func without(_ found: [(statement: FoundStatement, confidence: Double)]) -> [(statement: FoundStatement, confidence: Double)]
    {
        let starts = Set(found.map(\.statement.cue.lowerBound))
        let read = found.filter { statement, _ in
            !isMisread(statement) && !(isAdverb(statement.cue) && starts.contains(statement.cue.upperBound))
        }
        let surest = Dictionary(read.indices.map { (Said(read[$0].statement), $0) }) {
            read[$0].confidence >= read[$1].confidence ? $0 : $1
        }
        return read.indices.filter { read[$0].statement.isNested || surest[Said(read[$0].statement)] == $0 }.map { read[$0] }
    }

    /// What is attributed, and to whom.
    private struct Said: Hashable {
        let source: Range<Int>?
        let content: [Range<Int>]

        init(_ statement: FoundStatement) { (source, content) = (statement.source, statement.content) }
    }

    private func isMisread(_ statement: FoundStatement) -> Bool {
        let words = statement.cue.map { worded.slice($0..<$0 + 1).lowercased() }
        return !isFragment(statement.cue) && words.allSatisfy(MisreadCues.isEmpty) && words != ["t"] && words != ["not"]
            || words.count == 1 && MisreadCues.articles.contains(words[0]) || isIdiom(statement, words)
            || isName(statement.cue) || isTitle(statement, words)
            || words == [":"] && (dateline.ends(at: statement.cue.lowerBound) || isFurniture(statement.source))
    }

    private func isAdverb(_ cue: Range<Int>) -> Bool {
        cue.count == 1 && Lexicon.adverbs.contains(worded.slice(cue).lowercased())
    }

    /// Whether a verb of saying follows: of "had ordered" the network may see "had" alone.
    private func isFragment(_ cue: Range<Int>) -> Bool {
        let next = worded.slice(cue.upperBound..<cue.upperBound + 1).lowercased()
        return Lexicon.saying.contains(next) || Lexicon.holding.contains(next)
    }

    /// Whether a word is a form of "have" or "do", or negates one: "did", "has not", "didn’t".
    private static func isEmpty(_ word: String) -> Bool {
        auxiliaries.contains(word) || word != "don" && word.hasSuffix("n") && auxiliaries.contains(String(word.dropLast()))
            || ["not", "t", "’", "'"].contains(word)
    }

    private static let articles: Set<String> = ["a", "an", "the"]
    private static let auxiliaries = Lexicon.auxiliaries.words("have").union(Lexicon.auxiliaries.words("do"))

    /// "That is to say nothing of the cellar", "It says a lot about them": a thing says nothing.
    private func isIdiom(_ statement: FoundStatement, _ words: [String]) -> Bool {
        guard let last = words.last, ["say", "says", "said", "speaks", "spoke"].contains(last),
            let content = statement.content.first,
            content.lowerBound >= statement.cue.upperBound
        else { return false }
        let source = statement.source.map { worded.slice($0).lowercased() } ?? "it"
        guard ["it", "that", "this", "which", "what"].contains(source) else { return false }
        let said = content.prefix(MisreadCues.longestAmount).map { worded.slice($0..<$0 + 1).lowercased() }
        guard let of = said.firstIndex(where: { ["of", "about"].contains($0) }), of > 0 else { return false }
        return said[..<of].allSatisfy(MisreadCues.amounts.contains)
    }

    private static let longestAmount = 5
    private static let amounts: Set<String> = [
        "nothing", "something", "everything", "much", "so", "too", "little", "more", "less", "enough", "a", "lot", "great",
        "deal",
        "volumes", "all",
    ]

    /// Whether a verb of saying with a capital stands behind another capital in a sentence that is written in small letters.
    private func isName(_ cue: Range<Int>) -> Bool {
        let words = worded.words
        let at = cue.lowerBound
        guard cue.count == 1, words[at].shape == .capital, at > 0, Lexicon.saying.contains(worded.slice(cue).lowercased()),
            words[at].gap == .space, words[at - 1].shape == .capital
        else {
            return false
        }
        return isInSmallLetters(at)
    }

    /// Whether most of a word's sentence is written in small letters, and not as headlines are; its quotations aside, where that is asked.
    private func isInSmallLetters(_ at: Int, besideQuotations: Bool = false) -> Bool {
        let sentence = (Sentence.start(of: at, worded)..<Sentence.end(of: at, worded)).filter {
            worded.words[$0].shape != .mark && (!besideQuotations || worded.words[$0].quote == .outside)
        }
        return 2 * sentence.count(where: { worded.words[$0].shape == .lower }) >= sentence.count
    }

    /// “The choir sang ‘Abide with Me’”: what is quoted has the capitals of a title, no mark of a sentence, and no verb of saying before it.
    private func isTitle(_ statement: FoundStatement, _ words: [String]) -> Bool {
        guard statement.content.count == 1, let content = statement.content.first, content.lowerBound >= statement.cue.upperBound,
            words.allSatisfy({ !Lexicon.saying.contains($0) && $0 != ":" }), worded.words[content.lowerBound].quote != .outside,
            isInSmallLetters(statement.cue.lowerBound, besideQuotations: true)
        else { return false }
        let quoted = content.filter { worded.words[$0].shape != .mark }
        let large = quoted.filter { worded.words[$0].shape.hasCapital }
        return quoted.allSatisfy { worded.words[$0].quote != .outside } && quoted.count > 1 && large.count > 1
            && quoted.last == large.last && quoted.first == large.first
            && quoted.allSatisfy {
                worded.words[$0].shape.hasCapital || worded.slice($0..<$0 + 1).count < MisreadCues.longestSmall
            }
            && !content.contains { [".", "!", "?", ","].contains(worded.slice($0..<$0 + 1)) }
    }

    /// Letters of words that have no capital in titles: "with", "from".
    private static let longestSmall = 5

    /// “Photo: Harbour workers in Amrel”: what pages stand around articles.
    private func isFurniture(_ source: Range<Int>?) -> Bool {
        source.map { Lexicon.furniture.contains(worded.slice($0).lowercased()) } ?? false
    }
}
