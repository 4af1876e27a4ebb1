import Foundation
import Gathering
import Meaning
import Record
import Synchronization

/// One run of `dixit read`: gathers in one thread, reads in others, writes records whole and in order.
struct ReadSession: Sendable {
    let inputs: [Input]
    var options = GatheringOptions()
    /// Finds the statements of a text; called from many threads at once.
    let find: @Sendable (String) -> Findings
    /// Who finds them.
    let reader: ReaderVersion
    let formatter: RecordFormatter
    let output: OutputFile
    let threads: Int
    let progress: Progress
    /// Whether warnings are left out.
    let isQuiet: Bool

    private struct Job {
        let article: Article
        /// Whether its statements are looked for.
        let isForReading: Bool
        /// Bytes of input that this article took.
        let bytes: Int
    }

    private struct Written {
        let record: [UInt8]
        let words: Int
        let bytes: Int
    }

    /// Reads all there is.
    ///
    /// - Parameter watch: gets what stops the work, to be called when somebody wants it to end.
    /// - Throws: `OutputFile.Failure` where writing fails; an unfinished file is then removed, for it may be what fills the disk.
    func run(watch: (@escaping @Sendable (Interruption) -> Void) -> Void) throws -> ExitCode {
        do {
            return try readAll(watch)
        } catch {
            output.discard()
            throw error
        }
    }

    private func readAll(_ watch: (@escaping @Sendable (Interruption) -> Void) -> Void) throws -> ExitCode {
        try output.write(formatter.opening)
        let isFirst = Mutex(true)
        let work = OrderedWork<Job, Written>(
            // Text under way, in bytes; records and scratch take a few times as much.
            threads: threads, costLimit: 8 << 20, countLimit: 64 * threads,
            work: { read($0) },
            deliver: { written in
                let lead = isFirst.withLock { first in
                    defer { first = false }
                    return formatter.lead(isFirst: first)
                }
                try output.write(lead + written.record)
                progress.advance(words: written.words, bytes: written.bytes)
            })
        watch { work.stop($0) }
        let gathering = GatheringThread(inputs, options, { take($0, $1, work) }, atEnd: { work.close() })
        let outcome = work.outcome()
        progress.end()
        return try end(outcome, someFailed: gathering.someFailed)
    }

    private func take(_ event: Gathered, _ bytes: Int, _ work: OrderedWork<Job, Written>) -> Bool {
        switch event {
        case .article(let article, _, let isForReading):
            return work.submit(
                Job(article: article, isForReading: isForReading, bytes: bytes), cost: article.text.utf8.count)
        case .warning(let notice): if !isQuiet { progress.say("warning: \(notice)") }
        case .note(let notice): if !isQuiet { progress.say("\(notice)") }
        case .failure(let notice): progress.say("\(notice)")
        case .known, .reached: progress.pass(bytes: bytes)
        }
        return true
    }

    private func read(_ job: Job) -> Written {
        let findings = job.isForReading ? Layers.marked(job.article, find(job.article.text)) : Findings()
        let record = ArticleRecord(article: job.article, findings: findings, reader: reader)
        return Written(record: formatter.bytes(record), words: job.article.text.roughWords, bytes: job.bytes)
    }

    private func end(_ outcome: OrderedWork<Job, Written>.Outcome, someFailed: Bool) throws -> ExitCode {
        switch outcome {
        case .done:
            try output.write(formatter.closing)
            try output.finish()
            return someFailed ? .failure : .success
        case .stopped(let interruption as Interruption):
            try output.write(formatter.closing)
            if let partial = output.partial {
                progress.say("\(partial): holds what was read before the interruption; keep or remove it")
            }
            return interruption.status
        case .stopped(let failure): throw failure
        }
    }
}
