import SQLite

/// A hash over an actor's row, its names, roles, groups and ids elsewhere, so that what was changed by other means than this program's is noticed.
///
/// Whatever writes one of them says so (`Connection.touch`), and before the transaction ends the actors are sealed anew. In how many articles an
/// actor is, which changes with each, is not in it: `verify` counts that.
package struct ActorSeal {
    let connection: Connection

    package init(connection: Connection) { self.connection = connection }

    /// Has actors sealed that a transaction touches.
    static func look(after connection: Connection) {
        connection.settleTouched = { connection, actors in
            let seal = ActorSeal(connection: connection)
            for actor in actors.sorted() { try seal.write(actor) }
        }
    }

    /// Seals an actor, whatever stands there.
    func write(_ actor: Int) throws {
        try connection.run("UPDATE actor SET seal = \(hash(of: actor)) WHERE id = \(actor)")
    }

    /// What is wrong with the actors, a clause each.
    package func problems() throws -> [String] {
        var problems: [String] = []
        try connection.query("SELECT id, seal FROM actor ORDER BY id") { row in
            if try row.optionalBlob(1) != hash(of: row.int(0)) {
                problems.append("actor @\(row.int(0)): it, or what is told of it, is not as it was written")
            }
            return problems.count < 100
        }
        return problems
    }

    /// SHA-256 of the rows, each column as SQL's `quote` writes it.
    private func hash(of actor: Int) throws -> [UInt8] {
        var bytes: [UInt8] = []
        try connection.query(
            """
            SELECT line FROM (
                SELECT 0 AS part, 0 AS number, quote(id) || quote(name) || ' ' || quote(key) || quote(kind) || ' ' || quote(occupations) || ' '
                    || quote(by_person) || ' ' || quote(merged_into) || ' ' || quote(person_into) || ' ' || quote(machine_into) || ' '
                    || quote(probable) || quote(contested) || ' ' || quote(apart) || ' ' || quote(surname) || ' ' || quote(given) AS line
                FROM actor WHERE id = \(actor)
                UNION ALL SELECT 1, id, quote(id) || quote(name) || ' ' || quote(key) || ' ' || quote(by_person)
                FROM actor_name WHERE actor = \(actor)
                UNION ALL SELECT 2, id, quote(id) || quote(sort) || quote(name) || ' ' || quote(first_day) || ' ' || quote(last_day)
                FROM actor_role WHERE actor = \(actor)
                UNION ALL SELECT 3, 0, quote(scheme) || quote(value) FROM actor_external WHERE actor = \(actor)
            ) ORDER BY part, number, line
            """
        ) { row in
            row.withBytes(0) { bytes += $0 }
            bytes.append(0x0A)
            return true
        }
        return Fingerprint(of: bytes).bytes
    }
}

extension Connection {
    /// Says that an actor, or what is told of it, is another one than before.
    package func touch(_ actor: Int) { touched.insert(actor) }
}
