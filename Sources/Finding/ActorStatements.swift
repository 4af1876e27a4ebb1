import Actors
import Ledger
import Record
import SQLite

/// What an actor says, in order of time, and what follows from it.
public struct ActorStatements: Sendable, Hashable {
    /// Who speaks.
    public let actor: ActorEntry
    /// Its further names.
    public let names: [String]
    /// How many statements there are, whatever the limit.
    public let count: Int
    /// How many more stand inside what others say, under the same filters: claims of theirs. 0 where those are asked for themselves.
    public let told: Int
    /// The day of the earliest article with one of them, as 2021-03-12; nil where none has a date.
    public let firstDay: String?
    /// The day of the latest.
    public let lastDay: String?
    /// The statements, the earliest first, by when they were said where that is told, else by their articles' days; those without
    /// a date at the end.
    public let statements: [StatementEntry]
    /// Whom it quotes or mentions, most often first; at most `othersShown`.
    public let others: [Other]
    /// Which outlets carried the statements, copies counted, most first.
    public let outlets: [Carrier]

    /// How many `others` are given.
    public static let othersShown = 50

    /// Somebody of whom an actor speaks.
    public struct Other: Sendable, Hashable {
        /// Who it is.
        public let actor: ActorEntry
        /// How many statements mention it.
        public let mentions: Int
        /// How many statements stand inside the actor's and are put down to it.
        public let quotes: Int
    }

    /// An outlet that carried statements of an actor.
    public struct Carrier: Sendable, Hashable {
        /// Its name; nil where the article tells none.
        public let outlet: String?
        /// How many of the statements it carried.
        public let statements: Int
    }
}

extension Ledger {
    /// What an actor says, as far as a query asks for it, the latest of it where its limit leaves some out.
    ///
    /// - Parameter query: its one speaker is the actor.
    /// - Throws: `QuestionError`, where there is no such actor.
    public func statements(of query: StatementQuery) throws -> ActorStatements {
        try connection.snapshot {
            let asked = query.speakers.first ?? 0
            guard let actor = try actor(id: asked) else {
                throw QuestionError("there is no actor @\(asked); dixit show STATEMENT tells who speaks, with the number")
            }
            var query = query
            query.speakers = [actor.id]
            let all = try totals(query)
            var inside = query
            inside.isNested = true
            return ActorStatements(
                actor: actor, names: try names(of: actor), count: all.count,
                told: query.isNested == false ? try totals(inside).count : 0, firstDay: all.first, lastDay: all.last,
                statements: try inOrderOfTime(query), others: try others(query), outlets: try outlets(query))
        }
    }

    private func totals(_ query: StatementQuery) throws -> (count: Int, first: String?, last: String?) {
        try connection.row(
            """
            SELECT count(*), date(min(statement.day) * 86400, 'unixepoch'), date(max(statement.day) * 86400, 'unixepoch')
            FROM statement WHERE \(query.conditions())
            """
        ) { ($0.int(0), $0.optionalText(1), $0.optionalText(2)) } ?? (0, nil, nil)
    }

    private func inOrderOfTime(_ query: StatementQuery) throws -> [StatementEntry] {
        var loader = try FoundLoader(query, self)
        let dated = try connection.numbers(
            """
            SELECT statement.id FROM statement WHERE statement.day IS NOT NULL AND \(query.conditions())
            ORDER BY statement.day DESC, statement.article DESC, statement.number DESC LIMIT \(query.limit)
            """)
        var undated: [Int] = []
        if query.days == .all, dated.count < query.limit {
            undated = try connection.numbers(
                """
                SELECT statement.id FROM statement WHERE statement.day IS NULL AND \(query.conditions())
                ORDER BY statement.article, statement.number LIMIT \(query.limit - dated.count)
                """)
        }
        let told = try dated.reversed().compactMap { try loader.statement($0) }
        let inOrder = told.enumerated().sorted { ($0.element.dayOfSaying, $0.offset) < ($1.element.dayOfSaying, $1.offset) }
        return try inOrder.map(\.element) + undated.compactMap { try loader.statement($0) }
    }

    private func others(_ query: StatementQuery) throws -> [ActorStatements.Other] {
        var counts: [Int: (mentions: Int, quotes: Int)] = [:]
        try connection.query(
            """
            SELECT other.actor, count(*) FROM statement CROSS JOIN about AS other ON other.statement = statement.id
            WHERE \(query.conditions()) GROUP BY other.actor
            """
        ) { row in
            counts[row.int(0), default: (0, 0)].mentions = row.int(1)
            return true
        }
        try connection.query(
            """
            SELECT inner_one.actor, count(*) FROM statement
            CROSS JOIN statement AS inner_one ON inner_one.article = statement.article AND inner_one.parent = statement.number
            WHERE \(query.conditions()) AND inner_one.actor IS NOT NULL AND inner_one.state <> 2
            GROUP BY inner_one.actor
            """
        ) { row in
            counts[row.int(0), default: (0, 0)].quotes = row.int(1)
            return true
        }
        counts[query.speakers[0]] = nil
        let sorted = counts.sorted {
            ($1.value.mentions + $1.value.quotes, $0.key) < ($0.value.mentions + $0.value.quotes, $1.key)
        }
        return try sorted.prefix(ActorStatements.othersShown).compactMap { id, count in
            try actor(id: id).map { ActorStatements.Other(actor: $0, mentions: count.mentions, quotes: count.quotes) }
        }
    }

    // Statements are counted by article, in the order of their index, before the articles' outlets are looked up, and copies are looked for by article too.
    private func outlets(_ query: StatementQuery) throws -> [ActorStatements.Carrier] {
        try connection.rows(
            """
            WITH telling AS MATERIALIZED (
                SELECT statement.article AS article, count(*) AS statements FROM statement WHERE \(query.conditions())
                GROUP BY statement.day, statement.article)
            SELECT outlet.name, sum(carried) FROM (
                SELECT article.outlet AS carrier, telling.statements AS carried FROM telling
                CROSS JOIN article ON article.id = telling.article
                UNION ALL
                SELECT copy.outlet, 1 FROM telling CROSS JOIN article AS copy ON copy.copy_of = telling.article
                CROSS JOIN statement AS repeated ON repeated.article = copy.id
                CROSS JOIN statement ON statement.id = repeated.repeats AND \(query.conditions())
            ) LEFT JOIN outlet ON outlet.id = carrier
            GROUP BY carrier ORDER BY sum(carried) DESC, outlet.name
            """
        ) { ActorStatements.Carrier(outlet: $0.optionalText(0), statements: $0.int(1)) }
    }
}

extension StatementEntry {
    /// The first day on which it may have been said, as the layer `said` tells, else its article's; days since 1970-01-01.
    fileprivate var dayOfSaying: Int {
        for mark in marks where mark.layer == "said" {
            if case .days(let days, _) = mark.value { return days.from.number }
        }
        return article.published.flatMap { Day(published: $0) }?.number ?? Int.max
    }
}
