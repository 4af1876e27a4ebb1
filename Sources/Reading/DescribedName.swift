import English
import Prose

/// A person named behind what they are: "Assembly spokesman Jason Miller", "leader of the opposition Selwen Maric". Such a phrase is headed by its
/// name, whichever word the network took for its head.
enum DescribedName {
    /// The mention as a name, where it is a description that ends with one, or goes on behind one.
    static func corrected(_ seen: FoundMention, in worded: WordedText) -> FoundMention {
        var mention = throughName(seen, worded)
        guard mention.kind == .person, mention.level == .nominal || mention.isPlural, !isSeveral(mention, worded) else {
            return seen
        }
        let end = SourceHead.word(of: mention.words, worded) + 1
        let last = mention.words.last { worded.words[$0].shape != .mark }.map { $0 + 1 } ?? mention.words.upperBound
        // Several are one where the name is the end of it: "Democratic pollster Stan Greenberg", not "voters outside Port Brannoth".
        let phrase = mention.words.lowerBound..<(mention.isPlural ? last : end)
        let named = name(in: phrase, worded) ?? titledName(in: phrase, worded)
        guard let name = named ?? (mention.isPlural ? nil : name(in: mention.words.lowerBound..<last, worded)),
            !mention.isPlural || isOne(name, in: mention, worded)
        else { return seen }
        (mention.level, mention.name, mention.isPlural) = (.name, name, false)
        return mention
    }

    /// "the former banker Ivo Rhal", of which the network may see "the former banker" alone.
    private static func throughName(_ seen: FoundMention, _ worded: WordedText) -> FoundMention {
        let (words, start) = (worded.words, seen.words.upperBound)
        guard seen.kind == .person, seen.level == .nominal, !seen.isPlural, seen.head == start - 1,
            words[seen.head].shape == .lower,
            start < words.count, words[start].gap == .space, words[start].shape == .capital
        else { return seen }
        var end = start + 1
        while end < words.count, words[end].gap != .paragraph, words[end].gap != .line, SourceHead.isOfName(end, through: worded)
        {
            end += 1
        }
        while words[end - 1].shape == .mark { end -= 1 }
        guard (start..<end).count(where: { words[$0].shape.hasCapital }) > 1 else { return seen }
        var mention = seen
        mention.words = seen.words.lowerBound..<end
        return mention
    }

    private static func isSeveral(_ mention: FoundMention, _ worded: WordedText) -> Bool {
        mention.isPlural && mention.words.contains { ["and", "&", ","].contains(worded.slice($0..<$0 + 1).lowercased()) }
    }

    /// Not "lawmakers Ana Orlo", nor "Orvanian Representatives".
    private static func isOne(_ name: Range<Int>, in mention: FoundMention, _ worded: WordedText) -> Bool {
        let before = mention.words.lowerBound..<name.lowerBound
        guard let noun = before.last, name.count(where: { worded.words[$0].shape.hasCapital }) > 1 else { return false }
        return !worded.slice(noun..<noun + 1).lowercased().hasSuffix("s")
            && !before.contains { Lexicon.prepositions.contains(worded.slice($0..<$0 + 1).lowercased()) }
    }

    /// "Alex Fai" of "Assembly Legislator Alex Fai": behind a title or an occupation, or from a given name on.
    private static func titledName(in phrase: Range<Int>, _ worded: WordedText) -> Range<Int>? {
        if let name = SourceHead.titledName(atEndOf: phrase, worded, isTitle: isTitle) { return name }
        guard phrase.allSatisfy({ SourceHead.isOfName($0, worded) }) else { return nil }
        let given = phrase.first { !Lexicon.givenNames[worded.slice($0..<$0 + 1).lowercased()].isEmpty }
        return given.flatMap { $0 + 1 < phrase.upperBound ? $0..<phrase.upperBound : nil }
    }

    private static func isTitle(_ word: String) -> Bool { Traits.isTitle(word) || Lexicon.occupations.contains(word) }

    /// Two words with capitals or more at the end of a phrase, behind a noun in small letters that nothing joins to them: not "a friend of
    /// Selwen Maric", "the man who met Selwen Maric", "the chairman of the outfit Orvane First".
    private static func name(in phrase: Range<Int>, _ worded: WordedText) -> Range<Int>? {
        let word = { (at: Int) in worded.slice(at..<at + 1).lowercased() }
        guard let noun = phrase.last(where: { !SourceHead.isOfName($0, through: worded) }), noun + 1 < phrase.upperBound,
            worded.words[noun].shape == .lower, worded.words[noun + 1].shape.hasCapital
        else { return nil }
        let name = noun + 1..<phrase.upperBound
        guard name.count(where: { worded.words[$0].shape.hasCapital }) > 1 else { return nil }
        let before = phrase.lowerBound..<noun + 1
        let joint = before.last { Lexicon.prepositions.contains(word($0)) }
        // "the chairman of the outfit Orvane First", "somebody described for the agency Orvane Media"
        let isAnothers = joint.map { joint in
            (joint..<noun).contains { Pronoun.determiners.contains(word($0 + 1)) }
                || (phrase.lowerBound..<joint).contains { worded.words[$0].shape == .lower && isVerb(word($0)) }
        }
        return isVerb(word(noun)) || isAnothers ?? false || joins(word(noun))
            || before.contains { SourceNames.relative.contains(word($0)) }
            ? nil : name
    }

    private static func isVerb(_ word: String) -> Bool {
        ["ed", "ing"].contains { word.hasSuffix($0) } && !naming.contains(word)
    }

    private static func joins(_ word: String) -> Bool {
        Lexicon.prepositions.contains(word) || Lexicon.determiners.contains(word) || Lexicon.conjunctions.contains(word)
            || SourceNames.parting.contains(word)
    }

    private static let naming: Set<String> = ["named", "called"]
}
