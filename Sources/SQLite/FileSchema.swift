import Synchronization

/// The tables, indexes, views and triggers of a file, to be compared with those that its version has: what a stranger has added to a file,
/// or made other than it was, is found by it.
package struct FileSchema: Sendable, Hashable {
    /// The definition of each, by its type and name: "view statements". Empty where SQLite has made it by itself.
    private let definitions: [String: String]

    /// Reads what a file holds.
    package init(of connection: Connection) throws {
        var rows: [(String, String)] = []
        try FileSchema.read(connection) { rows.append(($0.text(0), $0.text(1))) }
        definitions = Dictionary(rows, uniquingKeysWith: { $0 + "; " + $1 })
    }

    /// All definitions of a file in one text, in the order of their types and names: of two files the same where their schemas are.
    package static func text(of connection: Connection) throws -> [UInt8] {
        var text: [UInt8] = []
        try read(connection) { row in
            for column: Int32 in 0...1 {
                row.withBytes(column) { text += $0 }
                text.append(0)
            }
        }
        return text
    }

    private static func read(_ connection: Connection, _ take: (borrowing Row) -> Void) throws {
        // What SQLite notes about its indexes for its planner (ANALYZE) holds nothing that is told.
        try connection.query(
            """
            SELECT type || ' ' || name, tbl_name || ': ' || coalesce(sql, '') FROM main.sqlite_schema
            WHERE NOT (type = 'table' AND name IN ('sqlite_stat1', 'sqlite_stat4')) ORDER BY 1
            """
        ) { row in
            take(row)
            return true
        }
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

    /// The names of its tables, ascending.
    package var tables: [String] {
        definitions.keys.filter { $0.hasPrefix("table ") }.map { String($0.dropFirst("table ".count)) }.sorted()
    }

    // MARK: Comparing

    /// What is in it and not in a schema, a clause each, in the order of the names.
    package func additions(to wanted: FileSchema) -> [String] {
        names.filter { wanted.definitions[$0] == nil }.map {
            "it holds \($0.hasPrefix("index") ? "an" : "a") \($0) that no Dixit has made"
        }
    }

    /// What of a schema is not in it, or other than it is there, a clause each, in the order of the names.
    package func changes(to wanted: FileSchema) -> [String] {
        wanted.names.compactMap { name in
            guard let found = definitions[name] else { return "its \(name) is gone" }
            return found == wanted.definitions[name] ? nil : "its \(name) is another one than Dixit makes"
        }
    }

    /// Types and names, indexes last, since they go with their tables.
    private var names: [String] {
        definitions.keys.sorted { ($0.hasPrefix("index") ? 1 : 0, $0) < ($1.hasPrefix("index") ? 1 : 0, $1) }
    }

    /// Refuses a file that does not hold just what its version has. To one that is read alone, tables, views, indexes and triggers may have been
    /// added by other programs: nothing reads them.
    ///
    /// A file as its version makes it is known by its text, which takes a tenth of a millisecond.
    ///
    /// - Parameter isAsFound: whether the file is of this version as it was found, so that it can be read as it is; one that is being brought
    ///   forward goes back to what it was.
    package static func check(_ connection: Connection, _ history: FileHistory, isReadAlone: Bool, isAsFound: Bool = true) throws
    {
        if let isPresent = history.isPresent, try isPresent(text(of: connection)) { return }
        let (found, wanted) = (try FileSchema(of: connection), try present(of: history))
        let changes = found.changes(to: wanted)
        let additions = isReadAlone ? [] : found.additions(to: wanted)
        guard let first = changes.first ?? additions.first else { return }
        let count = changes.count + additions.count
        throw DatabaseError(
            .foreign, connection.path, first + (count > 1 ? " (and \(count - 1) more)" : ""),
            remedy(isReadable: changes.isEmpty, isAsFound: isAsFound))
    }

    private static func remedy(isReadable: Bool, isAsFound: Bool) -> String {
        guard isReadable else { return "it is left as it is: restore it from a backup" }
        return isAsFound
            ? "dixit export still reads it: take that up in a new ledger with dixit restore, or remove what was added"
            : "it is left as it is, of the version that it had: remove what was added, and run the command again"
    }
}
