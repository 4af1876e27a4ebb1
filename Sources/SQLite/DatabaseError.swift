import CSQLite

/// Why a file could not be opened, read or written. The description is one sentence: the file, what is wrong, what to do.
public struct DatabaseError: Error, Sendable, CustomStringConvertible {
    /// What kind of trouble it is.
    public enum Kind: Sendable, Hashable {
        /// There is no such file.
        case missing
        /// The file is a database of another program, or none at all.
        case foreign
        /// The file is damaged.
        case damaged
        /// A later Dixit made it.
        case newer
        /// An earlier Dixit made it and it is opened for reading alone.
        case older
        /// The file, or its folder, cannot be written to.
        case readOnly
        /// The disk is full.
        case full
        /// Another program holds it.
        case busy
        /// The question or the order cannot be carried out.
        case refused
        /// Anything else.
        case other
    }

    /// What kind of trouble it is.
    public let kind: Kind
    /// The file.
    public let path: String
    /// What is wrong, as a clause.
    public let reason: String
    /// What to do about it, as a clause.
    public let remedy: String

    /// "news.sqlite: the disk is full; make room and run the command again".
    public var description: String { "\(path): \(reason); \(remedy)" }

    /// A fault that Dixit itself has found.
    package init(_ kind: Kind, _ path: String, _ reason: String, _ remedy: String) {
        self.kind = kind
        self.path = path
        self.reason = reason
        self.remedy = remedy
    }

    /// What SQLite told.
    package init(path: String, code: Int32, message: String, sql: String? = nil) {
        let again = "nothing is half written, run the command again"
        switch code & 0xFF {
        case SQLITE_CORRUPT, SQLITE_FORMAT:
            self.init(.damaged, path, "the file is damaged (\(message))", DatabaseError.restore)
        case SQLITE_NOTADB:
            self.init(
                .foreign, path, "is not a ledger, or its beginning is damaged", "name another file, or restore it from a backup")
        case SQLITE_INTERRUPT:
            self.init(.refused, path, "the question takes too long", "ask for less: rarer words, or fewer days")
        case SQLITE_FULL:
            self.init(.full, path, "the disk is full", "make room; what was committed is kept, \(again)")
        case SQLITE_READONLY, SQLITE_PERM:
            self.init(
                .readOnly, path, "it cannot be written to",
                "change its permissions and those of its folder, or choose another with --ledger")
        case SQLITE_CANTOPEN:
            self.init(
                .readOnly, path, "it cannot be opened",
                "see that its folder is there and can be written to, or choose another file with --ledger")
        case SQLITE_BUSY, SQLITE_LOCKED:
            self.init(
                .busy, path, "another program is writing to it, and does not come to an end",
                "wait until that is done; \(again)")
        case SQLITE_IOERR where [2, 32, 33].contains(code >> 8):  // SHORT_READ, DATA, CORRUPTFS
            self.init(.damaged, path, "the file is damaged (\(message))", DatabaseError.restore)
        case SQLITE_IOERR:
            self.init(
                .other, path, "reading or writing failed (\(message), \(code))",
                "see that its disk works and has room, and that files may grow so large (ulimit -f); \(again)")
        default:
            let place = sql.map { " in “\($0.prefix(200))”" } ?? ""
            self.init(.other, path, "\(message) (SQLite \(code))\(place)", DatabaseError.report)
        }
    }

    /// Whether SQLite could not do what a statement of this program says.
    package var isOfSQL: Bool { remedy == DatabaseError.report }

    private static let report = "report this as a bug"
    package static let restore = "it is left as it is: restore it from a backup (dixit verify tells what is wrong)"
}

extension Connection {
    /// What is thrown where a table is gone through in the order of its keys, and they do not grow: it would have no end.
    package func outOfOrder(_ table: String) -> DatabaseError {
        DatabaseError(.damaged, path, "the pages of its table \(table) are out of order", DatabaseError.restore)
    }
}
