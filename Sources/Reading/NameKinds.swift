import Prose

/// What is called the same in one article is of the same kind: "Orvane" is a place in each mention, where it is one in most.
enum NameKinds {
    /// The mentions, in their order, with the kind that most mentions of their name have.
    static func settled(_ mentions: [FoundMention], _ surfaces: [MentionSurface]) -> [FoundMention] {
        var weights: [[String]: [Double]] = [:]
        for (mention, surface) in zip(mentions, surfaces) where mention.level == .name {
            weights[surface.tokens, default: Array(repeating: 0, count: 5)][mention.kind.rawValue] += mention.probability
        }
        return zip(mentions, surfaces).map { mention, surface in
            guard mention.level == .name, let votes = weights[surface.tokens] else { return mention }
            let own = votes[mention.kind.rawValue]
            guard let best = votes.indices.max(by: { (votes[$0], -$0) < (votes[$1], -$1) }), votes[best] >= clear * own,
                let kind = FoundMention.Kind(rawValue: best), kind != mention.kind
            else { return mention }
            var mention = mention
            mention.kind = kind
            return mention
        }
    }

    /// The mentions, in their order, each name of one word that the article uses as a country's or a town's a place: "in Talmere", "Talmere’s
    /// ambassador". Nobody heard of them, and the network takes them for people.
    static func placed(_ mentions: [FoundMention], in worded: WordedText) -> [FoundMention] {
        func word(_ at: Int) -> String { worded.slice(at..<at + 1).lowercased() }
        func lone(_ mention: FoundMention) -> String? {
            guard mention.level == .name, mention.kind == .person, !mention.isPlural else { return nil }
            let words = mention.words.filter { worded.words[$0].shape != .mark && word($0) != "s" }
            return words.count == 1 ? word(words[0]) : nil
        }
        // "Faith in Pellin" is in a person.
        func isTrusted(_ start: Int) -> Bool { start > 1 && trust.contains(word(start - 2)) }
        var (places, people): (Set<String>, Set<String>) = ([], [])
        for mention in mentions where mention.level == .name && mention.kind == .person {
            guard let name = lone(mention) else {
                people.formUnion((mention.name ?? mention.words).map(word))
                continue
            }
            let (start, end) = (mention.words.lowerBound, mention.words.upperBound)
            let isOwner = word(end - 1) == "s"
            if start > 0, !isOwner, inside.contains(word(start - 1)), !isTrusted(start) { places.insert(name) }
            if isOwner, end < worded.words.count, ofPlaces.contains(word(end)) { places.insert(name) }
        }
        places.subtract(people)
        guard !places.isEmpty else { return mentions }
        return mentions.map { mention in
            guard let name = lone(mention), places.contains(name) else { return mention }
            var mention = mention
            mention.kind = .place
            return mention
        }
    }

    private static let inside: Set<String> = ["in", "into", "inside", "throughout", "across"]
    private static let trust: Set<String> = [
        "faith", "trust", "trusts", "trusted", "confidence", "belief", "believe", "believes", "believed", "interest",
        "disappointed",
    ]
    private static let ofPlaces: Set<String> = [
        "ambassador", "embassy", "capital", "parliament", "border", "borders", "coast", "airspace", "territory", "constitution",
    ]

    /// How much more speaks for the kind of most than for its own. Of 1, 1.4 and 2 the best on GUM's dev split
    /// (Benchmarks/entities.py) that leaves the samples as they are.
    private static let clear = 1.4
}
