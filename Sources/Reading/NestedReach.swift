import English
import Prose

/// How far a statement inside the content of another can reach: not beyond where the one who quotes goes on in their own words.
///
/// All ranges are words of the article.
struct NestedReach {
    private let worded: WordedText

    init(_ worded: WordedText) { self.worded = worded }

    /// The words around `cue` among which its source and content are looked for.
    ///
    /// That is its sentence, as far as it lies in `holder`, the content around it; or all of the holder where the sentence opens a
    /// quotation, which can go on. What is quoted directly behind the cue ends with its quotation, “He said ‘never’, and went”, and what
    /// is not, before a clause that somebody else would begin, “they say it is safe, but nobody has looked”.
    func words(of cue: Range<Int>, in holder: Range<Int>) -> Range<Int> {
        let sentence = Sentence.start(of: cue.lowerBound, worded)..<Sentence.end(of: cue.upperBound - 1, worded)
        let own = sentence.clamped(to: holder)
        guard own.lowerBound <= cue.lowerBound, cue.upperBound <= own.upperBound else { return holder }
        if let closing = closingOfQuotation(behind: cue, in: holder) { return own.lowerBound..<closing + 1 }
        if own.dropFirst().contains(where: { worded.words[$0].quote == .opening }) { return holder }
        let end = (cue.upperBound..<own.upperBound).first { goesOn($0, behind: cue, own) }
        return own.lowerBound..<(end ?? own.upperBound)
    }

    /// The mark that closes a quotation which opens behind the cue, at once or behind a comma or colon.
    private func closingOfQuotation(behind cue: Range<Int>, in holder: Range<Int>) -> Int? {
        var at = cue.upperBound
        if at < holder.upperBound, [",", ":"].contains(word(at)) { at += 1 }
        guard at < holder.upperBound, worded.words[at].shape == .mark, let closing = NestedReach.pairs[word(at)] else {
            return nil
        }
        if worded.words[at].quote != .opening, word(at) != "‘" { return nil }
        return (at + 1..<holder.upperBound).first { candidate in
            word(candidate) == closing && worded.words[candidate].gap == .glued
                && !(candidate + 1 < worded.words.count && worded.words[candidate + 1].gap == .glued && isLetter(candidate + 1))
        }
    }

    private static let pairs = ["“": "”", "‘": "’", "«": "»", "„": "“", "\"": "\"", "'": "'"]

    private func isLetter(_ at: Int) -> Bool { worded.words[at].shape != .mark }

    /// Whether at this comma somebody else's clause begins. "that it rained, and that it snowed" goes on; "to open the gate, and they …"
    /// does not, since only a clause can be joined by another.
    private func goesOn(_ at: Int, behind cue: Range<Int>, _ own: Range<Int>) -> Bool {
        guard word(at) == ",", at + 2 < own.upperBound else { return false }
        let (first, second) = (word(at + 1), word(at + 2))
        if NestedReach.turns.contains(first) { return second != "that" }
        guard first == "and" else { return false }
        if NestedReach.adverbs.contains(second) { return true }
        let isClause = (cue.upperBound..<at).contains { word($0) == "that" }
        return !isClause && NestedReach.subjects.contains(second)
    }

    private static let turns = Lexicon.conjunctions.words("turn")
    private static let adverbs = Lexicon.adverbs.words("opening")
    private static let subjects = Lexicon.pronouns.words("subject").union(["nobody", "somebody"])

    private func word(_ word: Int) -> String { worded.slice(word..<word + 1).lowercased() }
}
