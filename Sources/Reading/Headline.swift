import Prose

/// The headline of an article, whose capitals do not tell where a name ends: “Dessa Korvin Slams Assembly”.
struct Headline {
    private let words: Range<Int>

    /// The first of several paragraphs, if most of its long words begin with a capital.
    init(_ worded: WordedText) {
        let end = worded.words.indices.dropFirst().first { worded.words[$0].gap == .paragraph }
        let long = (0..<(end ?? 0)).filter { worded.slice($0..<$0 + 1).utf8.count > 3 }
        let large = long.filter { worded.words[$0].shape.hasCapital }
        words = long.count > 2 && large.count * 4 > long.count * 3 ? 0..<(end ?? 0) : 0..<0
    }

    func contains(_ word: Int) -> Bool { words.contains(word) }

    /// The names of an entity without those that the headline runs on from one in the text.
    func corrected(_ names: [(name: String, isHeadline: Bool)]) -> [String] {
        let inText = names.filter { !$0.isHeadline && $0.name.contains(" ") }.map(\.name)
        return names.filter { name in
            !(name.isHeadline && inText.contains { name.name.hasPrefix($0 + " ") || name.name.hasSuffix(" " + $0) })
        }.map(\.name)
    }
}
