import CSQLite
import Record

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// One SQLite file with articles, their statements and entities, the actors they speak of, and what people have judged.
///
///     let ledger = try Ledger(at: "news.sqlite", for: .adding)
///     let added = try ledger.add(entries)            // in one transaction, on the disk when it returns
///     for found in try ledger.find(question) { … }
///
/// - A ledger opened for reading changes nothing, and does not wait for a writer; it sees the state at which each question begins.
/// - Writers wait for one another, up to half a minute; what `add` and the other orders have returned from is on the disk
///   (write-ahead log, `synchronous = FULL`).
/// - A file of an earlier version is brought to the present one when it is opened for writing, in one transaction, after a copy has been put
///   beside it; one of a later version, of another program, or damaged, is refused and left as it is.
///
/// A ledger has identity: use it from one thread; open another one for another thread.
public final class Ledger {
    /// What a ledger is opened for.
    public enum Purpose: Sendable {
        /// Questions alone.
        case reading
        /// Changes to a ledger that must be there.
        case changing
        /// Adding: where there is no file, it is made.
        case adding
    }

    /// The file, as the user named it.
    public let path: String
    let connection: Connection

    /// Opens a ledger.
    ///
    /// - Throws: `LedgerFault`.
    public convenience init(at path: String, for purpose: Purpose) throws {
        try self.init(at: path, for: purpose, steps: Schema.steps)
    }

    /// - Parameter steps: those of `Schema`, which tests vary.
    init(at path: String, for purpose: Purpose, steps: [Schema.Step]) throws {
        self.path = path
        try FileState.check(path, mayBeMissing: purpose == .adding)
        let held = try HeldFile(path) { try FileState.checkBytes(path) }
        switch purpose {
        case .reading: connection = try Ledger.openedForReading(path)
        case .changing: connection = try Connection(at: path, for: .writing)
        case .adding: connection = try Connection(at: path, for: .making)
        }
        connection.held = held
        try TextFunctions.register(on: connection)
        try Relevance.register(on: connection)
        if purpose != .reading { try prepareForWriting() }
        try Migration(of: self, steps: steps).run(mayWrite: purpose != .reading)
    }

    /// Opens without writing anything: where even the log's index cannot be made beside the file (a folder that cannot be written to,
    /// a disc), as a file that nobody changes.
    private static func openedForReading(_ path: String) throws -> Connection {
        do {
            let connection = try Connection(at: path, for: .reading)
            _ = try connection.row("SELECT count(*) FROM sqlite_schema") { $0.int(0) }
            return connection
        } catch let fault as LedgerFault where fault.kind == .readOnly && !FileState.exists(path + "-wal") {
            let connection = try Connection(at: FileState.immutable(path), for: .reading)
            _ = try connection.row("SELECT count(*) FROM sqlite_schema") { $0.int(0) }
            return connection
        }
    }

    /// Takes the write-ahead log into the file and empties it, as far as nobody who reads still needs it: what was committed is safe in the log
    /// too, but the file alone can then be copied.
    public func takeInLog() throws {
        _ = try connection.row("PRAGMA wal_checkpoint(TRUNCATE)") { $0.int(0) }
    }

    /// Makes one piece each of the indexes of words, which grow by a piece with every commit, and fills the file's pages: smaller by a quarter, and
    /// quicker to search. It takes about as long as writing the file anew, so it is for the end of adding a good part of what is there.
    public func compact() throws {
        try connection.transaction {
            try connection.run("INSERT INTO article_words (article_words) VALUES ('optimize')")
            try connection.run("INSERT INTO statement_words (statement_words) VALUES ('optimize')")
            try connection.run("INSERT INTO actor_words (actor_words) VALUES ('optimize')")
        }
        // The new file is made in another one, since memory need not hold a ledger, and goes by once, so that it needs no large cache.
        try connection.keepLittleInMemory(while: "VACUUM")
    }

    /// How many articles there are.
    public func countArticles() throws -> Int { try connection.row("SELECT count(*) FROM article") { $0.int(0) } ?? 0 }

    /// Copies the ledger as it is at this moment into a file of its own, while others go on writing; `path` is whole or not there.
    ///
    /// - Throws: `LedgerFault`, also where there is a file of this name.
    public func backUp(to path: String) throws { try Backup(of: self).write(to: path, replacing: false) }

    private func prepareForWriting() throws {
        guard FileState.isWritable(path) else { throw LedgerFault(path: path, code: SQLITE_READONLY, message: "") }
        // Counts where the file is made, and is ignored where it is there.
        try connection.runAll("PRAGMA page_size = \(Schema.pageSize)")
        try useLog()
        try connection.run("PRAGMA synchronous = FULL")
    }

    /// A file that is being made takes to its log while it is nobody else's; unlike for a transaction, SQLite does not wait for that by itself
    /// (https://sqlite.org/wal.html#sometimes_queries_return_sqlite_busy_in_wal_mode).
    private func useLog() throws {
        let end = ContinuousClock.now + .milliseconds(Connection.patience)
        while true {
            do {
                return try connection.run("PRAGMA journal_mode = WAL")
            } catch let fault as LedgerFault where fault.kind == .busy && ContinuousClock.now < end {
                usleep(2_000)
            }
        }
    }
}

/// What can be seen of a ledger's file without SQLite.
enum FileState {
    /// Refuses what is missing, no file, or empty.
    static func check(_ path: String, mayBeMissing: Bool) throws {
        var information = stat()
        guard stat(path, &information) == 0 else {
            if mayBeMissing && errno == ENOENT { return }
            if errno == ENOENT {
                throw LedgerFault(
                    .missing, path, "there is no such ledger", "add something with dixit add, or name another with --ledger")
            }
            throw LedgerFault(
                .readOnly, path, "it cannot be opened (\(String(cString: strerror(errno))))",
                "change its permissions, or name another with --ledger")
        }
        guard information.st_mode & S_IFMT == S_IFREG else {
            throw LedgerFault(.foreign, path, "is not a file", "name a file with --ledger")
        }
        guard information.st_size > 0 else {
            if mayBeMissing { return }
            throw LedgerFault(
                .foreign, path, "is empty, not a ledger", "add something with dixit add, or name another with --ledger")
        }
    }

    /// Refuses what is no database, or cut off. It opens the file beside SQLite: only for `HeldFile`.
    static func checkBytes(_ path: String) throws {
        var information = stat()
        guard stat(path, &information) == 0, information.st_size > 0 else { return }
        let header = try self.header(path)
        guard header.count == 100, header.starts(with: Array("SQLite format 3\0".utf8)) else {
            throw LedgerFault(path: path, code: SQLITE_NOTADB, message: "")
        }
        // The header tells the size where the last writer was no very old SQLite (file format, 1.3.7).
        let page = number(header[16..<18]) == 1 ? 65_536 : number(header[16..<18])
        let pages = number(header[28..<32])
        if header[24..<28] == header[92..<96], pages * page > information.st_size, !exists(path + "-wal") {
            throw LedgerFault(
                .damaged, path, "the file is damaged: \(pages * page - Int(information.st_size)) bytes are missing at its end",
                LedgerFault.restore)
        }
    }

    /// A file that nobody changes, as SQLite is told of it.
    static func immutable(_ path: String) -> String {
        let plain = Array("/abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~".utf8)
        let escaped = path.utf8.map { plain.contains($0) ? String(UnicodeScalar($0)) : "%" + Fingerprint.hex([$0]) }.joined()
        return "file:\(escaped)?immutable=1"
    }

    static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

    /// Whether file and folder let a log be written.
    static func isWritable(_ path: String) -> Bool {
        let folder = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
        return access(folder.isEmpty ? "/" : folder, W_OK) == 0 && (!exists(path) || access(path, W_OK) == 0)
    }

    private static func header(_ path: String) throws -> [UInt8] {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { throw LedgerFault(path: path, code: SQLITE_CANTOPEN, message: "") }
        defer { close(file) }
        return [UInt8](unsafeUninitializedCapacity: 100) { bytes, count in count = max(0, read(file, bytes.baseAddress, 100)) }
    }

    private static func number(_ bytes: ArraySlice<UInt8>) -> Int { bytes.reduce(0) { $0 << 8 | Int($1) } }
}
