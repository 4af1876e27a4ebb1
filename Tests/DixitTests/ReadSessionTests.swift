import Foundation
import Gathering
import Record
import TestSupport
import Testing
import Wire

@testable import Library
@testable import dixit

/// Sessions with a stand-in for the reader: each text is one statement of its own first letter.
@Suite struct ReadSessionTests {
    private let temporary: TemporaryFolder
    private var folder: URL { temporary.url }

    init() throws { temporary = try TemporaryFolder() }

    private func write(_ name: String, _ text: String) throws -> String {
        let file = folder.appendingPathComponent(name)
        try Data(text.utf8).write(to: file)
        return file.path
    }

    private static func statements(_ text: String) -> Findings {
        let words = text.unicodeScalars.first.map { String($0) } ?? ""
        let extract = Extract(span: Span(0, words.isEmpty ? 0 : 1), text: words)
        return Findings(statements: [
            Statement(
                id: 0, parent: nil, form: .direct, source: [], cue: [extract], content: [extract], speaker: nil, confidence: 1)
        ])
    }

    /// What a session writes, and how it ends.
    private func run(
        _ paths: [String], _ format: RecordFormat = .jsonl, threads: Int = 3, output: String? = nil,
        find: @escaping @Sendable (String) -> Findings = ReadSessionTests.statements, until order: StopOrder = StopOrder()
    ) throws -> (text: String, status: ExitCode) {
        let path = output ?? folder.appendingPathComponent("out").path
        let file = try OutputFile(path: path)
        let session = ReadSession(
            inputs: paths.map { .path($0) },
            reader: ArticleReader(version: ReaderVersion(version: "0", model: "none")) { text, _ in find(text) },
            formatter: RecordFormatter(format: format, layout: ArticleLayout(width: 80, paint: Paint(isOn: false))), output: file,
            threads: threads, report: WorkReport(progress: Progress(.none, totalBytes: nil), isQuiet: true))
        let status = try session.run(until: order)
        let written =
            FileManager.default.contents(atPath: path) ?? FileManager.default.contents(atPath: path + ".partial") ?? Data()
        return (String(decoding: written, as: UTF8.self), status)
    }

    private func lines(_ count: Int) -> String {
        (0..<count).map { "{\"text\": \"\($0) \(String(repeating: "x", count: $0 * 37 % 101))\"}\n" }.joined()
    }

    @Test(arguments: RecordFormat.allCases)
    func theOutputIsTheSameForAnyNumberOfThreads(format: RecordFormat) throws {
        let outputs = try [1, 2, 5].map { threads in
            try run([write("a.jsonl", lines(300)), write("b.txt", "b")], format, threads: threads).text
        }
        #expect(Set(outputs).count == 1 && !outputs[0].isEmpty)
    }

    @Test func jsonIsOneArray() throws {
        let text = try run([write("a.jsonl", lines(3))], .json).text
        let array = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [[String: Any]]
        #expect(array?.compactMap { $0["id"] as? String } == ["a:1", "a:2", "a:3"])
    }

    @Test func jsonOfNothingIsAnEmptyArray() throws {
        #expect(try run([write("a.jsonl", "\n")], .json).text == "[\n]\n")
    }

    @Test func articlesInTextStandApart() throws {
        let text = try run([write("a.txt", "1"), write("b.txt", "2")], .text).text
        #expect(text.contains("own voice\n\n\nb\n"))
    }

    @Test func afterAFailedInputTheOthersAreReadAndTheStatusIsOne() throws {
        let (text, status) = try run(["/nowhere/a.txt", write("a.jsonl", "{\n{\"text\": \"1\"}\n"), write("b.txt", "2")])
        #expect(status == .failure && text.split(separator: "\n").count == 2)
    }

    @Test(arguments: [RecordFormat.json, .jsonl])
    func anInterruptionLeavesWholeRecords(format: RecordFormat) throws {
        let order = StopOrder()
        let (text, status) = try run(
            [write("a.jsonl", lines(2_000))], format,
            find: { text in
                if text.hasPrefix("500 ") { order.give(.interrupt) }
                return ReadSessionTests.statements(text)
            }, until: order)
        #expect(status == .interrupted && text.hasSuffix("\n"))
        let array = format == .json ? text : "[" + text.split(separator: "\n").joined(separator: ",") + "]"
        let records = try #require(try JSONSerialization.jsonObject(with: Data(array.utf8)) as? [[String: Any]])
        #expect(records.count < 2_000)
        #expect(records.compactMap { $0["id"] as? String } == (0..<records.count).map { "a:\($0 + 1)" })
    }

    @Test func aFullDiskIsOneSentence() throws {
        let path = try write("a.jsonl", lines(10))
        let error = #expect(throws: OutputError.self) { try run([path], output: "/dev/full") }
        #expect(error?.description == "/dev/full: writing failed (No space left on device); make room and run again")
    }

    @Test func aFileThatCannotBeMadeIsNamed() throws {
        let error = #expect(throws: OutputError.self) { try OutputFile(path: "/nowhere/out") }
        #expect(
            error?.description == "/nowhere/out: the folder /nowhere does not exist; make it or name another place with --output")
        let file = #expect(throws: OutputError.self) { try OutputFile(path: "/dev/null/out") }
        #expect(file?.description == "/dev/null/out: /dev/null is no folder; name another place with --output")
        let folder = #expect(throws: OutputError.self) { try OutputFile(path: "/tmp") }
        #expect(folder?.description == "/tmp: it is a folder; name a file in it with --output")
    }

    @Test func aFileHasItsNameOnlyWhenItIsWhole() throws {
        let path = folder.appendingPathComponent("x").path
        let file = try OutputFile(path: path)
        try file.write(Array("half".utf8))
        #expect(!FileManager.default.fileExists(atPath: path) && file.partial == path + ".partial")
        try file.finish()
        #expect(FileManager.default.contents(atPath: path) == Data("half".utf8))
        #expect(!FileManager.default.fileExists(atPath: path + ".partial"))
    }
}

@Suite struct ModelLocationTests {
    @Test func aNamedModelComesFirstThenTheEnvironments() throws {
        #expect(try ModelLocation.find(named: "m", environment: ["DIXIT_MODEL": "e"], executable: nil) == "m")
        #expect(try ModelLocation.find(named: nil, environment: ["DIXIT_MODEL": "e"], executable: nil) == "e")
    }

    @Test func aModelIsFoundBesideTheProgramAndAboveIt() throws {
        let temporary = try TemporaryFolder()
        defer { temporary.remove() }
        let root = temporary.url
        let program = root.appendingPathComponent("a/b/dixit")
        for place in ["Models", "share/dixit", "a/share/dixit", "a/b"] {
            let folder = root.appendingPathComponent(place)
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            let file = folder.appendingPathComponent("reader.model").path
            _ = FileManager.default.createFile(atPath: file, contents: Data())
            if place == "share/dixit" { continue }
            #expect(try ModelLocation.find(named: nil, environment: [:], executable: program) == file)
        }
        let data = try ModelLocation.find(
            named: nil, environment: ["XDG_DATA_HOME": root.path + "/share"], executable: URL(fileURLWithPath: "/x/y/dixit"))
        #expect(data == root.path + "/share/dixit/reader.model")
    }

    @Test func whereThereIsNoneTheSentenceSaysWhatToDo() {
        let error = #expect(throws: CommandError.self) {
            try ModelLocation.find(named: nil, environment: [:], executable: URL(fileURLWithPath: "/x/y/dixit"))
        }
        #expect(
            error?.description
                == "no model was found at /x/y/reader.model, /x/share/dixit/reader.model, nor at Models/reader.model "
                + "in a folder above the executable; run make setup in the repository, or name a model with --model or DIXIT_MODEL"
        )
    }
}
