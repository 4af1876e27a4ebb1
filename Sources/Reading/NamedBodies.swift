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
