import Foundation
import Gathering
import Ledger
import Record
import Synchronization

/// One run of `dixit add`: gathers in one thread, reads in others, writes in whichever has an article ready.
///
/// What is there already, by its SHA-256, is not read again: an interrupted run goes on where it stopped. What is counted, shown as
/// progress and told at the end is on the disk.
struct AddSession: Sendable {
    let inputs: [Input]
    var options = GatheringOptions()
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
        let gathering = GatheringThread(inputs, options, { take($0, $1, work) }, atEnd: { work.close() })
        let outcome = work.outcome()
        let ending = end(outcome, batch, someFailed: gathering.someFailed || refused.areThere)
        progress.end()
        if let sentence = ending.failure { progress.say(sentence) }
        batch.close()
        let counts = batch.counts
        try output.write(Array((counts.sentence(ledger: ledger, known: counts.known + known.count) + "\n").utf8))
        if case .stopped = outcome, ending.status != .failure {
            progress.say("interrupted: what is counted above is kept; the same command goes on from there")
        }
        return ending.status
    }

    private func take(_ event: Gathered, _ bytes: Int, _ work: OrderedWork<Job, AddingBatch.Ready>) -> Bool {
        switch event {
        case .article(let article, let given, let isForReading):
            return work.submit(
                .article(article, given: given, isForReading: isForReading, bytes: bytes), cost: article.text.utf8.count)
        case .reached(let place): return work.submit(.reached(place, bytes: bytes), cost: 0)
        case .known: progress.advance(words: 0, bytes: bytes)
        case .warning(let notice): if !isQuiet { progress.say("warning: \(notice)") }
        case .note(let notice): if !isQuiet { progress.say("\(notice)") }
        case .failure(let notice): progress.say("\(notice)")
        }
        return true
    }

    /// Reads the article, or takes an exported line's statements as they are.
    private func prepare(_ job: Job, _ refused: Refusals) -> AddingBatch.Ready {
        switch job {
        case .reached(let place, let bytes): return AddingBatch.Ready(reached: place, bytes: bytes)
        case .article(let article, let given, let isForReading, let bytes):
            var ready = AddingBatch.Ready(words: article.text.roughWords, bytes: bytes)
            do throws(Entry.ExportFault) {
                ready.entry = try Entry(exported: article, line: given)
            } catch {
                refused.note()
                progress.say("\(article.path), article “\(article.id)”: \(error)")
                return ready
            }
            if ready.entry == nil {
                let findings = isForReading ? find(article.text) : Findings()
                ready.entry = Entry(article: article, given: given, findings: findings, reader: reader)
            }
            return ready
        }
    }

    /// Writes what is left, unless writing is what failed.
    private func end(
        _ outcome: OrderedWork<Job, AddingBatch.Ready>.Outcome, _ batch: AddingBatch, someFailed: Bool
    ) -> (status: ExitCode, failure: String?) {
        do {
            switch outcome {
            case .done:
                try batch.commit()
                return (someFailed ? .failure : .success, nil)
            case .stopped(let interruption as Interruption):
                try batch.commit()
                return (interruption.status, nil)
            case .stopped(let failure): return (.failure, "\(failure)")
            }
        } catch {
            return (.failure, "\(error)")
        }
    }
}

/// Articles that are ready, committed together every second or so: a commit waits for the disk.
private final class AddingBatch: Sendable {
    struct Counts: Sendable {
        var added = 0
        var copies = 0
        var known = 0

        /// "news.sqlite: 12 articles added, 2 of them copies; 3 were there already"
        func sentence(ledger: String, known: Int) -> String {
            var sentence = "\(HarmlessText.line(ledger)): \(added == 1 ? "1 article" : "\(added) articles") added"
            if copies > 0 { sentence += ", \(copies) of them \(copies == 1 ? "a copy" : "copies")" }
            if known > 0 { sentence += "; \(known) \(known == 1 ? "was" : "were") there already" }
            return sentence
        }
    }

    /// What is ready to be written; without an entry where a line was not what it says it is.
    struct Ready: Sendable {
        var entry: Entry?
        var reached: ArchivePlace?
        var words = 0
        let bytes: Int
    }

    private struct State {
        let ledger: Ledger
        var waiting: [Ready] = []
        var size = 0
        var last = DispatchTime.now().uptimeNanoseconds
        var counts = Counts()
    }

    private static let nanoseconds: UInt64 = 1_000_000_000
    /// Bytes of input.
    private static let size = 4 << 20

    private let state: Mutex<State>
    private let progress: Progress

    init(_ ledger: sending Ledger, _ progress: Progress) {
        state = Mutex(State(ledger: ledger))
        self.progress = progress
    }

    /// What is on the disk.
    var counts: Counts { state.withLock { $0.counts } }

    func add(_ ready: Ready) throws {
        let isDue = state.withLock { state in
            state.waiting.append(ready)
            state.size += ready.bytes
            return state.size >= AddingBatch.size || DispatchTime.now().uptimeNanoseconds - state.last >= AddingBatch.nanoseconds
        }
        if isDue { try commit() }
    }

    /// Takes the log into the file, so that the ledger is one file again where nobody else has it open.
    func close() { state.withLock { try? $0.ledger.takeInLog() } }

    func commit() throws {
        try state.withLock { state in
            defer { state.last = DispatchTime.now().uptimeNanoseconds }
            // Of an archive's places the last one counts.
            let reached = state.waiting.compactMap(\.reached).reduce(into: [:]) { $0[$1.archive] = $1 }
            for added in try state.ledger.add(state.waiting.compactMap(\.entry), reached: Array(reached.values)) {
                switch added {
                case .new: state.counts.added += 1
                case .copy:
                    state.counts.added += 1
                    state.counts.copies += 1
                case .known: state.counts.known += 1
                }
            }
            for ready in state.waiting {
                if ready.entry == nil {
                    progress.pass(bytes: ready.bytes)
                } else {
                    progress.advance(words: ready.words, bytes: ready.bytes)
                }
            }
            state.waiting = []
            state.size = 0
        }
    }
}

/// Asks a ledger for what it has already, from the thread that gathers.
private final class KnownArticles: Sendable {
    private let state: Mutex<(ledger: Ledger, count: Int)>

    init(_ ledger: sending Ledger) { state = Mutex((ledger, 0)) }

    /// How many were there.
    var count: Int { state.withLock { $0.count } }

    func place(inArchive archive: String) throws -> ArchivePlace? {
        try state.withLock { try $0.ledger.place(inArchive: archive) }
    }

    func contains(_ given: [UInt8]) throws -> Bool {
        let fingerprint = Fingerprint(of: given)
        return try state.withLock { state in
            guard try state.ledger.article(fingerprint) != nil else { return false }
            state.count += 1
            return true
        }
    }
}

/// Whether a line was refused.
private final class Refusals: Sendable {
    private let state = Mutex(false)

    var areThere: Bool { state.withLock { $0 } }

    func note() { state.withLock { $0 = true } }
}
