import Ledger
import Record
import SQLite

/// The roles and groups of actors in their table.
package struct ActorTerms {
    package enum Sort: String, Sendable { case role, group }

    package let connection: Connection

    package init(connection: Connection) { self.connection = connection }

    /// Adds a role or a group; false where it is there for the same time.
    package func add(_ term: ActorRecord.Term, _ sort: Sort, to actor: Int) throws -> Bool {
        if try row(term, sort, of: actor) != nil { return false }
        connection.touch(actor)
        try connection.run(
            "INSERT INTO actor_role (actor, sort, name, first_day, last_day) VALUES (?, ?, ?, ?, ?)", actor, sort.rawValue,
            term.name,
            term.first?.number, term.last?.number)
        return true
    }

    package func remove(_ term: ActorRecord.Term, _ sort: Sort, of actor: Int) throws {
        guard let row = try row(term, sort, of: actor) else { return }
        connection.touch(actor)
        try connection.run("DELETE FROM actor_role WHERE id = ?", row)
    }

    private func row(_ term: ActorRecord.Term, _ sort: Sort, of actor: Int) throws -> Int? {
        try connection.row(
            "SELECT id FROM actor_role WHERE actor = ? AND sort = ? AND name = ? AND first_day IS ? AND last_day IS ?", actor,
            sort.rawValue, term.name, term.first?.number, term.last?.number
        ) { $0.int(0) }
    }

    /// What an actor is or belongs to, the earliest first.
    package func terms(of actor: Int, _ sort: Sort) throws -> [ActorRecord.Term] {
        try connection.rows(
            "SELECT name, first_day, last_day FROM actor_role WHERE actor = ? AND sort = ? ORDER BY first_day, id", actor,
            sort.rawValue
        ) {
            ActorRecord.Term(
                name: $0.text(0), first: $0.optionalInt(1).map { Day(number: $0) },
                last: $0.optionalInt(2).map { Day(number: $0) })
        }
    }
}
