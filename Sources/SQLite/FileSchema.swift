import Synchronization

/// The tables, indexes, views and triggers of a file, to be compared with those that its version has: what a stranger has added to a file,
/// or made other than it was, is found by it.
package struct FileSchema: Sendable, Hashable {
    /// The definition of each, by its type and name: "view statements". Empty where SQLite has made it by itself.
    private let definitions: [String: String]

    /// Reads what a file holds.
    package init(of connection: Connection) throws {
        // What SQLite notes about its indexes for its planner (ANALYZE) holds nothing that is told.
        let rows = try connection.rows(
            """
            SELECT type || ' ' || name, tbl_name || ': ' || coalesce(sql, '') FROM main.sqlite_schema
            WHERE NOT (type = 'table' AND name IN ('sqlite_stat1', 'sqlite_stat4'))
            """ as SQL
        ) { ($0.text(0), $0.text(1)) }
        definitions = Dictionary(rows, uniquingKeysWith: { $0 + "; " + $1 })
    }

    /// What the present version of a history makes: once in a process, in memory.
    package static func present(of history: FileHistory) throws -> FileSchema {
        try made.withLock { made in
            if let schema = made[history.present] { return schema }
            let connection = try Connection(at: ":memory:", for: .making)
            try connection.runAll(history.present)
            let schema = try FileSchema(of: connection)
            made[history.present] = schema
            return schema
        }
    }

    private static let made = Mutex<[String: FileSchema]>([:])

    /// What differs from a schema, a clause each, in the order of the names.
    package func differences(from wanted: FileSchema) -> [String] {
        let names = Set(definitions.keys).union(wanted.definitions.keys)
        return names.sorted().compactMap { name in
            switch (definitions[name], wanted.definitions[name]) {
            case (.some, nil): "it holds a \(name) that no Dixit has made"
            case (nil, .some): "its \(name) is gone"
            case (let found, let made): found == made ? nil : "its \(name) is another one than Dixit makes"
            }
        }
    }

    /// Refuses a file that is to be written to and does not hold just what its version has.
    package static func check(_ connection: Connection, _ history: FileHistory) throws {
        let differences = try FileSchema(of: connection).differences(from: present(of: history))
        guard let first = differences.first else { return }
        let more = differences.count > 1 ? " (and \(differences.count - 1) more)" : ""
        throw DatabaseError(
            .foreign, connection.path, first + more,
            "dixit export still reads it: add that to a new one, or restore it from a backup")
    }
}
