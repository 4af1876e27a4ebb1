import English
import Prose

/// Mentions that the network takes on into the clause they are part of: “the network no longer had a licence” is “the network no longer”.
enum MentionClauses {
    /// The mention up to an auxiliary on either side of its head that opens no clause of its own: “the council, which had met” stays whole, and so does
    /// “the man they had seen”.
    static func cut(_ mention: FoundMention, in worded: WordedText) -> FoundMention {
        let (words, head) = (mention.words, mention.head)
        var (low, high) = (words.lowerBound, words.upperBound)
        if let end = (head + 1..<max(high, head + 1)).first(where: { isAuxiliary($0, worded) }), !opens(head + 1..<end, worded) {
            high = end
        }
        if let start = (low..<max(head, low)).last(where: { isAuxiliary($0, worded) }), !opens(low..<start, worded) {
            low = start + 1
        }
        guard low..<high != words, low <= head, head < high else { return mention }
        var mention = mention
        mention.words = low..<high
        if let name = mention.name, name.clamped(to: low..<high) != name { mention.name = nil }
        return mention
    }

    private static func isAuxiliary(_ word: Int, _ worded: WordedText) -> Bool {
        guard worded.words[word].shape == .lower else { return false }
        return Lexicon.auxiliaries[worded.slice(word..<word + 1)].contains(where: kinds.contains)
    }

    /// Whether a clause opens in some words before their auxiliary.
    private static func opens(_ words: Range<Int>, _ worded: WordedText) -> Bool {
        words.contains { at in
            let word = worded.slice(at..<at + 1).lowercased()
            return openers.contains(word) || Lexicon.pronouns[word].contains("subject") || worded.words[at].quote != .outside
        }
    }

    private static let kinds: Set<String> = ["be", "have", "do", "modal"]
    private static let openers = Lexicon.pronouns.words("relative").union(Lexicon.conjunctions.words).union([
        "whose", "where", "when", "what", "how", "why", "whether",
    ])
}
