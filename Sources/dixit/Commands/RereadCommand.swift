import Foundation
import Library
import Reading
import Record

extension Command {
    /// `dixit reread`
    static let reread: Command = Command(
        name: "reread",
        summary: "Read the ledger’s articles again with a newer model",
        explanation: """
            Articles that another model or program has read are read again, and what this one finds takes the place of what was found. What \
            people have judged stays as they judged it, with the new record beside it; a judged statement that is not found any more stays \
            too and says so. A statement keeps its id as long as its cue or its content stands where it stood.

            With --layers articles are not read again: what layers find beside statements (who is named, what was not said, …) is found anew where an \
            earlier Dixit has marked them, or none has. --layers vectors makes the vectors of statements that have none yet, by which dixit find --like compares \
            meanings.

            What is read again is on the disk about once a second; Ctrl-C ends the work cleanly, and the same command goes on.

            Exit status: 0 all is read; 1 the ledger could not be written; 2 the command line was wrong; 130 interrupted.
            """,
        examples: [
            "dixit reread", "dixit reread --layers", "dixit reread --layers vectors",
            "dixit reread --ledger news.sqlite --model Models/reader.model",
        ],
        options: [
            RereadOption.layers, LedgerOption.ledger, ReadOption.jobs, ReadOption.model, ReadOption.engine, LedgerOption.by,
            ReadOption.quiet,
        ],
        run: { given in
            Interruption.hold()
            let ledger = try LedgerLocation.find(named: given.text(LedgerOption.ledger))
            let model = try ModelLocation.find(named: given.text(ReadOption.model))
            let reader = try Reader(modelAt: model, engine: given.choice(ReadOption.engine), threads: given.threads)
            if given.has(RereadOption.layers) {
                let order = StopOrder.onSignals()
                if given.text(RereadOption.layers) == "vectors" {
                    return try VectorSession(
                        ledger: ledger, encoder: SentenceEncoder(of: reader), isQuiet: given.has(ReadOption.quiet)
                    ).run(until: order)
                }
                let marked = try LayerMarking(ledger: ledger, reader: reader) { _, _ in !order.cancellation.isCancelled }.run()
                try OutputFile.standard.write(
                    Array("\(ledger): \(marked.counted("article")) marked again\n".utf8))
                return order.cancellation.isCancelled ? .interrupted : .success
            }
            let order = StopOrder.onSignals()
            let rereading = Rereading(
                try ArticleReader(reader), ledger: ledger, who: given.text(LedgerOption.by) ?? NSUserName(),
                threads: given.threads,
                cancellation: order.cancellation)
            let display = Progress.Display(
                isQuiet: given.has(ReadOption.quiet), outputIsSeen: false, ProcessInfo.processInfo.environment)
            let progress = Progress(
                display, totalBytes: try rereading.count(), engine: reader.engine.rawValue, speed: .articles)
            return try RereadSession(
                rereading: rereading, ledger: ledger, model: reader.version.model, progress: progress, output: .standard
            ).run(until: order)
        })
}

/// The options that `dixit reread` alone has.
private enum RereadOption {
    static let layers = Option("layers", nil, .choice(["marks", "vectors"]), help: "Mark again, without reading again")
        .standingAlone("l", help: "Mark again, without reading again (marks), or make vectors that are missing")
}
