import Foundation
import Gathering
import Library
import Prose
import Synchronization
import TestSupport
import Testing

@testable import dixit

@Suite struct PiecesSessionTests {
    @Test func everyArticleIsALineInTheOrderOfTheInputWhateverItsId() throws {
        let temporary = try TemporaryFolder()
        defer { temporary.remove() }
        let folder = temporary.url
        let lines = [#"{"text": "b"}"#, #"{"id": "x", "text": "a"}"#, "[]", #"{"id": "x", "text": "b"}"#]
        let input = folder.appendingPathComponent("a.jsonl").path
        try Data(lines.joined(separator: "\n").utf8).write(to: URL(fileURLWithPath: input))
        let output = folder.appendingPathComponent("out").path
        let file = try OutputFile(path: output)
        let pieces = try WordPiece(vocabulary: Array("[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\na\nb\n".utf8))
        let notices = Notices()
        let session = PiecesSession(pieces: pieces, output: file, observer: notices)
        #expect(try session.run(on: [.path(input), .path("/nowhere")]) == .failure)
        try file.finish()
        let written = try String(contentsOfFile: output, encoding: .utf8)
        #expect(written == ["b", "a", "b"].map { pieces.describe($0) + "\n" }.joined())
        let told = notices.told
        #expect(told.count == 2 && told[0].contains("a.jsonl:3: holds an array") && told[1].hasPrefix("/nowhere:"))
    }

    private final class Notices: WorkObserver {
        private let state = Mutex<[String]>([])

        var told: [String] { state.withLock { $0 } }

        func advance(words: Int, bytes: Int) {}
        func pass(bytes: Int) {}
        func tell(_ notice: Notice, _ kind: NoticeKind) { state.withLock { $0.append("\(notice)") } }
    }
}
