import CSQLite
import Record
import SQLite

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
    package let connection: Connection
    /// The layers' cards as they were read last, with the bytes in the file, by their names: a page asks for them again and again.
    var readCards: [String: (json: [UInt8], card: LayerCard)] = [:]

    /// Opens a ledger.
    ///
    /// - Parameter seconds: how long it waits for another writer, each time.
    /// - Throws: `DatabaseError`.
    public convenience init(at path: String, for purpose: Purpose, patience seconds: Double = 30) throws {
        try self.init(at: path, for: purpose, patience: seconds, history: Schema.history)
    }

    /// - Parameter history: that of `Schema`, which tests vary.
    package init(
        at path: String, for purpose: Purpose, patience seconds: Double = 30, history: FileHistory
    ) throws {
        self.path = path
        let patience = Int32(min(max(seconds, 0), 3_600) * 1_000)
        try FileState.check(path, mayBeMissing: purpose == .adding)
        // What was committed last may stand in the log alone; without that a file may look as if it were new.
        let lacksLog = FileState.holdsBytes(path) && !FileState.holdsBytes(path + "-wal")
        let held = try HeldFile(path) { try FileState.checkBytes(path) }
        switch purpose {
        case .reading: connection = try Ledger.openedForReading(path)
        case .changing: connection = try Connection(at: path, for: .writing, patience: patience)
        case .adding: connection = try Connection(at: path, for: .making, patience: patience)
        }
        connection.held = held
        try Relevance.register(on: connection)
        ActorSeal.look(after: connection)
        if lacksLog { try refuseIfNothingIsLeft() }
        if purpose != .reading { try prepareForWriting() }
        // A new file alone is a whole ledger, so that nobody takes it for nothing without its log.
        if try Migration(of: connection, history).run(mayWrite: purpose != .reading) { try takeInLog() }
    }

    /// Opens without writing anything: where even the log's index cannot be made beside the file (a folder that cannot be written to,
    /// a disc), as a file that nobody changes.
    private static func openedForReading(_ path: String) throws -> Connection {
        do {
            let connection = try Connection(at: path, for: .reading)
            _ = try connection.row("SELECT count(*) FROM sqlite_schema") { $0.int(0) }
            return connection
        } catch let error as DatabaseError where error.kind == .readOnly && !FileState.exists(path + "-wal") {
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
            try connection.run("INSERT INTO utterance_words (utterance_words) VALUES ('optimize')")
        }
        // The new file is made in another one, since memory need not hold a ledger, and goes by once, so that it needs no large cache.
        try connection.keepLittleInMemory(while: "VACUUM")
    }

    /// How many articles there are.
    public func countArticles() throws -> Int { try connection.row("SELECT count(*) FROM article") { $0.int(0) } ?? 0 }

    /// Copies the ledger as it is at this moment into a file of its own, while others go on writing; `path` is whole or not there.
    ///
    /// - Throws: `DatabaseError`, also where there is a file of this name.
    public func backUp(to path: String) throws { try FileCopy(of: connection).write(to: path) }

    /// Refuses a file that has tables no more: it was made by a Dixit that was ended before they were in it, or copied without its log.
    private func refuseIfNothingIsLeft() throws {
        // Another program may be making it just now: its tables come within moments.
        for _ in 0..<20 {
            let count = try connection.row("SELECT count(*) FROM sqlite_schema") { $0.int(0) }
            if count != 0 || FileState.holdsBytes(path + "-wal") { return }
            usleep(50_000)
        }
        throw DatabaseError(
            .damaged, path, "nothing is in it: its log, \(path)-wal, is gone, or was not copied with it",
            "put that beside it again, or remove the file and add what was in it anew")
    }

    private func prepareForWriting() throws {
        guard FileState.isWritable(path) else { throw DatabaseError(path: path, code: SQLITE_READONLY, message: "") }
        // Counts where the file is made, and is ignored where it is there.
        try connection.runAll("PRAGMA page_size = \(Schema.pageSize)")
        try useLog()
        try connection.run("PRAGMA synchronous = FULL")
    }

    /// A file that is being made takes to its log while it is nobody else's; unlike for a transaction, SQLite does not wait for that by itself
    /// (https://sqlite.org/wal.html#sometimes_queries_return_sqlite_busy_in_wal_mode).
    private func useLog() throws {
        let end = ContinuousClock.now + .milliseconds(connection.patience)
        while true {
            do {
                return try connection.run("PRAGMA journal_mode = WAL")
            } catch let error as DatabaseError where error.kind == .busy && ContinuousClock.now < end {
                usleep(2_000)
            }
        }
    }

    /// Lets questions take so many seconds together; one that takes longer ends with a `DatabaseError` of kind `refused`.
    public func within<Value>(seconds: Double, _ body: () throws -> Value) rethrows -> Value {
        try connection.within(seconds: seconds, body)
    }
}
