import Foundation
import Gathering
import Library
import Meaning
import Reading
import Record
import Wire

/// Where `dixit eval` has from what it measures: articles that it reads, or records that were written before.
struct EvaluatedRecords {
    private let reader: ArticleReader?
    private let found: [String: Findings]

    /// As the command line asks for it.
    ///
    /// - Throws: where the model or the file of predictions cannot be read.
    init(_ given: Given) throws {
        let predictions = given.text(EvalOption.predictions)
        let path = try predictions == nil ? ModelLocation.find(named: given.text(ReadOption.model)) : nil
        reader = try path.map {
            try ArticleReader(Reader(modelAt: $0, engine: given.choice(ReadOption.engine), threads: given.threads))
        }
        found = try predictions.map(EvaluatedRecords.records) ?? [:]
    }

    /// What was found in an article; nil where it was missed.
    func findings(in article: Article) -> Findings? {
        guard let reader else { return found[article.id] }
        return (try? reader.record(of: article, isForReading: true, unless: Cancellation()))?.findings
    }

    /// The bytes of a file; "-" is standard input.
    ///
    /// - Throws: `CommandError` where it cannot be opened.
    static func bytes(of path: String) throws -> Data {
        let data = path == "-" ? try FileHandle.standardInput.readToEnd() : FileManager.default.contents(atPath: path)
        guard let data else { throw CommandError(description: "\(path) cannot be opened; name a file that is there") }
        return data
    }

    private static func records(_ path: String) throws -> [String: Findings] {
        var found: [String: Findings] = [:]
        for (number, line) in try bytes(of: path).split(separator: UInt8(ascii: "\n")).enumerated() {
            guard let record = try? ArticleRecord(json: Array(line)) else {
                throw CommandError(description: "\(path):\(number + 1) is no record; dixit read --format jsonl writes such")
            }
            found[record.article.id] = record.findings
        }
        return found
    }
}
