import English
import Prose

/// What tells the name of a body or a place from others': its words without determiners and prepositions.
///
/// Two names that share a word and have each one of its own are of two: “World Health Organization” and “Food and Agriculture Organization”, “North Orvane” and
/// “South Orvane”. What only looks different is no word of its own: “US” beside “United States”, “Orvanian” beside “Orvane”.
struct BodyName: Hashable {
    private let words: [String]
    private let initials: String

    /// The name that a mention is; nil of people and of what is only described.
    init?(_ mention: FoundMention, _ surface: MentionSurface, in worded: WordedText) {
        guard mention.level == .name, mention.kind == .organization || mention.kind == .place else { return nil }
        let whole = mention.words.prefix { !BodyName.ends.contains(worded.slice($0..<$0 + 1)) }
        words = whole.filter { worded.words[$0].shape != .mark }.map { worded.slice($0..<$0 + 1).lowercased() }
            .filter { $0 != "s" && $0 != "and" && !Lexicon.determiners.contains($0) && !Lexicon.prepositions.contains($0) }
            .map(PlainWord.of)
        initials = String(surface.capitals.compactMap(\.first))
        guard !words.isEmpty, words.count <= BodyName.longest else { return nil }
    }

    /// Behind these a phrase goes on that is no part of the name.
    private static let ends: Set<String> = ["(", ",", "—", "–"]
    /// A longer one is no name.
    private static let longest = 8
    /// Letters that two words begin with in common where one is made of the other: “Orvane”, “Orvanian”.
    private static let stem = 4

    /// Whether both can be names of the same.
    func isCompatible(with other: BodyName) -> Bool {
        let shared = Set(words).intersection(other.words)
        return shared.isEmpty || !hasOwnWord(beside: other, shared) || !other.hasOwnWord(beside: self, shared)
    }

    private func hasOwnWord(beside other: BodyName, _ shared: Set<String>) -> Bool {
        let others = other.words.filter { !shared.contains($0) }
        return words.contains { word in
            !shared.contains(word) && !others.contains { BodyName.isMade(word, of: $0) }
                && !(word.count > 1 && other.initials.contains(word))
                && !others.contains { $0.count > 1 && initials.contains($0) }
        }
    }

    /// Whether one word is made of the other.
    private static func isMade(_ a: String, of b: String) -> Bool {
        let common = zip(a, b).prefix { $0 == $1 }.count
        return common >= stem || common >= stem - 1 && common + 1 >= min(a.count, b.count)
    }
}
