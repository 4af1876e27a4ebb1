import English
import Prose

/// Which statements inside the contents of others are kept.
///
/// What people annotated leaves such statements out, so that the network learned them from its own reading of contents and is timid; and
/// inside somebody's words much is hedge or attitude ("I think", "they want") that gives no other voice. Words of saying are therefore
/// believed early, others only when the network is sure.
enum NestedStatements {
    /// The least confidence of a nested statement whose cue is no word of saying.
    static let surely = 0.48

    /// Whether a nested statement counts; `threshold` is the least confidence where its cue is a word of saying.
    static func counts(
        _ statement: FoundStatement, confidence: Double, threshold: Double, in worded: WordedText
    ) -> Bool {
        guard let source = statement.source else { return false }
        let who = worded.slice(source).lowercased()
        let words = statement.cue.map { word($0, worded) }
        // "I think" inside somebody's own words hedges them; it is no other voice. "I thought", of another time, is.
        guard who != "you", !(["i", "we"].contains(who) && words.allSatisfy(Lexicon.hedges.contains)) else { return false }
        let says =
            words.contains(where: Lexicon.saying.contains) || words.first == "according"
            || words.contains(where: Lexicon.holding.contains)
        return confidence >= (says ? threshold : max(threshold, surely))
    }

    /// How likely a word of saying inside a content is taken to attribute something before its roles are known.
    private static let prior = 0.5

    /// The words of saying in the contents of a window, with the auxiliaries before them: "had promised", "has never said". `start` is
    /// the window's first word. The tagger, which has hardly met them there, passes many over; whether they have a source and a
    /// content is left to the role scorer.
    static func candidates(in contents: [Range<Int>], start: Int, _ worded: WordedText) -> [CueCandidate] {
        var found: [CueCandidate] = []
        func part(_ at: Int) -> Word { worded.words[at + start] }
        for content in contents {
            for at in content where at >= found.last?.words.upperBound ?? 0 {
                let here = word(at + start, worded)
                let next = at + 1 < content.upperBound ? word(at + 1 + start, worded) : ""
                if here == "according", next == "to" {
                    found.append(CueCandidate(words: at..<at + 2, probability: prior))
                    continue
                }
                guard part(at).shape == .lower, Lexicon.saying.contains(here) || Lexicon.holding.contains(here) && next == "that"
                else {
                    continue
                }
                var low = at
                while low > content.lowerBound, auxiliaries.contains(word(low - 1 + start, worded)) { low -= 1 }
                guard low > content.lowerBound else { continue }
                let before = word(low - 1 + start, worded)
                // "report", "claim" and the like are nouns unless a subject stands before them.
                let isNoun =
                    beforeNouns.contains(before) || isRegular(here) && !Lexicon.bareSubjects.contains(before)
                if low == at, isNoun { continue }
                found.append(CueCandidate(words: low..<at + 1, probability: prior))
            }
        }
        return found
    }

    /// Whether a word is the bare form of a regular verb of saying; of these many are nouns too, of "say" and "tell" none.
    private static func isRegular(_ word: String) -> Bool {
        Lexicon.verbsOfSaying.contains(word) && Lexicon.verbsOfSaying[word].isEmpty
    }

    private static func word(_ word: Int, _ worded: WordedText) -> String { worded.slice(word..<word + 1).lowercased() }

    /// What follows these is no verb: "the reports", "of claims".
    private static let beforeNouns = Lexicon.determiners.words.union(Lexicon.prepositions.words).union([
        "s", "’", "'", "be",
    ])

    /// But "be": what is to be said or must be told is not said.
    private static let auxiliaries = ["be", "have", "do", "modal"].reduce(into: Lexicon.adverbs.words("verb")) {
        $0.formUnion(Lexicon.auxiliaries.words($1))
    }.subtracting(["be"])
}
