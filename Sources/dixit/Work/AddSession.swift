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
    let output: OutputFile

    private struct Job {
        let article: Article
        let given: [UInt8]
        /// Whether its statements are looked for.
        let isForReading: Bool
        /// Bytes of input that this article took.
        let bytes: Int
    }

    private struct Ready {
        /// nil where the line was not what it says it is.
        let entry: Entry?
        let words: Int
        let bytes: Int
    }

    /// Adds all there is.
    ///
    /// - Parameter watch: gets what stops the work, to be called when somebody wants it to end.
    /// - Throws: `LedgerFault` where the ledger cannot be opened; a later one is told and gives status 1.
    func run(watch: (@escaping @Sendable (Interruption) -> Void) -> Void) throws -> ExitCode {
        let batch = AddingBatch(try Ledger(at: ledger, for: .adding), progress)
        let known = KnownArticles(try Ledger(at: ledger, for: .reading))
        let refused = Refusals()
        let work = OrderedWork<Job, Ready>(
            threads: threads, costLimit: 8 << 20, countLimit: 64 * threads, work: { prepare($0, refused) },
            deliver: { if let entry = $0.entry { try batch.add(entry, words: $0.words, bytes: $0.bytes) } })
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
        options.addresses.validators = { try? known.validators(of: $0) }
        options.addresses.onFetched = { fetched in
            do { try batch.note(fetched) } catch { work.stop(error) }
        }
        let gathering = GatheringThread(inputs, options, { take($0, $1, work, known) }, atEnd: { work.close() })
        let outcome = work.outcome()
        let ending = end(outcome, batch, someFailed: gathering.someFailed || refused.areThere)
        progress.end()
        if let sentence = ending.failure { progress.say(sentence) }
        batch.close(isWhole: ending.status == .success)
        let counts = batch.counts
        try output.write(Array((counts.sentence(ledger: ledger, known: counts.known + known.count) + "\n").utf8))
        if case .stopped = outcome, ending.status != .failure {
            progress.say("interrupted: what is counted above is kept; the same command goes on from there")
        }
        return ending.status
    }

    private func take(_ event: Gathered, _ bytes: Int, _ work: OrderedWork<Job, Ready>, _ known: KnownArticles) -> Bool {
        switch event {
        case .article(let article, let given, let isForReading):
            return work.submit(
                Job(article: article, given: given, isForReading: isForReading, bytes: bytes), cost: article.text.utf8.count)
        case .known:
            known.note()
            progress.advance(words: 0, bytes: bytes)
        case .warning(let notice): if !isQuiet { progress.say("warning: \(notice)") }
        case .note(let notice): if !isQuiet { progress.say("\(notice)") }
        case .failure(let notice): progress.say("\(notice)")
        case .reached: break
        }
        return true
    }

    /// Reads the article, or takes an exported line's statements as they are.
    private func prepare(_ job: Job, _ refused: Refusals) -> Ready {
        let words = job.article.text.roughWords
        do throws(Entry.ExportFault) {
            if let entry = try Entry(exported: job.article, line: job.given) {
                return Ready(entry: entry, words: words, bytes: job.bytes)
            }
        } catch {
            refused.note()
            progress.say("\(job.article.path), article “\(job.article.id)”: \(error)")
            return Ready(entry: nil, words: words, bytes: job.bytes)
        }
        let findings = job.isForReading ? find(job.article.text) : Findings()
        let entry = Entry(article: job.article, given: job.given, findings: findings, reader: reader)
        return Ready(entry: entry, words: words, bytes: job.bytes)
    }

    /// Writes what is left, unless writing is what failed.
    private func end(
        _ outcome: OrderedWork<Job, Ready>.Outcome, _ batch: AddingBatch, someFailed: Bool
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

    private struct State {
        let ledger: Ledger
        var waiting: [(entry: Entry, words: Int, bytes: Int)] = []
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

    func add(_ entry: Entry, words: Int, bytes: Int) throws {
        let isDue = state.withLock { state in
            state.waiting.append((entry, words, bytes))
            state.size += bytes
            return state.size >= AddingBatch.size || DispatchTime.now().uptimeNanoseconds - state.last >= AddingBatch.nanoseconds
        }
        if isDue { try commit() }
    }

    /// Notes what to ask with next time whether a page has changed.
    func note(_ fetched: Fetched) throws { try state.withLock { try $0.ledger.note(fetched) } }

    /// Takes the log into the file, so that the ledger is one file again where nobody else has it open.
    ///
    /// - Parameter isWhole: whether the work has come to its end. If it has added a tenth of what is there, the file is compacted before.
    func close(isWhole: Bool) {
        state.withLock { state in
            if isWhole, let all = try? state.ledger.countArticles(), 10 * state.counts.added >= all, state.counts.added > 0 {
                try? state.ledger.compact()
            }
            try? state.ledger.takeInLog()
        }
    }

    func commit() throws {
        try state.withLock { state in
            defer { state.last = DispatchTime.now().uptimeNanoseconds }
            for added in try state.ledger.add(state.waiting.map(\.entry)) {
                switch added {
                case .new: state.counts.added += 1
                case .copy:
                    state.counts.added += 1
                    state.counts.copies += 1
                case .known: state.counts.known += 1
                }
            }
            for ready in state.waiting { progress.advance(words: ready.words, bytes: ready.bytes) }
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

    func contains(_ given: [UInt8]) throws -> Bool {
        let fingerprint = Fingerprint(of: given)
        return try state.withLock { state in
            guard try state.ledger.article(fingerprint) != nil else { return false }
            return true
        }
    }

    /// What is known of a page whose article is here.
    func validators(of address: WebAddress) throws -> Validators? { try state.withLock { try $0.ledger.validators(of: address) } }

    /// One more was there.
    func note() { state.withLock { $0.count += 1 } }
}

extension Ledger {
    /// Notes what to ask with next time whether a page has changed.
    func note(_ fetched: Fetched) throws {
        guard !fetched.validators.isEmpty else { return }
        try noteFetched(
            fetched.asked.description, Fingerprint(of: fetched.bytes), etag: fetched.validators.etag,
            modified: fetched.validators.modified)
    }

    /// What to ask with whether the page has changed that an article here was made of.
    func validators(of address: WebAddress) throws -> Validators? {
        try validators(of: address.description).map { Validators(etag: $0.etag, modified: $0.modified) }
    }
}

/// Whether a line was refused.
private final class Refusals: Sendable {
    private let state = Mutex(false)

    var areThere: Bool { state.withLock { $0 } }

    func note() { state.withLock { $0 = true } }
}
