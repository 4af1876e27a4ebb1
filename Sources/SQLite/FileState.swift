import CSQLite

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// What can be seen of a ledger's file without SQLite.
package enum FileState {
    /// Refuses what is missing, no file, or empty.
    package static func check(_ path: String, mayBeMissing: Bool) throws {
        var information = stat()
        guard stat(path, &information) == 0 else {
            if mayBeMissing && errno == ENOENT { return }
            if errno == ENOENT {
                throw DatabaseError(
                    .missing, path, "there is no such ledger", "add something with dixit add, or name another with --ledger")
            }
            throw DatabaseError(
                .readOnly, path, "it cannot be opened (\(String(cString: strerror(errno))))",
                "change its permissions, or name another with --ledger")
        }
        guard information.st_mode & S_IFMT == S_IFREG else {
            throw DatabaseError(.foreign, path, "is not a file", "name a file with --ledger")
        }
        guard information.st_size > 0 else {
            if mayBeMissing { return }
            throw DatabaseError(
                .foreign, path, "is empty, not a ledger", "add something with dixit add, or name another with --ledger")
        }
    }

    /// Refuses what is no database, or cut off. It opens the file beside SQLite: only for `HeldFile`.
    package static func checkBytes(_ path: String) throws {
        var information = stat()
        guard stat(path, &information) == 0, information.st_size > 0 else { return }
        let header = try self.header(path)
        guard header.count == 100, header.starts(with: Array("SQLite format 3\0".utf8)) else {
            throw DatabaseError(path: path, code: SQLITE_NOTADB, message: "")
        }
        // The header tells the size where the last writer was no very old SQLite (file format, 1.3.7).
        let page = number(header[16..<18]) == 1 ? 65_536 : number(header[16..<18])
        let pages = number(header[28..<32])
        if header[24..<28] == header[92..<96], pages * page > information.st_size, !exists(path + "-wal") {
            throw DatabaseError(
                .damaged, path, "the file is damaged: \(pages * page - Int(information.st_size)) bytes are missing at its end",
                DatabaseError.restore)
        }
    }

    /// A file that nobody changes, as SQLite is told of it.
    package static func immutable(_ path: String) -> String {
        let plain = Array("/abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~".utf8)
        let escaped = path.utf8.map { plain.contains($0) ? String(UnicodeScalar($0)) : "%" + hex($0) }.joined()
        return "file:\(escaped)?immutable=1"
    }

    /// Whether a file is there that is not empty.
    package static func holdsBytes(_ path: String) -> Bool {
        var information = stat()
        return stat(path, &information) == 0 && information.st_size > 0
    }

    /// What tells a file from all others, whatever they are called: its device and its number there; nil where there is none.
    package static func identity(_ path: String) -> [UInt64]? {
        var information = stat()
        guard stat(path, &information) == 0 else { return nil }
        return [UInt64(information.st_dev), UInt64(information.st_ino)]
    }

    package static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

    /// Whether two files hold the same bytes. It opens them beside SQLite: only for files that no connection of this process has open.
    static func areSame(_ path: String, _ other: String) -> Bool {
        guard let a = fopen(path, "re") else { return false }
        defer { fclose(a) }
        guard let b = fopen(other, "re") else { return false }
        defer { fclose(b) }
        var (first, second) = ([UInt8](repeating: 0, count: 1 << 20), [UInt8](repeating: 0, count: 1 << 20))
        while true {
            let (count, other) = (fread(&first, 1, first.count, a), fread(&second, 1, second.count, b))
            guard count == other, first[..<count] == second[..<other] else { return false }
            if count < first.count { return ferror(a) == 0 && ferror(b) == 0 }
        }
    }

    /// Whether file and folder let a log be written.
    package static func isWritable(_ path: String) -> Bool {
        let folder = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
        return access(folder.isEmpty ? "/" : folder, W_OK) == 0 && (!exists(path) || access(path, W_OK) == 0)
    }

    private static func hex(_ byte: UInt8) -> String {
        String(byte >> 4, radix: 16, uppercase: true) + String(byte & 15, radix: 16, uppercase: true)
    }

    private static func header(_ path: String) throws -> [UInt8] {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { throw DatabaseError(path: path, code: SQLITE_CANTOPEN, message: "") }
        defer { close(file) }
        return [UInt8](unsafeUninitializedCapacity: 100) { bytes, count in count = max(0, read(file, bytes.baseAddress, 100)) }
    }

    private static func number(_ bytes: ArraySlice<UInt8>) -> Int { bytes.reduce(0) { $0 << 8 | Int($1) } }
}
