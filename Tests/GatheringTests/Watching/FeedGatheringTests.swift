import Foundation
import TestSupport
import Testing

@testable import Gathering

struct FeedGatheringTests {
    private func feeds(_ feed: String, page: String = StandInWorker.page("Velm.")) -> FeedGathering {
        var options = GatheringOptions()
        options.addresses.reach = .everything
        options.addresses.limits.pause = 0
        let command = StandInWorker.command(page: page, feed: feed)
        return FeedGathering(options, workers: PageWorkers(count: 1, command: command, seconds: 20))
    }

    private func fault(_ body: () throws -> Void) -> FetchError? {
        do {
            try body()
            return nil
        } catch { return error as? FetchError }
    }

    private func server(_ answer: @escaping @Sendable (LoopbackServer.Request) -> LoopbackServer.Reply) throws -> LoopbackServer {
        try LoopbackServer { $0.path == "/robots.txt" ? .status(404) : answer($0) }
    }

    @Test func aFeedIsPolledAndAskedForWhetherItHasChanged() throws {
        let server = try server {
            $0.headers["if-none-match"] == "\"1\"" ? .status(304) : .ok("<rss/>", headers: ["ETag: \"1\""])
        }
        let feeds = feeds(StandInWorker.feed(["https://velm.example/1", "ftp://velm.example/2", "https://velm.example/3#x"]))
        let polled = try #require(try feeds.poll(server.url("/feed"), nil))
        #expect(polled.kind == "rss20" && polled.title == "The Velm Beacon" && !polled.isList)
        #expect(polled.items.map(\.address.description) == ["https://velm.example/1", "https://velm.example/3"])
        #expect(try feeds.poll(server.url("/feed"), polled.validators) == nil)
        #expect(server.requests[1].headers["accept"]?.contains("rss+xml") == true)
    }

    @Test func anItemIsKnownByItsAddressAndInItsFeedByItsID() throws {
        let server = try server { _ in .ok("<rss/>") }
        let answer = #"{"id":1,"feed":{"kind":"atom10","items":[{"url":"https://velm.example/1","id":"tag:1"}],"left out":0}}"#
        let item = try #require(try feeds(answer).poll(server.url("/feed"), nil)?.items.first)
        #expect(item.keys == ["https://velm.example/1", "\(server.url("/feed")) tag:1"])
    }

    @Test func itemsWithoutAnAddressAreCounted() throws {
        let server = try server { _ in .ok("<rss/>") }
        let answer =
            #"{"id":1,"feed":{"kind":"rss20","items":[{"url":"https://velm.example/1"},{"title":"A"},{"id":"b"}],"left out":0}}"#
        let polled = try #require(try feeds(answer).poll(server.url("/feed"), nil))
        #expect(polled.items.count == 1 && polled.unaddressed == 2)
    }

    @Test func anItemThatIsTheFeedItselfIsNone() throws {
        let server = try server { $0.path == "/old" ? .redirect("/feed") : .ok("<rss/>") }
        let feeds = feeds(StandInWorker.feed(["/old", "/feed", "/1"].map { server.url($0) }))
        #expect(try feeds.poll(server.url("/old"), nil)?.items.map(\.address.path) == ["/1"])
    }

    @Test func whatIsNoFeedIsNamed() throws {
        let server = try server { _ in .ok("<p>Velm.</p>") }
        let refusing = feeds(#"{"id":1,"refused":{"reason":"it is no feed","remedy":"give another"}}"#)
        #expect(fault { _ = try refusing.poll(server.url("/"), nil) }?.reason == "it is no feed")
        #expect(fault { _ = try feeds("nonsense").poll(server.url("/"), nil) }?.reason == "what takes it apart died of it")
    }

    @Test func aListOfFeedsIsToldFromAFeed() throws {
        let list = feeds(StandInWorker.feed(["https://velm.example/feed"], kind: "opml"))
        #expect(try list.feeds(inList: Array("<opml/>".utf8)).items.map(\.address.description) == ["https://velm.example/feed"])
        let lost = feeds(StandInWorker.feed(["https://list.invalid/feed", "https://velm.example/feed"], kind: "opml"))
        #expect(try lost.feeds(inList: Array("<opml/>".utf8)).items.count == 1)
        let feed = feeds(StandInWorker.feed(["https://velm.example/1"]))
        #expect(fault { _ = try feed.feeds(inList: Array("<rss/>".utf8)) }?.reason == "it is a feed, not a list of feeds")
    }

    @Test func ofAnIndexTheSitemapsAreLookedAtAndTheBrokenPassedOver() throws {
        let server = try server { $0.path == "/broken" ? .status(500) : .ok("<urlset/>") }
        // The stand-in finds the same index in everything, whose sitemaps then are indexes, which are not gone down into.
        let index = feeds(StandInWorker.feed([server.url("/1"), server.url("/broken"), server.url("/2")], kind: "sitemapindex"))
        #expect(try index.poll(server.url("/index"), nil)?.items.isEmpty == true)
        #expect(Set(server.asked.filter { $0 != "/robots.txt" }) == ["/index", "/1", "/broken", "/2"])
        let broken = feeds(StandInWorker.feed([server.url("/broken")], kind: "sitemapindex"))
        let reason = fault { _ = try broken.poll(server.url("/index"), nil) }?.reason
        #expect(reason == "of its sitemap \(server.url("/broken")), it answered 500 (a fault of the server)")
    }

    @Test func thePageOfAnItemBecomesAnArticle() throws {
        let server = try server { $0.path == "/1" ? .ok("<p>Velm.</p>") : .status(404) }
        let feeds = feeds("{}", page: StandInWorker.page("Velm. URL"))
        guard case .article(let article, let given, _)? = try feeds.article(at: server.url("/1")).last else {
            Issue.record("no article")
            return
        }
        #expect(article.text == "Velm. \(server.url("/1"))" && given == Array("<p>Velm.</p>".utf8))
        #expect(fault { _ = try feeds.article(at: server.url("/2")) }?.kind == .missing)
    }
}

struct PolledFeedTests {
    private func item(_ number: Int, _ published: String? = nil, id: String? = nil) throws -> FeedItem {
        FeedItem(
            try WebAddress("https://velm.example/\(number)"), id: id, published: published,
            feed: try WebAddress("https://velm.example/feed"))
    }

    private func fresh(_ items: [FeedItem], atMost limit: Int, seen: Set<String> = []) -> ([String], Int) {
        let feed = PolledFeed(kind: "rss20", title: nil, items: items, validators: Validators(etag: nil, modified: nil))
        let fresh = feed.fresh(atMost: limit) { !seen.isDisjoint(with: $0.keys) }
        return (fresh.items.map { String($0.address.path.dropFirst()) }, fresh.leftOut)
    }

    @Test func newItemsComeOldestFirst() throws {
        #expect(try fresh([item(3), item(2), item(1)], atMost: 10) == (["1", "2", "3"], 0))
    }

    @Test func ofTooManyTheLatestAreTaken() throws {
        let dated = try [item(1, "2021-04-01"), item(3, "2021-04-03T08:00:00Z"), item(2, "2021-04-02")]
        #expect(fresh(dated, atMost: 2) == (["2", "3"], 1))
        #expect(try fresh(dated + [item(4)], atMost: 2) == (["3", "1"], 2))
    }

    @Test func anItemIsSeenByItsAddressOrItsID() throws {
        let items = try [item(1, id: "a"), item(2, id: "b"), item(3, id: "c"), item(4, id: "c"), item(3)]
        #expect(fresh(items, atMost: 10, seen: ["https://velm.example/1", "https://velm.example/feed b"]) == (["3"], 0))
    }

    @Test func anEmptyFeedHasNothingNew() { #expect(fresh([], atMost: 10) == ([], 0)) }
}

struct PollScheduleTests {
    private let schedule = PollSchedule(every: 1800)

    private func distance(_ outcome: PollSchedule.Outcome, failures: Int = 0, seed: UInt64 = 1) -> Double? {
        var random = SeededGenerator(seed: seed)
        return schedule.next(after: outcome, failures: failures, at: 1_000_000, using: &random).map { $0 - 1_000_000 }
    }

    private let passing = FetchError(.passing(after: nil), "it answered 500", "try again later")

    @Test func pollsStandATenthAwayFromTheirDistanceAtMostAndNotTogether() throws {
        let distances = try (1...200).map { try #require(distance(.succeeded, seed: UInt64($0))) }
        #expect(distances.allSatisfy { (1620...1980).contains($0) })
        #expect(try #require(distances.max()) - #require(distances.min()) > 200)
        #expect(distance(.succeeded, seed: 7) == distance(.succeeded, seed: 7))
    }

    @Test func failuresAreFollowedByTwiceTheDistanceEachUpToADay() throws {
        for (failures, seconds) in [(0, 3600.0), (1, 7200), (2, 14_400), (4, 57_600), (5, 86_400), (6, 86_400), (5_000, 86_400)] {
            let found = try #require(distance(.failed(passing), failures: failures))
            #expect((0.9 * seconds...1.1 * seconds).contains(found))
        }
    }

    @Test func aServerThatWantsToBeLeftAloneIsUpToAWeek() {
        #expect(distance(.failed(FetchError(.passing(after: 50_000), "", ""))) == 50_000)
        #expect(distance(.failed(FetchError(.passing(after: Int.max), "", ""))) == 604_800)
        #expect(distance(.failed(FetchError(.passing(after: 1), "", ""))).map { $0 > 3000 } == true)
    }

    @Test func whatIsGoneIsNotPolledAgain() { #expect(distance(.failed(FetchError(.gone, "", ""))) == nil) }

    @Test func aPageIsTriedThreeTimesWhereThatMayHelp() {
        var random = SeededGenerator(seed: 1)
        let retry = { (kind: FetchError.Kind, failures: Int) in
            schedule.retry(after: FetchError(kind, "", ""), failures: failures, at: 0, using: &random)
        }
        #expect(retry(.passing(after: nil), 0) != nil && retry(.passing(after: nil), 1) != nil)
        #expect(retry(.passing(after: nil), 2) == nil)
        for kind in [FetchError.Kind.refused, .missing, .gone, .unusable] { #expect(retry(kind, 0) == nil) }
    }
}
