import Prose

/// Who wrote an article, as it says itself: “By Dessa Korvin” above it, or “Dessa Korvin is a potter in Sennet.” at its end.
enum Byline {
    /// The mention that names the author of an article in which somebody says “I” whom nobody quotes; nil where none does, or several.
    static func author(_ mentions: [FoundMention], in worded: WordedText) -> Int? {
        let starts = worded.words.indices.filter { $0 == 0 || worded.words[$0].gap == .paragraph }
        let above = starts.prefix(first).compactMap { Byline.above(from: $0, mentions, worded) }
        if above.count == 1 { return above[0] }
        let below = starts.suffix(last).compactMap { Byline.below(from: $0, mentions, worded) }
        return above.isEmpty && below.count == 1 ? below[0] : nil
    }

    /// Paragraphs at the start in which a line of the author can stand, and at the end.
    private static let first = 5, last = 3
    /// Words of such a line.
    private static let longestLine = 14
    /// Behind a name at the end: what its bearer is.
    private static let being: Set<String> = ["is", "was", "teaches", "writes", "served", "serves", "works", ",", "."]

    private static func above(from start: Int, _ mentions: [FoundMention], _ worded: WordedText) -> Int? {
        let end = worded.words[(start + 1)...].firstIndex { $0.gap == .paragraph } ?? worded.words.count
        guard end - start <= longestLine, end - start > 2, worded.slice(start..<start + 1).lowercased() == "by" else {
            return nil
        }
        return fullName(from: start + 1, mentions, worded)
    }

    private static func below(from start: Int, _ mentions: [FoundMention], _ worded: WordedText) -> Int? {
        let isDashed = ["—", "–", "-"].contains(worded.slice(start..<start + 1))
        guard let number = fullName(from: isDashed ? start + 1 : start, mentions, worded) else { return nil }
        let end = mentions[number].words.upperBound
        let isWhole = end >= worded.words.count || worded.words[end].gap == .paragraph
        // Whoever is spoken of before is no author who is told of at the end.
        let first = (mentions[number].name ?? mentions[number].words).first { worded.words[$0].shape.hasCapital }
        let given = first.map { worded.slice($0..<$0 + 1) }
        let isNew = !mentions[..<number].contains { other in
            other.level == .name && other.words.contains { worded.slice($0..<$0 + 1) == given }
        }
        return isNew && (isWhole || being.contains(worded.slice(end..<end + 1).lowercased())) ? number : nil
    }

    /// A person named in full from a word on.
    private static func fullName(from start: Int, _ mentions: [FoundMention], _ worded: WordedText) -> Int? {
        mentions.indices.first { number in
            let mention = mentions[number]
            return mention.words.lowerBound == start && mention.level == .name && mention.kind == .person && !mention.isPlural
                && (mention.name ?? mention.words).count { worded.words[$0].shape.hasCapital } > 1
        }
    }
}
