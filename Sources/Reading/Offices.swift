import Prose

/// Who holds which office, as titles before names tell: after “Sen. Dessa Korvin”, “the senator” is she.
struct Offices {
    /// For each office the last mention of each of its holders, by the holder's last name.
    private var holders: [String: [String: Int]] = [:]

    /// Takes note of a person named with a title.
    mutating func note(_ number: Int, _ mention: FoundMention, in worded: WordedText) {
        guard mention.level == .name, mention.kind == .person, !mention.isPlural, let name = mention.name else { return }
        let words = Array(mention.words.lowerBound..<name.upperBound).map { worded.slice($0..<$0 + 1).lowercased() }.filter {
            $0 != "."
        }
        let last = words.last ?? ""
        // Titles stand before the name, or open what was taken for it.
        let named = words.lastIndex { Traits.isTitle($0) }.map { $0 + 1 } ?? 0
        guard named > 0, named < words.count else { return }
        let first = words[..<named].lastIndex { !Traits.isTitle($0) }.map { $0 + 1 } ?? 0
        guard !words[..<named].contains("former") else { return }
        for start in first..<named {
            let title = words[start..<named].map { Offices.long[$0] ?? $0 }.joined(separator: " ")
            holders[title, default: [:]][last] = number
        }
    }

    /// The last mention of whom "the president" means: the only one with that title so far; nil where there are several or none.
    func holder(of mention: FoundMention, _ surface: MentionSurface) -> Int? {
        guard mention.level == .nominal, mention.kind == .person, !mention.isPlural,
            surface.tokens.count == mention.words.count - 1,
            let holders = holders[surface.tokens.joined(separator: " ")], holders.count == 1
        else { return nil }
        return holders.values.first
    }

    private static let long = [
        "sen": "senator", "rep": "representative", "gov": "governor", "gen": "general", "col": "colonel", "capt": "captain",
        "lt": "lieutenant",
        "sgt": "sergeant", "prof": "professor", "rev": "reverend",
    ]
}
