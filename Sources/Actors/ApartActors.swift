import Ledger
import SQLite

/// Which actors people keep apart: those that they have found to be different, and those that they have split off another one.
///
/// It stands in the log of acts alone, so that it comes and goes with them, into exports too.
package struct ApartActors {
    package let connection: Connection

    package init(connection: Connection) { self.connection = connection }

    /// Two rows of the table of actors.
    package struct Pair: Hashable {
        /// The act that says so.
        package let act: Int
        package let verb: String
        package let one: Int
        package let other: Int
    }

    /// All pairs whose act was not undone, in the order of the acts.
    package func pairs() throws -> [Pair] {
        try acts(
            """
            SELECT id, verb, actor, detail FROM act WHERE verb IN ('differ', 'split') AND actor IS NOT NULL
                AND NOT EXISTS (SELECT 1 FROM act AS undoing WHERE undoing.undoes = act.id)
            """)
    }

    /// The first pair among some actors, each given as the one that stands for its rows; nil where none of them are kept apart.
    ///
    /// - Parameter verbs: the acts that count.
    package func pair(among roots: [Int], by verbs: Set<String>) throws -> Pair? {
        let rows = ActorRows(connection: connection)
        return try pairs().first { pair in
            guard verbs.contains(pair.verb), let one = try rows.root(of: pair.one), let other = try rows.root(of: pair.other)
            else { return false }
            return one != other && roots.contains(one) && roots.contains(other)
        }
    }

    /// The acts by which an actor was found to be different from another one, also those that were undone.
    package func acts(upon root: Int) throws -> [Int] {
        let rows = ActorRows(connection: connection)
        return try acts("SELECT id, verb, actor, detail FROM act WHERE verb IN ('differ', 'split') AND actor IS NOT NULL").filter
        {
            try $0.verb == "differ" && (rows.root(of: $0.one) == root || rows.root(of: $0.other) == root)
        }.map(\.act)
    }

    private func acts(_ sql: SQL) throws -> [Pair] {
        try connection.rows(sql) { row in
            let numbers = ActDetail(json: row.text(3))?.numbers ?? []
            let others =
                row.text(1) == "differ"
                ? Array(numbers.prefix(1)) : stride(from: 2, to: numbers.count, by: 3).map { numbers[$0] }
            return Set(others).sorted().map { Pair(act: row.int(0), verb: row.text(1), one: row.int(2), other: $0) }
        }.flatMap { $0 }.sorted { ($0.act, $0.other) < ($1.act, $1.other) }
    }
}
