import Actors
import Gathering
import Ledger
import Record
import Synchronization

/// One run of `dixit watch run`: polls the feeds that are due, fetches the pages of what is new in them, and adds those.
///
/// What was seen in a feed is in the ledger before its pages are fetched, and a page waits there until it has been added or given up: nothing
/// is lost where the run ends, and nothing fetched twice. What fails concerns its own feed or page alone.
package struct FeedWatch: Sendable {
    /// How long it goes on.
    package enum Extent: Sendable {
        /// Until nothing is due. With `all`, feeds that are not due are polled too.
        case once(all: Bool)
        /// Until somebody ends it.
        case forever
    }

    private let feeds: FeedGathering
    private let reader: ArticleReader
    private let schedule: PollSchedule
    /// New items of a feed that are taken at one poll.
    private let itemLimit: Int
    private let clock: FetchClock
    private let cancellation: Cancellation
    private let ledger: SharedLedger
    private let observer: any FeedWatchObserver
    /// What feeds said of the pages that wait, by address, as long as this runs: a page that waits from an earlier run is taken as it is.
    private let told = ToldItems()

    /// - Parameters:
    ///   - options: as `options(_:knowing:)` gives them; their cancellation ends the watching.
    ///   - itemLimit: new items of a feed that are taken at one poll.
    ///   - clock: the machine's unless it is given.
    package init(
        _ feeds: FeedGathering, reader: ArticleReader, schedule: PollSchedule, itemLimit: Int, clock: FetchClock? = nil,
        cancellation: Cancellation, ledger: SharedLedger, observer: any FeedWatchObserver
    ) {
        self.feeds = feeds
        self.reader = reader
        self.schedule = schedule
        self.itemLimit = itemLimit
        self.clock = clock ?? .real(cancellation)
        self.cancellation = cancellation
        self.ledger = ledger
        self.observer = observer
    }

    /// Options with what a ledger knows of pages; where it cannot be asked or told, a page is fetched whole.
    package static func options(_ options: GatheringOptions, knowing ledger: SharedLedger) -> GatheringOptions {
        var options = options
        options.isKnown = { given in (try? ledger.standing(of: given) != .unknown) ?? false }
        options.addresses.validators = { address in try? ledger.with { try $0.validators(of: address) } }
        options.addresses.onFetched = { fetched in try? ledger.with { try $0.note(fetched) } }
        return options
    }

    /// Hosts that are asked at once.
    private static let hosts = 8
    /// Pages that are taken in hand together.
    private static let batch = 256
    /// Seconds for which what is taken in hand is nobody else's.
    private static let lease = 3600

    /// Works until the end.
    ///
    /// - Throws: `DatabaseError`, and what the observer throws.
    package func run(_ extent: Extent) throws {
        let start = Int(clock.now())
        var all = if case .once(true) = extent { true } else { false }
        while !cancellation.isCancelled {
            // Run once, what becomes due meanwhile is left for the next time.
            let now = if case .once = extent { start } else { Int(clock.now()) }
            if try round(at: now, all: all) {
                all = false
                continue
            }
            guard case .forever = extent else { break }
            try waitForNext()
        }
        try ledger.with { try $0.takeInLog() }
        try observer.end(nextDue: ledger.with { try $0.nextDue() }, wasCancelled: cancellation.isCancelled)
    }

    /// Does what is due; false where nothing was.
    private func round(at now: Int, all: Bool) throws -> Bool {
        let due = try ledger.with { try $0.takeDueFeeds(at: now, all: all, lease: now + FeedWatch.lease) }
        try ParallelForEach.run(ParallelForEach.grouped(due) { FeedWatch.host($0.address) }, atOnce: FeedWatch.hosts) {
            for feed in $0 { try poll(feed) }
        }
        let items = try ledger.with {
            try $0.takeDueItems(at: now, atMost: FeedWatch.batch, lease: now + FeedWatch.lease)
        }
        try ParallelForEach.run(ParallelForEach.grouped(items) { FeedWatch.host($0.address) }, atOnce: FeedWatch.hosts) {
            for item in $0 { try fetch(item) }
        }
        return !due.isEmpty || !items.isEmpty
    }

    private func waitForNext() throws {
        let due = try ledger.with { try $0.nextDue() }
        try observer.waits(until: due)
        // Another program may add a feed meanwhile.
        clock.sleep(min(max(Double(due ?? .max) - clock.now(), 1), 60))
    }

    private static func host(_ address: String) -> String { (try? WebAddress(address))?.outlet ?? address }

    // MARK: Feeds

    private func poll(_ feed: WatchedFeed) throws {
        if cancellation.isCancelled { return try putOff([], [feed], by: 0) }
        switch feeds.outcome(of: feed) {
        case .success(let polled): try note(polled, of: feed)
        case .failure(let fault):
            if let seconds = fault.untouched { try putOff([], [feed], by: seconds) } else { try note(fault, of: feed) }
        }
    }

    private func note(_ polled: PolledFeed?, of feed: WatchedFeed) throws {
        let now = clock.now()
        var random = SystemRandomNumberGenerator()
        let due = schedule.next(after: .succeeded, failures: feed.failures, at: now, using: &random).map { Int($0) }
        guard let polled else {
            try ledger.with { try $0.note(FeedPolled(at: Int(now), due: due), of: feed.id) }
            return try observer.polled(feed, title: feed.title, items: nil)
        }
        let fresh = try ledger.with { ledger in
            let fresh = try polled.fresh(atMost: itemLimit) { try ledger.wasSeen($0.keys) }
            let answer = FeedPolled.Answer(
                title: polled.title, kind: polled.kind, etag: polled.validators.etag, modified: polled.validators.modified)
            try ledger.note(
                FeedPolled(
                    answer: answer, seen: polled.items.flatMap(\.keys), items: fresh.items.map(\.address.description),
                    at: Int(now), due: due),
                of: feed.id)
            if polled.kind != "urlset", polled.kind != "sitemapindex" { told.note(fresh.items) }
            return (new: fresh.items.count, leftOut: fresh.leftOut)
        }
        try observer.polled(
            feed, title: polled.title ?? feed.title, items: (polled.items.count, fresh.new, fresh.leftOut, polled.unaddressed))
    }

    private func note(_ fault: FetchError, of feed: WatchedFeed) throws {
        let now = clock.now()
        var random = SystemRandomNumberGenerator()
        let due = schedule.next(after: .failed(fault), failures: feed.failures, at: now, using: &random)
        try ledger.with { try $0.note(FeedPolled(at: Int(now), due: due.map { Int($0) }, fault: fault.reason), of: feed.id) }
        observer.failed(fault.notice(feed.address), again: due.map { $0 - now }, of: .feed)
    }

    // MARK: Pages

    private func fetch(_ item: WaitingItem) throws {
        if cancellation.isCancelled { return try putOff([item], [], by: 0) }
        switch feeds.events(of: item, told.take(item.address)) {
        case .success(let events): try take(events, of: item)
        case .failure(let fault):
            if let seconds = fault.untouched { try putOff([item], [], by: seconds) } else { try note(fault, of: item) }
        }
    }

    private func note(_ fault: FetchError, of item: WaitingItem) throws {
        let now = clock.now()
        var random = SystemRandomNumberGenerator()
        let due = schedule.retry(after: fault, failures: item.failures, at: now, using: &random)
        try ledger.with { ledger in
            if let due { try ledger.postpone(item, until: Int(due)) } else { try ledger.settle(item, addedArticle: false) }
        }
        observer.failed(fault.notice(item.address), again: due.map { $0 - now }, of: .page)
    }

    /// Leaves to another time what was taken in hand and not asked for.
    private func putOff(_ items: [WaitingItem], _ feeds: [WatchedFeed], by seconds: Int) throws {
        let due = Int(clock.now()) + seconds
        try ledger.with { try $0.putOff(items, feeds, until: due) }
    }

    /// Adds what came of an item's page.
    private func take(_ events: [Gathered], of item: WaitingItem) throws {
        var isNew = false
        for event in events {
            switch event {
            case .article(let article, let given, let isForReading):
                let gathered = GatheredArticle(article: article, given: given, isForReading: isForReading)
                let prepared: PreparedArticle?
                do throws(ReadingTimeError) {
                    prepared = try reader.prepared(of: gathered, unless: cancellation)
                } catch {
                    observer.failed(gathered.notice(of: error), again: nil, of: .page)
                    continue
                }
                guard let prepared else { return try putOff([item], [], by: 0) }
                let added = try ledger.with { try $0.add([prepared])[0] }
                switch added {
                case .known, .removed: try observer.known(item.address)
                case .new, .copy, .keptRemoved: isNew = true
                }
                try observer.added(added, article, statements: prepared.findings.statements.count)
            case .known: try observer.known(item.address)
            case .warning(let notice), .note(let notice): observer.warned(notice)
            case .failure(let notice): observer.failed(notice, again: nil, of: .page)
            case .reached: break
            }
        }
        let addedArticle = isNew
        try ledger.with { try $0.settle(item, addedArticle: addedArticle) }
    }
}

/// What feeds say of pages, until these are fetched.
private final class ToldItems: Sendable {
    private let items = Mutex<[String: FeedItem]>([:])

    func note(_ new: [FeedItem]) {
        items.withLock { items in for item in new { items[item.address.description] = item } }
    }

    func take(_ address: String) -> FeedItem? { items.withLock { $0.removeValue(forKey: address) } }
}

extension FeedGathering {
    fileprivate func outcome(of feed: WatchedFeed) -> Result<PolledFeed?, FetchError> {
        do throws(FetchError) {
            let polled = try poll(feed.address, Validators(etag: feed.etag, modified: feed.modified))
            return polled?.isList == true ? .failure(.isList(feed.address)) : .success(polled)
        } catch { return .failure(error) }
    }

    fileprivate func events(of item: WaitingItem, _ told: FeedItem?) -> Result<[Gathered], FetchError> {
        do throws(FetchError) { return .success(try article(at: item.address, told)) } catch { return .failure(error) }
    }
}

extension FetchError {
    /// Seconds after which to ask for what has not been asked for at all; nil where it has been.
    fileprivate var untouched: Int? {
        switch kind {
        case .cancelled: 0
        case .resting(let seconds): seconds
        case .refused, .missing, .gone, .passing, .unusable: nil
        }
    }
}

/// Told what becomes of feeds and their pages; from several threads.
package protocol FeedWatchObserver: Sendable {
    /// A feed was polled.
    ///
    /// - Parameter items: how many there are, how many of them are new and taken, how many new ones are left out, and how many beside them have no
    ///   address; nil where the feed has not changed.
    func polled(_ feed: WatchedFeed, title: String?, items: (all: Int, new: Int, leftOut: Int, unaddressed: Int)?) throws
    /// An item's article was added, or was there.
    func added(_ added: Added, _ article: Article, statements: Int) throws
    /// A page that is in the ledger already.
    func known(_ address: String) throws
    /// Something odd about a page.
    func warned(_ notice: Notice)
    /// - Parameter again: seconds after which it is tried again; nil for never.
    func failed(_ notice: Notice, again: Double?, of part: WatchedPart)
    /// Nothing will happen until then, in seconds since 1970-01-01.
    func waits(until due: Int?) throws
    /// It is at its end.
    func end(nextDue: Int?, wasCancelled: Bool) throws
}

/// What has failed.
package enum WatchedPart: Sendable {
    case feed, page
}
