import Actors
import Ledger
import Record
import SQLite

/// Somebody who is heard, as a list of such shows them: enough to tell them from others of their name.
public struct HeardActor: Sendable, Hashable {
    /// Who it is.
    public let actor: ActorEntry
    /// How many statements they make.
    public let count: Int
    /// The day of the earliest article with one of them; nil where none has a date.
    public let firstDay: Day?
    /// The day of the latest.
    public let lastDay: Day?
    /// The outlets that carry most of them, most first, at most `outletsShown`; what no outlet is told for is left out.
    public let outlets: [ActorStatements.Carrier]
    /// The latest of them, each of another article, at most `statementsShown`.
    public let latest: [StatementEntry]

    /// How many `outlets` are given.
    public static let outletsShown = 3
    /// How many of the `latest` are given.
    public static let statementsShown = 2
}

extension Ledger {
    /// Those who make statements, who makes most first. Goes through all statements in an index, and through those of whom it gives.
    ///
    /// - Parameters:
    ///   - length: how many at most.
    ///   - skipped: how many of the first are left out.
    public func heard(_ length: Int, skipping skipped: Int) throws -> [HeardActor] {
        try connection.snapshot {
            var counted: [CountedActor] = []
            try eachHeard(length, skipping: skipped) { counted.append($0) }
            return try counted.map(heard)
        }
    }

    private func heard(_ counted: CountedActor) throws -> HeardActor {
        let id = counted.actor.id
        let days = try connection.row(
            "SELECT min(day), max(day) FROM statement WHERE actor = \(id) AND \(StatementQuery.own)"
        ) { ($0.optionalInt(0), $0.optionalInt(1)) }
        let carriers = try connection.rows(
            """
            SELECT outlet.name, sum(statements) FROM (
                SELECT article AS carrying, count(*) AS statements FROM statement WHERE actor = \(id) AND \(StatementQuery.own)
                GROUP BY article
            ) CROSS JOIN article ON article.id = carrying CROSS JOIN outlet ON outlet.id = article.outlet
            GROUP BY outlet.id ORDER BY sum(statements) DESC, outlet.name LIMIT \(HeardActor.outletsShown)
            """
        ) { ActorStatements.Carrier(outlet: $0.text(0), statements: $0.int(1)) }
        let rows = try connection.numbers(
            """
            SELECT min(id) FROM statement WHERE actor = \(id) AND \(StatementQuery.own)
            GROUP BY day, article ORDER BY day DESC, article DESC LIMIT \(HeardActor.statementsShown)
            """)
        var loader = EntryLoader(self)
        return HeardActor(
            actor: counted.actor, count: counted.count, firstDay: days?.0.map { Day(number: $0) },
            lastDay: days?.1.map { Day(number: $0) }, outlets: carriers,
            latest: try rows.compactMap { try loader.statement(row: $0) })
    }
}
