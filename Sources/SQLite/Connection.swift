import CSQLite

/// One connection to an SQLite file.
///
///     let connection = try Connection(at: "news.sqlite", for: .writing)
///     try connection.transaction {
///         try connection.run("INSERT INTO outlet (name) VALUES (?)", name)
///     }
///     let count = try connection.row("SELECT count(*) FROM article") { $0.int(0) }
///
/// SQL is always a literal of this program (`SQL`, `StaticString`); whatever comes from outside is bound to its `?`. Statements are prepared
/// once and kept.
/// Errors are `DatabaseError`s that name the file.
///
/// A connection has identity and is used by one thread at a time; several connections to one file do not wait for each other, except that
/// one writer waits for another.
package final class Connection {
    /// What a connection is for.
    package enum Purpose: Sendable {
        /// Nothing is changed, not even a journal taken in.
        case reading
        /// Reads and writes; the file must be there.
        case writing
        /// Reads and writes; the file is made if it is not there.
        case making
    }

    /// The file, as the user named it.
    package let path: String
    private let database: OpaquePointer
    private var prepared: [String: Query] = [:]
    /// Rows that something is to be done about before the transaction ends that has touched them.
    package var touched: Set<Int> = []
    /// What is to be done.
    package var settleTouched: ((Connection, Set<Int>) throws -> Void)?
    /// How long it waits for another writer, in milliseconds.
    package let patience: Int32
    /// Let go when the connection is closed.
    package var held: HeldFile?

    /// Done once, before the first connection of the process is opened.
    private static let isConfigured = csqlite_configure() == SQLITE_OK

    /// Opens the file.
    ///
    /// - Parameter patience: how long it waits for another writer, in milliseconds.
    /// - Throws: `DatabaseError` where it cannot be opened, or is no database.
    package init(at path: String, for purpose: Purpose, patience: Int32 = 30_000) throws {
        // It would work without: what SQLite counts of its memory costs time alone.
        _ = Connection.isConfigured
        var database: OpaquePointer?
        let flags =
            switch purpose {
            case .reading: SQLITE_OPEN_READONLY
            case .writing: SQLITE_OPEN_READWRITE
            case .making: SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE
            }
        let status = sqlite3_open_v2(
            path, &database,
            flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE | (path.hasPrefix("file:") ? SQLITE_OPEN_URI : 0), nil)
        guard status == SQLITE_OK, let database else {
            let message = database.map { String(cString: sqlite3_errmsg($0)) } ?? "out of memory"
            sqlite3_close_v2(database)
            throw DatabaseError(path: path, code: status, message: message)
        }
        self.path = path
        self.database = database
        self.patience = patience
        sqlite3_busy_timeout(database, patience)
        // A file handed over by a stranger may hold views and triggers: triggers do not run, and views get no function that does more than compute.
        let hardened = csqlite_harden(database)
        guard hardened == SQLITE_OK else { throw fault(hardened) }
        try run("PRAGMA trusted_schema = OFF")
        try run("PRAGMA cell_size_check = ON")
        try run("PRAGMA foreign_keys = ON")
        try useMemory()
    }

    /// What is sorted stays in memory, and 64 MiB of the file do.
    private func useMemory() throws {
        try run("PRAGMA temp_store = MEMORY")
        try run("PRAGMA cache_size = -65536")
    }

    deinit {
        prepared = [:]
        sqlite3_close_v2(database)
    }

    // MARK: Running

    /// Runs a statement that goes through the whole file once, with what it makes on the way on the disk.
    package func keepLittleInMemory(while sql: StaticString) throws {
        try run("PRAGMA temp_store = FILE")
        try run("PRAGMA cache_size = -8192")
        defer { try? useMemory() }
        try run(sql)
    }

    /// Runs a statement to its end.
    package func run(_ sql: SQL) throws { try query(sql) { _ in true } }

    /// Runs a query and hands out its rows until one is refused.
    package func query(_ sql: SQL, row: (borrowing Row) throws -> Bool) throws {
        let query = try takeQuery(sql.text)
        defer {
            query.reset()
            prepared[sql.text] = query
        }
        try query.bind(sql.values)
        while try query.step() {
            if try !row(Row(query.pointer)) { return }
        }
    }

    /// All rows of a query.
    package func rows<Value>(_ sql: SQL, make: (borrowing Row) throws -> Value) throws -> [Value] {
        var made: [Value] = []
        try query(sql) {
            made.append(try make($0))
            return true
        }
        return made
    }

    /// The first row of a query; nil where there is none.
    package func row<Value>(_ sql: SQL, make: (borrowing Row) throws -> Value) throws -> Value? {
        var made: Value?
        try query(sql) {
            made = try make($0)
            return false
        }
        return made
    }

    /// The first column of all rows of a query.
    package func numbers(_ sql: SQL) throws -> [Int] { try rows(sql) { $0.int(0) } }

    // MARK: SQL with its values behind it

    /// Runs a statement to its end.
    @_disfavoredOverload
    package func run(_ sql: StaticString, _ values: (any SQLValue)?...) throws { try run(SQL(sql, values)) }

    /// All rows of a query.
    @_disfavoredOverload
    package func rows<Value>(_ sql: StaticString, _ values: (any SQLValue)?..., make: (borrowing Row) throws -> Value) throws
        -> [Value]
    { try rows(SQL(sql, values), make: make) }

    /// The first row of a query; nil where there is none.
    @_disfavoredOverload
    package func row<Value>(_ sql: StaticString, _ values: (any SQLValue)?..., make: (borrowing Row) throws -> Value) throws
        -> Value?
    { try row(SQL(sql, values), make: make) }

    // MARK: What there is

    /// The texts of all statements that were prepared so far, sorted: for a test that asks how each of them is run.
    package var preparedTexts: [String] { prepared.keys.sorted() }

    /// The number of the row that was inserted last.
    package var lastInserted: Int { Int(sqlite3_last_insert_rowid(database)) }

    /// How many rows the last statement changed.
    package var changed: Int { Int(sqlite3_changes64(database)) }

    /// Whether a transaction is open.
    package var isInTransaction: Bool { sqlite3_get_autocommit(database) == 0 }

    /// Runs several statements of the program itself, such as the schema.
    package func runAll(_ sql: String) throws {
        let status = sqlite3_exec(database, sql, nil, nil, nil)
        guard status == SQLITE_OK else { throw fault(status) }
    }

    // MARK: Transactions

    /// Does all of `body` or nothing of it; on return it is on the disk.
    package func transaction<Value>(_ body: () throws -> Value) throws -> Value {
        try run("BEGIN IMMEDIATE")
        return try ended(body)
    }

    /// Reads in one state of the file, whatever others write meanwhile.
    package func snapshot<Value>(_ body: () throws -> Value) throws -> Value {
        if isInTransaction { return try body() }
        try run("BEGIN")
        return try ended(body)
    }

    private func ended<Value>(_ body: () throws -> Value) throws -> Value {
        do {
            let value = try body()
            let rows = touched
            touched = []
            if !rows.isEmpty { try settleTouched?(self, rows) }
            try run("COMMIT")
            return value
        } catch {
            touched = []
            // A full disk ends the transaction by itself.
            if isInTransaction { try? run("ROLLBACK") }
            throw error
        }
    }

    // MARK: Underneath

    private func takeQuery(_ sql: String) throws -> Query {
        // A statement in use is not there: one inside another of the same text is prepared anew.
        if let query = prepared.removeValue(forKey: sql) { return query }
        var pointer: OpaquePointer?
        let status = sqlite3_prepare_v3(database, sql, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &pointer, nil)
        guard status == SQLITE_OK, let pointer else { throw fault(status, sql) }
        return Query(pointer, of: self)
    }

    /// Hands out a prepared statement, for what only SQLite's own functions do with one.
    package func withStatement(_ sql: StaticString, _ body: (OpaquePointer) -> Void) throws {
        let query = try takeQuery(sql.description)
        defer { query.reset() }
        body(query.pointer)
    }

    /// The fault that SQLite told of last.
    package func fault(_ status: Int32, _ sql: String? = nil) -> DatabaseError {
        DatabaseError(path: path, code: status, message: String(cString: sqlite3_errmsg(database)), sql: sql)
    }

    /// The handle, for what only SQLite's own functions do.
    package var handle: OpaquePointer { database }
}
