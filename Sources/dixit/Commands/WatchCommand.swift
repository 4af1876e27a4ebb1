import Foundation
import Gathering
import Ledger
import Library
import Reading

extension Command {
    /// `dixit watch`
    static let watch: Command = Command(
        name: "watch",
        summary: "Watch feeds, and add what comes in them to a ledger",
        subcommands: [watchAdd, watchList, watchRemove, watchRun])

    private static let watchAdd: Command = Command(
        name: "add",
        summary: "Watch feeds from now on",
        explanation: """
            ADDRESS is that of an RSS, Atom or JSON feed, a sitemap or an index of sitemaps, such as a newspaper's news sitemap; it is \
            fetched once to see that it is one. Of a list of feeds (OPML), at an ADDRESS or in a FILE, all feeds are watched, unseen.

            Nothing is added before dixit watch run.

            Exit status: 0 all are watched; 1 some could not be, each named on standard error; 2 the command line was wrong.
            """,
        examples: ["dixit watch add https://www.w3.org/blog/feed/", "dixit watch add feeds.opml"],
        options: [LedgerOption.ledger, GatheringOption.allowPrivate, ReadOption.quiet],
        operand: Operand(name: "ADDRESS|FILE", count: 1...Int.max, help: "Feeds, or lists of feeds"),
        run: { given in
            let ledger = try Ledger(at: LedgerLocation.findOrMake(named: given.text(LedgerOption.ledger)), for: .adding)
            let said = SaidFeeds(isQuiet: given.has(ReadOption.quiet))
            try FeedList(ledger, GatheringOptions(given, command: "watch"), say: said.say).add(given.operands)
            try ledger.takeInLog()
            return said.status
        })

    private static let watchList: Command = Command(
        name: "list",
        summary: "Show the feeds that are watched, and how they are",
        examples: ["dixit watch list"],
        options: [LedgerOption.ledger],
        run: { given in
            let ledger = try Ledger(at: LedgerLocation.find(named: given.text(LedgerOption.ledger)), for: .reading)
            try OutputFile.standard.write(Array(WatchedFeedLayout.text(ledger.watchedFeeds()).utf8))
            return .success
        })

    private static let watchRemove: Command = Command(
        name: "remove",
        summary: "Watch feeds no longer; their articles stay",
        examples: ["dixit watch remove 2", "dixit watch remove https://www.w3.org/blog/feed/"],
        options: [LedgerOption.ledger],
        operand: Operand(name: "FEED", count: 1...Int.max, help: "Addresses or numbers, as dixit watch list shows them"),
        run: { given in
            let ledger = try Ledger(at: LedgerLocation.find(named: given.text(LedgerOption.ledger)), for: .changing)
            let said = SaidFeeds(isQuiet: false)
            try FeedList(ledger, GatheringOptions(given, command: "watch"), say: said.say).remove(given.operands)
            try ledger.takeInLog()
            return said.status
        })

    private static let watchRun: Command = Command(
        name: "run",
        summary: "Poll the feeds that are due, and add the articles that are new in them",
        explanation: """
            Goes on until Ctrl-C; with --once it does what is due and ends, for cron, whose line is shown below. A feed is polled every 30 minutes (--every), give or \
            take a tenth; one that fails, later and later, up to a day; one that is gone for good (410), never again. Two runs at once share the work.

            Of every item that was not seen before, the page is fetched and read, also where the feed carries the full text: the page alone \
            has the title, the date and the credit as they were published, and proves it. A page that fails is tried three times. Of more \
            than 100 new items of a feed at one poll (--items) the latest are taken, and the others count as seen.

            Requests are made as dixit read makes them: as robots.txt allows, one a host at a time with a pause, eight hosts at once.

            Exit status: 0 all was polled and added; 1 some feeds or pages failed, each named on standard error; 2 the command line was \
            wrong; 130 interrupted.
            """,
        examples: [
            "dixit watch run", "dixit watch run --once --quiet", "*/10 * * * * dixit watch run --once --quiet",
        ],
        options: [
            LedgerOption.ledger, WatchOption.once, WatchOption.now, WatchOption.every, WatchOption.items,
            GatheringOption.language,
            GatheringOption.allowPrivate, ReadOption.model, ReadOption.engine, ReadOption.quiet,
        ],
        run: { given in
            Interruption.hold()
            let path = try LedgerLocation.find(named: given.text(LedgerOption.ledger))
            let model = try ModelLocation.find(named: given.text(ReadOption.model))
            let reader = try Reader(modelAt: model, engine: given.choice(ReadOption.engine), threads: given.threads)
            let ledger = SharedLedger(try Ledger(at: path, for: .changing))
            let order = StopOrder.onSignals()
            var options = try GatheringOptions(given, command: "watch")
            options.cancellation = order.cancellation
            let log = WatchLog(ledger: path, isQuiet: given.has(ReadOption.quiet), output: .standard)
            try FeedWatch(
                FeedGathering(FeedWatch.options(options, knowing: ledger)), reader: try ArticleReader(reader),
                schedule: PollSchedule(every: Double(given.number(WatchOption.every) ?? 30) * 60),
                itemLimit: given.number(WatchOption.items) ?? 100, cancellation: order.cancellation, ledger: ledger, observer: log
            ).run(given.has(WatchOption.once) || given.has(WatchOption.now) ? .once(all: given.has(WatchOption.now)) : .forever)
            return order.interruption?.status ?? (log.someFailed ? .failure : .success)
        })
}

/// The options of `dixit watch run`.
private enum WatchOption {
    static let once = Option("once", nil, help: "Do what is due, and end")
    static let now = Option("now", nil, help: "Do what is due, poll all other feeds as well, and end")
    static let every = Option("every", nil, .number("MINUTES", 5...10_080), help: "Minutes between two polls of a feed (30)")
    static let items = Option("items", nil, .number("N", 1...5000), help: "New items of a feed to take at one poll (100)")
}

/// Says what became of feeds that are put on the list or taken off it.
private final class SaidFeeds {
    private let isQuiet: Bool
    private(set) var status = ExitCode.success

    init(isQuiet: Bool) { self.isQuiet = isQuiet }

    func say(_ outcome: Result<String, Notice>) throws {
        switch outcome {
        case .success(let line):
            if !isQuiet { try OutputFile.standard.write(Array((HarmlessText.line(line) + "\n").utf8)) }
        case .failure(let notice):
            status = .failure
            Messages.say("\(notice)")
        }
    }
}
