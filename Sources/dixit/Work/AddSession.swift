import Actors
import Foundation
import Gathering
import Ledger
import Record
import SQLite
import Synchronization
import Transfer

/// One run of `dixit add`: gathers in one thread, reads in others, writes in whichever has an article ready.
///
/// What is there already, by its SHA-256, is not read again: an interrupted run goes on where it stopped. What is counted, shown as
/// progress and told at the end is on the disk.
struct AddSession: Sendable {
    let inputs: [Input]
    var options = GatheringOptions()
    /// Who takes exported articles up as they are, which are then not read; nil where articles are read.
    var restorer: String?
    /// Finds the statements of a text; called from many threads at once.
    let find: @Sendable (String) -> Findings
    /// Who finds them.
    let reader: ReaderVersion
    /// The ledger's file.
    let ledger: String
    let threads: Int
    let progress: Progress
    /// Whether warnings are left out.
    let isQuiet: Bool
    /// Whether archives are gone through from their beginning, however far an earlier run has come.
    var isAgain = false
    let output: OutputFile

    private enum Job {
        /// - bytes: of input that it took.
        case article(Article, given: [UInt8], isForReading: Bool, bytes: Int)
        /// How far an archive has come.
        case reached(ArchivePlace, bytes: Int)
    }

    /// Adds all there is.
    ///
    /// - Parameter watch: gets what stops the work, to be called when somebody wants it to end.
    /// - Throws: `LedgerFault` where the ledger cannot be opened; a later one is told and gives status 1.
    func run(watch: (@escaping @Sendable (Interruption) -> Void) -> Void) throws -> ExitCode {
        let batch = AddingBatch(try Ledger(at: ledger, for: .adding), progress)
        let known = KnownArticles(try Ledger(at: ledger, for: .reading))
        let refused = Refusals()
        let work = OrderedWork<Job, AddingBatch.Ready>(
            threads: threads, costLimit: 8 << 20, countLimit: 64 * threads, work: { prepare($0, refused) },
            deliver: { try batch.add($0) })
        watch { work.stop($0) }
        var options = options
        options.keepsLedgerMember = restorer != nil
        options.isKnown = { given in
            do {
                return try known.contains(given)
            } catch {
                work.stop(error)
                return true
            }
        }
        options.reached = { archive in
            guard !isAgain else { return nil }
            do {
                return try known.place(inArchive: archive)
            } catch {
                work.stop(error)
                return nil
            }
        }
        options.addresses.validators = { try? known.validators(of: $0) }
        options.addresses.onFetched = { fetched in
            do { try batch.note(fetched) } catch { work.stop(error) }
        }
        let gathering = GatheringThread(inputs, options, { take($0, $1, work, known) }, atEnd: { work.close() })
        let outcome = work.outcome()
        let ending = outcome.end(gathering.someFailed || refused.areThere ? .failure : .success, writing: batch.commit)
        progress.end()
        if let sentence = ending.failure { progress.say(sentence) }
        batch.close(isWhole: ending.status == .success)
        let counts = batch.counts
        let sentence = counts.sentence(
            ledger: ledger, known: counts.known + known.count, verb: restorer == nil ? "added" : "restored")
        try output.write(Array((sentence + "\n").utf8))
        if case .stopped = outcome, ending.status != .failure {
            progress.say("interrupted: what is counted above is kept; the same command goes on from there")
        }
        return ending.status
    }

    private func take(_ event: Gathered, _ bytes: Int, _ work: OrderedWork<Job, AddingBatch.Ready>, _ known: KnownArticles)
        -> Bool
    {
        switch event {
        case .article(let article, let given, let isForReading):
            return work.submit(
                .article(article, given: given, isForReading: isForReading, bytes: bytes), cost: article.text.utf8.count)
        case .reached(let place): return work.submit(.reached(place, bytes: bytes), cost: 0)
        case .known:
            known.note()
            progress.advance(words: 0, bytes: bytes)
        case .warning(let notice): if !isQuiet { progress.say("warning: \(notice)") }
        case .note(let notice): if !isQuiet { progress.say("\(notice)") }
        case .failure(let notice): progress.say("\(notice)")
        }
        return true
    }

    /// Reads the article, or takes an exported line as it is.
    private func prepare(_ job: Job, _ refused: Refusals) -> AddingBatch.Ready {
        switch job {
        case .reached(let place, let bytes): return AddingBatch.Ready(reached: place, bytes: bytes)
        case .article(let article, let given, let isForReading, let bytes):
            var ready = AddingBatch.Ready(words: article.text.roughWords, bytes: bytes)
            guard let restorer else {
                let findings = isForReading ? find(article.text) : Findings()
                ready.entry = Entry(article: article, given: given, findings: findings, reader: reader)
                return ready
            }
            do throws(Entry.ExportError) {
                let stamp = RestorationStamp(at: Int(Date().timeIntervalSince1970), who: restorer, file: article.path)
                ready.entry = try Entry(restoring: given, stamp: stamp)
            } catch {
                refused.note()
                progress.say("\(article.path), article “\(article.id)”: \(error)")
            }
            return ready
        }
    }
}

/// Whether a line was refused.
private final class Refusals: Sendable {
    private let state = Mutex(false)

    var areThere: Bool { state.withLock { $0 } }

    func note() { state.withLock { $0 = true } }
}
