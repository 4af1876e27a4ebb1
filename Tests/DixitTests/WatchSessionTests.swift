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
@testable import dixit

/// Watching feeds of a server on the loopback, with a stand-in for the page worker and for the reader.
struct WatchSessionTests {
    private let folder: String
    private let ledger: SharedLedger

    init() throws {
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("dixit-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        ledger = SharedLedger(try Ledger(at: folder + "/news.sqlite", for: .adding))
    }

    /// A moment that goes on when somebody waits.
    private final class Hand: Sendable {
        private let seconds = Mutex(1_000_000.0)
        let cancellation = Cancellation()

        var now: Double { seconds.withLock { $0 } }
        func turn(_ by: Double) { seconds.withLock { $0 += by } }
    }

    private func session(_ hand: Hand, feed: String, itemLimit: Int = 100, output: String = "/dev/null") throws -> WatchSession {
        var options = GatheringOptions()
        options.addresses.reach = .everything
        options.addresses.limits.pause = 0
        options.cancellation = hand.cancellation
        let (ledger, command) = (ledger, StandInWorker.command(page: StandInWorker.page("Velm. URL"), feed: feed))
        options.isKnown = { given in (try? ledger.with { try $0.article(Fingerprint(of: given)) != nil }) ?? false }
        return WatchSession(
            feeds: FeedGathering(options, workers: PageWorkers(count: 1, command: command, seconds: 20)),
            find: { _ in Findings() },
            reader: ReaderVersion(version: "1", model: "none"), schedule: PollSchedule(every: 1800), itemLimit: itemLimit,
            clock: FetchClock(now: { hand.now }, sleep: { hand.turn($0) }), cancellation: hand.cancellation, ledger: ledger,
            log: WatchLog(ledger: "news.sqlite", isQuiet: false, output: try OutputFile(path: output)))
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
                : WatchSessionTests.page(request.path)
        }
        try watch(server.url("/feed"))
        let hand = Hand()
        let output = folder + "/out"
        let feed = WatchSessionTests.items(3, server.port)
        #expect(try session(hand, feed: feed, output: output).run(.once(all: false)) == .success)
        let lines = try String(contentsOfFile: output + ".partial", encoding: .utf8).split(separator: "\n")
        #expect(lines.count == 5 && lines[0] == "The Velm Beacon: 3 items, 3 new")
        #expect(lines.contains("  article 2: A gate (The Velm Beacon), 0 statements"))
        #expect(lines[4].hasPrefix("news.sqlite: 1 feed polled, 3 articles added; the next is due at "))
        #expect(try articles() == 3 && feeds()[0].articles == 3 && feeds()[0].waiting == 0)
        #expect(try session(hand, feed: WatchSessionTests.items(3, server.port)).run(.once(all: false)) == .success)
        #expect(server.asked.filter { $0 == "/feed" }.count == 1 && server.asked.filter { $0 == "/robots.txt" }.count == 1)
        #expect(try session(hand, feed: WatchSessionTests.items(3, server.port)).run(.once(all: true)) == .success)
        #expect(server.asked.filter { $0 != "/robots.txt" }.sorted() == ["/1", "/2", "/3", "/feed", "/feed"])
        let due = try #require(try feeds()[0].due)
        #expect(due > 1_000_000 + 1600 && due < 1_000_000 + 2000)
    }

    @Test func aNewItemOfAFeedThatChangesIsFetchedAlone() throws {
        let server = try server { $0.path == "/feed" ? .ok("<rss/>") : WatchSessionTests.page($0.path) }
        try watch(server.url("/feed"))
        let hand = Hand()
        _ = try session(hand, feed: WatchSessionTests.items(2, server.port)).run(.once(all: false))
        hand.turn(3600)
        _ = try session(hand, feed: WatchSessionTests.items(3, server.port)).run(.once(all: false))
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
            default: WatchSessionTests.page(request.path)
            }
        }
        try watch(server.url("/broken"), server.url("/feed"), server.url("/gone"))
        let hand = Hand()
        let feed = WatchSessionTests.items(3, server.port)
        #expect(try session(hand, feed: feed).run(.once(all: false)) == .failure)
        let found = try feeds()
        #expect(try articles() == 1 && found.map(\.failures) == [1, 0, 1] && found.map(\.waiting) == [0, 1, 0])
        #expect(found[0].fault == "it answered 500 (a fault of the server)" && found[2].due == nil)
        // The page that was not available is tried three times in all.
        for _ in 0..<4 {
            hand.turn(90_000)
            _ = try session(hand, feed: feed).run(.once(all: false))
        }
        #expect(server.asked.filter { $0 == "/1" }.count == 3 && server.asked.filter { $0 == "/2" }.count == 1)
        #expect(try feeds()[1].waiting == 0 && server.asked.filter { $0 == "/gone" }.count == 1)
    }

    @Test func aHostThatIsAskedTooMuchIsLeftAloneAndNothingIsGivenUpForThat() throws {
        let isBusy = Mutex(true)
        let server = try server { request in
            request.path == "/feed"
                ? .ok("<rss/>")
                : isBusy.withLock { $0 } ? .status(429, headers: ["Retry-After: 5000"]) : WatchSessionTests.page(request.path)
        }
        try watch(server.url("/feed"))
        let hand = Hand()
        let feed = WatchSessionTests.items(20, server.port)
        _ = try session(hand, feed: feed).run(.once(all: false))
        #expect(try feeds()[0].waiting == 20 && server.asked.filter { !["/feed", "/robots.txt"].contains($0) }.count == 1)
        isBusy.withLock { $0 = false }
        hand.turn(5100)
        _ = try session(hand, feed: feed).run(.once(all: false))
        #expect(try feeds()[0].waiting == 0 && articles() == 20)
    }

    @Test func ofVeryManyNewItemsSomeAreLeftOutForGood() throws {
        let server = try server { $0.path == "/feed" ? .ok("<rss/>") : WatchSessionTests.page($0.path) }
        try watch(server.url("/feed"))
        let hand = Hand()
        let feed = WatchSessionTests.items(5, server.port)
        _ = try session(hand, feed: feed, itemLimit: 2).run(.once(all: false))
        hand.turn(3600)
        _ = try session(hand, feed: feed, itemLimit: 2).run(.once(all: false))
        #expect(try articles() == 2 && server.asked.filter { $0.count == 2 }.sorted() == ["/1", "/2"])
    }

    @Test func aRunThatIsEndedGoesOnWhereItWas() throws {
        let hand = Hand()
        let server = try server { request in
            if request.path == "/2" { hand.cancellation.cancel() }
            return request.path == "/feed" ? .ok("<rss/>") : WatchSessionTests.page(request.path)
        }
        try watch(server.url("/feed"))
        let feed = WatchSessionTests.items(4, server.port)
        _ = try session(hand, feed: feed).run(.once(all: false))
        let before = try articles()
        #expect(before < 4)
        #expect(try feeds()[0].waiting == 4 - before)
        let second = Hand()
        _ = try session(second, feed: feed).run(.once(all: false))
        #expect(try articles() == 4 && feeds()[0].waiting == 0)
    }

    @Test func aRunWithoutEndPollsAgainAndAgain() throws {
        let hand = Hand()
        let polls = Mutex(0)
        let server = try server { request in
            guard request.path == "/feed" else { return WatchSessionTests.page(request.path) }
            if polls.withLock({
                $0 += 1; return $0 == 4
            }) {
                hand.cancellation.cancel()
            }
            return .ok("<rss/>")
        }
        try watch(server.url("/feed"))
        _ = try session(hand, feed: WatchSessionTests.items(1, server.port)).run(.forever)
        #expect(polls.withLock { $0 } == 4 && hand.now > 1_000_000 + 3 * 1600 && hand.now < 1_000_000 + 3 * 2100)
    }

    @Test func listsOfFeedsAreNoFeeds() throws {
        let server = try server { _ in .ok("<opml/>") }
        try watch(server.url("/feed"))
        #expect(
            try session(Hand(), feed: StandInWorker.feed([server.url("/x")], kind: "opml")).run(.once(all: false)) == .failure)
        #expect(try feeds()[0].fault == "it is a list of feeds, not a feed")
    }
}

struct WatchWordsTests {
    @Test(arguments: [
        (25.0, "25 s"), (89, "89 s"), (90, "2 min"), (1800, "30 min"), (7200, "2 h"), (86_400, "24 h"), (604_800, "7 days"),
    ])
    func aDurationIsToldInOneUnit(seconds: Double, words: String) { #expect(WatchLog.duration(seconds) == words) }

    @Test func itemsOfOneHostDoNotStandTogether() {
        #expect(
            Lanes.spread(["a1", "a2", "a3", "b1", "c1", "c2"]) { String($0.prefix(1)) } == ["a1", "b1", "c1", "a2", "c2", "a3"])
    }

    @Test func allItemsAreDealtWithUntilAnErrorIsThrown() throws {
        struct Fault: Error {}
        let done = Mutex<[Int]>([])
        try Lanes.each(Array(1...50), atOnce: 4) { item in done.withLock { $0.append(item) } }
        #expect(done.withLock { $0.sorted() } == Array(1...50))
        #expect(throws: Fault.self) { try Lanes.each(Array(1...50), atOnce: 1) { if $0 == 3 { throw Fault() } } }
        try Lanes.each([Int](), atOnce: 4) { _ in throw Fault() }
    }
}
