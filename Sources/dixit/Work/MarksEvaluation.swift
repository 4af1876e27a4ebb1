import Foundation
import Gathering
import Library
import Meaning
import Reading
import Record
import Wire

/// One run of `dixit eval --marks`: how well speakers and marks agree with what people have marked.
struct MarksEvaluation {
    private let reader: ArticleReader?
    /// The file whose records are measured; nil where the articles are read.
    private let predictions: String?
    private let isJSON: Bool

    /// As the command line asks for it.
    init(_ given: Given) throws {
        predictions = given.text(EvalOption.predictions)
        isJSON = given.has(EvalOption.json)
        let path = try predictions == nil ? ModelLocation.find(named: given.text(ReadOption.model)) : nil
        reader = try path.map { try ArticleReader(Reader(modelAt: $0, engine: given.choice(ReadOption.engine))) }
    }

    /// - Throws: `CommandError` where a file cannot be read, `MarkedFileError` where it holds no marked articles.
    func run(on path: String) throws -> ExitCode {
        let gold = try MarkedArticle.articles(in: MarksEvaluation.bytes(of: path), called: path)
        var measure = MeaningMeasure()
        let found = try predictions.map(MarksEvaluation.records)
        for article in gold {
            if let reader {
                let record = reader.record(
                    of: Article(id: article.id, path: path, published: article.published, text: article.text), isForReading: true,
                    unless: Cancellation())
                measure.add(article, record?.findings)
            } else {
                measure.add(article, found?[article.id])
            }
        }
        try OutputFile.standard.write(Array((isJSON ? json(measure) : measure.table).utf8))
        return .success
    }

    private func json(_ measure: MeaningMeasure) -> String {
        var json = JSONWriter()
        json.object { json in
            for figure in measure.figures {
                switch figure.value {
                case .count(let count): json.member(figure.name, count)
                case .share(let share?): json.member(figure.name, json: "\(share)")
                case .share(nil): json.member(figure.name, json: "null")
                }
            }
        }
        return String(decoding: json.bytes, as: UTF8.self) + "\n"
    }

    private static func bytes(of path: String) throws -> Data {
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
