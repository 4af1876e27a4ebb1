import Prose

/// A person named behind what they are: "Assembly spokesman Jason Miller". Such a phrase is headed by its name, whichever word the network
/// took for its head.
enum DescribedName {
    /// The mention as a name, where it is a description that ends with one.
    static func corrected(_ mention: FoundMention, in worded: WordedText) -> FoundMention {
        guard mention.level == .nominal, mention.kind == .person, !mention.isPlural, let name = name(in: mention.words, worded),
            mention.head >= name.lowerBound - 1
        else { return mention }
        var mention = mention
        (mention.level, mention.name) = (.name, name)
        return mention
    }

    /// Two words with capitals or more behind a noun in small letters, up to what modifies them.
    private static func name(in words: Range<Int>, _ worded: WordedText) -> Range<Int>? {
        let end = SourceHead.word(of: words, worded) + 1
        guard let noun = (words.lowerBound..<end).last(where: { !SourceHead.isOfName($0, worded) }), noun + 1 < end,
            worded.words[noun].shape == .lower, worded.words[noun].gap != .glued
        else { return nil }
        let capitals = (noun + 1..<end).filter { worded.words[$0].shape != .mark }
        return capitals.count > 1 ? noun + 1..<end : nil
    }
}
