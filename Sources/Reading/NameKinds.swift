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

    /// How much more speaks for the kind of most than for its own. Of 1, 1.4 and 2 the best on GUM's dev split
    /// (Benchmarks/entities.py) that leaves the samples as they are.
    private static let clear = 1.4
}
