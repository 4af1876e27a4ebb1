import Actors
import Ledger
import Record
import SQLite

/// Two sides face to face: on which topics both have spoken, which passages answer one another, and what each says about the other. It shows what each is reported
/// to have said; who is right is not its question.
public struct Comparison: Sendable {
    /// The first side.
    public let a: ComparedSide
    /// The second side.
    public let b: ComparedSide
    /// What it is about; nil for all of it.
    public let topic: String?
    /// How many statements of each side were looked at.
    public let statements: (a: Int, b: Int)
    /// The topics, that with the strongest opposition first.
    public let topics: [Theme]
    /// What each says about the other.
    public let regards: Regards
    /// How many pairs of statements were held against each other.
    public let compared: Int
    /// Whether there was a model to tell how statements of different articles stand to each other; without one only links within articles are told.
    public let isJudged: Bool

    /// A topic with what both say on it.
    public struct Theme: Sendable {
        /// Its telling words, the most telling first.
        public let words: [String]
        /// How many statements each side has on it.
        public let statements: (a: Int, b: Int)
        /// Passages face to face: those against each other first, the surest first.
        public let pairs: [FacingPair]
        /// Statements of the first side that face none, those in the middle of the topic first; a few.
        public let restOfA: [StatementEntry]
        /// The same of the second.
        public let restOfB: [StatementEntry]

        /// How many of its pairs stand against each other.
        public var opposed: Int { pairs.count { $0.found.relation?.isAgainst == true } }
    }

    /// Pairs that are held against each other at most: the nearest by their words.
    public static let mostPairs = 160
    /// Of one statement at most so many.
    static let pairsOfEach = 4
    /// Statements of a side, by their places from `start` on, whose very words an earlier one of it has: they are not held against others again.
    static func repeated(_ gists: [Gist], from start: Int) -> Set<Int> {
        var seen: Set<String> = []
        return Set(gists.indices.filter { !seen.insert(gists[$0].told.content.lowercased()).inserted }.map { $0 + start })
    }

    /// Pairs shown of a topic at most, and statements beside them.
    static let (pairsShown, restShown) = (12, 3)
}

extension Ledger {
    /// Two sides face to face.
    ///
    /// - Parameters:
    ///   - topic: only what both say on this.
    ///   - judge: says how statements of different articles stand to each other; without one only what articles' own links tell is shown.
    /// - Throws: `QuestionError`, where both sides are one.
    public func compare(_ a: ComparedSide, _ b: ComparedSide, topic: Topic? = nil, judge: (any PairJudge)?) throws -> Comparison {
        guard Set(a.ids).isDisjoint(with: b.ids) else {
            throw QuestionError("\(a.actor.name) and \(b.actor.name) are one side; name two, or see dixit changed")
        }
        return try connection.snapshot {
            let all = try (gists(of: a.actors, topic: topic), gists(of: b.actors, topic: topic))
            let (first, second) = (onTopic(all.0, topic), onTopic(all.1, topic))
            let gists = first + second
            let names = try names(ofActors: Set(gists.flatMap(\.mentioned)))
            let likeness = WordLikeness(gists, actors: names)
            let rows = 0..<first.count, others = first.count..<gists.count
            let repeated = Comparison.repeated(first, from: 0).union(Comparison.repeated(second, from: first.count))
            let near = likeness.nearest(rows, others, most: Comparison.mostPairs, each: Comparison.pairsOfEach) {
                !repeated.contains($0) && !repeated.contains($1)
            }
            var facing: [Facing] = []
            var known: Set<[Int]> = []
            for link in try links(of: first, to: second) {
                let pair = [link.a, first.count + link.b]
                if known.insert(pair).inserted {
                    facing.append(Facing(a: pair[0], b: pair[1], found: link.found, place: .article))
                }
            }
            let asked = near.filter { !known.contains([$0.a, $0.b]) }
            if let judge {
                let found = try judge.relations(of: asked.map { (gists[$0.a].told, gists[$0.b].told) })
                facing += zip(asked, found).map { Facing(a: $0.a, b: $0.b, found: $1, place: .across) }
            }
            let themes = try themes(TopicClusters(likeness), facing, first.count, gists)
            return Comparison(
                a: a, b: b, topic: topic?.words, statements: (all.0.count, all.1.count), topics: themes,
                regards: try regards(a, b, topic: topic), compared: facing.count, isJudged: judge != nil)
        }
    }

    /// Two statements, by their places, and how they stand to each other.
    private struct Facing {
        let a: Int
        let b: Int
        let found: FoundRelation
        let place: FacingPair.Place
    }

    private func themes(_ clusters: TopicClusters, _ facing: [Facing], _ firstCount: Int, _ gists: [Gist]) throws -> [Comparison
        .Theme]
    {
        var loader = EntryLoader(self)
        var entries: [Int: StatementEntry] = [:]
        func entry(_ at: Int) throws -> StatementEntry? {
            if let known = entries[at] { return known }
            let loaded = try loader.statement(row: gists[at].row)
            entries[at] = loaded
            return loaded
        }
        var themes: [(theme: Comparison.Theme, strength: (Int, Double))] = []
        for topic in clusters.names.indices {
            let here = facing.filter { clusters.topic(of: $0.a, $0.b) == topic && $0.found.relation != .unrelated }
            let pairs = try here.compactMap { pair -> FacingPair? in
                guard let a = try entry(pair.a), let b = try entry(pair.b) else { return nil }
                return FacingPair(a: a, b: b, found: pair.found, place: pair.place)
            }.sorted { $0.rank < $1.rank }
            let shown = pairs.prefix(Comparison.pairsShown)
            let faced = Set(here.flatMap { [$0.a, $0.b] })
            let of = clusters.topics.indices.filter { clusters.topics[$0] == topic }
            let rest = of.filter { !faced.contains($0) }.sorted {
                (clusters.nearness(of: $1, to: topic), $0) < (clusters.nearness(of: $0, to: topic), $1)
            }
            let counts = (a: of.count { $0 < firstCount }, b: of.count { $0 >= firstCount })
            // What one side alone speaks of is no topic between them.
            guard !shown.isEmpty || counts.a > 0 && counts.b > 0 else { continue }
            let theme = Comparison.Theme(
                words: clusters.names[topic], statements: counts, pairs: Array(shown),
                restOfA: try rest.filter { $0 < firstCount }.prefix(Comparison.restShown).compactMap(entry),
                restOfB: try rest.filter { $0 >= firstCount }.prefix(Comparison.restShown).compactMap(entry))
            themes.append((theme, shown.first?.rank ?? (4, 0)))
        }
        return themes.sorted { $0.strength < $1.strength }.map(\.theme)
    }

    func names(ofActors ids: Set<Int>) throws -> [Int: String] {
        var names: [Int: String] = [:]
        for id in ids.sorted() { names[id] = try actor(id: id)?.name }
        return names
    }
}
