import Foundation
import TestSupport
import Testing

/// Files as transport, disks and people who mean harm leave them, given to the built program with its page worker: each is read or refused in a
/// sentence that names it, whatever stands beside it. Benchmarks/hostile.py has ten thousand of them.
@Suite struct HostileFilesTests {
    private static let page = """
        <!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Velm <script>alert(1)</script>gate</title>
        <meta property="og:site_name" content="Nine Rivers Wire"></head><body><article><h1>The gate of Velm is shut</h1>
        <p>The harbour of Vélm will stay open to “anyone who pays”, said Ilse Varn, the port warden, on Monday.</p>
        <p>Her deputy denied that any promise had been made to the fishermen of Lower Velm, who had waited for a year.</p></article></body></html>
        """

    private static let feed =
        #"<rss version="s2.0"><channel><title>Wire</title><item><title>A gate</title><link>https://velm.example/1</link></item></channel></rss>"#

    @Test func everyDamagedFileIsReadOrRefusedByName() throws {
        var random = SeededGenerator(seed: 5)
        let table = "id,text\n" + (1...9).map { "\($0),\"Velm will not, said Ilse Varn.\"\n" }.joined()
        let lines = (1...9).map { "{\"id\": \"\($0)\", \"text\": \"Velm will not, said Ilse Varn.\"}\n" }.joined()
        let kinds = [
            (Self.page, "html"), (Self.feed, "rss"), (table, "csv"), (lines, "jsonl"), ("%PDF-1.4\n" + Self.page, "pdf"),
        ]
        var files: [String: [UInt8]] = [:]
        for (text, ending) in kinds {
            for number in 1...8 { files["\(number).\(ending)"] = damaged(Array(text.utf8), &random) }
        }
        try expectEachReadOrRefused(files)
    }

    @Test func filesThatMeanHarmAreReadOrRefusedByName() throws {
        let files = [
            "deep.html": Array(Self.page.replacing("<article>", with: String(repeating: "<div>", count: 100_000)).utf8),
            "attributes.html": Array(
                Self.page.replacing("<p>", with: "<p " + String(repeating: "a ", count: 100_000) + ">").utf8),
            "latin.html": Array(Self.page.data(using: .isoLatin1, allowLossyConversion: true) ?? Data()),
            "utf16.html": Array(Self.page.data(using: .utf16LittleEndian) ?? Data()),
            "empty.html": [], "zeros.html": [UInt8](repeating: 0, count: 50_000),
            "terminal.csv": Array("\u{1B}[2J,te\u{1B}xt\n1,2\n".utf8), "terminal.jsonl": Array("\u{1B}]0;Velm\u{07}\n".utf8),
            "noitems.rss": Array("<rss version=\"2.0\"><channel><title>Wire</title></channel></rss>".utf8),
            "deep.jsonl": Array((#"{"text": "Velm", "x": "# + String(repeating: "[", count: 100_000)).utf8),
            "bad.warc": Array("WARC/1.0\r\nContent-Length: -1\r\n\r\n".utf8), "empty.warc.gz": [],
            "head.pdf": Array("%PDF-1.7\n".utf8),
        ]
        let messages = try expectEachReadOrRefused(files, bomb: true)
        #expect(messages.contains("bomb.html: unpacked, it is more than 200 times as long as packed"))
        #expect(messages.contains("attributes.html: an element of the page has more than 1000 attributes"))
        #expect(messages.contains("noitems.rss: the feed holds no item; see whether it is the feed you meant"))
    }

    @Test func scriptsInATitleAreNoPartOfIt() throws {
        let page = Self.page.replacing(
            "The gate of Velm is shut", with: "Velm <script>alert(1)</script>gate <b onclick=x()>is shut")
        let run = try Program(shell: "cat > a.html <<'PAGE'\n\(page)\nPAGE\n$DIXIT gather a.html")
        #expect(run.status == 0 && run.output.contains(#""title": "Velm gate is shut""#), "\(run.output)\(run.messages)")
    }

    /// Has the program gather files; gives what it said of them.
    ///
    /// - Parameter bomb: whether 300 MB of zeros, packed, are among them.
    @discardableResult
    private func expectEachReadOrRefused(_ files: [String: [UInt8]], bomb: Bool = false) throws -> String {
        let temporary = try TemporaryFolder()
        defer { temporary.remove() }
        let folder = temporary.url
        for (name, bytes) in files { try Data(bytes).write(to: folder.appendingPathComponent(name)) }
        let packing = bomb ? "head -c 300000000 /dev/zero | gzip > bomb.html;" : ""
        let run = try Program(shell: "cd \(folder.path); \(packing) $DIXIT gather *")
        #expect(run.status == 1)
        for name in files.keys.sorted() + (bomb ? ["bomb.html"] : []) {
            let isRead = run.output.contains(#""path": "\#(name)""#)
            let isNamed = run.messages.split(separator: "\n").contains {
                $0.hasPrefix("dixit: \(name):") || $0.hasPrefix("dixit: \(name),") || $0.hasPrefix("dixit: warning: \(name)")
            }
            #expect(isRead || isNamed, "\(name) was passed over in silence")
        }
        for line in run.output.split(separator: "\n") {
            #expect(throws: Never.self) { try JSONSerialization.jsonObject(with: Data(line.utf8)) }
        }
        #expect(!run.messages.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" || $0.value == 0x7F })
        return run.messages
    }

    /// Bytes that are cut, flipped, or have others among them.
    private func damaged(_ bytes: [UInt8], _ random: inout SeededGenerator) -> [UInt8] {
        var bytes = bytes
        let place = Int.random(in: 1..<bytes.count, using: &random)
        switch Int.random(in: 0...2, using: &random) {
        case 0: bytes.removeSubrange(place...)
        case 1:
            for _ in 0..<40 {
                bytes[Int.random(in: bytes.indices, using: &random)] ^= 1 << UInt8.random(in: 0...7, using: &random)
            }
        default: bytes.insert(contentsOf: (0..<300).map { _ in UInt8.random(in: 0...255, using: &random) }, at: place)
        }
        return bytes
    }
}
