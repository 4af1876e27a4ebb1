import Gathering
import Library
import Record
import Synchronization

/// One run of `dixit read`: writes the records of articles whole and in order.
struct ReadSession: Sendable {
    let inputs: [Input]
    var options = GatheringOptions()
    let reader: ArticleReader
    let formatter: RecordFormatter
    let output: any RecordOutput
    let threads: Int
    let report: WorkReport

    /// Reads all there is, until the order stops it.
    ///
    /// - Throws: `OutputError` where writing fails; an unfinished file is then removed, for it may be what fills the disk.
    func run(until order: StopOrder) throws -> ExitCode {
        do {
            try output.write(formatter.opening)
            let ending = read(until: order)
            report.progress.end()
            return try end(ending, order)
        } catch {
            output.discard()
            throw error
        }
    }

    private func read(until order: StopOrder) -> WorkEnding {
        var options = options
        options.cancellation = order.cancellation
        let (reader, formatter, cancellation) = (reader, formatter, order.cancellation)
        let isFirst = Mutex(true)
        return ArticleWork(inputs: inputs, options: options, threads: threads, observer: report).run(
            prepare: { gathered in
                try reader.record(of: gathered.article, isForReading: gathered.isForReading, unless: cancellation)
                    .map(formatter.bytes)
            },
            deliver: { product in
                guard case .article(let record, let words, let bytes) = product else { return report.pass(product) }
                let lead = isFirst.withLock { first in
                    defer { first = false }
                    return formatter.lead(isFirst: first)
                }
                try output.write(lead + record)
                report.advance(words: words, bytes: bytes)
            }
        ).ending
    }

    private func end(_ ending: WorkEnding, _ order: StopOrder) throws -> ExitCode {
        if case .failed(let failure) = ending { throw failure }
        try output.write(formatter.closing)
        if case .done = ending {
            try output.finish()
        } else if let partial = output.partial {
            report.progress.say("\(partial): holds what was read before the interruption; keep or remove it")
        } else {
            output.discard()
        }
        return order.status(of: ending)
    }
}
