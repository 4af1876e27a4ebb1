import Foundation
import Meaning
import Record
import Wire

/// One run of `dixit model marks`: marks records again.
struct MarksSession {
    let marker: Marker
    let output: OutputFile

    /// Writes each record with its new marks, in the order of the file; "-" is standard input.
    ///
    /// - Throws: `CommandError` where the file cannot be read, or a line is no record.
    func run(on path: String) throws -> ExitCode {
        let input = path == "-" ? FileHandle.standardInput : FileHandle(forReadingAtPath: path)
        guard let input else { throw CommandError(description: "\(path) cannot be opened; name a file that is there") }
        let lines = try (input.readToEnd() ?? Data()).split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        for (number, line) in lines.enumerated() where !line.isEmpty {
            let record = try record(line, place: "\(path):\(number + 1)")
            let findings = marker.markedAgain(record.article, record.findings)
            let marked = ArticleRecord(article: record.article, findings: findings, reader: record.reader)
            try output.write(marked.json + [UInt8(ascii: "\n")])
        }
        return .success
    }

    /// Why a line is no record, and what to do.
    static func sentence(_ error: ArticleError, place: String) -> String {
        let verb = if case .syntax(let fault) = error, fault.isSyntax { "is " } else { "" }
        return "\(place) is no record: it \(verb)\(error); dixit read --format jsonl writes such"
    }

    private func record(_ line: Data, place: String) throws(CommandError) -> ArticleRecord {
        do throws(ArticleError) {
            return try ArticleRecord(json: Array(line))
        } catch {
            throw CommandError(description: MarksSession.sentence(error, place: place))
        }
    }
}
