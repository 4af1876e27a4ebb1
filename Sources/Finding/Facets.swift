import Actors
import Ledger
import Record
import SQLite

/// By what the matches of a search can be told apart, with how many there are of each.
public struct Facets: Sendable {
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
    /// What layers have found, in the order of their names.
    public let marks: [Layer]

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
    /// - Parameter length: how many values of each are given at most.
    public func facets(_ query: StatementQuery, _ length: Int) throws -> Facets {
        try connection.snapshot {
            let all = try matches(query)
            // What nothing is asked of is counted among all matches.
            let under = { (part: StatementQuery.Part) in
                try query.parts.contains(part) ? self.matches(query, without: part).rows : all.rows
            }
            return Facets(
                matches: all.rows.count, areThereMore: all.areThereMore,
                speakers: try Facets.counts(under(.speakers).compactMap(\.speaker), length).compactMap { id, count in
                    try actor(id: id).map { .init(value: $0, count: count) }
                },
                outlets: try Facets.counts(under(.outlets).compactMap(\.outlet), length).map { id, count in
                    .init(value: Facets.Outlet(id: id, name: try outletName(id)), count: count)
                },
                months: try Facets.months(under(.days).compactMap(\.day)).prefix(length).map { .init(value: $0, count: $1) },
                forms: try Facets.values(Form.allCases, under(.forms).compactMap { Form(code: $0.form) }),
                reviewed: try Facets.values([true, false], under(.reviewed).map(\.isReviewed)), marks: try layers(query))
        }
    }

    private func layers(_ query: StatementQuery) throws -> [Facets.Layer] {
        // The layers that nothing is asked of are counted in one go.
        let all = try values(query)
        return try cards().filter { !$0.choices.isEmpty }.map { card in
            let part = StatementQuery.Part.marks(card.name)
            let counts = query.parts.contains(part) ? try values(query, without: part)[card.name] : all[card.name]
            return Facets.Layer(card: card, choices: counts ?? [])
        }
    }

    /// How often each layer has found what, the most frequent first.
    private func values(_ query: StatementQuery, without part: StatementQuery.Part? = nil) throws -> [String: [Facets.Value<
        String
    >]] {
        let counts = try connection.rows(
            """
            SELECT layer.name, mark_value.value, count(DISTINCT mark.statement)
            FROM (SELECT statement.id AS id FROM \(query.source(without: part.map { [$0] } ?? [])) LIMIT \(Facets.limit)) AS found
            CROSS JOIN mark ON mark.statement = found.id CROSS JOIN mark_value ON mark_value.id = mark.value
            CROSS JOIN layer ON layer.id = mark_value.layer
            GROUP BY layer.id, mark_value.value ORDER BY count(DISTINCT mark.statement) DESC, mark_value.value
            """
        ) { (layer: $0.text(0), Facets.Value(value: $0.text(1), count: $0.int(2))) }
        return Dictionary(grouping: counts, by: \.layer).mapValues { $0.map(\.1) }
    }

    private func matches(_ query: StatementQuery, without part: StatementQuery.Part? = nil) throws -> (
        rows: [Match], areThereMore: Bool
    ) {
        var rows = try connection.rows(
            """
            SELECT statement.actor, (SELECT article.outlet FROM article WHERE article.id = statement.article), statement.day,
                statement.form, statement.state
            FROM \(query.source(without: part.map { [$0] } ?? [])) LIMIT \(Facets.limit + 1)
            """
        ) { Match($0) }
        let areThereMore = rows.count > Facets.limit
        if areThereMore { rows.removeLast() }
        return (rows, areThereMore)
    }
}

/// What a match is counted by.
private struct Match {
    let speaker: Int?
    let outlet: Int?
    let day: Int?
    let form: Int
    let isReviewed: Bool

    init(_ row: borrowing Row) {
        speaker = row.optionalInt(0)
        outlet = row.optionalInt(1)
        day = row.optionalInt(2)
        form = row.int(3)
        isReviewed = row.int(4) > 0
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
