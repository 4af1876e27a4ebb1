import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// A ledger's file while a connection of this process has it open.
///
/// The locks that SQLite takes on a file are the process's, not the connection's: closing any descriptor of the file drops them all, and another
/// program may then take the log away that is still in use here (https://sqlite.org/howtocorrupt.html, section 2.2). So the file's bytes are
/// looked at beside SQLite only where no connection has it open, and while none can be opened.
package final class HeldFile: Sendable {
    private static let counts = Mutex<[String: Int]>([:])
    private let key: String

    /// - Parameter look: looks at the file's bytes; called only where that is safe.
    package init(_ path: String, look: () throws -> Void) throws {
        let key = HeldFile.key(path)
        try HeldFile.counts.withLock { counts in
            if counts[key] == nil { try look() }
            counts[key, default: 0] += 1
        }
        self.key = key
    }

    deinit {
        HeldFile.counts.withLock { counts in
            let left = counts[key, default: 1] - 1
            counts[key] = left > 0 ? left : nil
        }
    }

    /// The same for all names of a file, also before it is made.
    private static func key(_ path: String) -> String {
        if let whole = resolved(path) { return whole }
        let parts = path.split(separator: "/", omittingEmptySubsequences: false)
        let folder = parts.dropLast().joined(separator: "/")
        return (resolved(parts.count > 1 ? folder + "/" : ".") ?? folder) + "/" + (parts.last ?? "")
    }

    private static func resolved(_ path: String) -> String? {
        guard let found = realpath(path, nil) else { return nil }
        defer { free(found) }
        return String(cString: found)
    }
}
