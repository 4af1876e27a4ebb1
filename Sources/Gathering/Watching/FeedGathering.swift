import Foundation

extension FetchError {
    /// A list of feeds where a feed is wanted.
    public static func isList(_ address: String) -> FetchError {
        FetchError(.unusable, "it is a list of feeds, not a feed", "dixit watch add \(address) watches the feeds in it")
    }
}

/// Polls feeds, and fetches the pages of their items.
///
///     let feeds = FeedGathering(options)
///     if let polled = try feeds.poll("https://velm.example/feed", nil) { … }     // nil: it has not changed
///     for event in try feeds.article(at: item.address.description) { … }
///
/// It may be used from several threads at once; together they ask a host for one thing at a time.
public final class FeedGathering: Sendable {
    /// Sitemaps of an index that are looked at in one poll: those that changed last.
    static let sitemaps = 10

    private let options: GatheringOptions
    private let workers: PageWorkers
    private let policy = CrawlPolicy()

    /// With workers of its own.
    public convenience init(_ options: GatheringOptions) { self.init(options, workers: PageWorkers(count: options.workers)) }

    init(_ options: GatheringOptions, workers: PageWorkers) {
        self.options = options
        self.workers = workers
    }

    // MARK: Feeds

    /// What a feed holds; nil where it has not changed.
    ///
    /// - Parameter validators: of what was polled last.
    public func poll(_ text: String, _ validators: Validators?) throws(FetchError) -> PolledFeed? {
        let address = try WebAddress(text)
        let fetcher = options.addresses.fetcher(policy, options.cancellation)
        guard case .fetched(let fetched) = try fetcher.fetch(address, for: .feed, validators) else { return nil }
        let polled = try feed(of: fetched.bytes, fetched.address, named: address, fetched)
        guard polled.kind == "sitemapindex" else { return polled }
        return PolledFeed(
            kind: polled.kind, title: polled.title, items: try items(ofIndex: polled, address, fetcher),
            validators: polled.validators)
    }

    /// The feeds in a list of feeds, the bytes of an OPML file.
    public func feeds(inList bytes: [UInt8]) throws(FetchError) -> PolledFeed {
        // The address of no list (RFC 2606): what is not whole in it leads there, and nowhere.
        let nowhere = try WebAddress("https://list.invalid/")
        let polled = try feed(of: bytes, nowhere, named: nowhere, nil)
        guard polled.isList else {
            throw FetchError(
                .unusable, "it is a feed, not a list of feeds", "give the feed by its address, or a list of feeds as an OPML file"
            )
        }
        return PolledFeed(
            kind: polled.kind, title: polled.title, items: polled.items.filter { $0.address.outlet != nowhere.outlet },
            validators: polled.validators)
    }

    /// - Parameter name: the address that the feed is known by, which its items' own ids count in.
    private func feed(of bytes: [UInt8], _ address: WebAddress, named name: WebAddress, _ fetched: Fetched?) throws(FetchError)
        -> PolledFeed
    {
        let request = PageRequest(kind: .feed, bytes: bytes, url: address.description, charset: fetched?.type.charset)
        guard let answer = workers.submit(request).wait(unless: options.cancellation) else { throw .cancelled }
        switch answer {
        case .success(.feed(let feed)):
            let items = feed.items.compactMap { item -> FeedItem? in
                // An item may lead to the feed itself, where no article is.
                guard let own = item.url.flatMap({ try? WebAddress($0) }), own != name, own != address else { return nil }
                return FeedItem(
                    own, id: item.id == item.url ? nil : item.id, title: item.title, author: item.author, outlet: feed.title,
                    published: item.published, updated: item.updated, feed: name)
            }
            return PolledFeed(
                kind: feed.kind, title: feed.title, items: items, unaddressed: feed.items.count { $0.url == nil },
                validators: fetched?.validators ?? Validators(etag: nil, modified: nil))
        case .success(.page), .success(.collection), .success(.tables), .success(.references):
            throw FetchError(.unusable, "it is a page, not a feed", "give the address of a feed")
        case .failure(let refusal): throw FetchError(.unusable, refusal.reason, refusal.remedy)
        }
    }

    /// The items of the sitemaps that changed last; a sitemap that cannot be had is passed over, unless that is so of all.
    private func items(ofIndex index: PolledFeed, _ name: WebAddress, _ fetcher: Fetcher) throws(FetchError) -> [FeedItem] {
        var items: [FeedItem] = []
        var fault: FetchError?
        var read = 0
        for sitemap in PolledFeed.latestFirst(index.items).prefix(FeedGathering.sitemaps) {
            do throws(FetchError) {
                guard case .fetched(let fetched) = try fetcher.fetch(sitemap.address, for: .feed) else { continue }
                let polled = try feed(of: fetched.bytes, fetched.address, named: name, fetched)
                if polled.kind != "sitemapindex" { items += polled.items }
                read += 1
            } catch {
                if error.kind == .cancelled { throw error }
                fault = fault ?? FetchError(error.kind, "of its sitemap \(sitemap.address), \(error.reason)", error.remedy)
            }
        }
        if read == 0, let fault { throw fault }
        return items
    }

    // MARK: Pages

    /// What comes of an item's page: its article with what there is to say of it, that it is known, or why there is none.
    ///
    /// - Parameter item: what its feed says of it, which counts for more than what is guessed from the page.
    public func article(at text: String, _ item: FeedItem? = nil) throws(FetchError) -> [Gathered] {
        let queue = GatheredQueue(options, workers: workers)
        try AddressGathering(options.addresses, options.cancellation, policy).gatherOrThrow(
            text, item.map(ToldArticle.init), into: queue)
        var events: [Gathered] = []
        while let event = queue.removeFirst() { events.append(event) }
        if options.cancellation.isCancelled, !queue.isEmpty { throw .cancelled }
        return events
    }
}
