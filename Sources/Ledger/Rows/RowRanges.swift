import SQLite

/// What the numbers and words of the tables can be. SQLite alone does not keep them so, and older versions of the file did not either.
package enum RowRanges {
    /// What must not be, and what finds it: the first column names the place.
    package static let proofs: [(problem: String, sql: StaticString)] = [
        (
            "a number in its row is none that it can be",
            """
            SELECT 'article ' || id FROM article WHERE typeof(added) <> 'integer' OR added NOT BETWEEN -62135596800 AND 253402300799
            OR (day IS NOT NULL AND (typeof(day) <> 'integer' OR day NOT BETWEEN -719162 AND 2932896))
            OR (likeness IS NOT NULL AND (typeof(likeness) <> 'integer' OR likeness NOT BETWEEN 0 AND 1000))
            OR typeof(last_number) <> 'integer' OR last_number < -1 LIMIT 100
            """
        ),
        (
            "a number in its row is none that it can be",
            """
            SELECT 'statement ' || article || '.' || number FROM statement WHERE typeof(number) <> 'integer' OR number < 0
            OR form NOT IN (0, 1, 2) OR state NOT IN (0, 1, 2, 3, 4) OR inferred NOT IN (0, 1) OR gone NOT IN (0, 1)
            OR typeof(confidence) <> 'integer' OR confidence NOT BETWEEN 0 AND 1000
            OR (speaker_confidence IS NOT NULL AND (typeof(speaker_confidence) <> 'integer' OR speaker_confidence NOT BETWEEN 0 AND 1000))
            LIMIT 100
            """
        ),
        (
            "what the machine had found of it is no number that it can be",
            """
            SELECT 'statement ' || article || '.' || number FROM machine_statement AS machine JOIN statement ON statement.id = machine.statement
            WHERE machine.form NOT IN (0, 1, 2) OR machine.inferred NOT IN (0, 1)
            OR typeof(machine.confidence) <> 'integer' OR machine.confidence NOT BETWEEN 0 AND 1000 LIMIT 100
            """
        ),
        (
            "its kind is none",
            """
            SELECT 'actor @' || id FROM actor WHERE kind NOT IN ('person', 'organization', 'place', 'group', 'document') LIMIT 100
            """
        ),
        (
            "a day of a role or group of it is none of the years 1 to 9999",
            """
            SELECT 'actor @' || actor FROM actor_role
            WHERE (first_day IS NOT NULL AND (typeof(first_day) <> 'integer' OR first_day NOT BETWEEN -719162 AND 2932896))
            OR (last_day IS NOT NULL AND (typeof(last_day) <> 'integer' OR last_day NOT BETWEEN -719162 AND 2932896)) LIMIT 100
            """
        ),
        (
            "its moment is none of the years 1 to 9999",
            """
            SELECT 'act ' || id FROM act WHERE typeof(at) <> 'integer' OR at NOT BETWEEN -62135596800 AND 253402300799 LIMIT 100
            """
        ),
    ]

    /// Refuses a file of which some row holds what cannot be, before it is brought forward for good.
    static func check(_ connection: Connection) throws {
        for (problem, sql) in proofs {
            guard let place = try connection.row(SQL(sql), make: { $0.text(0) }) else { continue }
            throw DatabaseError(
                .damaged, connection.path, "it cannot be brought up to date: \(place): \(problem)",
                "it is left as it is: restore it from a backup, or put that right with sqlite3")
        }
    }
}
