import Foundation
import Gathering

/// One run of `dixit gather`: writes articles as they are gathered.
struct GatherSession: Sendable {
    let inputs: [Input]
    let options: GatheringOptions
    let output: OutputFile
    let progress: Progress
    /// Whether warnings are left out.
    let isQuiet: Bool

    private struct Job {
        let line: [UInt8]
        let words: Int
        let bytes: Int
    }

    /// Gathers all there is.
    ///
    /// - Parameter watch: gets what stops the work, to be called when somebody wants it to end.
    /// - Throws: `OutputFile.Failure` where writing fails; an unfinished file is then removed.
    func run(watch: (@escaping @Sendable (Interruption) -> Void) -> Void) throws -> ExitCode {
        // Gathering blocks while it waits for pages; writing goes on in a thread of its own, which can be stopped.
        let work = OrderedWork<Job, Job>(
            threads: 1, costLimit: 8 << 20, countLimit: 64, work: { $0 },
            deliver: { job in
                try output.write(job.line)
                progress.advance(words: job.words, bytes: job.bytes)
            })
        watch { work.stop($0) }
        let gathering = GatheringThread(inputs, options, { take($0, $1, work) }, atEnd: { work.close() })
        let outcome = work.outcome()
        progress.end()
        do {
            switch outcome {
            case .done:
                try output.finish()
                return gathering.someFailed ? .failure : .success
            case .stopped(let interruption as Interruption):
                if let partial = output.partial {
                    progress.say("\(partial): holds what was gathered before the interruption; keep or remove it")
                }
                return interruption.status
            case .stopped(let failure): throw failure
            }
        } catch {
            output.discard()
            throw error
        }
    }

    private func take(_ event: Gathered, _ bytes: Int, _ work: OrderedWork<Job, Job>) -> Bool {
        switch event {
        case .article(let article, _, _):
            let job = Job(line: article.json + [UInt8(ascii: "\n")], words: article.text.roughWords, bytes: bytes)
            return work.submit(job, cost: job.line.count)
        case .warning(let notice): if !isQuiet { progress.say("warning: \(notice)") }
        case .note(let notice): if !isQuiet { progress.say("\(notice)") }
        case .failure(let notice): progress.say("\(notice)")
        case .known, .reached: progress.pass(bytes: bytes)
        }
        return true
    }
}
