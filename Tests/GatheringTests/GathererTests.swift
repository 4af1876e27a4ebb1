import Foundation
import Record
import TestSupport
import Testing
import Wire

@testable import Gathering

@Suite struct GathererTests {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func articles(_ path: String) -> [Article] {
        Gatherer([.path(path)]).compactMap { if case .article(let article, _, _) = $0 { article } else { nil } }
    }

    @Test func aTextIsOneArticleCalledByItsName() throws {
        let path = try folder.write("one.two.txt", "Yes.\n")
        #expect(articles(path) == [Article(id: "one.two", path: path, text: "Yes.\n")])
    }

    @Test(arguments: [
        ("Title\n\nText", "Title"), (" Title \r\n\r\nText", "Title"), ("Title\nText", nil), ("Title\n\n", nil), ("\n\nText", nil),
        (String(repeating: "é", count: 199) + "\n\nText", String(repeating: "é", count: 199)),
        (String(repeating: "é", count: 200) + "\n\nText", nil),
    ])
    func theFirstLineIsTheTitleWhereABlankLineFollows(text: String, title: String?) throws {
        let article = try #require(articles(folder.write("a.txt", text)).first)
        #expect(article.title == title && article.text == text)
    }

    @Test func aByteOrderMarkIsLeftOut() throws {
        #expect(try folder.gathered(folder.write("a.txt", "\u{FEFF}Yes")) == ["a = Yes"])
        #expect(try folder.gathered(folder.write("b.jsonl", "\u{FEFF}{\"text\": \"Yes\"}")) == ["b:1 = Yes"])
    }

    @Test func aByteOrderMarkOfUTF16IsBelieved() throws {
        #expect(try folder.gathered(folder.write("a.txt", [0xFF, 0xFE, 0x41, 0, 0x1C, 0x20])) == ["a = A“"])
        #expect(try folder.gathered(folder.write("b.txt", [0xFE, 0xFF, 0, 0x41])) == ["b = A"])
        let table = "text\tdate\nYes.\t2021-03-04\n".utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
        #expect(try folder.gathered(folder.write("c.txt", [0xFF, 0xFE] + table)).last == "c:2 = Yes.")
    }

    @Test func anotherEncodingIsRefusedByName() throws {
        let utf32 = try folder.write("b.txt", [0xFF, 0xFE, 0, 0, 0x41, 0, 0, 0])
        #expect(folder.gathered(utf32).first?.contains("UTF-32") == true)
    }

    @Test func bytesThatAreNoUTF8BecomeReplacementCharactersWithAWarning() throws {
        let path = try folder.write("a.txt", Array("é\u{FFFD} ".utf8) + [0xFF, 0x20, 0xE2, 0x82])
        #expect(
            folder.gathered(path) == [
                "warning: /a.txt: 2 places in it are not UTF-8 and became U+FFFD; convert it to UTF-8 if that matters",
                "a = é\u{FFFD} \u{FFFD} \u{FFFD}",
            ])
        let lines = try folder.write("b.jsonl", Array("{\"text\": \"".utf8) + [0x81] + Array("\"}".utf8))
        #expect(folder.gathered(lines).last == "b:1 = \u{FFFD}")
    }

    @Test func whereNothingIsUTF8AndWindowsExplainsEveryByteItIsBelieved() throws {
        let path = try folder.write("a.txt", [0x93] + Array("Velm,".utf8) + [0x94] + Array(" said Zo".utf8) + [0xEB])
        #expect(folder.gathered(path) == ["a = “Velm,” said Zoë"])
    }

    @Test func linesThatEndAsOnOldMacsAreLines() throws {
        let article = try #require(articles(folder.write("a.txt", "Velm\r\rYes.\rNo.\r")).first)
        #expect(article.title == "Velm" && article.text == "Velm\n\nYes.\nNo.\n")
    }

    @Test func aNULNearTheStartIsNoTextAndLaterItIsKept() throws {
        #expect(try folder.gathered(folder.write("a.txt", "a\0b")).first?.contains("it is not a text") == true)
        let late = String(repeating: "a", count: GatheringLimit.sniffed) + "\0b"
        #expect(try articles(folder.write("b.txt", late)).first?.text == late)
        #expect(try articles(folder.write("c.jsonl", #"{"text": "a\u0000b"}"#)).first?.text == "a\0b")
    }

    @Test(arguments: ["", " \n\t", "\u{A0}\u{2028}"])
    func anEmptyTextIsGivenOutWithAWarning(text: String) throws {
        let path = try folder.write("a.txt", text)
        #expect(
            folder.gathered(path) == ["warning: /a.txt: its text is empty; it is recorded without statements", "a = \(text)"])
    }

    @Test func brokenLinesAreNamedAndTheOthersRead() throws {
        let lines = [
            "{\"text\": \"1\"}\r", "", "{\"text\"", "\u{0B}", "{\"text\": \"2\", \"id\": \"x\"}", "[]", "{\"text\": \"3\"}",
        ]
        let path = try folder.write("a.jsonl", lines.joined(separator: "\n"))
        #expect(
            folder.gathered(path) == [
                "a:1 = 1",
                "failure: /a.jsonl:3: not JSON at byte 8: a colon is expected; mend it or leave it out",
                "failure: /a.jsonl:4: not JSON at byte 1: a value is expected; mend it or leave it out",
                "x = 2",
                "failure: /a.jsonl:6: holds an array where an object with a member \"text\" is expected; give one object a line",
                "a:7 = 3",
            ])
    }

    @Test(arguments: [
        (#"{"text": 5}"#, "its member \"text\" is a number where a string is expected; give the article's text as a string"),
        (
            #"{"text": null}"#,
            "has no member \"text\"; give the article's text there, or name the member that holds it with --map text=NAME"
        ),
        (#"{"text": "", "url": []}"#, "its member \"url\" is an array where a string is expected; give a string or null"),
        (
            #"{"text": "", "author": ["A", null]}"#,
            "its member \"author\" lists null where a string is expected; give a string or a list of strings"
        ),
    ])
    func aMemberThatCannotBeTakenIsNamedWithItsRemedy(line: String, notice: String) throws {
        #expect(try folder.gathered(folder.write("a.jsonl", line)) == ["failure: /a.jsonl:1: \(notice)"])
    }

    @Test func aLineOrTextBeyondTheLimitIsRefusedAndTheRestRead() throws {
        let long = Array("{\"text\": \"".utf8) + [UInt8](repeating: 0x78, count: GatheringLimit.line) + Array("\"}\n".utf8)
        let path = try folder.write("a.jsonl", long + Array("{\"text\": \"2\"}\n".utf8))
        let size = GatheringLimit.line + 12
        #expect(
            folder.gathered(path) == [
                "failure: /a.jsonl:1: the line is longer than 64 MiB (\(size) bytes); split or remove it", "a:2 = 2",
            ])
        let text = try folder.write("b.txt", [UInt8](repeating: 0x78, count: GatheringLimit.article + 1))
        #expect(folder.gathered(text) == ["failure: /b.txt: the article is longer than 16 MiB; split it into articles"])
    }

    @Test func aJSONFileIsOneObject() throws {
        let path = try folder.write("a.json", "{\n  \"text\": \"1\",\n  \"more\": [1,\n 2]\n}\n")
        #expect(articles(path).first?.carried == [.init(name: "more", json: "[1,2]")])
        let two = try folder.write("b.json", "{\"text\": \"1\"}\n{}")
        #expect(folder.gathered(two).first?.contains("something stands behind") == true)
    }

    @Test func whatIsMissingOrUnreadableIsNamed() throws {
        #expect(folder.gathered(folder.path + "/no") == ["failure: /no: there is no such file or folder; check the name"])
        try folder.link("loop.txt", to: "loop.txt")
        #expect(folder.gathered(folder.path + "/loop.txt").first?.contains("circle") == true)
    }

    @Test(.enabled(if: geteuid() != 0, "the superuser may read everything"))
    func aFolderThatMayNotBeReadIsNamed() throws {
        try folder.write("shut/a.txt", "a")
        chmod(folder.path + "/shut", 0)
        defer { chmod(folder.path + "/shut", 0o700) }
        #expect(folder.gathered(folder.path).first?.contains("permission to read it is denied") == true)
    }

    @Test(arguments: [
        (" \n{\"text\": \"1\"}\n{\"text\": \"2\"}\n", ["pipe:2 = 1", "pipe:3 = 2"]), ("{\n \"text\": \"1\"}\n", ["pipe = 1"]),
        ("Yes {", ["pipe = Yes {"]),
    ])
    func aPipeIsUnderstoodByItsFirstCharacter(text: String, expected: [String]) throws {
        let path = folder.path + "/pipe"
        #expect(mkfifo(path, 0o600) == 0)
        Thread.detachNewThread {
            let descriptor = open(path, O_WRONLY)
            write(descriptor, text, text.utf8.count)
            close(descriptor)
        }
        #expect(folder.gathered(path) == expected)
    }

    @Test func bytesAreCountedAsTheyAreRead() throws {
        let first = try folder.write("a.txt", "12345")
        let second = try folder.write("b.jsonl", "{\"text\": \"1\"}\n{\"text\": \"2\"}\n")
        let gatherer = Gatherer([.path(first), .path(second)])
        var read: [Int] = []
        while gatherer.next() != nil { read.append(gatherer.bytesRead) }
        #expect(read == [5, 19, 33])
        #expect(Gatherer.totalBytes([.path(folder.path)]) == 33)
        #expect(Gatherer.totalBytes([.path(first), .standardInput]) == nil)
    }

    @Test func anyBytesAreGatheredOrRefused() throws {
        var random = SystemRandomNumberGenerator()
        for _ in 0..<50 {
            let bytes = (0..<40).map { _ in UInt8.random(in: 0...255, using: &random) }
            for name in ["a.txt", "b.jsonl", "c.json"] {
                #expect(try !folder.gathered(folder.write(name, bytes)).isEmpty)
            }
        }
    }

    @Test func whatWasSentIsGatheredFromMemoryUnderItsName() throws {
        let events = Array(
            Gatherer([
                .sent(name: "sent.jsonl", bytes: Array("{\"text\": \"One.\"}\n[]\n".utf8)),
                .sent(name: "letter", bytes: Array("Two.".utf8)),
                .sent(name: "news.csv.gz", bytes: GzipTests.packed(Array("text\nThree.\n".utf8))),
                .sent(name: "crawl.warc", bytes: Array("WARC/1.0\r\n".utf8)),
            ]))
        let articles = events.compactMap { if case .article(let article, _, _) = $0 { article } else { nil } }
        #expect(articles.map(\.id) == ["sent:1", "letter", "news:2"] && articles.map(\.text) == ["One.", "Two.", "Three."])
        #expect(articles.map(\.path) == ["sent.jsonl", "letter", "news.csv.gz"])
        let failures = events.compactMap { if case .failure(let notice) = $0 { notice.place } else { nil } }
        #expect(failures == ["sent.jsonl:2", "crawl.warc"])
    }

    @Test func nobodyWaitsForAPageThatIsNotWantedAnyMore() throws {
        var options = GatheringOptions()
        let cancellation = Cancellation()
        options.cancellation = cancellation
        options.isKnown = { _ in
            cancellation.cancel()
            return false
        }
        // What takes pages apart never answers.
        let workers = PageWorkers(count: 1, command: ["/bin/sh", "-c", "echo ready; exec cat > /dev/null"])
        let page = Input.sent(name: "a.html", bytes: Array("<html></html>".utf8))
        #expect(Array(Gatherer([page, page], options, workers: workers)).isEmpty)
    }
}
