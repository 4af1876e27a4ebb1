import English
import Prose

/// Who is named in a source of more than one name: at the end, behind what they are, or several together.
struct SourceNames {
    private let source: Range<Int>
    private let worded: WordedText
    /// The numbers of the names in the source that stand inside no other one, in order.
    private let names: [Int]
    private let mentions: [FoundMention]
    private let within: [Int]

    /// - Parameter within: the numbers of the mentions whose head stands in the source.
    init(_ source: Range<Int>, _ within: [Int], of mentions: [FoundMention], in worded: WordedText) {
        (self.source, self.mentions, self.within, self.worded) = (source, mentions, within, worded)
        let named = within.filter {
            mentions[$0].level == .name && source.lowerBound <= mentions[$0].words.lowerBound
                && mentions[$0].words.upperBound <= source.upperBound
        }
        let widest = named.sorted {
            let (a, b) = (mentions[$0].words, mentions[$1].words)
            return (a.lowerBound, b.upperBound, $0) < (b.lowerBound, a.upperBound, $1)
        }
        var end = source.lowerBound
        names = widest.filter { number in
            defer { end = max(end, mentions[number].words.upperBound) }
            return mentions[number].words.lowerBound >= end
        }
    }

    /// "Dessa Korvin" of "the council’s director of health, Dessa Korvin": a person named at the end, if they are what stands before.
    var lastPerson: Int? {
        let end = source.last { worded.words[$0].shape != .mark }.map { $0 + 1 } ?? source.upperBound
        guard let last = names.last, mentions[last].kind == .person, !mentions[last].isPlural,
            mentions[last].words.upperBound == end, mentions[last].words.lowerBound > source.lowerBound,
            endsWithName(mentions[last])
        else { return nil }
        let described = source.lowerBound..<mentions[last].words.lowerBound
        return governs(described) || speaksOfOthers(described) ? nil : last
    }

    /// Whether what stands last before a name makes it another's: "a spokesman for", "a man who met", "someone, possibly".
    private func governs(_ described: Range<Int>) -> Bool {
        let last = described.upperBound - 1
        let before = word(last)
        return Lexicon.prepositions.contains(before)
            || worded.words[last].shape == .lower && ["ed", "ing", "ly"].contains { before.hasSuffix($0) }
            || described.contains { SourceNames.parting.contains(word($0)) || SourceNames.relative.contains(word($0)) }
    }

    /// Whether it names a person already, or ends with another one than it begins with: "supporters of her opponent,".
    private func speaksOfOthers(_ described: Range<Int>) -> Bool {
        guard word(described.upperBound - 1) == "," else { return false }
        return within.contains { number in
            let mention = mentions[number]
            guard mention.kind == .person, mention.words.upperBound == described.upperBound - 1 else { return false }
            return mention.level == .name
                || mention.words.lowerBound > source.lowerBound
                    && Lexicon.prepositions.contains(word(mention.words.lowerBound - 1))
        }
    }

    /// Whether nothing but the name stands at a mention’s end: not "Director of Works", nor "the Korvin campaign’s".
    private func endsWithName(_ mention: FoundMention) -> Bool {
        guard let name = mention.name, !name.allSatisfy({ Traits.isTitle(word($0)) }) else { return false }
        return (name.upperBound..<mention.words.upperBound).allSatisfy { worded.words[$0].shape == .mark || word($0) == "s" }
    }

    /// The names of those who speak together, "Dessa Korvin, the steward, and Osk Brannoth of Sennet"; empty where there is one alone.
    var together: [FoundMention] {
        // "Two senators, Dessa Korvin and Osk Brannoth"
        let names = names.drop { mentions[$0].isPlural }
        guard let first = names.first, opens(first), goesOn(first), let last = names.dropFirst().last(where: { isJoined($0) }),
            isLike(first, last)
        else { return [] }
        let between = names.drop { $0 != first }.dropFirst().prefix { $0 != last }
        let listed = between.filter { word(mentions[$0].words.lowerBound - 1) == "," && isListed($0) && isLike(first, $0) }
        // "Dessa Korvin, the daughter of Ana and Ivo Rhal"
        if let before = between.last, !listed.contains(before),
            mentions[before].words.upperBound == mentions[last].words.lowerBound - 1
        {
            return []
        }
        return ([first] + listed + [last]).map { mentions[$0] }
    }

    /// Whether a name stands at the start, or directly behind those whom it names.
    private func opens(_ first: Int) -> Bool {
        let start = mentions[first].words.lowerBound
        guard start > source.lowerBound else { return true }
        return start == source.lowerBound + 1 && word(source.lowerBound) == "both"
            || [",", "—", "–", ":"].contains(word(start - 1))
                && within.contains { mentions[$0].isPlural && mentions[$0].words.upperBound >= start - 1 }
    }

    /// Whether the first name is over: not "Sennet" of "Sennet councillors Ana Orlo and Ivo Rhal", nor "Korvin’s".
    private func goesOn(_ first: Int) -> Bool {
        let end = mentions[first].words.upperBound
        guard end < source.upperBound, !isOwner(first) else { return false }
        return SourceNames.joining.contains(word(end)) || [",", "(", "—", "–"].contains(word(end))
            || mentions[first].kind == .person && Lexicon.prepositions.contains(word(end))
    }

    private func isJoined(_ number: Int) -> Bool {
        var start = mentions[number].words.lowerBound
        // "and the Water Committee’s chairman Ivo Rhal", of whom the network may see the name alone.
        if mentions[number].kind == .person {
            let farthest = max(source.lowerBound, start - SourceNames.longestTitle)
            while start > farthest, worded.words[start - 1].shape != .mark, !Lexicon.prepositions.contains(word(start - 1)),
                !SourceNames.joining.contains(word(start - 1))
            { start -= 1 }
        }
        let end = mentions[number].words.upperBound
        let isOver = end >= source.upperBound || worded.words[end].shape == .mark || Lexicon.prepositions.contains(word(end))
        return start > source.lowerBound && SourceNames.joining.contains(word(start - 1)) && isOver
    }

    /// Whether a name is followed by another part of a list.
    private func isListed(_ number: Int) -> Bool {
        let end = mentions[number].words.upperBound
        return end < source.upperBound && (word(end) == "," || SourceNames.joining.contains(word(end)))
    }

    /// People speak with people; others with whoever stands directly beside them.
    private func isLike(_ first: Int, _ other: Int) -> Bool {
        let (a, b) = (mentions[first], mentions[other])
        return a.kind == .person && b.kind == .person || a.words.upperBound == b.words.lowerBound - 1
            || a.kind != .person && b.kind != .person && a.words.upperBound < source.upperBound && word(a.words.upperBound) == ","
    }

    private func isOwner(_ number: Int) -> Bool {
        let end = mentions[number].words.upperBound
        return word(end - 1) == "s" && worded.words[end - 1].gap == .glued
            || end < source.upperBound && ["’", "'"].contains(word(end))
    }

    private func word(_ at: Int) -> String { worded.slice(at..<at + 1).lowercased() }

    /// In words.
    private static let longestTitle = 6
    private static let joining: Set<String> = ["and", "&"]
    static let relative = Lexicon.pronouns.words("relative")
    /// What stands between two who are not one.
    static let parting: Set<String> = ["and", "&", "or", "nor", "not", "than", "but"]
}
