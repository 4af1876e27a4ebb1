/// An item of a feed: where its article is, and what the feed says of it.
public struct FeedItem: Sendable, Hashable {
    /// Where its page is.
    public let address: WebAddress
    /// Its title.
    public let title: String?
    /// Its authors, and the feed's title.
    public let author, outlet: String?
    /// ISO 8601: when it was published, and when it was changed.
    public let published, updated: String?
    /// What it is known by: its address, and its own id, which counts in its feed alone. Either of them is enough to know it again: feeds change
    /// addresses by adding where a reader comes from, and ids by changing their software.
    public let keys: [String]
    /// The moment by which it is told whether it came before another one.
    var moment: String? { published ?? updated }

    /// - Parameters:
    ///   - id: its own, if it has one beside its address.
    ///   - feed: the address of its feed.
    init(
        _ address: WebAddress, id: String?, title: String? = nil, author: String? = nil, outlet: String? = nil,
        published: String? = nil, updated: String? = nil, feed: WebAddress
    ) {
        self.address = address
        self.title = title
        self.author = author
        self.outlet = outlet
        self.published = published
        self.updated = updated
        keys = [address.description] + (id.map { ["\(feed) \($0)"] } ?? [])
    }
}

/// What a feed held when it was polled.
public struct PolledFeed: Sendable {
    /// "rss20", "atom10", "json", "urlset", "sitemapindex", …; "opml", whose items are feeds.
    public let kind: String
    /// What it calls itself.
    public let title: String?
    /// In its order; of a sitemap index, those of its sitemaps.
    public let items: [FeedItem]
    /// Items without an address, which lead nowhere.
    public internal(set) var unaddressed = 0
    /// To ask with next time.
    public let validators: Validators

    /// A list of feeds.
    public var isList: Bool { kind == "opml" }

    /// The items that are new, at most so many: the latest, where each says when it was published or changed, else the first ones; oldest first, as they came
    /// to be.
    ///
    /// - Returns: those, and how many new ones are left out.
    public func fresh(atMost limit: Int, isSeen: (FeedItem) throws -> Bool) rethrows -> (items: [FeedItem], leftOut: Int) {
        var known: Set<String> = []
        var fresh: [FeedItem] = []
        for item in items where known.isDisjoint(with: item.keys) {
            known.formUnion(item.keys)
            if try !isSeen(item) { fresh.append(item) }
        }
        if fresh.allSatisfy({ $0.moment != nil }) { fresh = PolledFeed.latestFirst(fresh) }
        return (fresh.prefix(limit).reversed(), max(0, fresh.count - limit))
    }

    /// Sorted by date, those of the same moment in their order.
    static func latestFirst(_ items: [FeedItem]) -> [FeedItem] {
        items.enumerated().sorted { one, other in
            let dates = (one.element.moment ?? "", other.element.moment ?? "")
            return dates.0 == dates.1 ? one.offset < other.offset : dates.0 > dates.1
        }.map(\.element)
    }
}
