import Actors
import Ledger
import Record
import SQLite

/// Two sides face to face: on which topics both have spoken, which passages are near in words, and what each says about the other. It shows what each is reported
/// to have said; who is right is not its question.
public struct Comparison: Sendable {
    /// The first side.
    public let a: ComparedSide
    /// The second side.
    public let b: ComparedSide
    /// What it is about; nil for all of it.
    public let topic: String?
    /// How many statements of each side were looked at, on that topic.
    public let statements: (a: Int, b: Int)
    /// The topics, that whose pairs stand apart the most first.
    public let topics: [Theme]
    /// What each says about the other.
    public let regards: Regards
    /// How many pairs of statements that are near in words, or linked, were looked at.
    public let compared: Int

    /// A topic with what both say on it.
    public struct Theme: Sendable {
        /// Its telling phrases, the most telling first; none where its statements share no more than words of any matter.
        public let words: [String]
        /// What stands above it.
        public var heading: String { words.isEmpty ? "Various matters" : words.joined(separator: ", ") }
        /// How many statements each side has on it.
        public let statements: (a: Int, b: Int)
        /// Passages face to face: those that stand apart, those that stand together, then the nearest in words.
        public let pairs: [FacingPair]
        /// Statements of the first side that face none, those in the middle of the topic first; a few.
        public let restOfA: [StatementEntry]
        /// The same of the second.
        public let restOfB: [StatementEntry]

        /// How many of its pairs stand against each other, or differ in a number or day.
        public var apart: Int { pairs.count { $0.standing.isApart } }
    }

    /// Pairs that are looked at at most: the nearest by their words.
    public static let mostPairs = 160
    /// Of one statement at most so many.
    static let pairsOfEach = 2
    /// Pairs shown of a topic at most, and statements beside them.
    static let (pairsShown, restShown) = (12, 3)
}

extension Ledger {
    /// Two sides face to face.
    ///
    /// - Parameter topic: only what both say on this.
    /// - Throws: `QuestionError`, where both sides are one.
    public func compare(_ a: ComparedSide, _ b: ComparedSide, topic: Topic? = nil) throws -> Comparison {
        try a.expectApart(from: b)
        return try connection.snapshot {
            let first = try onTopic(gists(of: a.actors, topic: topic), topic)
            let second = try onTopic(gists(of: b.actors, topic: topic), topic)
            let gists = first + second
            let names = try names(ofActors: Set(gists.flatMap(\.mentioned)))
            let likeness = WordLikeness(gists, actors: names)
            let rows = 0..<first.count, others = first.count..<gists.count
            let repeated = Gist.repeated(first, from: 0).union(Gist.repeated(second, from: first.count))
            let near = likeness.nearest(rows, others, most: Comparison.mostPairs, each: Comparison.pairsOfEach) {
                !repeated.contains($0) && !repeated.contains($1)
            }
            var facing: [Facing] = []
            var known: Set<[Int]> = []
            for link in try links(of: first, to: second) {
                let pair = [link.a, first.count + link.b]
                if known.insert(pair).inserted { facing.append(Facing(a: pair[0], b: pair[1], standing: link.standing)) }
            }
            facing += near.filter { !known.contains([$0.a, $0.b]) && $0.isWorthReading(in: gists) }.map {
                Facing(a: $0.a, b: $0.b, standing: $0.standing(in: gists))
            }
            let called = TopicNames(
                gists.map(\.told.content), mentioned: gists.map { $0.mentioned.compactMap { names[$0] } },
                sides: (a.actors + b.actors).map(\.name))
            let themes = try themes(TopicClusters(likeness), called, facing, first.count, gists)
            return Comparison(
                a: a, b: b, topic: topic?.words, statements: (first.count, second.count), topics: themes,
                regards: try regards(a, b, topic: topic), compared: facing.count)
        }
    }

    /// Two statements, by their places, and how they stand to each other.
    private struct Facing {
        let a: Int
        let b: Int
        let standing: Standing
    }

    private func themes(
        _ clusters: TopicClusters, _ called: TopicNames, _ facing: [Facing], _ firstCount: Int, _ gists: [Gist]
    ) throws -> [Comparison.Theme] {
        var loader = EntryLoader(self)
        var entries: [Int: StatementEntry] = [:]
        func entry(_ at: Int) throws -> StatementEntry? {
            if let known = entries[at] { return known }
            let loaded = try loader.statement(row: gists[at].row)
            entries[at] = loaded
            return loaded
        }
        var themes: [(theme: Comparison.Theme, strength: (Int, Double))] = []
        for topic in 0..<clusters.count {
            let here = facing.filter { clusters.topic(of: $0.a, $0.b) == topic }
            let pairs = try here.compactMap { pair -> FacingPair? in
                guard let a = try entry(pair.a), let b = try entry(pair.b) else { return nil }
                return FacingPair(a: a, b: b, standing: pair.standing)
            }.sorted { $0.standing.rank < $1.standing.rank }
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
                words: called.names(of: of), statements: counts, pairs: Array(shown),
                restOfA: try rest.filter { $0 < firstCount }.prefix(Comparison.restShown).compactMap(entry),
                restOfB: try rest.filter { $0 >= firstCount }.prefix(Comparison.restShown).compactMap(entry))
            themes.append((theme, shown.first?.standing.rank ?? (3, 0)))
        }
        return themes.sorted { $0.strength < $1.strength }.map(\.theme)
    }

    func names(ofActors ids: Set<Int>) throws -> [Int: String] {
        var names: [Int: String] = [:]
        for id in ids.sorted() { names[id] = try actor(id: id)?.name }
        return names
    }
}
