import Foundation
import Record
import TestSupport
import Testing
import Wire

@testable import Gathering

/// Archives, through the page workers of the repository.
@Suite(.enabled(if: PageWorker.found != nil, "the page worker is not set up")) struct ArchiveTests {
    let folder: TemporaryFolder

    private struct Gone: Error {}

    init() throws { folder = try TemporaryFolder() }

    private static let said = [
        "The harbour of Velm opened on Monday to anyone who pays, said Ilse Varn, the port warden.",
        "Her deputy denied that any promise had been made, and said the treaty spoke of the southern quay alone.",
        "Fishermen from Lower Velm, who had waited for eleven months, warned that they would sail without leave.",
        "The Ministry of Waters in Karst refused to comment, but two of its officials said the quay was lost.",
    ]
    private static let german = [
        "Der Hafen von Velm wurde am Montag für alle geöffnet, die bezahlen, sagte die Hafenmeisterin Ilse Varn dem Rat der Stadt.",
        "Ihr Stellvertreter bestritt, dass es jemals ein Versprechen gegeben habe, und verwies auf den Vertrag über den südlichen Kai.",
        "Die Fischer warteten seit Monaten und warnten, dass sie auch ohne Erlaubnis auslaufen würden, wenn niemand mit ihnen spreche.",
    ]

    private static func page(_ paragraphs: [String]) -> String {
        let body = paragraphs.map { "<p>\($0)</p>" }.joined()
        return "<html><head><title>Port of Velm</title></head><body><article><h1>Port of Velm</h1>\(body)</article></body></html>"
    }

    /// Five records: an article, a picture, a page in German, a page that is gone, an article.
    private static var records: [[UInt8]] {
        let contents = [
            ("200 OK", "text/html", page(said)), ("200 OK", "image/png", "PNG"), ("200 OK", "text/html", page(german)),
            ("404 Not Found", "text/html", page(said)), ("200 OK", "text/html", page(said.reversed())),
        ]
        return contents.enumerated().map { number, content in
            let body = Array(content.2.utf8)
            let http =
                Array("HTTP/1.1 \(content.0)\r\nContent-Type: \(content.1)\r\nContent-Length: \(body.count)\r\n\r\n".utf8) + body
            let head =
                "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://wire.example/\(number)\r\n"
                + "WARC-Date: 2021-04-03T08:00:00Z\r\nWARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-00000000000\(number)>\r\n"
                + "Content-Type: application/http; msgtype=response\r\nContent-Length: \(http.count)\r\n\r\n"
            return Array(head.utf8) + http + Array("\r\n\r\n".utf8)
        }
    }

    /// One for all tests: starting takes longer than what is tested.
    private static let workers = PageWorkers(count: 1)

    private func gathered(_ path: String, _ options: GatheringOptions = GatheringOptions()) -> [Gathered] {
        Array(Gatherer([.path(path)], options, workers: ArchiveTests.workers))
    }

    private func ids(_ events: [Gathered]) -> [String] {
        events.compactMap { if case .article(let article, _, _) = $0 { article.id } else { nil } }
    }

    @Test func articlesAreFoundAndWhatIsPassedOverIsCounted() throws {
        let path = try folder.write("crawl.warc.gz", ArchiveTests.records.flatMap(GzipTests.packed))
        let events = gathered(path)
        let articles = events.compactMap { if case .article(let article, let given, true) = $0 { (article, given) } else { nil } }
        #expect(
            articles.map(\.0.id) == ["crawl:1", "crawl:5"]
                && articles.map(\.0.url) == ["https://wire.example/0", "https://wire.example/4"])
        #expect(articles.first?.0.text == ArchiveTests.said.joined(separator: "\n\n"))
        #expect(articles.first?.0.carried.contains { $0.name == "fetched" && $0.json.hasPrefix("\"2021-04-03T08:00:00") } == true)
        #expect(articles.first?.1 == Array(ArchiveTests.page(ArchiveTests.said).utf8))
        let sentence =
            "passed over 1 page in another language than English, 1 answer that is no page (moved, not found, …), 1 file that is no page"
        #expect(events.last == .note(Notice(place: path, reason: sentence, remedy: nil)))
        var any = GatheringOptions()
        any.languages = .any
        #expect(ids(gathered(path, any)) == ["crawl:1", "crawl:3", "crawl:5"])
    }

    @Test func anArchiveIsGoneOnWithBehindTheRecordReached() throws {
        for packed in [ArchiveTests.records.flatMap(GzipTests.packed), ArchiveTests.records.flatMap { $0 }] {
            let path = try folder.write("crawl.warc", packed)
            let places = gathered(path).compactMap { if case .reached(let place) = $0 { place } else { nil } }
            #expect(places.map(\.number) == [1, 3, 5, 5] && places.map(\.isEnd) == [false, false, false, true])
            for (place, expected) in zip(places, [["crawl:5"], ["crawl:5"], [], []]) {
                var options = GatheringOptions()
                options.reached = { $0 == place.archive ? place : nil }
                #expect(ids(gathered(path, options)) == expected)
            }
        }
    }

    @Test func anArchiveIsKnownWhereverItLies() throws {
        let bytes = ArchiveTests.records.flatMap { $0 }
        let names = ["a.warc", "b/c"]
        let paths = try names.map { try folder.write($0, bytes) }
        let identities = paths.map { ArchiveIdentity.of($0, size: bytes.count, .english) }
        #expect(identities[0] == identities[1] && identities[0]?.count == 64)
        #expect(ArchiveIdentity.of(paths[0], size: bytes.count, .any) != identities[0])
        // It is known by its beginning too.
        #expect(ids(gathered(paths[1])) == ["c:1", "c:5"])
    }

    @Test func whatIsKnownIsNotTakenApart() throws {
        let path = try folder.write("crawl.warc", ArchiveTests.records.flatMap { $0 })
        var options = GatheringOptions()
        options.isKnown = { $0 == Array(ArchiveTests.page(ArchiveTests.said).utf8) }
        let events = gathered(path, options)
        #expect(events.first == .known && ids(events) == ["crawl:5"])
    }

    @Test func aDamagedArchiveIsNamedAndWhatCanBeReadIsRead() throws {
        var packed = ArchiveTests.records.map(GzipTests.packed)
        packed[1] = packed[1].map { $0 ^ 0x55 }
        let events = gathered(try folder.write("crawl.warc.gz", packed.flatMap { $0 }))
        #expect(ids(events).contains("crawl:1") && ids(events).last != "crawl:1")
        #expect(events.contains { if case .failure(let notice) = $0 { notice.reason.contains("damaged") } else { false } })
        #expect(
            folder.gathered(try folder.write("no.warc.gz", GzipTests.packed(Array("Velm".utf8)))) == [
                "failure: /no.warc.gz: it is no WARC or WET archive, or its beginning is damaged; fetch it again"
            ])
        #expect(folder.gathered(try folder.write("empty.warc", "")).count == 1)
    }

    // H2: a record whose header says "Transfer-Encoding: chunked" and whose body is not ended its archive, in every run at the same place.
    @Test func aRecordThatCannotBeTakenEndsItselfAlone() throws {
        var records = ArchiveTests.records
        let chunked = String(decoding: records[2], as: UTF8.self).replacingOccurrences(
            of: "Content-Type: text/html\r\nContent-Length", with: "Transfer-Encoding: chunked\r\nContent-Type: text/html\r\nX")
        let length = "Transfer-Encoding: chunked\r\n".utf8.count - "Content-Length".utf8.count + 1
        let told = try #require(chunked.firstMatch(of: /Content-Length: (\d+)/).flatMap { Int($0.1) })
        records[2] = Array(
            chunked.replacingOccurrences(of: "Content-Length: \(told)", with: "Content-Length: \(told + length)").utf8)
        let path = try folder.write("crawl.warc", records.flatMap { $0 })
        let events = gathered(path)
        let notice = Notice(
            place: "\(path), record 3", reason: "it is damaged and was passed over", remedy: "fetch it again if it matters")
        #expect(events.contains(.failure(notice)) && ids(events) == ["crawl:1", "crawl:5"])
        #expect(events.compactMap { if case .reached(let place) = $0 { place.number } else { nil } } == [1, 3, 5, 5])
    }

    @Test func aFeedGivesTheArticlesItHolds() throws {
        let body = (ArchiveTests.said + ArchiveTests.said.reversed()).map { "<p>\($0)</p>" }.joined()
        let feed = """
            <?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Wire</title>
            <item><title>A</title><link>https://wire.example/a</link><guid isPermaLink="false">a1</guid>
            <content:encoded><![CDATA[\(body)<p>The post A appeared first on Wire.</p>]]></content:encoded></item>
            <item><title>B</title><link>https://wire.example/b</link><description>Short.</description></item></channel></rss>
            """
        let path = try folder.write("feed.xml", feed)
        let events = gathered(path)
        let text = (ArchiveTests.said + ArchiveTests.said.reversed()).joined(separator: "\n\n")
        let notice = Notice(
            place: path, reason: "passed over 1 item of the feed that does not hold a whole article",
            remedy: "dixit watch fetches the pages that feeds name")
        #expect(events.count == 2 && events.last == .note(notice))
        guard case .article(let article, _, true)? = events.first else { throw Gone() }
        #expect(article.id == "a1" && article.outlet == "Wire" && article.text == text)
    }

    @Test func aFeedsDatesAreWhatAllOfThemSayOrTold() throws {
        let body = (ArchiveTests.said + ArchiveTests.said.reversed()).map { "<p>\($0)</p>" }.joined()
        let items = { (days: [String]) in
            days.map { "<item><title>A</title><pubDate>\($0)</pubDate><description><![CDATA[\(body)]]></description></item>" }
                .joined()
        }
        let told = try [["05/03/2024", "25/03/2024"], ["05/03/2024"]].enumerated().map { number, days in
            gathered(try folder.write("\(number).xml", "<rss version='2.0'><channel>\(items(days))</channel></rss>"))
        }
        let dates = told.map { $0.compactMap { if case .article(let article, _, _) = $0 { article.published } else { nil } } }
        #expect(dates == [["2024-03-05", "2024-03-25"], ["05/03/2024"]])
        #expect(told.map { $0.contains { if case .warning = $0 { true } else { false } } } == [false, true])
    }

    @Test func pagesKeepTheOrderOfTheInput() throws {
        for number in 0..<6 {
            try folder.write("p/\(number).html", ArchiveTests.page(ArchiveTests.said.map { "\(number): \($0)" }))
            try folder.write("p/\(number)a.txt", "Text.")
        }
        let found = gathered(folder.path + "/p").compactMap {
            if case .article(let article, _, _) = $0 { article } else { nil }
        }
        #expect(found.map(\.id) == (0..<6).flatMap { ["\($0)", "\($0)a"] })
        #expect(found.enumerated().allSatisfy { $0 % 2 == 1 || $1.text.hasPrefix("\($0 / 2): ") })
    }
}
