import Record
import TestSupport
import Testing

@testable import Gathering

@Suite struct AnnotatedFileTests {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func refusal(_ path: String, as part: AnnotatedFile.Part = .gold) -> String? {
        do {
            _ = try AnnotatedFile.articles(at: path, as: part)
            return nil
        } catch {
            return error.description.replacing(folder.path, with: "")
        }
    }

    @Test func aByteOrderMarkAndBlankLinesAreLeftOut() throws {
        let path = try folder.write("a.jsonl", "\u{FEFF}{\"id\": 1, \"text\": \"\", \"statements\": []}\n \r\n")
        #expect(try AnnotatedFile.articles(at: path, as: .gold).map(\.id) == ["1"])
    }

    @Test func otherEncodingsAreRefusedByName() throws {
        let path = try folder.write("a.jsonl", [0xFE, 0xFF, 0, 0x7B])
        #expect(refusal(path)?.hasPrefix("/a.jsonl: it is encoded in UTF-16; convert it to UTF-8") == true)
    }

    @Test func goldNeedsATextAndPredictionsDoNot() throws {
        let path = try folder.write("a.jsonl", "{\"id\": 1, \"statements\": []}\n")
        #expect(
            refusal(path) == "/a.jsonl:1: has no member \"text\"; give the article's text there, which the spans count in")
        #expect(refusal(path, as: .predictions) == nil)
    }

    @Test func ofArticlesWithTheSameIdTheLastCountsInTheFirstsPlace() throws {
        let lines = [(1, "a"), (2, "b"), (1, "c")].map { "{\"id\": \($0.0), \"text\": \"\($0.1)\", \"statements\": []}\n" }
        let path = try folder.write("a.jsonl", lines.joined())
        #expect(try AnnotatedFile.articles(at: path, as: .gold).map(\.text) == ["c", "b"])
    }

    @Test(arguments: [
        ("{", "/a.jsonl:2: not JSON at byte 2: a member's name in quotation marks is expected; mend the line or leave it out"),
        (
            "[]",
            "/a.jsonl:2: holds an array where an object with the article and its statements is expected; give one object a line"
        ),
        (
            "{\"id\": 1, \"text\": \"\"}",
            "/a.jsonl:2: has no member \"statements\"; give the article's statements there, [] where it has none"
        ),
        ("{\"id\": 1, \"text\": 5}", "/a.jsonl:2: its member \"text\" is a number where a string is expected; give a string"),
    ])
    func aBrokenLineIsNamedWithItsRemedy(line: String, notice: String) throws {
        #expect(try refusal(folder.write("a.jsonl", "\n" + line)) == notice)
    }
}
