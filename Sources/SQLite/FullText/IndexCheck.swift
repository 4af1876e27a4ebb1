import CSQLite

/// FTS5's own check of an index (https://sqlite.org/fts5.html#the_integrity_check_command), which proves how its pages hang together: by an entry that is wrong, a
/// word is looked for on a page where it is not. It is an order to write, so it is given to a copy of what the index keeps, in a temporary database that
/// goes when it is closed.
struct IndexCheck {
    let index: FullTextIndex
    /// The file that has the index.
    let connection: Connection

    /// Whether the index is in order.
    func isSound() throws -> Bool {
        let copy = try Connection(at: "", for: .making)
        guard csqlite_open_shadow_tables(copy.handle) == SQLITE_OK else { throw copy.fault(SQLITE_ERROR) }
        try copy.runAll("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF")
        do {
            return try copy.transaction {
                try copy.runAll("CREATE VIRTUAL TABLE copied USING fts5 (\(index.definition))")
                try take(into: copy)
                try copy.run("INSERT INTO copied (copied) VALUES ('integrity-check')")
                return true
            }
        } catch let error as DatabaseError where error.kind == .damaged {
            return false
        }
    }

    /// Puts what the index keeps in its tables into those of the copy.
    private func take(into copy: Connection) throws {
        let name = index.name
        try take(
            "SELECT id, block FROM \(name)_data", "DELETE FROM copied_data", "INSERT INTO copied_data VALUES (?, ?)", into: copy)
        try take(
            "SELECT segid, term, pgno FROM \(name)_idx", "DELETE FROM copied_idx", "INSERT INTO copied_idx VALUES (?, ?, ?)",
            into: copy)
        try take(
            "SELECT k, v FROM \(name)_config", "DELETE FROM copied_config", "INSERT INTO copied_config VALUES (?, ?)", into: copy)
        guard index.hasPlaces else { return }
        try take(
            "SELECT id, sz FROM \(name)_docsize", "DELETE FROM copied_docsize", "INSERT INTO copied_docsize VALUES (?, ?)",
            into: copy)
    }

    private func take(_ rows: SQL, _ empty: SQL, _ insert: StaticString, into copy: Connection) throws {
        try copy.run(empty)
        try connection.query(rows) { row in
            try copy.run(SQL(insert, row.values))
            return true
        }
    }
}
