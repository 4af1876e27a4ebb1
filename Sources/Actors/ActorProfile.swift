import Ledger
import Record
import SQLite

/// An actor as it is told from others at a glance: what it is called, who speaks of it, when, and what it says.
public struct ActorProfile: Sendable, Hashable {
    /// The actor.
    public let actor: ActorEntry
    /// Its further names.
    public let names: [String]
    /// In how many articles it is mentioned.
    public let articles: Int
    /// How many statements it makes, and how many of others mention it.
    public let choice: ActorChoice
    /// The outlets that speak of it, most articles first.
    public let outlets: [String]
    /// The day of the earliest article that speaks of it; nil where none has a date.
    public let firstDay: Day?
    /// The day of the latest.
    public let lastDay: Day?
    /// The latest statements that it makes, else that mention it: `examplesShown` at most.
    public let examples: [StatementEntry]

    /// How many `examples` are given.
    public static let examplesShown = 2
}

/// Makes the profiles of actors, each once.
struct ActorProfiles {
    private let ledger: Ledger
    private var loader: EntryLoader
    private var made: [Int: ActorProfile] = [:]

    init(_ ledger: Ledger) {
        self.ledger = ledger
        loader = EntryLoader(ledger)
    }

    /// The profile of an actor; nil where it is not there.
    mutating func profile(of id: Int) throws -> ActorProfile? {
        if let known = made[id] { return known }
        guard let actor = try ledger.actor(id: id) else { return nil }
        let carried = try ledger.connection.rows(
            """
            SELECT outlet.name, count(*), min(article.day), max(article.day) FROM (
                SELECT DISTINCT entity.id / 1048576 AS number FROM entity
                WHERE entity.actor = \(id) OR entity.actor IN (SELECT row.id FROM actor AS row WHERE row.merged_into = \(id))
            ) CROSS JOIN article ON article.id = number LEFT JOIN outlet ON outlet.id = article.outlet
            GROUP BY article.outlet ORDER BY count(*) DESC, outlet.name
            """
        ) { (outlet: $0.optionalText(0), articles: $0.int(1), first: $0.optionalInt(2), last: $0.optionalInt(3)) }
        let profile = ActorProfile(
            actor: actor, names: try ledger.names(of: actor), articles: carried.reduce(0) { $0 + $1.articles },
            choice: try ledger.choice(actor), outlets: carried.compactMap(\.outlet),
            firstDay: carried.compactMap(\.first).min().map { Day(number: $0) },
            lastDay: carried.compactMap(\.last).max().map { Day(number: $0) }, examples: try examples(of: id))
        made[id] = profile
        return profile
    }

    private mutating func examples(of id: Int) throws -> [StatementEntry] {
        var rows = try ledger.connection.numbers(
            """
            SELECT id FROM statement WHERE actor = \(id) AND state <> 2 AND repeats IS NULL
            ORDER BY day DESC, article DESC, number DESC LIMIT \(ActorProfile.examplesShown)
            """)
        if rows.count < ActorProfile.examplesShown {
            rows += try ledger.connection.numbers(
                """
                SELECT statement.id FROM about CROSS JOIN statement ON statement.id = about.statement
                WHERE about.actor = \(id) AND state <> 2 AND repeats IS NULL
                ORDER BY statement.id DESC LIMIT \(ActorProfile.examplesShown - rows.count)
                """)
        }
        return try rows.compactMap { try loader.statement(row: $0) }
    }
}
