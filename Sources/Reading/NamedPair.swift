import English
import Prose

/// Two who were named before, and whom a phrase means together or one by one.
///
///     Ana Orr and Ivo Dahl met in Amrel. Both said the gate was shut.        she and he
///     The former called it a defeat; the latter said it was a delay.        she, then he
struct NamedPair {
    /// The numbers of the mentions that name them, in order.
    let first: Int
    let second: Int
    let role: Role

    /// Whom a phrase means.
    enum Role { case both, former, latter }

    /// The pair that a phrase means; nil where it means none, or none was named.
    init?(_ phrase: Range<Int>, _ mentions: [FoundMention], in worded: WordedText) {
        guard phrase.count <= NamedPair.longest,
            let (role, kind) = NamedPair.meaning(phrase.map { worded.slice($0..<$0 + 1).lowercased() })
        else { return nil }
        let names = NamedPair.names(before: phrase.lowerBound, mentions, kind)
        guard
            let (first, second) = NamedPair.joined(names, mentions, worded)
                ?? (kind == .person ? NamedPair.alone(before: phrase.lowerBound, names, mentions, worded) : nil)
        else { return nil }
        (self.first, self.second, self.role) = (first, second, role)
    }

    /// What a phrase means, and what those are that it means.
    private static func meaning(_ words: [String]) -> (Role, FoundMention.Kind)? {
        if words == ["the", "former"] { return (.former, .person) }
        if words == ["the", "latter"] { return (.latter, .person) }
        if words == ["both"] || words == ["the", "two"] || words.count == 2 && words[0] == "the" && couples.contains(words[1]) {
            return (.both, .person)
        }
        let noun = words.first == "both" ? 1 : words.prefix(2) == ["the", "two"] ? 2 : 0
        guard noun > 0, words.count > noun, let last = words.last, last.hasSuffix("s") || last.hasSuffix("men"),
            words[noun...].allSatisfy({ !Lexicon.prepositions.contains($0) && $0 != "and" && $0 != "," })
        else { return nil }
        return (.both, places.contains(last) ? .place : bodies.contains(last) ? .organization : .person)
    }

    /// Words of such a phrase.
    private static let longest = 5
    private static let couples: Set<String> = ["pair", "duo", "couple"]
    private static let places: Set<String> = ["countries", "nations", "states", "governments", "sides", "capitals", "neighbours"]
    private static let bodies: Set<String> = [
        "companies", "firms", "parties", "teams", "clubs", "groups", "agencies", "banks", "unions", "airlines", "organizations",
        "organisations",
    ]

    /// Words before a phrase in which those whom it means are named.
    private static let farthest = 80

    /// The names of a kind, in order, not long before a word; not those that stand inside another one.
    private static func names(before word: Int, _ mentions: [FoundMention], _ kind: FoundMention.Kind) -> [Int] {
        let first = mentions.partitioningIndex { $0.head >= word - farthest }
        return (first..<mentions.count).prefix { mentions[$0].head < word }.filter {
            mentions[$0].kind == kind && mentions[$0].level == .name && !mentions[$0].isPlural
                && mentions[$0].words.upperBound <= word
        }
    }

    /// The last two that an "and" joins, if they are no part of a longer list.
    private static func joined(_ names: [Int], _ mentions: [FoundMention], _ worded: WordedText) -> (Int, Int)? {
        func word(_ at: Int) -> String { worded.slice(at..<at + 1).lowercased() }
        for at in names.indices.dropFirst().reversed() {
            let (first, second) = (names[at - 1], names[at])
            let end = mentions[first].words.upperBound
            guard end + 1 == mentions[second].words.lowerBound, word(end) == "and" else { continue }
            let isListed =
                at > 1 && mentions[names[at - 2]].words.upperBound + 1 == mentions[first].words.lowerBound
                && [",", "and"].contains(worded.slice(mentions[first].words.lowerBound - 1..<mentions[first].words.lowerBound))
            return isListed ? nil : (first, second)
        }
        return nil
    }

    /// The only two who are named in the sentence before the one of a word.
    private static func alone(before word: Int, _ names: [Int], _ mentions: [FoundMention], _ worded: WordedText) -> (Int, Int)? {
        let end = Sentence.start(of: word, worded)
        guard end > 0 else { return nil }
        let sentence = Sentence.start(of: end - 1, worded)..<end
        let inside = names.filter { sentence.contains(mentions[$0].head) }
        return inside.count == 2 ? (inside[0], inside[1]) : nil
    }
}
