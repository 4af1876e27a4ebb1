import English
import Prose

/// Mentions whose own words say that they are bodies, whatever the network takes them for: "the lender", "the daily Ora".
enum NamedBodies {
    /// The mention, an organisation where it is called by a noun that means one, or named behind what publishes news.
    static func corrected(_ mention: FoundMention, in worded: WordedText) -> FoundMention {
        var mention = mention
        // "the newspaper" is no name.
        if mention.level == .name, mention.kind == .organization, worded.words[mention.head].shape == .lower,
            mention.words.count == 2, mention.isDefinite(in: worded)
        {
            (mention.level, mention.name) = (.nominal, nil)
        }
        if mention.level == .name, mention.kind == .organization {
            mention.name = behindNoun(mention, worded) ?? mention.name
        }
        guard mention.kind == .person || mention.kind == .organization, !mention.isPlural, isBody(mention, worded) else {
            return mention
        }
        mention.kind = .organization
        if mention.level == .name {
            let name = mention.name ?? MentionSurface.coreRange(of: mention, in: worded)
            (mention.name, mention.words) = (name, min(mention.words.lowerBound, name.lowerBound - 2)..<mention.words.upperBound)
        }
        return mention
    }

    /// "Ora" of "the daily Ora", of which the network may see both words as the name, or the noun as what heads it.
    private static func behindNoun(_ mention: FoundMention, _ worded: WordedText) -> Range<Int>? {
        let noun = mention.name?.lowerBound ?? mention.head
        let end = (mention.name ?? mention.words).upperBound
        guard noun + 1 < end, worded.words[noun].shape == .lower,
            Lexicon.bodies[worded.slice(noun..<noun + 1)].contains("outlet"),
            worded.words[noun + 1].shape.hasCapital, (noun + 1..<end).allSatisfy({ SourceHead.isOfName($0, worded) })
        else { return nil }
        return noun + 1..<end
    }

    private static func isBody(_ mention: FoundMention, _ worded: WordedText) -> Bool {
        func word(_ at: Int) -> String { worded.slice(at..<at + 1).lowercased() }
        switch mention.level {
        case .pronoun: return false
        case .nominal: return mention.isDefinite(in: worded) && Lexicon.bodies.contains(word(mention.head))
        case .name:
            let name = mention.name ?? MentionSurface.coreRange(of: mention, in: worded)
            return name.lowerBound > 1 && worded.words[name.lowerBound].gap == .space
                && worded.words[name.lowerBound - 1].shape == .lower
                && Lexicon.bodies[word(name.lowerBound - 1)].contains("outlet")
                && Lexicon.determiners.contains(word(name.lowerBound - 2))
        }
    }
}
