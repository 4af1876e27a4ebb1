import Actors
import Ledger
import Record
import SQLite

/// How an outlet sources, by its latest articles.
public struct OutletSourcing: Sendable {
    /// The layer that tells how sources are given.
    public static let layer = "sourcing"
    /// The layer that tells what an article claims in its own voice.
    public static let ownLayer = "own_voice"

    /// The outlet.
    public let outlet: ListedOutlet
    /// How many articles were looked at, the latest, copies left out.
    public let sampled: Int
    /// Statements in them.
    public let statements: Int
    /// How many of these the layer has found with each of its choices, in the order of its card; none where it has marked nothing here.
    public let sources: [Source]
    /// The share of their words in own voice; nil where there are none.
    public let ownVoice: Double?
    /// How many sentences in its own voice claim something, by kind, in the order of the layer's card; none where it has marked nothing here.
    public let ownClaims: [Source]
    /// Who is heard most in them.
    public let speakers: [CountedActor]

    /// A way of giving sources, and how many statements have it.
    public struct Source: Sendable, Hashable {
        /// The layer's choice.
        public let choice: LayerCard.Choice
        /// How many statements have it.
        public let count: Int
    }
}

/// The outlets with their latest articles, so that questions about one of them need not go through all articles.
public struct Outlets: Sendable {
    /// By size, the largest first.
    public let listed: [ListedOutlet]
    /// The latest articles of each, by its row; copies left out.
    package let latest: [Int: [Int]]

    /// The words of each one's name in plain letters, in the order of `listed`.
    let names: [[String]]

    /// The outlet of a row; nil where there is none.
    public subscript(row: Int) -> ListedOutlet? { listed.first { $0.id == row } }
}

extension Ledger {
    /// The outlets. Goes through the articles, which are few beside statements; keep what it gives.
    ///
    /// - Parameter sample: how many of an outlet's latest articles are wanted.
    public func outlets(sample: Int) throws -> Outlets {
        try connection.snapshot {
            var latest: [Int: [Int]] = [:]
            // Which are copies is asked of their index, so that all others come in order from that of outlets and days alone.
            try connection.query(
                """
                SELECT outlet, id FROM article
                WHERE outlet IS NOT NULL AND id NOT IN (SELECT id FROM article WHERE copy_of IS NOT NULL)
                ORDER BY outlet DESC, day DESC, id DESC
                """
            ) { row in
                let outlet = row.int(0)
                if latest[outlet, default: []].count < sample { latest[outlet, default: []].append(row.int(1)) }
                return true
            }
            let listed = try outlets(Int(Int32.max))
            return Outlets(
                listed: listed,
                latest: latest,
                names: listed.map { NameHits.words(of: $0.name).map(ActorName.spelledPlainly) })
        }
    }

    /// How an outlet sources.
    ///
    /// - Parameters:
    ///   - outlet: its row.
    ///   - outlets: what `outlets(sample:)` has given.
    /// - Throws: `QuestionError`, where there is no such outlet.
    public func sourcing(of outlet: Int, _ outlets: Outlets) throws -> OutletSourcing {
        try connection.snapshot {
            guard let listed = outlets[outlet] else { throw QuestionError("there is no outlet \(outlet)") }
            let card = try cards().first { $0.name == OutletSourcing.layer }
            var counts = SourcingCounts()
            var loader = EntryLoader(self)
            let articles = outlets.latest[outlet] ?? []
            for article in articles {
                var contents: [Span] = []
                try connection.query(
                    """
                    SELECT actor, (
                        SELECT mark_value.value FROM mark CROSS JOIN mark_value ON mark_value.id = mark.value
                        CROSS JOIN layer ON layer.id = mark_value.layer
                        WHERE mark.statement = statement.id AND layer.name = \(OutletSourcing.layer)
                    ), \(OwnWords.isTold), \(StatementParts.contentColumns) FROM statement WHERE article = \(article) AND state <> 2
                    """
                ) { row in
                    contents += StatementParts.content(row, from: 3)
                    counts.add(actor: row.int(2) == 0 ? row.optionalInt(0) : nil, source: row.optionalText(1))
                    return true
                }
                contents += try StatementParts.contentPieces(of: article, on: connection)
                let slices = try loader.slices(article)
                for claim in try ownClaims(of: article) { counts.claims[claim, default: 0] += 1 }
                counts.add(OwnVoice.words(of: slices.text(Span(0, slices.count)) ?? "", outside: contents))
            }
            return OutletSourcing(
                outlet: listed, sampled: articles.count, statements: counts.statements,
                sources: card?.choices.map { OutletSourcing.Source(choice: $0, count: counts.sources[$0.name] ?? 0) } ?? [],
                ownVoice: counts.words > 0 ? Double(counts.ownWords) / Double(counts.words) : nil,
                ownClaims: try cards().first { $0.name == OutletSourcing.ownLayer }?.choices.map {
                    OutletSourcing.Source(choice: $0, count: counts.claims[$0.name] ?? 0)
                } ?? [],
                speakers: try counts.mostHeard(20).compactMap { id, count in
                    try actor(id: id).map { CountedActor(actor: $0, count: count) }
                })
        }
    }

    /// What an article claims in nobody's name, a kind once a sentence.
    private func ownClaims(of article: Int) throws -> [String] {
        var claims: [String] = []
        for mark in try MarkRows(connection: connection).marks(ofArticle: article) where mark.layer == OutletSourcing.ownLayer {
            guard case .record(let record) = mark.value else { continue }
            for case .words(let words)? in record.members.map(\.value) { claims += words }
        }
        return claims
    }

    /// The latest articles of an outlet.
    public func latest(of outlet: Int, _ outlets: Outlets, _ length: Int) throws -> [ListedArticle] {
        try connection.snapshot {
            var loader = EntryLoader(self)
            return try (outlets.latest[outlet] ?? []).prefix(length).compactMap { try listed($0, &loader) }
        }
    }
}

private struct SourcingCounts {
    var statements = 0
    /// By the names of the layer's choices.
    var sources: [String: Int] = [:]
    /// By the names of claims.
    var claims: [String: Int] = [:]
    var words = 0
    var ownWords = 0
    private var heard: [Int: Int] = [:]

    /// - Parameter actor: who is heard; nobody inside what somebody else says.
    mutating func add(actor: Int?, source: String?) {
        statements += 1
        if let actor { heard[actor, default: 0] += 1 }
        if let source { sources[source, default: 0] += 1 }
    }

    mutating func add(_ counted: (all: Int, own: Int)) {
        words += counted.all
        ownWords += counted.own
    }

    func mostHeard(_ length: Int) -> [(Int, Int)] {
        heard.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(length).map { ($0.key, $0.value) }
    }
}
