import Gathering
import Synchronization

/// Where `dixit read` writes what records have become.
protocol RecordOutput: Sendable {
    /// Its name for the time being; nil where it has none.
    var partial: String? { get }

    /// Writes all of the bytes.
    func write(_ bytes: [UInt8]) throws
    /// Gives it its name.
    func finish() throws
    /// Removes what was written.
    func discard()
}

extension OutputFile: RecordOutput {}

/// A file of Parquet, which gets its name when it is whole; what is written to it are records, as lines of JSON.
final class ParquetOutput: RecordOutput {
    private let file: OutputFile
    private let writer: Mutex<ParquetWriter>

    init(path: String) throws {
        file = try OutputFile(path: path)
        guard let partial = file.partial else {
            throw CommandError(description: "\(path): it is no regular file; name another place with --output")
        }
        do {
            writer = Mutex(try ParquetWriter(to: partial, .records))
        } catch {
            file.discard()
            throw error
        }
    }

    /// What was read before an interruption is no table yet: it is not kept.
    var partial: String? { nil }

    func write(_ bytes: [UInt8]) throws {
        if !bytes.isEmpty { try writer.withLock { try $0.write(bytes) } }
    }

    func finish() throws {
        try writer.withLock { _ = try $0.end() }
        try file.finish()
    }

    func discard() { file.discard() }
}
