import Ledger
import Record

/// The feeds that are watched, laid out for people.
///
///     1  The Velm Beacon · rss20 · 12 articles
///        https://velm.example/feed
///        polled 2026-11-25 09:30, next 2026-11-25 10:02
enum WatchedFeedLayout {
    static func text(_ feeds: [WatchedFeed]) -> String {
        guard let last = feeds.last else { return "no feed is watched; dixit watch add ADDRESS adds one\n" }
        let width = String(last.id).count
        return feeds.map { entry($0, width: width) }.joined(separator: "\n")
    }

    private static func entry(_ feed: WatchedFeed, width: Int) -> String {
        let number = String(repeating: " ", count: max(0, width - String(feed.id).count)) + "\(feed.id)"
        var about = [feed.title ?? (feed.polled == nil ? "(not polled yet)" : "(no title)")]
        if let kind = feed.kind { about.append(kind) }
        about.append(feed.articles.counted("article"))
        if feed.waiting > 0 { about.append("\(feed.waiting) to be fetched") }
        let indent = String(repeating: " ", count: width + 4)
        let lines = [about.joined(separator: " · "), feed.address, state(feed)].map { HarmlessText.line($0) }
        return "  \(number)  \(lines[0])\n\(indent)\(lines[1])\n\(indent)\(lines[2])\n"
    }

    private static func state(_ feed: WatchedFeed) -> String {
        let next = feed.due.map { $0 == 0 ? "due now" : "next \(Moment($0).local)" } ?? "not polled any more"
        guard let polled = feed.polled else { return next }
        let moment = Moment(polled).local
        guard let fault = feed.fault else { return "polled \(moment), \(next)" }
        let times = feed.failures == 1 ? "failed" : "failed \(feed.failures) times, last"
        return "\(times) \(moment): \(fault); \(next)"
    }
}
