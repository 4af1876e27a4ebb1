import English
import Prose

/// Where a sentence itself says that two mentions are the same person, by standing them side by side or by a form of "to be".
enum Renaming {
    /// The earlier mention that mention `i` is another word for; nil where the sentence does not say so.
    static func same(as i: Int, _ mentions: [FoundMention], _ worded: WordedText) -> Int? {
        let mention = mentions[i]
        guard mention.kind == .person, mention.level != .pronoun, !mention.isPlural, mention.words.lowerBound > 0 else {
            return nil
        }
        let word = { (at: Int) in worded.slice(at..<at + 1).lowercased() }
        return apposed(i, mentions, worded, word) ?? predicated(i, mentions, worded, word)
    }

    /// How many mentions back the other one can be.
    private static let farthest = 6

    private static func before(_ i: Int) -> StrideThrough<Int> { stride(from: i - 1, through: max(0, i - farthest), by: -1) }

    /// "Dessa Korvin, the foreign minister,", "the Steward, Theodra Vashne,", "A Unionist, Ms. Korvin is running again".
    private static func apposed(_ i: Int, _ mentions: [FoundMention], _ worded: WordedText, _ word: (Int) -> String) -> Int? {
        let mention = mentions[i]
        let (start, end) = (mention.words.lowerBound, mention.words.upperBound)
        guard word(start - 1) == "," else { return nil }
        let stops = end >= worded.words.count || [",", ".", ";", "—", "–"].contains(word(end))
        for j in before(i) {
            let other = mentions[j]
            guard other.kind == .person, other.level != .pronoun, !other.isPlural else { continue }
            // Of a list, "the Steward, Dessa Korvin, and Osk Brannoth", nobody is another one.
            let isOffice =
                TitleHolders.isOffice(other, in: worded) && !TitleHolders.isOffice(mention, in: worded)
                && !isListed(end, worded, word)
            guard other.level != mention.level || isOffice else { continue }
            if stops, other.words.upperBound == start - 1 || other.words.upperBound == end && other.head < start { return j }
            let opens = other.words.lowerBound == Sentence.start(of: start, worded) && other.words.upperBound == start - 1
            if opens, other.level == .nominal, ["a", "an"].contains(word(other.words.lowerBound)), !stops, word(end) != "and" {
                return j
            }
        }
        return nil
    }

    private static func isListed(_ end: Int, _ worded: WordedText, _ word: (Int) -> String) -> Bool {
        let next = end < worded.words.count && word(end) == "," ? end + 1 : end
        return next < worded.words.count && ["and", "or"].contains(word(next))
    }

    /// "Dessa Korvin is a doctor", "had been a climber".
    private static func predicated(_ i: Int, _ mentions: [FoundMention], _ worded: WordedText, _ word: (Int) -> String) -> Int? {
        let start = mentions[i].words.lowerBound
        guard mentions[i].level == .nominal else { return nil }
        var at = start - 1
        while at > 0, adverbs.contains(word(at)) { at -= 1 }
        guard at > 0, being.contains(word(at)) else { return nil }
        while at > 0, being.contains(word(at)) || having.contains(word(at)) || adverbs.contains(word(at)) { at -= 1 }
        return before(i).first { j in
            mentions[j].kind == .person && !mentions[j].isPlural && mentions[j].words.upperBound == at + 1
        }
    }

    private static let being = Lexicon.auxiliaries.words("be").union(Lexicon.auxiliaries.words("copula"))
    private static let having = Lexicon.auxiliaries.words("have").union(["s", "’", "'"])
    private static let adverbs = Lexicon.adverbs.words("predicate")
}
