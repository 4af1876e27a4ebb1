import Actors
import Ledger
import Record
import SQLite

/// By what the matches of a search can be told apart, with how many there are of each.
public struct Facets: Sendable {
    /// What matches can be told apart by.
    public enum Kind: Sendable, Hashable {
        case speaker, outlet, month, form, reviewed
    }

    /// A value and how many matches have it.
    public struct Value<Kind: Sendable>: Sendable {
        /// The value.
        public let value: Kind
        /// How many matches there are.
        public let count: Int
    }

    /// An outlet: its row and its name.
    public struct Outlet: Sendable, Hashable {
        /// Its row.
        public let id: Int
        /// Its name.
        public let name: String

        /// An outlet of its row and name.
        public init(id: Int, name: String) {
            self.id = id
            self.name = name
        }
    }

    /// How many matches were counted.
    public let matches: Int
    /// Whether there are more than were counted.
    public let areThereMore: Bool
    /// Who speaks, most first.
    public let speakers: [Value<ActorEntry>]
    /// Who published it, most first.
    public let outlets: [Value<Outlet>]
    /// Months, the latest first.
    public let months: [Value<Day>]
    /// Direct, indirect, mixed.
    public let forms: [Value<Form>]
    /// Reviewed or not.
    public let reviewed: [Value<Bool>]
    /// What lists of actors tell of who speaks, in the order of the columns' names.
    public let attributes: [Attribute]
    /// What layers have found, in the order of their names.
    public let marks: [Layer]

    /// One column of lists of actors.
    public struct Attribute: Sendable {
        /// Its name.
        public let name: String
        /// Its values, most first.
        public let values: [Value<String>]
    }

    /// What one layer has found.
    public struct Layer: Sendable {
        /// What it says of itself.
        public let card: LayerCard
        /// Its choices, most first.
        public let choices: [Value<String>]
    }

    /// How many matches are counted at most: what takes a few milliseconds.
    public static let limit = 2_000
}

extension Ledger {
    /// Counts the matches of a query by what they can be told apart by; each facet under the other filters of the query, so that its
    /// counts tell what choosing another value would give.
    ///
    /// - Parameters:
    ///   - length: how many values of each are given at most.
    ///   - unasked: what need not be counted; none of its values are given.
    public func facets(_ query: StatementQuery, _ length: Int, without unasked: Set<Facets.Kind> = []) throws -> Facets {
        try connection.snapshot { try facets(query, length, without: unasked, of: matches(query)) }
    }

    /// The statements that a query asks for, and what its matches can be told apart by. Where words are asked for, their matches are gone through once for both.
    ///
    /// - Parameter length: how many values of each facet are given at most.
    public func search(_ query: StatementQuery, _ length: Int) throws -> (found: [StatementEntry], facets: Facets) {
        try connection.snapshot {
            guard query.isRanked, query.like == nil, query.offset + query.limit <= StatementQuery.ranked else {
                return (try find(query), try facets(query, length))
            }
            let matches = try connection.rows(query.rankedMatches) { (match: Match($0), score: $0.double(Match.width)) }
            var loader = try FoundLoader(query, self)
            let best = matches.map { ($0.score, $0.match.id) }.sorted { $0 < $1 }.dropFirst(query.offset).prefix(query.limit)
            let found = try best.compactMap { try loader.statement($0.1) }
            // Of more of them those are counted that were added first, and not those that are ranked.
            guard matches.count <= Facets.limit else { return (found, try facets(query, length)) }
            return (found, try facets(query, length, without: [], of: (matches.map(\.match), false)))
        }
    }

    private func facets(
        _ query: StatementQuery, _ length: Int, without unasked: Set<Facets.Kind>, of all: (rows: [Match], areThereMore: Bool)
    ) throws -> Facets {
        // What nothing is asked of is counted among all matches.
        let under = { (kind: Facets.Kind, part: StatementQuery.Part) throws -> [Match] in
            if unasked.contains(kind) { return [] }
            return try query.parts.contains(part) ? self.matches(query, without: part).rows : all.rows
        }
        return Facets(
            matches: all.rows.count, areThereMore: all.areThereMore,
            speakers: try Facets.counts(under(.speaker, .speakers).compactMap(\.speaker), length).compactMap { id, count in
                try actor(id: id).map { .init(value: $0, count: count) }
            },
            outlets: try Facets.counts(outlets(of: under(.outlet, .outlets)), length).map { id, count in
                .init(value: Facets.Outlet(id: id, name: try outletName(id)), count: count)
            },
            months: try Facets.months(under(.month, .days).compactMap(\.day)).prefix(length).map {
                .init(value: $0, count: $1)
            },
            forms: try Facets.values(Form.allCases, under(.form, .forms).compactMap { Form(code: $0.form) }),
            reviewed: try Facets.values([true, false], under(.reviewed, .reviewed).map(\.isReviewed)),
            attributes: unasked.contains(.speaker) ? [] : try attributes(query, all.rows, length),
            marks: try layers(query, all.rows))
    }

    /// The outlets of some statements' articles, each as often as there are such statements. Of each article it is looked up once.
    private func outlets(of matches: [Match]) throws -> [Int] {
        let counts = Dictionary(grouping: matches, by: \.article).mapValues(\.count)
        let ids = "[\(counts.keys.sorted().map { "\($0)" }.joined(separator: ","))]"
        let outlets = try connection.rows(
            """
            SELECT article.id, article.outlet FROM json_each(\(ids)) AS found CROSS JOIN article ON article.id = found.value
            WHERE article.outlet IS NOT NULL
            """
        ) { (article: $0.int(0), outlet: $0.int(1)) }
        return outlets.flatMap { Array(repeating: $0.outlet, count: counts[$0.article] ?? 0) }
    }

    private func attributes(_ query: StatementQuery, _ all: [Match], _ length: Int) throws -> [Facets.Attribute] {
        try attributeNames().map { name in
            let part = StatementQuery.Part.attribute(name)
            let counted = try query.parts.contains(part) ? matches(query, without: part).rows : all
            let told = try attributes(of: Array(Set(counted.compactMap(\.speaker))))
            var counts: [String: Int] = [:]
            for match in counted {
                for value in match.speaker.flatMap({ told[$0]?[name] }) ?? [] { counts[value, default: 0] += 1 }
            }
            let sorted = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(length)
            return Facets.Attribute(name: name, values: sorted.map { Facets.Value(value: $0.key, count: $0.value) })
        }
    }

    private func layers(_ query: StatementQuery, _ all: [Match]) throws -> [Facets.Layer] {
        // The layers that nothing is asked of are counted in one go.
        let counted = try values(of: all)
        return try cards().filter { !$0.choices.isEmpty }.map { card in
            let part = StatementQuery.Part.marks(card.name)
            guard query.parts.contains(part) else { return Facets.Layer(card: card, choices: counted[card.name] ?? []) }
            let others = try matches(query, without: part).rows
            return Facets.Layer(card: card, choices: try values(of: others)[card.name] ?? [])
        }
    }

    /// How often each layer has found what in some statements, the most frequent first.
    private func values(of matches: [Match]) throws -> [String: [Facets.Value<String>]] {
        let ids = "[\(matches.map { "\($0.id)" }.joined(separator: ","))]"
        let counts = try connection.rows(
            """
            SELECT layer.name, mark_value.value, counted.statements FROM (
                SELECT mark.value AS value, count(DISTINCT mark.statement) AS statements
                FROM json_each(\(ids)) AS found CROSS JOIN mark ON mark.statement = found.value GROUP BY mark.value
            ) AS counted CROSS JOIN mark_value ON mark_value.id = counted.value CROSS JOIN layer ON layer.id = mark_value.layer
            ORDER BY counted.statements DESC, mark_value.value
            """
        ) { (layer: $0.text(0), Facets.Value(value: $0.text(1), count: $0.int(2))) }
        return Dictionary(grouping: counts, by: \.layer).mapValues { $0.map(\.1) }
    }

    private func matches(
        _ query: StatementQuery, without part: StatementQuery.Part? = nil
    ) throws -> (rows: [Match], areThereMore: Bool) {
        let query = try planned(query)
        var rows = try connection.rows(
            """
            SELECT \(Match.columns) FROM \(query.source(without: part.map { [$0] } ?? [])) LIMIT \(Facets.limit + 1)
            """
        ) { Match($0) }
        let areThereMore = rows.count > Facets.limit
        if areThereMore { rows.removeLast() }
        return (rows, areThereMore)
    }
}

extension StatementQuery {
    /// The matches that are ranked, those added last first, each with its score behind it: the least is the best.
    fileprivate var rankedMatches: SQL {
        """
        SELECT \(Match.columns), dixit_relevance(statement_words) FROM \(source())
        ORDER BY statement_words.rowid DESC LIMIT \(StatementQuery.ranked)
        """
    }
}

/// What a match is counted by.
private struct Match {
    let id: Int
    let article: Int
    let speaker: Int?
    let day: Int?
    let form: Int
    let isReviewed: Bool

    static let columns: SQL =
        "statement.id, statement.article, statement.actor, statement.day, statement.form, statement.state"
    /// How many columns it takes.
    static let width: Int32 = 6

    init(_ row: borrowing Row) {
        id = row.int(0)
        article = row.int(1)
        speaker = row.optionalInt(2)
        day = row.optionalInt(3)
        form = row.int(4)
        isReviewed = row.int(5) > 0
    }
}

extension Facets {
    /// How often each number stands in a list, most often first.
    fileprivate static func counts(_ numbers: [Int], _ length: Int) -> [(Int, Int)] {
        Dictionary(grouping: numbers) { $0 }.map { ($0.key, $0.value.count) }.sorted { ($1.1, $0.0) < ($0.1, $1.0) }.prefix(
            length
        ).map { $0 }
    }

    /// How many days of each month stand in a list, the latest month first.
    fileprivate static func months(_ days: [Int]) -> [(Day, Int)] {
        counts(days.map { Day(number: $0).monthStarts(1)[0].number }, Int.max).sorted { $0.0 > $1.0 }.map {
            (Day(number: $0), $1)
        }
    }

    /// How often each of some values stands in a list; those that do not are left out.
    fileprivate static func values<Kind: Hashable & Sendable>(_ all: [Kind], _ found: [Kind]) -> [Value<Kind>] {
        let counts = Dictionary(grouping: found) { $0 }.mapValues(\.count)
        return all.compactMap { value in counts[value].map { .init(value: value, count: $0) } }
    }
}
