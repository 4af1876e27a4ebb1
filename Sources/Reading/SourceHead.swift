import English
import Prose

/// The word that heads a source, where no mention tells: "adviser" of "Korvin’s adviser for the delta".
package enum SourceHead {
    /// The last word before what modifies a noun from behind.
    package static func word(of source: Range<Int>, _ worded: WordedText) -> Int {
        let stop = source.dropFirst().first {
            let word = worded.slice($0..<$0 + 1).lowercased()
            return isModifier(word) || isParticiple($0, word, in: source, worded)
        }
        return max(source.lowerBound, (stop ?? source.upperBound) - 1)
    }

    /// "G.K. Butterfield" of "Rep. G.K. Butterfield of the delta": what stands between a title and the end of the head's phrase, where that is
    /// a name and nothing else.
    static func titledName(in source: Range<Int>, _ worded: WordedText) -> Range<Int>? {
        titledName(atEndOf: source.lowerBound..<word(of: source, worded) + 1, worded)
    }

    /// The same where nothing stands behind the name.
    static func titledName(
        atEndOf phrase: Range<Int>, _ worded: WordedText, isTitle: (String) -> Bool = Traits.isTitle
    ) -> Range<Int>? {
        guard let title = phrase.last(where: { isTitle(worded.slice($0..<$0 + 1).lowercased()) }) else { return nil }
        let name = phrase[(title + 1)...].drop { worded.slice($0..<$0 + 1) == "." }
        return name.isEmpty || !name.allSatisfy({ isOfName($0, worded) }) ? nil : name.startIndex..<name.endIndex
    }

    /// A word with a capital, or what stands between such: "G.K.", "Ki-moon", "O’Neill".
    static func isOfName(_ word: Int, _ worded: WordedText) -> Bool {
        worded.words[word].shape.hasCapital
            || [".", "-", "’", "'"].contains(worded.slice(word..<word + 1))
            || word > 0 && worded.words[word].gap == .glued && worded.slice(word - 1..<word) == "-"
                && worded.slice(word..<word + 1).count <= longestPart
    }

    /// The same, or a word in small letters that stands between such: "Tariq al-Mansoori", "Lars von der Aa".
    static func isOfName(_ word: Int, through worded: WordedText) -> Bool {
        if isOfName(word, worded) { return true }
        var next = word
        while next < worded.words.count, worded.words[next].shape == .lower,
            Lexicon.nameParticles.contains(worded.slice(next..<next + 1))
        { next += 1 }
        var last = word - 1
        while last >= 0, worded.words[last].shape == .lower, Lexicon.nameParticles.contains(worded.slice(last..<last + 1)) {
            last -= 1
        }
        return next > word && next < worded.words.count && worded.words[next].gap != .paragraph && isOfName(next, worded)
            && last >= 0 && worded.words[last].shape.hasCapital
    }

    /// Letters of what follows a hyphen in a name: "Ki-moon", but not "Co-organizer".
    private static let longestPart = 5

    /// "Protesters marching through the streets": after the plural of a noun, and before what it governs.
    private static func isParticiple(_ at: Int, _ word: String, in source: Range<Int>, _ worded: WordedText) -> Bool {
        let before = worded.slice(at - 1..<at).lowercased()
        return word.hasSuffix("ing") && worded.words[at].shape == .lower && before.hasSuffix("s") && before.count > 2
            && !Lexicon.determiners.contains(before) && at + 1 < source.upperBound
    }

    /// What begins something that modifies the noun before it.
    private static func isModifier(_ word: String) -> Bool {
        [",", "(", "–", "—"].contains(word) || Lexicon.prepositions.contains(word) || Lexicon.nounModifiers.contains(word)
    }
}
