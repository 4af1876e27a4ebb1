import Prose

/// Where an article says it was written: "PORT AMREL —", "DRAVIC, Orvane (Nine Rivers Wire) —", "PORT AMREL:" at the start of one of its first
/// paragraphs.
struct Dateline {
    private let words: Range<Int>
    /// The word behind the dash that ends it.
    private let end: Int?
    /// The colon that ends it.
    private let colon: Int?

    init(_ worded: WordedText) {
        let dashed = Dateline.starts(worded).lazy.compactMap { Dateline.place(from: $0, worded) }.first
        let labels = dashed == nil ? Dateline.labels(worded) : []
        // Whoever speaks in a conversation is not named once alone.
        let label = labels.count == 1 && Dateline.starts(worded).contains(labels[0].lowerBound) ? labels[0] : nil
        (words, end, colon) = (dashed?.place ?? label ?? 0..<0, dashed?.end, label?.upperBound)
    }

    /// Who says something without the dateline before it: “PORT AMREL — Mayor Dessa Korvin”.
    func parted(from source: Range<Int>) -> Range<Int> {
        guard let end, source.lowerBound >= words.lowerBound, source.lowerBound < end, end < source.upperBound else {
            return source
        }
        return end..<source.upperBound
    }

    /// Whether a colon ends it.
    func ends(at word: Int) -> Bool { word == colon }

    /// A mention of whom capitals alone made a person is the place.
    func corrected(_ mention: FoundMention) -> FoundMention {
        guard words.contains(mention.head), mention.kind == .person, mention.level == .name else { return mention }
        var mention = mention
        mention.kind = .place
        return mention
    }

    /// The first words of the paragraphs that can open with one: behind the headline, a line of the author, a date.
    private static func starts(_ worded: WordedText) -> [Int] {
        Array(worded.words.indices.lazy.filter { $0 == 0 || worded.words[$0].gap == .paragraph }.prefix(4))
    }

    /// The words in capitals at the start of a paragraph, if a dash comes soon and nothing but names, dates and marks before it.
    private static func place(from start: Int, _ worded: WordedText) -> (place: Range<Int>, end: Int)? {
        let words = worded.words
        let end = words[start...].firstIndex { $0.shape != .caps } ?? words.count
        guard end > start, end - start <= longest else { return nil }
        let near = (end..<min(end + farthestDash, words.count))
            .prefix { words[$0].gap != .paragraph && words[$0].shape != .lower }
        let dash = near.first { words[$0].gap != .glued && ["—", "–", "-"].contains(worded.slice($0..<$0 + 1)) }
        return dash.map { (start..<end, $0 + 1) }
    }

    /// Words in capitals between the start of a paragraph and a colon, behind which a sentence in small letters follows.
    private static func labels(_ worded: WordedText) -> [Range<Int>] {
        let words = worded.words
        return words.indices.filter { words[$0].gap == .paragraph && words[$0].shape == .caps }.compactMap { start in
            let end = words[start...].prefix(longest).firstIndex { $0.shape != .caps } ?? words.count
            guard end + 2 < words.count, worded.slice(end..<end + 1) == ":", words[end + 1].shape != .caps,
                words[end + 1].quote != .opening, words[end + 2].shape != .caps
            else { return nil }
            return start..<end
        }
    }

    private static let longest = 4
    private static let farthestDash = 8
}
