import English
import Prose

/// Which words of a person's mention are the name: all of it, without what the person is. The network sees at times a surname alone in "César Lesme",
/// at times the name in "Councilman".
enum PersonNames {
    /// The mention with its name; a description where nothing but titles stands in it, "the Defense Secretary".
    static func settled(_ mention: FoundMention, in worded: WordedText) -> FoundMention {
        guard mention.level == .name, mention.kind == .person, !mention.isPlural else { return mention }
        let core = MentionSurface.coreRange(of: mention, in: worded)
        var name = mention.name ?? core
        let isTitle = { (word: Int) in Traits.isTitle(worded.slice(word..<word + 1).lowercased()) }
        // "Lesme" of "Councilman César Lesme".
        if name.count == 1, core.contains(name.lowerBound) {
            while name.lowerBound > core.lowerBound, worded.words[name.lowerBound - 1].shape == .capital,
                !isTitle(name.lowerBound - 1)
            {
                name = name.lowerBound - 1..<name.upperBound
            }
        }
        var mention = mention
        if !name.allSatisfy({ isTitle($0) || worded.words[$0].shape == .mark }) {
            mention.name = mention.name.map { _ in name }
            return mention
        }
        let rest = core.drop { isTitle($0) || worded.words[$0].shape == .mark }
        if rest.startIndex >= name.upperBound, !rest.isEmpty {
            mention.name = rest.startIndex..<rest.endIndex
        } else if mention.isDefinite(in: worded), core.allSatisfy({ isTitle($0) || !worded.words[$0].shape.hasCapital }) {
            (mention.level, mention.name, mention.written) = (.nominal, nil, .name)
        }
        return mention
    }
}
