import Actors
import Finding
import Foundation
import Record
import Reviews
import SQLite
import Synchronization
import TestSupport
import Testing
import Transfer

@testable import Gathering
@testable import Ledger
@testable import Library

/// Watching feeds of a server on the loopback, with a stand-in for the page worker and for the reader.
struct FeedWatchTests {
    private let temporary: TemporaryFolder
    private var folder: String { temporary.path }
    private let ledger: SharedLedger

    init() throws {
        temporary = try TemporaryFolder()
        ledger = SharedLedger(try Ledger(at: temporary.path("news.sqlite"), for: .adding))
    }

    /// A moment that goes on when somebody waits.
    private final class Hand: Sendable {
        private let seconds = Mutex(1_000_000.0)
        let cancellation = Cancellation()

        var now: Double { seconds.withLock { $0 } }
        func turn(_ by: Double) { seconds.withLock { $0 += by } }
    }

    /// Watches with a feed's answer; false where a feed or a page has failed.
    @discardableResult
    private func run(
        _ hand: Hand, feed: String, _ extent: FeedWatch.Extent = .once(all: false), itemLimit: Int = 100,
        heard: HeardOfFeeds = HeardOfFeeds()
    ) throws -> Bool {
        var options = GatheringOptions()
        options.addresses.reach = .everything
        options.addresses.limits.pause = 0
        options.cancellation = hand.cancellation
        let command = StandInWorker.command(page: StandInWorker.page("Velm. URL"), feed: feed)
        let workers = PageWorkers(count: 1, command: command, seconds: 20)
        let reader = ArticleReader(version: ReaderVersion(version: "1", model: "none")) { _, _ in Findings() }
        try FeedWatch(
            FeedGathering(FeedWatch.options(options, knowing: ledger), workers: workers), reader: reader,
            schedule: PollSchedule(every: 1800), itemLimit: itemLimit,
            clock: FetchClock(now: { hand.now }, sleep: { hand.turn($0) }), cancellation: hand.cancellation, ledger: ledger,
            observer: heard
        ).run(extent)
        return !heard.someFailed
    }

    /// What is heard of a watch.
    private final class HeardOfFeeds: FeedWatchObserver {
        private let state = Mutex((lines: [String](), someFailed: false))

        var lines: [String] { state.withLock { $0.lines } }
        var someFailed: Bool { state.withLock { $0.someFailed } }

        private func hear(_ line: String) { state.withLock { $0.lines.append(line) } }

        func polled(_ feed: WatchedFeed, title: String?, items: (all: Int, new: Int, leftOut: Int, unaddressed: Int)?) {
            hear("\(title ?? ""): " + (items.map { "\($0.all), \($0.new) new, \($0.leftOut) left out" } ?? "unchanged"))
        }
        func added(_ added: Added, _ article: Article, statements: Int) { hear("\(added.article): \(article.title ?? "")") }
        func known(_ address: String) { hear("known: \(address)") }
        func warned(_ notice: Notice) {}
        func failed(_ notice: Notice, again: Double?, of part: WatchedPart) { state.withLock { $0.someFailed = true } }
        func waits(until due: Int?) {}
        func end(nextDue: Int?, wasCancelled: Bool) { hear(wasCancelled ? "cancelled" : "end") }
    }

    private func server(_ answer: @escaping @Sendable (LoopbackServer.Request) -> LoopbackServer.Reply) throws -> LoopbackServer {
        try LoopbackServer { $0.path == "/robots.txt" ? .status(404) : answer($0) }
    }

    private func watch(_ addresses: String...) throws {
        for address in addresses { _ = try ledger.with { try $0.watch(address, title: nil, at: 0) } }
    }

    private func feeds() throws -> [WatchedFeed] { try ledger.with { try $0.watchedFeeds() } }

    private func articles() throws -> Int {
        try ledger.with { try $0.connection.row("SELECT count(*) FROM article") { $0.int(0) } ?? -1 }
    }

    private static func page(_ path: String) -> LoopbackServer.Reply { .ok("<p>\(path)</p>") }

    /// The feed at /feed, whose items are /1, /2, …
    private static func items(_ count: Int, _ server: Int) -> String {
        StandInWorker.feed((1...count).map { "http://127.0.0.1:\(server)/\($0)" })
    }

    @Test func whatIsNewIsFetchedOnceAndAdded() throws {
        let server = try server { request in
            request.path == "/feed"
                ? request.headers["if-none-match"] == "\"1\"" ? .status(304) : .ok("<rss/>", headers: ["ETag: \"1\""])
                : FeedWatchTests.page(request.path)
        }
        try watch(server.url("/feed"))
        let hand = Hand()
        let heard = HeardOfFeeds()
        let feed = FeedWatchTests.items(3, server.port)
        #expect(try run(hand, feed: feed, heard: heard))
        #expect(heard.lines.count == 5 && heard.lines[0] == "The Velm Beacon: 3, 3 new, 0 left out")
        #expect(heard.lines.contains("2: A gate") && heard.lines.last == "end")
        #expect(try articles() == 3 && feeds()[0].articles == 3 && feeds()[0].waiting == 0)
        #expect(try run(hand, feed: FeedWatchTests.items(3, server.port)))
        #expect(server.asked.filter { $0 == "/feed" }.count == 1 && server.asked.filter { $0 == "/robots.txt" }.count == 1)
        #expect(try run(hand, feed: FeedWatchTests.items(3, server.port), .once(all: true)))
        #expect(server.asked.filter { $0 != "/robots.txt" }.sorted() == ["/1", "/2", "/3", "/feed", "/feed"])
        let due = try #require(try feeds()[0].due)
        #expect(due > 1_000_000 + 1600 && due < 1_000_000 + 2000)
    }

    @Test func aNewItemOfAFeedThatChangesIsFetchedAlone() throws {
        let server = try server { $0.path == "/feed" ? .ok("<rss/>") : FeedWatchTests.page($0.path) }
        try watch(server.url("/feed"))
        let hand = Hand()
        try run(hand, feed: FeedWatchTests.items(2, server.port))
        hand.turn(3600)
        try run(hand, feed: FeedWatchTests.items(3, server.port))
        #expect(server.asked.filter { $0.count == 2 }.sorted() == ["/1", "/2", "/3"] && server.asked.last == "/3")
    }

    @Test func whatFailsConcernsItselfAlone() throws {
        let server = try server { request in
            switch request.path {
            case "/feed": .ok("<rss/>")
            case "/broken": .status(500)
            case "/gone": .status(410)
            case "/1": .status(500)
            case "/2": .status(404)
            default: FeedWatchTests.page(request.path)
            }
        }
        try watch(server.url("/broken"), server.url("/feed"), server.url("/gone"))
        let hand = Hand()
        let feed = FeedWatchTests.items(3, server.port)
        #expect(try !run(hand, feed: feed))
        let found = try feeds()
        #expect(try articles() == 1 && found.map(\.failures) == [1, 0, 1] && found.map(\.waiting) == [0, 1, 0])
        #expect(found[0].fault == "it answered 500 (a fault of the server)" && found[2].due == nil)
        // The page that was not available is tried three times in all.
        for _ in 0..<4 {
            hand.turn(90_000)
            try run(hand, feed: feed)
        }
        #expect(server.asked.filter { $0 == "/1" }.count == 3 && server.asked.filter { $0 == "/2" }.count == 1)
        #expect(try feeds()[1].waiting == 0 && server.asked.filter { $0 == "/gone" }.count == 1)
    }

    @Test func aHostThatIsAskedTooMuchIsLeftAloneAndNothingIsGivenUpForThat() throws {
        let isBusy = Mutex(true)
        let server = try server { request in
            request.path == "/feed"
                ? .ok("<rss/>")
                : isBusy.withLock { $0 } ? .status(429, headers: ["Retry-After: 5000"]) : FeedWatchTests.page(request.path)
        }
        try watch(server.url("/feed"))
        let hand = Hand()
        let feed = FeedWatchTests.items(20, server.port)
        try run(hand, feed: feed)
        #expect(try feeds()[0].waiting == 20 && server.asked.filter { !["/feed", "/robots.txt"].contains($0) }.count == 1)
        isBusy.withLock { $0 = false }
        hand.turn(5100)
        try run(hand, feed: feed)
        #expect(try feeds()[0].waiting == 0 && articles() == 20)
    }

    @Test func ofVeryManyNewItemsSomeAreLeftOutForGood() throws {
        let server = try server { $0.path == "/feed" ? .ok("<rss/>") : FeedWatchTests.page($0.path) }
        try watch(server.url("/feed"))
        let hand = Hand()
        let feed = FeedWatchTests.items(5, server.port)
        try run(hand, feed: feed, itemLimit: 2)
        hand.turn(3600)
        try run(hand, feed: feed, itemLimit: 2)
        #expect(try articles() == 2 && server.asked.filter { $0.count == 2 }.sorted() == ["/1", "/2"])
    }

    @Test func aRunThatIsEndedGoesOnWhereItWas() throws {
        let hand = Hand()
        let server = try server { request in
            if request.path == "/2" { hand.cancellation.cancel() }
            return request.path == "/feed" ? .ok("<rss/>") : FeedWatchTests.page(request.path)
        }
        try watch(server.url("/feed"))
        let feed = FeedWatchTests.items(4, server.port)
        try run(hand, feed: feed)
        let before = try articles()
        #expect(before < 4)
        #expect(try feeds()[0].waiting == 4 - before)
        let second = Hand()
        try run(second, feed: feed)
        #expect(try articles() == 4 && feeds()[0].waiting == 0)
    }

    @Test func aRunWithoutEndPollsAgainAndAgain() throws {
        let hand = Hand()
        let polls = Mutex(0)
        let server = try server { request in
            guard request.path == "/feed" else { return FeedWatchTests.page(request.path) }
            if polls.withLock({
                $0 += 1; return $0 == 4
            }) {
                hand.cancellation.cancel()
            }
            return .ok("<rss/>")
        }
        try watch(server.url("/feed"))
        try run(hand, feed: FeedWatchTests.items(1, server.port), .forever)
        #expect(polls.withLock { $0 } == 4 && hand.now > 1_000_000 + 3 * 1600 && hand.now < 1_000_000 + 3 * 2100)
    }

    @Test func listsOfFeedsAreNoFeeds() throws {
        let server = try server { _ in .ok("<opml/>") }
        try watch(server.url("/feed"))
        #expect(try !run(Hand(), feed: StandInWorker.feed([server.url("/x")], kind: "opml")))
        #expect(try feeds()[0].fault == "it is a list of feeds, not a feed")
    }
}
