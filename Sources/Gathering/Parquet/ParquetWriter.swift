import Foundation

/// Writes a file of Parquet by the Python package's `write_parquet.py`, in a process beside this one; it needs pyarrow.
///
///     let writer = try ParquetWriter(to: "statements.parquet", .table("statements"))
///     try writer.write(rows)                      // lines, each an array in JSON
///     try writer.end()                            // the file is whole
///
/// A class, because a process has identity; use it from one thread. Where it is let go before its end, the file is not whole.
public final class ParquetWriter {
    /// What lines are.
    public enum Rows: Sendable {
        /// Records, as `dixit read -f jsonl` writes them.
        case records
        /// Rows of a ledger's table of this name: arrays of its columns.
        case table(String)
    }

    private struct Request: Encodable {
        let file: String
        let table: String?
    }

    private struct Answer: Decodable {
        let written: Int?
        let refused: PageAnswer.Refusal?
    }

    private let path: String
    private let process: WorkerProcess
    private static let seconds = 600.0

    /// Begins a file.
    ///
    /// - Throws: `ParquetError`, where pyarrow is not there, or the file cannot be written.
    public convenience init(to path: String, _ rows: Rows) throws(ParquetError) {
        try self.init(to: path, rows, ParquetWriterLocation(PageWorkerLocation.here))
    }

    init(to path: String, _ rows: Rows, _ location: ParquetWriterLocation) throws(ParquetError) {
        self.path = path
        let notThere = ParquetError(path, PageAnswer.Refusal("what writes Parquet is not set up", location.remedy))
        guard let command = location.command else { throw notThere }
        do throws(WorkerError) {
            process = try WorkerProcess(command)
        } catch {
            throw notThere
        }
        var table: String?
        if case .table(let name) = rows { table = name }
        try say(PageJSON.line(Request(file: path, table: table)))
        _ = try answer()
    }

    /// Writes lines, each with its line feed.
    public func write(_ lines: [UInt8]) throws(ParquetError) { try say(lines) }

    /// Ends the file.
    ///
    /// - Returns: how many rows it has.
    @discardableResult
    public func end() throws(ParquetError) -> Int {
        try say(Array("null\n".utf8))
        return try answer()
    }

    private func say(_ bytes: [UInt8]) throws(ParquetError) {
        do throws(WorkerError) {
            try process.write(bytes, by: Date(timeIntervalSinceNow: ParquetWriter.seconds))
        } catch {
            // What it has said before it ended tells why.
            _ = try answer()
            throw died
        }
    }

    private func answer() throws(ParquetError) -> Int {
        let line: [UInt8]
        do throws(WorkerError) {
            line = try process.readLine(by: Date(timeIntervalSinceNow: ParquetWriter.seconds))
        } catch {
            throw died
        }
        guard let answer = try? JSONDecoder().decode(Answer.self, from: Data(line)) else { throw died }
        if let refused = answer.refused { throw ParquetError(path, refused) }
        return answer.written ?? 0
    }

    private var died: ParquetError {
        let remedy = "run it again, or write another format"
        return ParquetError(path, PageAnswer.Refusal("what writes Parquet ended before its time", remedy))
    }
}

/// Why a file of Parquet cannot be written, in one sentence.
public struct ParquetError: Error, Sendable, CustomStringConvertible {
    /// The sentence: the file, the reason and the remedy.
    public let description: String

    init(_ path: String, _ refusal: PageAnswer.Refusal) {
        let named = path.hasSuffix(".partial") ? String(path.dropLast(".partial".count)) : path
        description = "\(named): \(refusal.reason); \(refusal.remedy)"
    }
}

/// What starts the writer of Parquet: it stands beside the page worker, and runs by the same Python.
struct ParquetWriterLocation: Equatable {
    /// nil where nothing does.
    let command: [String]?
    /// What mends that, as a clause.
    let remedy: String

    /// - Parameter worker: where the page worker is: `Pages/worker.py` in a repository, `lib/dixit/pages/worker.py` where it was installed.
    init(_ worker: PageWorkerLocation) {
        guard let found = worker.command, let script = found.last else {
            command = nil
            remedy = worker.remedy
            return
        }
        let folder = URL(fileURLWithPath: script).deletingLastPathComponent()
        let package = folder.lastPathComponent == "Pages" ? "Python/dixit" : "python/dixit"
        let writer = folder.deletingLastPathComponent().appendingPathComponent("\(package)/write_parquet.py").path
        if let planted = [writer].first(where: PageWorkerLocation.mayBePlanted) {
            let isThere = FileManager.default.fileExists(atPath: planted)
            command = nil
            remedy = isThere ? PageWorkerLocation.remedy(planted) : "install Dixit anew: \(planted) is not there"
        } else {
            command = found.dropLast() + [writer]
            remedy = worker.remedy
        }
    }
}
