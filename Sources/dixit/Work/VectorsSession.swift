import Foundation
import Reading

/// One run of `dixit model vectors`.
struct VectorsSession {
    let encoder: SentenceEncoder
    let output: OutputFile

    /// Writes a line for each line of the file, many at a time.
    func run(on path: String) throws -> ExitCode {
        let data = path == "-" ? FileHandle.standardInput.readDataToEndOfFile() : FileManager.default.contents(atPath: path)
        guard let data else { throw CommandError(description: "\(path) cannot be read; name a file with a text on each line") }
        var lines = String(decoding: data, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false).map(
            String.init)
        if lines.last == "" { lines.removeLast() }
        for start in stride(from: 0, to: lines.count, by: 256) {
            let vectors = encoder.vectors(of: Array(lines[start..<min(start + 256, lines.count)]))
            let text = vectors.map { "[" + $0.map { "\($0)" }.joined(separator: ", ") + "]\n" }.joined()
            try output.write(Array(text.utf8))
        }
        return .success
    }
}
