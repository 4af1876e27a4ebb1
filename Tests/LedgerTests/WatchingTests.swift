import Actors
import Finding
import Foundation
import Reviews
import SQLite
import Testing
import Transfer

@testable import Ledger

@Suite struct WatchingTests {
    private let folder: LedgerFolder
    private let ledger: Ledger
    private let feed = "https://velm.example/feed"

    init() throws {
        folder = try LedgerFolder()
        ledger = try folder.open()
    }

    private func watched() throws -> WatchedFeed { try #require(try ledger.watchedFeeds().first) }

    @Test func aFeedIsWatchedOnceAndDueAtOnce() throws {
        #expect(try ledger.watch(feed, title: "Velm", at: 100))
        #expect(try !ledger.watch(feed, title: "Another", at: 200))
        let found = try watched()
        #expect(found.title == "Velm" && found.polled == nil && found.due == 0)
        #expect(try ledger.nextDue() == 0)
    }

    @Test func whatIsTakenIsNotTakenTwiceUntilTheLeaseIsOver() throws {
        _ = try ledger.watch(feed, title: nil, at: 100)
        #expect(try ledger.takeDueFeeds(at: 100, lease: 700).map(\.address) == [feed])
        #expect(try ledger.takeDueFeeds(at: 699, lease: 1300).isEmpty)
        #expect(try ledger.takeDueFeeds(at: 699, all: true, lease: 1300).count == 1)
        #expect(try ledger.takeDueFeeds(at: 1300, lease: 2000).count == 1)
    }

    @Test func aPollIsNotedWholeAndItsItemsWait() throws {
        _ = try ledger.watch(feed, title: nil, at: 100)
        let id = try watched().id
        let answer = FeedPolled.Answer(title: "The Velm Beacon", kind: "rss20", etag: "\"1\"", modified: nil)
        try ledger.note(FeedPolled(answer: answer, seen: ["a", "b", "c"], items: ["a", "b"], at: 100, due: 1900), of: id)
        let found = try watched()
        #expect(
            found.title == "The Velm Beacon" && found.etag == "\"1\"" && found.due == 1900 && found.waiting == 2
                && found.failures == 0)
        #expect(try ledger.wasSeen(["x", "c"]) && !ledger.wasSeen(["x"]) && !ledger.wasSeen([]))
        let items = try ledger.takeDueItems(at: 100, atMost: 1, lease: 700)
        #expect(items.map(\.address) == ["a"])
        #expect(try ledger.takeDueItems(at: 100, atMost: 10, lease: 700).map(\.address) == ["b"])
        #expect(try ledger.takeDueItems(at: 100, atMost: 10, lease: 700).isEmpty && ledger.nextDue() == 700)
        try ledger.settle(items[0], addedArticle: true)
        #expect(try watched().waiting == 1 && watched().articles == 1)
    }

    @Test func whatIsPutOffIsDueThenAndNothingElseHasChanged() throws {
        _ = try ledger.watch(feed, title: nil, at: 100)
        try ledger.note(FeedPolled(seen: ["a"], items: ["a"], at: 100, due: 500), of: watched().id)
        let feeds = try ledger.takeDueFeeds(at: 500, lease: 700)
        let items = try ledger.takeDueItems(at: 500, atMost: 10, lease: 700)
        try ledger.putOff(items, feeds, until: 500)
        #expect(try ledger.takeDueFeeds(at: 500, lease: 700) == feeds)
        #expect(try ledger.takeDueItems(at: 500, atMost: 10, lease: 700) == items)
    }

    @Test func faultsAreCountedUntilOneEndsThem() throws {
        _ = try ledger.watch(feed, title: nil, at: 100)
        let id = try watched().id
        for at in [100, 200] { try ledger.note(FeedPolled(at: at, due: at + 50, fault: "it answered 500"), of: id) }
        #expect(try watched().failures == 2 && watched().fault == "it answered 500")
        try ledger.note(FeedPolled(at: 300, due: nil), of: id)
        #expect(try watched().failures == 0 && watched().fault == nil && watched().due == nil)
        #expect(try ledger.takeDueFeeds(at: 10_000, all: true, lease: 20_000).isEmpty && ledger.nextDue() == nil)
    }

    @Test func anItemIsPutOffWithItsFaultsCounted() throws {
        _ = try ledger.watch(feed, title: nil, at: 100)
        try ledger.note(FeedPolled(seen: ["a"], items: ["a"], at: 100, due: 9000), of: watched().id)
        let item = try #require(try ledger.takeDueItems(at: 100, atMost: 10, lease: 700).first)
        try ledger.postpone(item, until: 400)
        #expect(try ledger.takeDueItems(at: 399, atMost: 10, lease: 700).isEmpty)
        #expect(try ledger.takeDueItems(at: 400, atMost: 10, lease: 700).map(\.failures) == [1])
    }

    @Test func aFeedIsTakenOutByItsAddressOrNumberWithWhatWaits() throws {
        _ = try ledger.watch(feed, title: nil, at: 100)
        _ = try ledger.watch(feed + "2", title: nil, at: 100)
        let id = try watched().id
        try ledger.note(FeedPolled(seen: ["a"], items: ["a"], at: 100, due: 9000), of: id)
        #expect(try ledger.unwatch(feed) && ledger.unwatch("2"))
        #expect(try !ledger.unwatch(feed) && !ledger.unwatch("7") && ledger.watchedFeeds().isEmpty)
        #expect(try ledger.takeDueItems(at: 9000, atMost: 10, lease: 9999).isEmpty && ledger.wasSeen(["a"]))
        try ledger.note(FeedPolled(seen: ["b"], items: ["b"], at: 100, due: 9000), of: id)
        #expect(try !ledger.wasSeen(["b"]) && ledger.verify().problems.isEmpty)
    }

    @Test func validatorsAreThoseOfAnArticleThatIsHere() throws {
        let given = Array("<p>Velm.</p>".utf8)
        try ledger.noteFetched("https://velm.example/7", Fingerprint(of: given), etag: "\"1\"", modified: nil)
        #expect(try ledger.validators(of: "https://velm.example/7") == nil)
        try ledger.add([Written.korvinEntry(given: given)])
        #expect(try ledger.validators(of: "https://velm.example/7")?.etag == "\"1\"")
        try ledger.noteFetched("https://velm.example/7", Fingerprint(of: [1]), etag: "\"2\"", modified: nil)
        #expect(try ledger.validators(of: "https://velm.example/7") == nil)
    }
}
