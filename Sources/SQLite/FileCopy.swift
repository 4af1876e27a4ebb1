import CSQLite

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// Copies a file as it is at one moment, while others go on writing.
package struct FileCopy {
    private let source: Connection

    package init(of source: Connection) { self.source = source }

    /// Writes the copy by way of `path.partial`, so that `path` is whole or not there.
    ///
    /// - Parameters:
    ///   - replacing: whether a file that is there already may be replaced.
    ///   - progress: gets the pages written and the pages there are.
    package func write(to path: String, replacing: Bool, progress: (Int, Int) -> Void = { _, _ in }) throws {
        if !replacing, FileState.exists(path) {
            throw DatabaseError(.refused, path, "there is a file of this name", "name another, or remove it first")
        }
        let partial = path + ".partial"
        unlink(partial)
        do {
            try copy(to: partial, progress)
        } catch {
            unlink(partial)
            throw error
        }
        guard rename(partial, path) == 0 else {
            unlink(partial)
            throw DatabaseError(
                .readOnly, path, "it cannot be written (\(String(cString: strerror(errno))))", "name another file")
        }
    }

    private func copy(to path: String, _ progress: (Int, Int) -> Void) throws {
        let target = try Connection(at: path, for: .making)
        // A read transaction on the source keeps the copy to one state of it, however long it takes.
        try source.snapshot {
            _ = try source.row("SELECT count(*) FROM sqlite_schema") { $0.int(0) }
            guard let backup = sqlite3_backup_init(target.handle, "main", source.handle, "main") else {
                throw target.fault(sqlite3_errcode(target.handle))
            }
            var status = SQLITE_OK
            while status == SQLITE_OK {
                status = sqlite3_backup_step(backup, 4_096)
                let left = Int(sqlite3_backup_remaining(backup))
                let all = Int(sqlite3_backup_pagecount(backup))
                progress(all - left, all)
            }
            sqlite3_backup_finish(backup)
            guard status == SQLITE_DONE else { throw target.fault(status) }
        }
        // A copy is one file, whatever the journal of its source.
        try target.run("PRAGMA journal_mode = DELETE")
    }
}
