import Foundation
import Gathering
import Ledger
import Library
import Meaning
import Reading
import Transfer

extension Command {
    /// `dixit add`
    static let add: Command = Command(
        name: "add",
        summary: "Read articles and keep them, with who said what, in a ledger",
        explanation: """
            FILE, FOLDER and ADDRESS are what dixit read takes. The ledger is one SQLite file; it is made where there is none.

            An article is known by the SHA-256 of the bytes it was given in: what is in the ledger already is neither read nor added \
            again, so that an interrupted run goes on when the command is repeated. A copy of an article that is there (the same words, \
            or nine in ten of its 3-word sequences) is kept and linked to it; what it repeats does not count twice.

            A FILE that is a ledger itself is another person's: its articles are taken in as dixit restore takes its export, with who judged what, and the log \
            says of each from which ledger. It is believed as it is: take in what you have from somebody you trust. What is in the ledger already stays as it is.

            Of Parquet each row is an article, read like a line of JSON. With --as-read, FILEs are records of dixit read (-f parquet, -f jsonl) or of dixit-spark \
            --records, and are kept as they were read elsewhere, unread: the log says of each from which file.

            An address that was added before is fetched again only where its server says that it has changed. To add what comes in a feed, \
            see dixit watch.

            An archive that a run was interrupted in is gone on with at the record behind the last one kept; pages in other languages than \
            English are passed over in it.

            What is added is on the disk about once a second; Ctrl-C ends the work cleanly and says what is kept.

            Exit status: 0 all was added; 1 some inputs failed, each named on standard error, or the ledger could not be written; \
            2 the command line was wrong; 130 interrupted.
            """,
        examples: [
            "dixit add article.txt", "dixit add --ledger news.sqlite news/", "cat crawl.jsonl | dixit add --ledger news.sqlite -",
            "dixit add https://www.w3.org/press-releases/2023/css50/", "dixit add --ledger ours.sqlite colleague.sqlite",
            "dixit add --as-read selection.parquet",
        ],
        options: [LedgerOption.ledger] + GatheringOption.all
            + [asRead, again, vectors, ReadOption.jobs, ReadOption.model, ReadOption.engine, ReadOption.quiet],
        operand: Operand(name: "FILE|FOLDER|ADDRESS|-", count: 1...Int.max, help: "What to add, in this order"),
        run: { given in
            Interruption.hold()
            var options = try GatheringOptions(given, command: "add")
            let ledger = try LedgerLocation.findOrMake(named: given.text(LedgerOption.ledger))
            let order = StopOrder.onSignals()
            let threads = given.threads
            if given.has(asRead) {
                return try AddSession(readElsewhere: given, to: ledger, threads: threads, order).run(until: order)
            }
            let others = given.operands.filter(LedgerSession.isDatabase)
            var taken = ExitCode.success
            for other in others where taken == .success {
                taken = try LedgerSession(other: other, ledger: ledger, threads: threads, given: given).run(until: order)
            }
            let operands = given.operands.filter { !others.contains($0) }
            guard taken == .success, !operands.isEmpty else { return taken }
            let model = try ModelLocation.find(named: given.text(ReadOption.model))
            let reader = try Reader(modelAt: model, engine: given.choice(ReadOption.engine), threads: given.threads)
            let report = WorkReport(given, inputs: operands.map { Input($0) }, engine: reader.engine.rawValue)
            options.cancellation = order.cancellation
            var adding = AddingWork(
                operands.map { Input($0) }, options, reader: try ArticleReader(reader), to: ledger, threads: threads,
                observer: report)
            adding.isAgain = given.has(again)
            let encoder = try given.has(vectors) ? SentenceEncoder(of: reader) : nil
            let status = try AddSession(adding: adding, progress: report.progress, output: .standard).run(until: order)
            guard let encoder, !order.cancellation.isCancelled else { return status }
            let filled = try VectorSession(ledger: ledger, encoder: encoder, isQuiet: given.has(ReadOption.quiet)).run(
                until: order)
            return status == .success ? filled : status
        })
}

extension AddSession {
    /// A session that keeps what was read elsewhere, as the log then says.
    fileprivate init(readElsewhere given: Given, to ledger: String, threads: Int, _ order: StopOrder) throws {
        let inputs = given.operands.map { Input($0) }
        for case .address(let address) in inputs {
            throw UsageError(
                ["dixit", "add"], "\(address) is an address, and what comes from there is believed nothing but its text",
                meant: "dixit add \(address)")
        }
        let (who, now) = (NSUserName(), Int(Date().timeIntervalSince1970))
        let report = WorkReport(given, inputs: inputs)
        let adding = AddingWork(
            inputs,
            restoring: { line, file in
                let stamp = RestorationStamp(at: now, who: who, file: file)
                return try PreparedArticle(readElsewhere: line, stamp: stamp, cards: Layers.cards)
            }, to: ledger, threads: threads, cancellation: order.cancellation, observer: report)
        self.init(adding: adding, progress: report.progress, verb: "kept as read elsewhere", output: .standard)
    }
}

/// The options of `dixit add` alone.
private let asRead = Option("as-read", nil, help: "Keep records of dixit read as they were read elsewhere, and say so in the log")
private let vectors = Option("vectors", nil, help: "Make the vectors that dixit find --like needs, at the end")
private let again = Option("again", nil, help: "Go through archives from their beginning, however far an earlier run has come")
