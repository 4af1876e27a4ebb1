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
        // "the Opposition Leader" is what somebody is, whoever they are.
        if mention.isDefinite(in: worded), core.count > 1, mention.words.upperBound == core.upperBound,
            isTitle(core.upperBound - 1)
        {
            return described(mention)
        }
        // "Lesme" of "Councilman César Lesme".
        if name.count == 1, core.contains(name.lowerBound) {
            while name.lowerBound > core.lowerBound, worded.words[name.lowerBound - 1].shape == .capital,
                !isTitle(name.lowerBound - 1)
            {
                name = name.lowerBound - 1..<name.upperBound
            }
        }
        // "Vihiga Senator George Khaniri", in which the network sees no name at all.
        if mention.name == nil, let title = core.dropLast().last(where: isTitle) { name = title + 1..<core.upperBound }
        // "J. Bradford DeLong", of which it may see "J." alone.
        if isInitial(name, worded) {
            let end =
                (name.upperBound..<mention.words.upperBound).first { !SourceHead.isOfName($0, worded) }
                ?? mention.words.upperBound
            name = name.lowerBound..<end
        }
        name = throughNickname(name, in: mention.words, worded)
        var mention = mention
        if !name.allSatisfy({ isTitle($0) || worded.words[$0].shape == .mark }) {
            if mention.name != nil || name.count < core.count { mention.name = name }
            return mention
        }
        let rest = core.drop { isTitle($0) || worded.words[$0].shape == .mark }
        if rest.startIndex >= name.upperBound, !rest.isEmpty {
            mention.name = rest.startIndex..<rest.endIndex
        } else if mention.isDefinite(in: worded), core.allSatisfy({ isTitle($0) || !worded.words[$0].shape.hasCapital }) {
            return described(mention)
        }
        return mention
    }

    /// "Ferdo “Bongo” Markos", of which the network may see what stands before the marks.
    private static func throughNickname(_ name: Range<Int>, in words: Range<Int>, _ worded: WordedText) -> Range<Int> {
        var end = name.upperBound
        guard words.contains(end), worded.words[end].quote == .opening else { return name }
        guard let closing = (end..<min(end + 5, words.upperBound)).first(where: { worded.words[$0].quote == .closing }) else {
            return name
        }
        end = closing + 1
        while end < words.upperBound, SourceHead.isOfName(end, worded) { end += 1 }
        return end > closing + 1 ? name.lowerBound..<end : name
    }

    private static func isInitial(_ name: Range<Int>, _ worded: WordedText) -> Bool {
        let letters = name.filter { worded.words[$0].shape != .mark }
        return letters.count == 1 && worded.slice(letters[0]..<letters[0] + 1).count == 1
    }

    private static func described(_ mention: FoundMention) -> FoundMention {
        var mention = mention
        (mention.level, mention.name, mention.written) = (.nominal, nil, .name)
        return mention
    }
}
