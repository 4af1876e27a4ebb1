import Foundation
import Gathering
import Record
import TestSupport
import Testing
import Wire

@testable import Library
@testable import dixit

/// Whatever bytes a file holds, `dixit read` writes records whose words stand where they say, or names the file.
@Suite struct AnyBytesTests {
    /// Bytes of a kind, for files that the program reads itself; pages go to a worker: noise, text that is cut and mixed up, JSON Lines that are nearly right, text with NULs.
    private static func bytes(_ kind: Int, _ random: inout SeededGenerator) -> [UInt8] {
        let words = [
            "“Yes,” ", "said ", "Mara\u{301} ", "港 ", "😀👩‍👩‍👧 ", "\u{202E}x ", "\r\n\n", "\u{1B}[2J", "\u{2028}", "· ", "a",
        ]
        let soup = [
            "{", "}", "[", "]", "\"text\"", "\"id\"", ":", ",", "\"“No,” said he.\"", "null", "1e9", "\n", "\\u", "\"", " ",
        ]
        let lines = [
            "{\"text\": \"“Yes,” said \\ud83d\\ude00\"}", "{\"text\": \"a\\u0000b\", \"x\": [1.10]}", "{\"text\": null}",
            "{\"id\": \"k\", \"text\": \"\\ud800 é\", \"title\": \"\\u001b\"}", "{\"text\": \"\"}", "[]", "{",
        ]
        let count = Int.random(in: 0...60, using: &random)
        let pieces = [words, soup, lines.map { $0 + "\n" }]
        var bytes: [UInt8] = []
        for _ in 0..<count {
            switch kind {
            case 0: bytes.append(UInt8.random(in: 0...255, using: &random))
            case 1...3: bytes += Array((pieces[kind - 1].randomElement(using: &random) ?? "").utf8)
            default: bytes += Bool.random(using: &random) ? [0, 0xFF, 0xC3] : Array("said he ".utf8)
            }
        }
        if kind > 0, Bool.random(using: &random) { bytes.removeLast(min(bytes.count, Int.random(in: 1...3, using: &random))) }
        if Int.random(in: 0...9, using: &random) == 0 { bytes = [0xEF, 0xBB, 0xBF] + bytes }
        return bytes
    }

    /// A stand-in for the reader: spans that lie in the text, wherever; the same for the same text.
    @Sendable private static func find(_ text: String) -> Findings {
        let scalars = Array(text.unicodeScalars)
        var random = SeededGenerator(seed: scalars.reduce(1) { ($0 ^ UInt64($1.value)) &* 0x100_0000_01b3 })
        func extracts(_ counts: ClosedRange<Int>) -> [Extract] {
            (0..<Int.random(in: counts, using: &random)).map { _ in
                let start = Int.random(in: 0...scalars.count, using: &random)
                let end = Int.random(in: start...scalars.count, using: &random)
                return Extract(span: Span(start, end), text: slice(scalars, start, end))
            }
        }
        let count = Int.random(in: 0...4, using: &random)
        let statements = (0..<count).map { id in
            Statement(
                id: id, parent: Bool.random(using: &random) ? Int.random(in: 0...4, using: &random) : nil,
                form: Form.allCases.randomElement(using: &random) ?? .mixed, source: extracts(0...1), cue: extracts(0...1),
                content: extracts(0...3), speaker: Bool.random(using: &random) ? 0 : nil,
                confidence: Double.random(in: 0...1, using: &random),
                speakerConfidence: Bool.random(using: &random) ? Double.random(in: 0...1, using: &random) : nil,
                isSpeakerInferred: Bool.random(using: &random))
        }
        return Findings(
            statements: statements,
            entities: [
                Entity(id: 0, name: String(text.prefix(5)), kind: nil, mentions: extracts(0...2).map { Mention($0, .nominal) })
            ])
    }

    private static func slice(_ scalars: [Unicode.Scalar], _ start: Int, _ end: Int) -> String {
        var text = String.UnicodeScalarView()
        text.append(contentsOf: scalars[start..<end])
        return String(text)
    }

    /// What a session writes of files, one after the other.
    private func written(_ paths: [String], _ format: RecordFormat, in folder: URL, layout: ArticleLayout) throws -> [UInt8] {
        let path = folder.appendingPathComponent("out").path
        let session = ReadSession(
            inputs: paths.map { .path($0) },
            reader: ArticleReader(version: ReaderVersion(version: "0", model: "none")) { text, _ in AnyBytesTests.find(text) },
            formatter: RecordFormatter(format: format, layout: layout),
            output: try OutputFile(path: path), threads: 2,
            report: WorkReport(progress: Progress(.none, totalBytes: nil), isQuiet: true))
        _ = try session.run(until: StopOrder())
        return Array(FileManager.default.contents(atPath: path) ?? Data())
    }

    @Test(arguments: 0..<40)
    func everyRecordProvesItselfAndNothingBreaksTheLayout(seed: Int) throws {
        let temporary = try TemporaryFolder()
        defer { temporary.remove() }
        let folder = temporary.url
        var random = SeededGenerator(seed: UInt64(seed))
        var paths: [String] = []
        for (i, name) in ["a.txt", "b.jsonl", "c.json", "d.csv"].enumerated() {
            let file = folder.appendingPathComponent(name)
            try Data(AnyBytesTests.bytes((seed + i) % 5, &random)).write(to: file)
            paths.append(file.path)
        }
        let width = 20 + seed
        var layout = ArticleLayout(width: width, paint: Paint(isOn: false))
        for line in try written(paths, .jsonl, in: folder, layout: layout).split(separator: UInt8(ascii: "\n")) {
            try check(Array(line))
        }
        for arrangement in Arrangement.allCases {
            layout.arrangement = arrangement
            let text = String(decoding: try written(paths, .text, in: folder, layout: layout), as: UTF8.self)
            for line in text.split(separator: "\n") { #expect(DisplayWidth.of(line) <= width, "\(line)") }
        }
        var json = JSONReader(try written(paths, .json, in: folder, layout: layout))
        try json.skip()
        try json.end()
        #expect(try written(paths, .csv, in: folder, layout: layout).starts(with: Array(StatementTable.heading.utf8)))
    }

    /// Every extract of a record equals its slice of the text.
    private func check(_ record: [UInt8]) throws {
        let article = try Article(json: record, id: "", path: "")
        let scalars = Array(article.text.unicodeScalars)
        var json = JSONReader(record)
        var extracts: [(start: Int, end: Int, text: String)] = []
        try json.object { name, json in
            guard name == "statements" || name == "entities" else { return try json.skip() }
            try json.array { json in
                try json.object { name, json in
                    guard ["source", "cue", "content", "mentions"].contains(name) else { return try json.skip() }
                    try json.array { extracts.append(try extract(&$0)) }
                }
            }
        }
        #expect(!article.id.isEmpty)
        for extract in extracts {
            try #require(0 <= extract.start && extract.start <= extract.end && extract.end <= scalars.count)
            #expect(Array(extract.text.unicodeScalars) == Array(scalars[extract.start..<extract.end]))
        }
    }

    private func extract(_ json: inout JSONReader) throws -> (start: Int, end: Int, text: String) {
        var extract = (start: -1, end: -1, text: "")
        try json.object { name, json in
            switch name {
            case "start": extract.start = try json.integer()
            case "end": extract.end = try json.integer()
            case "text": extract.text = try json.string()
            default: try json.skip()
            }
        }
        return extract
    }
}
