import Foundation
import Gathering
import Ledger
import Library
import Record
import Synchronization

/// What `dixit watch run` says: a line for each feed that was polled and each article that was added on standard output, what failed on
/// standard error.
final class WatchLog: FeedWatchObserver {
    private struct Counts {
        var feeds = 0
        var articles = 0
        var copies = 0
        var known = 0
        var failedFeeds = 0
        var failedPages = 0
        var saidSinceWait = false
    }

    private let state = Mutex(Counts())
    private let ledger: String
    private let isQuiet: Bool
    private let output: OutputFile

    /// - Parameters:
    ///   - ledger: the ledger's file.
    ///   - isQuiet: whether only what fails is told.
    init(ledger: String, isQuiet: Bool, output: OutputFile) {
        self.ledger = ledger
        self.isQuiet = isQuiet
        self.output = output
    }

    /// Whether any feed or page has failed.
    var someFailed: Bool { state.withLock { $0.failedFeeds + $0.failedPages > 0 } }

    // MARK: What happens

    /// "The Velm Beacon: 12 items, 3 new"
    ///
    /// - Parameter items: how many there are, how many of them are new and taken, how many new ones are left out, and how many beside them have no
    ///   address; nil where the feed has not changed.
    func polled(_ feed: WatchedFeed, title: String?, items: (all: Int, new: Int, leftOut: Int, unaddressed: Int)?) throws {
        var words = "nothing new"
        if let items {
            words = "\(items.all.counted("item")), \(items.new == 0 ? "none" : "\(items.new)") new"
            if items.leftOut > 0 { words += "; \(items.leftOut) more that are new are left out" }
            if items.unaddressed > 0 { words += "; \(items.unaddressed) without an address passed over" }
        }
        try write("\(WatchLog.shortened(title ?? feed.address)): \(words)") { $0.feeds += 1 }
    }

    /// "  article 17: Korvin opens the gate at last (velm.example), 3 statements"
    func added(_ added: Added, _ article: Article, statements: Int) throws {
        let title = WatchLog.shortened(article.title ?? article.path)
        let words = "  article \(added.article): \(title)\(article.outlet.map { " (\(WatchLog.shortened($0)))" } ?? "")"
        switch added {
        case .new: try write("\(words), \(statements.counted("statement"))") { $0.articles += 1 }
        case .copy(_, let original):
            try write("\(words), a copy of article \(original)") { counts in
                counts.articles += 1
                counts.copies += 1
            }
        case .known, .removed, .keptRemoved: break
        }
    }

    /// A page that is in the ledger already.
    func known(_ address: String) throws { try write("  there already: \(address)") { $0.known += 1 } }

    func warned(_ notice: Notice) { if !isQuiet { Messages.say("warning: \(notice)") } }

    /// - Parameter again: seconds after which it is tried again; nil for never.
    func failed(_ notice: Notice, again: Double?, of part: WatchedPart) {
        state.withLock { counts in
            counts.saidSinceWait = true
            if part == .feed { counts.failedFeeds += 1 } else { counts.failedPages += 1 }
        }
        let later =
            again.map { "; tried again in \(WatchLog.duration($0))" } ?? (part == .feed ? "; not polled any more" : "; given up")
        Messages.say("\(notice.place): \(notice.reason)\(later)\(again == nil ? notice.remedy.map { ": \($0)" } ?? "" : "")")
    }

    // MARK: Waiting and the end

    /// Tells once, behind what happened, how long nothing will.
    func waits(until due: Int?) throws {
        let isNews = state.withLock { counts in
            defer { counts.saidSinceWait = false }
            return counts.saidSinceWait
        }
        guard isNews, !isQuiet else { return }
        Messages.say(
            due.map { "the next poll is at \(Moment($0).local); Ctrl-C ends" } ?? "there is nothing to poll; Ctrl-C ends")
    }

    /// "news.sqlite: 3 feeds polled, 4 articles added, 1 of them a copy; the next poll is due at 10:40"
    func end(nextDue: Int?, wasCancelled: Bool) throws {
        if wasCancelled { Messages.say("interrupted: what was added is kept; the same command goes on from there") }
        let counts = state.withLock { $0 }
        var parts = ["\((counts.feeds + counts.failedFeeds).counted("feed")) polled"]
        parts.append("\(counts.articles.counted("article")) added")
        if counts.copies > 0 { parts.append(counts.copies.counted("of them a copy", "of them copies")) }
        if counts.known > 0 { parts.append("\(counts.known) there already") }
        if counts.failedFeeds > 0 { parts.append("\(counts.failedFeeds.counted("feed")) failed") }
        if counts.failedPages > 0 { parts.append("\(counts.failedPages.counted("page")) failed") }
        let next = nextDue.map { "the next is due at \(Moment($0).local)" } ?? "no feed is watched: dixit watch add adds one"
        try write("\(ledger): \(parts.joined(separator: ", ")); \(next)") { _ in }
    }

    // MARK: Words

    private func write(_ line: String, _ change: (inout Counts) -> Void) throws {
        try state.withLock { counts in
            change(&counts)
            counts.saidSinceWait = true
            if !isQuiet { try output.write(Array((WatchLog.indentation(line) + HarmlessText.line(line) + "\n").utf8)) }
        }
    }

    /// A harmless line has no white space at its beginning.
    private static func indentation(_ line: String) -> String { String(line.prefix { $0 == " " }) }

    /// A stranger's title, not longer than a line.
    private static func shortened(_ text: String) -> String { text.count > 80 ? text.prefix(79) + "…" : text }

    /// "25 s", "40 min", "3 h", "2 d"
    static func duration(_ seconds: Double) -> String {
        switch seconds.rounded() {
        case let s where s < 90: "\(Int(s)) s"
        case let s where s < 5400: "\(Int((s / 60).rounded())) min"
        case let s where s < 129_600: "\(Int((s / 3600).rounded())) h"
        case let s: "\(Int((s / 86_400).rounded())) days"
        }
    }
}
