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

    /// Writes the copy by way of `path.partial`, so that `path` is whole or not there. A file that is there already is never replaced.
    ///
    /// - Parameter progress: gets the pages written and the pages there are.
    /// - Throws: `DatabaseError`, also where another program is just writing a copy of this name.
    package func write(to path: String, progress: (Int, Int) -> Void = { _, _ in }) throws {
        let taken = DatabaseError(.refused, path, "there is a file of this name", "name another, or remove it first")
        if FileState.exists(path) { throw taken }
        try withPartial(of: path) { partial in
            try copy(to: partial, progress)
            guard try FileCopy.put(partial, at: path) else { throw taken }
        }
    }

    /// Puts a copy beside the file, proved to be whole: at `path`, or at `path-2` and so on where there is another file already. What holds the same
    /// bytes already is left as it is.
    ///
    /// - Throws: `DatabaseError`, also where the source is damaged.
    package func keep(at path: String) throws {
        try withPartial(of: path) { partial in
            try copy(to: partial) { _, _ in }
            try prove(partial)
            var (name, number) = (path, 1)
            while try !FileCopy.put(partial, at: name) {
                if FileState.areSame(partial, name) { return }
                number += 1
                name = "\(path)-\(number)"
            }
        }
    }

    /// Gives a partial file its name; false where there is a file of this name. A link, unlike a new name, replaces nothing that was put there meanwhile;
    /// where the file system has none, the copy is copied once more.
    private static func put(_ partial: String, at path: String) throws -> Bool {
        if link(partial, path) == 0 { return true }
        if errno == EEXIST { return false }
        guard [EPERM, ENOTSUP, EOPNOTSUPP, ENOSYS].contains(errno) else { throw refusal(path) }
        // Never its name alone: that is the lock's until the end.
        let file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
        if file < 0, errno == EEXIST { return false }
        guard file >= 0 else { throw refusal(path) }
        close(file)
        do {
            try FileCopy(of: Connection(at: partial, for: .reading)).copy(to: path) { _, _ in }
        } catch {
            unlink(path)
            throw error
        }
        return true
    }

    /// Makes sure that a copy can be read as what its source is.
    private func prove(_ path: String) throws {
        let connection = try Connection(at: path, for: .reading)
        // SQLite 3.40 takes rows without a rowid for damaged in its quick check, where their key is not their first column.
        let damage = try connection.row("PRAGMA integrity_check(1)") { $0.text(0) }
        guard damage == "ok" else {
            throw DatabaseError(.damaged, source.path, "the file is damaged (\(damage ?? "it is empty"))", DatabaseError.restore)
        }
        for number in ["PRAGMA application_id", "PRAGMA user_version", "SELECT count(*) FROM sqlite_schema"] as [StaticString] {
            guard try connection.row(number, make: { $0.int(0) }) == source.row(number, make: { $0.int(0) }) else {
                throw DatabaseError(
                    .other, path, "the copy is not what it is to be", "see that its disk works; nothing was changed")
            }
        }
    }

    /// Does something with `path.partial`, empty at first and gone at last, which no other program uses meanwhile.
    private func withPartial(of path: String, _ body: (String) throws -> Void) throws {
        let partial = path + ".partial"
        let file = try FileCopy.locked(partial, path)
        // SQLite's own locks go when a descriptor of the file is closed, so that this one is the last to be.
        defer { close(file) }
        let beside = ["-journal", "-wal", "-shm"].map { partial + $0 }
        // The name itself goes last: until then nobody else makes another file of it.
        defer { for name in beside + [partial] { unlink(name) } }
        for name in beside { unlink(name) }
        guard ftruncate(file, 0) == 0 else { throw FileCopy.refusal(path) }
        try body(partial)
    }

    /// Opens the partial file, made where it is not there, and locks it (`flock`, which goes with the process).
    private static func locked(_ partial: String, _ path: String) throws -> Int32 {
        while true {
            let file = open(partial, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o644)
            guard file >= 0 else { throw refusal(path) }
            guard flock(file, LOCK_EX | LOCK_NB) == 0 else {
                close(file)
                throw DatabaseError(
                    .busy, path, "another program is just writing a copy of this name", "wait until that is done, or name another"
                )
            }
            // Whoever had it locked may have taken its name away before this program got it.
            var (held, named) = (stat(), stat())
            if fstat(file, &held) == 0, stat(partial, &named) == 0, (held.st_ino, held.st_dev) == (named.st_ino, named.st_dev) {
                return file
            }
            close(file)
        }
    }

    private static func refusal(_ path: String) -> DatabaseError {
        DatabaseError(.readOnly, path, "it cannot be written (\(String(cString: strerror(errno))))", "name another file")
    }

    private func copy(to path: String, _ progress: (Int, Int) -> Void) throws {
        let target = try Connection(at: path, for: .writing)
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
