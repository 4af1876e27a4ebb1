import Foundation
import Gathering
import Meaning
import Reading
import Record
import Wire

/// One run of `dixit model meaning`: for each article a line of JSON that says what stands where, and behind it the numbers that the line
/// counts, as single precision, little-endian.
struct MeaningLessonsSession: Sendable {
    let reader: Reader
    let output: OutputFile
    /// Which statements are taken.
    let taking: Taking

    enum Taking: Sendable {
        /// Those that are found.
        case found
        /// Those of the file.
        case given
        /// None: each line has a text and the places of its targets.
        case targets
    }

    /// - Throws: `CommandError` where the file cannot be read, or a line is not what is asked for.
    func run(on path: String) throws -> ExitCode {
        if taking == .targets {
            guard let file = FileManager.default.contents(atPath: path) else {
                throw CommandError(description: "\(path) cannot be opened; name a file that is there")
            }
            for (number, line) in file.split(separator: UInt8(ascii: "\n")).enumerated() {
                guard let short = try? JSONDecoder().decode(Short.self, from: line), short.targets.allSatisfy({ $0.count == 2 })
                else {
                    throw CommandError(description: "\(path):\(number + 1) has no id, text and targets, each [start, end]")
                }
                let targets = short.targets.map { Span($0[0], $0[1]) }
                try write(short.id, MeaningLessons(reader.states(of: short.text), targets: targets))
            }
            return .success
        }
        for article in try AnnotatedFile.articles(at: path, as: .gold) {
            let given = article.statements.map {
                GivenStatement(source: $0.source.first, cue: $0.cue.first, content: $0.content)
            }
            let text = article.text ?? ""
            let read = taking == .given ? reader.read(text, given: given) : reader.read(text, unless: { false })
            if let read { try write(article.id, MeaningLessons(read)) }
        }
        return .success
    }

    private struct Short: Decodable {
        let id: String
        let text: String
        let targets: [[Int]]
    }

    private func write(_ id: String, _ lessons: MeaningLessons) throws {
        var json = JSONWriter()
        func spans(_ extracts: [Extract]) -> String { "\(extracts.map { [$0.span.start, $0.span.end] })" }
        func words(_ ranges: [Range<Int>]) -> [[Int]] { ranges.map { [$0.lowerBound, $0.upperBound] } }
        json.object { json in
            json.member("id", id)
            json.member("numbers", lessons.numbers.count)
            json.member("widths", json: "\(MeaningLessons.widths)")
            json.member("counts", json: "\(lessons.counts)")
            json.name("entities")
            json.array(lessons.findings.entities) { entity, json in
                json.object { json in
                    json.member("id", entity.id)
                    json.member("name", entity.name)
                    json.name("called")
                    json.array(entity.mentions.filter { $0.form != .pronoun }.prefix(8).map(\.extract.text)) { name, json in
                        json.string(name)
                    }
                }
            }
            json.name("statements")
            json.array(lessons.findings.statements) { statement, json in
                json.object { json in
                    json.member("source", json: spans(statement.source))
                    json.member("cue", json: spans(statement.cue))
                    json.member("content", json: spans(statement.content))
                }
            }
            json.member("told", json: "\(lessons.told.map { $0.map(words) })")
            json.member("parties", json: "\(lessons.parties)")
            json.member("places", json: "\(lessons.places.map { [$0.start, $0.end] })")
            json.member("sentences", json: "\(lessons.sentences.map { [$0.start, $0.end] })")
            json.member("outside", json: "\(lessons.outside.map(words))")
            json.member("pairs", json: "\(lessons.pairs)")
        }
        try output.write(json.bytes + [0x0A])
        try lessons.numbers.withUnsafeBytes { try output.write(Array($0)) }
    }
}
