import Finding
import Foundation
import Gathering
import Ledger
import Transfer

/// One run of `dixit export --format parquet` or `sqlite`: writes tables, row after row, so that memory does not grow with the ledger's words.
struct TableSession {
    let ledger: Ledger
    /// Which statements are written; nil for all.
    let query: StatementQuery?
    let form: Form
    /// Whether who has judged a mark or a link is named.
    let namesReviewers: Bool
    /// The file, or for Parquet the folder.
    let output: String

    /// As the command line names it.
    enum Form: String, CaseIterable, Sendable {
        /// A folder with a file for each table.
        case parquet
        /// One file with all of them.
        case sqlite
    }

    /// The tables of which Parquet is written; SQLite has all.
    private static let parquet: [LedgerTable] = [.statements, .articles, .actors, .marks, .links]
    /// How much is gathered before it is written, in bytes.
    private static let buffer = 1 << 20

    func run() throws -> ExitCode {
        var chosen: [Int: [Int]]?
        if let query {
            var found: [Int: [Int]] = [:]
            try ledger.matches(query) { article, statements in
                found[article] = statements
                return true
            }
            chosen = found
        }
        let export = TableExport(of: ledger, choosing: chosen, namesReviewers: namesReviewers)
        switch form {
        case .sqlite: try write(to: output) { try TableDatabase(at: $0).write(export) }
        case .parquet:
            let isNew = try makeFolder()
            do {
                try export.snapshot {
                    for table in TableSession.parquet {
                        try write(to: "\(output)/\(table.rawValue).parquet") { try writeParquet(table, of: export, to: $0) }
                    }
                }
            } catch {
                // Nothing is left of it where nothing could be written.
                if isNew { rmdir(output) }
                throw error
            }
        }
        return .success
    }

    private func writeParquet(_ table: LedgerTable, of export: TableExport, to path: String) throws {
        let writer = try ParquetWriter(to: path, .table(table.rawValue))
        var lines: [UInt8] = []
        try export.read(table) { row in
            lines += row + [UInt8(ascii: "\n")]
            guard lines.count >= TableSession.buffer else { return }
            try writer.write(lines)
            lines.removeAll(keepingCapacity: true)
        }
        try writer.write(lines)
        try writer.end()
    }

    /// Has a file written that gets its name when it is whole.
    private func write(to path: String, _ body: (String) throws -> Void) throws {
        let file = try OutputFile(path: path)
        do {
            guard let partial = file.partial else {
                throw CommandError(description: "\(path): it is no regular file; name another place with --output")
            }
            try body(partial)
            try file.finish()
        } catch {
            file.discard()
            throw error
        }
    }

    /// Makes the folder; false where it is there already.
    private func makeFolder() throws -> Bool {
        var isFolder: ObjCBool = false
        if FileManager.default.fileExists(atPath: output, isDirectory: &isFolder) {
            guard isFolder.boolValue else {
                throw CommandError(
                    description: "\(output): it is no folder; name one with --output, which gets a file for each table")
            }
            return false
        }
        do {
            try FileManager.default.createDirectory(atPath: output, withIntermediateDirectories: false)
            return true
        } catch {
            throw CommandError(description: "\(output): the folder cannot be made; name another place with --output")
        }
    }
}
