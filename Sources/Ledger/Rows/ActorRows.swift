import Record
import SQLite

/// The rows of an actor and its names.
package struct ActorRows {
    package let connection: Connection

    package init(connection: Connection) { self.connection = connection }

    /// Makes an actor with one name.
    ///
    /// - Parameters:
    ///   - callings: the set of bits of `Callings`.
    ///   - id: its number; nil for the next one.
    package func insert(_ name: String, _ kind: String?, callings: Int = 0, byPerson: Bool = false, id: Int? = nil) throws -> Int
    {
        try connection.run(
            "INSERT INTO actor (id, name, key, kind, callings, by_person) VALUES (?, ?, ?, ?, ?, ?)", id, name, hash(name, kind),
            kind, callings, byPerson ? 1 : 0)
        let actor = connection.lastInserted
        try connection.run("INSERT INTO actor_words (rowid, name) VALUES (?, ?)", actor, name)
        return actor
    }

    /// The actor that an actor was merged into, or itself; nil where there is none of this number.
    package func root(of actor: Int) throws -> Int? {
        try connection.row("SELECT coalesce(merged_into, id) FROM actor WHERE id = ?", actor) { $0.int(0) }
    }

    /// Gives an actor a further name; true where it had not got it.
    ///
    /// - Parameter id: the number of the name; nil for the next one.
    @discardableResult
    package func name(_ actor: Int, _ name: String, byPerson: Bool, id: Int? = nil) throws -> Bool {
        let main = try connection.row("SELECT name, kind FROM actor WHERE id = ?", actor) { ($0.text(0), $0.optionalText(1)) }
        guard let main, main.0 != name else { return false }
        try connection.run(
            "INSERT OR IGNORE INTO actor_name (id, actor, name, key, by_person) VALUES (?, ?, ?, ?, ?)", id, actor, name,
            hash(name, main.1),
            byPerson ? 1 : 0)
        guard connection.changed > 0 else { return false }
        try connection.run("INSERT INTO actor_words (rowid, name) VALUES (?, ?)", -connection.lastInserted, name)
        return true
    }

    /// Takes a further name away from an actor.
    package func removeName(_ actor: Int, _ name: String) throws {
        let row = try connection.row("SELECT id FROM actor_name WHERE actor = ? AND name = ?", actor, name) { $0.int(0) }
        guard let row else { return }
        try connection.run("INSERT INTO actor_words (actor_words, rowid, name) VALUES ('delete', ?, ?)", -row, name)
        try connection.run("DELETE FROM actor_name WHERE id = ?", row)
    }

    private func hash(_ name: String, _ kind: String?) -> Int {
        ActorName.hash(ActorName.key(name, kind.flatMap(EntityKind.init(rawValue:))))
    }
}
