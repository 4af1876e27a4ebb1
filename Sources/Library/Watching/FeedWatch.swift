import Actors
import Foundation
import Gathering
import Ledger
import Record
import SQLite
import Synchronization

/// One run of `dixit watch run`: polls the feeds that are due, fetches the pages of what is new in them, and adds those.
///
/// What was seen in a feed is in the ledger before its pages are fetched, and a page waits there until it has been added or given up: nothing
/// is lost where the run ends, and nothing fetched twice. What fails concerns its own feed or page alone.
struct WatchSession: Sendable {
    /// How long it goes on.
    enum Extent: Sendable {
        /// Until nothing is due. With `all`, feeds that are not due are polled too.
        case once(all: Bool)
        /// Until somebody ends it.
        case forever
    }

    let feeds: FeedGathering
    /// Finds the statements of a text; called from many threads at once.
    let find: @Sendable (String) -> Findings
    /// Who finds them.
    let reader: ReaderVersion
    let schedule: PollSchedule
    /// New items of a feed that are taken at one poll.
    let itemLimit: Int
    let clock: FetchClock
    let cancellation: Cancellation
    let ledger: SharedLedger
    let log: WatchLog

    /// Hosts that are asked at once.
    private static let lanes = 8
    /// Pages that are taken in hand together.
    private static let batch = 256
    /// Seconds for which what is taken in hand is nobody else's.
    private static let lease = 3600

    /// Works until the end.
    ///
    /// - Throws: `LedgerFault`, `OutputFile.Failure`.
    func run(_ extent: Extent) throws -> ExitCode {
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
        try log.end(nextDue: ledger.with { try $0.nextDue() }, wasInterrupted: cancellation.isCancelled)
        return log.someFailed ? .failure : .success
    }

    /// Does what is due; false where nothing was.
    private func round(at now: Int, all: Bool) throws -> Bool {
        let due = try ledger.with { try $0.takeDueFeeds(at: now, all: all, lease: now + WatchSession.lease) }
        try Lanes.each(Lanes.spread(due) { WatchSession.host($0.address) }, atOnce: WatchSession.lanes) { try poll($0) }
        let items = try ledger.with {
            try $0.takeDueItems(at: now, atMost: WatchSession.batch, lease: now + WatchSession.lease)
        }
        try Lanes.each(Lanes.spread(items) { WatchSession.host($0.address) }, atOnce: WatchSession.lanes) { try fetch($0) }
        return !due.isEmpty || !items.isEmpty
    }

    private func waitForNext() throws {
        let due = try ledger.with { try $0.nextDue() }
        try log.waits(until: due)
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
            return try log.polled(feed, title: feed.title, items: nil)
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
            return (new: fresh.items.count, leftOut: fresh.leftOut)
        }
        try log.polled(feed, title: polled.title ?? feed.title, items: (polled.items.count, fresh.new, fresh.leftOut))
    }

    private func note(_ fault: FetchFault, of feed: WatchedFeed) throws {
        let now = clock.now()
        var random = SystemRandomNumberGenerator()
        let due = schedule.next(after: .failed(fault), failures: feed.failures, at: now, using: &random)
        try ledger.with { try $0.note(FeedPolled(at: Int(now), due: due.map { Int($0) }, fault: fault.reason), of: feed.id) }
        log.failed(fault.notice(feed.address), again: due.map { $0 - now }, of: .feed)
    }

    // MARK: Pages

    private func fetch(_ item: WaitingItem) throws {
        if cancellation.isCancelled { return try putOff([item], [], by: 0) }
        switch feeds.events(of: item) {
        case .success(let events): try take(events, of: item)
        case .failure(let fault):
            if let seconds = fault.untouched { try putOff([item], [], by: seconds) } else { try note(fault, of: item) }
        }
    }

    private func note(_ fault: FetchFault, of item: WaitingItem) throws {
        let now = clock.now()
        var random = SystemRandomNumberGenerator()
        let due = schedule.retry(after: fault, failures: item.failures, at: now, using: &random)
        try ledger.with { ledger in
            if let due { try ledger.postpone(item, until: Int(due)) } else { try ledger.settle(item, addedArticle: false) }
        }
        log.failed(fault.notice(item.address), again: due.map { $0 - now }, of: .page)
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
                let findings = isForReading ? find(article.text) : Findings()
                let entry = Entry(article: article, given: given, findings: findings, reader: reader)
                let added = try ledger.with { try $0.add([entry])[0] }
                if case .known = added { try log.known(item.address) } else { isNew = true }
                try log.added(added, article, statements: findings.statements.count)
            case .known: try log.known(item.address)
            case .warning(let notice): log.warned(notice)
            case .note(let notice): log.warned(notice)
            case .failure(let notice): log.failed(notice, again: nil, of: .page)
            case .reached: break
            }
        }
        let addedArticle = isNew
        try ledger.with { try $0.settle(item, addedArticle: addedArticle) }
    }
}

extension FeedGathering {
    fileprivate func outcome(of feed: WatchedFeed) -> Result<PolledFeed?, FetchFault> {
        do throws(FetchFault) {
            let polled = try poll(feed.address, Validators(etag: feed.etag, modified: feed.modified))
            return polled?.isList == true ? .failure(.isList(feed.address)) : .success(polled)
        } catch { return .failure(error) }
    }

    fileprivate func events(of item: WaitingItem) -> Result<[Gathered], FetchFault> {
        do throws(FetchFault) { return .success(try article(at: item.address)) } catch { return .failure(error) }
    }
}

extension FetchFault {
    /// Seconds after which to ask for what has not been asked for at all; nil where it has been.
    fileprivate var untouched: Int? {
        switch kind {
        case .cancelled: 0
        case .resting(let seconds): seconds
        case .refused, .missing, .gone, .passing, .unusable: nil
        }
    }
}
