import Record
import SQLite

/// A feed that a ledger watches.
public struct WatchedFeed: Sendable, Hashable {
    /// Its number in the ledger.
    public let id: Int
    /// Where it is polled.
    public let address: String
    /// What it calls itself, or what a list of feeds calls it.
    public let title: String?
    /// What it is, as the page worker tells: "rss20", "urlset", …; nil before it has been polled.
    public let kind: String?
    /// HTTP's header ETag of what was polled last.
    public let etag: String?
    /// HTTP's header Last-Modified of what was polled last.
    public let modified: String?
    /// When it was polled last, in seconds since 1970-01-01; nil where it was not.
    public let polled: Int?
    /// When it is to be polled next, in seconds since 1970-01-01; nil where it is not.
    public let due: Int?
    /// Polls that have failed one after the other.
    public let failures: Int
    /// Why the last poll failed; nil where it did not.
    public let fault: String?
    /// Articles that have come of it.
    public let articles: Int
    /// Items whose pages are still to be fetched.
    public let waiting: Int
}

/// An item of a feed whose page is to be fetched.
public struct WaitingItem: Sendable, Hashable {
    /// Its number in the ledger.
    public let id: Int
    /// The number of its feed.
    public let feed: Int
    /// Where its page is.
    public let address: String
    /// How often fetching it has failed.
    public let failures: Int
}

/// How a poll of a feed ended.
public struct FeedPolled: Sendable {
    /// What the feed is now known by; nil where it said that it has not changed, or the poll failed.
    public struct Answer: Sendable {
        package let title, kind, etag, modified: String?

        /// - Parameters:
        ///   - title: what the feed calls itself.
        ///   - kind: what it is.
        ///   - etag: HTTP's header ETag.
        ///   - modified: HTTP's header Last-Modified.
        public init(title: String?, kind: String?, etag: String?, modified: String?) {
            (self.title, self.kind, self.etag, self.modified) = (title, kind, etag, modified)
        }
    }

    package let answer: Answer?
    package let seen: [String]
    package let items: [String]
    package let at: Int
    package let due: Int?
    package let fault: String?

    /// - Parameters:
    ///   - answer: what it is now known by, if it has changed.
    ///   - seen: what its items, all of them, are known by.
    ///   - items: the addresses of those whose pages are to be fetched.
    ///   - at: when it was polled, in seconds since 1970-01-01.
    ///   - due: when it is to be polled next; nil for never again.
    ///   - fault: why the poll failed; nil where it did not.
    public init(answer: Answer? = nil, seen: [String] = [], items: [String] = [], at: Int, due: Int?, fault: String? = nil) {
        (self.answer, self.seen, self.items) = (answer, seen, items)
        (self.at, self.due, self.fault) = (at, due, fault)
    }
}
