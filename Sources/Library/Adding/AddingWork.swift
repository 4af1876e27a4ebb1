import Foundation
import Gathering
import Ledger
import Meaning
import Record
import Synchronization

/// Adds articles to a ledger: gathers in one thread, reads and marks in others, writes in whichever has an article ready.
///
/// What is there already, by its SHA-256, is not read again: an interrupted run goes on where it stopped. What is counted, told to the observer and
/// returned is on the disk. The command line and the pages add by this.
package struct AddingWork: Sendable {
    /// What became of all of it.
    package struct Outcome: Sendable {
        package let ending: WorkEnding
        package let counts: AddingCounts
    }

    package let inputs: [Input]
    /// Its cancellation ends the work; what the ledger knows is filled in here.
    package var options: GatheringOptions
    /// Makes of an article what is added; nil where that was given up. Called from many threads at once.
    private let prepared: @Sendable (GatheredArticle, Cancellation) throws -> PreparedArticle?
    /// The ledger's file.
    package let ledger: String
    package let threads: Int
    /// Whether archives are gone through from their beginning, however far an earlier run has come.
    package var isAgain = false
    /// Whether the ledger is made where there is none.
    package var mayMake = true
    package let observer: any WorkObserver
    /// Told of what has been committed, after the commit.
    package var onAdded: @Sendable ([Added]) -> Void = { _ in }

    /// Adds articles as a reader reads them.
    package init(
        _ inputs: [Input], _ options: GatheringOptions, reader: ArticleReader, to ledger: String, threads: Int,
        observer: any WorkObserver
    ) {
        self.init(inputs, options, to: ledger, threads: threads, observer: observer) { try reader.prepared(of: $0, unless: $1) }
    }

    /// Adds articles whose lines tell what was found in them, which are not read.
    ///
    /// - Parameter restore: makes of a line and its file what is added; its error is told of the article.
    package init(
        _ inputs: [Input], restoring restore: @escaping @Sendable (_ line: [UInt8], _ file: String) throws -> PreparedArticle,
        to ledger: String, threads: Int, cancellation: Cancellation, observer: any WorkObserver
    ) {
        var options = GatheringOptions()
        options.keepsLedgerMember = true
        options.cancellation = cancellation
        self.init(inputs, options, to: ledger, threads: threads, observer: observer) { gathered, _ in
            try restore(gathered.given, gathered.article.path)
        }
    }

    private init(
        _ inputs: [Input], _ options: GatheringOptions, to ledger: String, threads: Int, observer: any WorkObserver,
        prepared: @escaping @Sendable (GatheredArticle, Cancellation) throws -> PreparedArticle?
    ) {
        self.inputs = inputs
        self.options = options
        self.prepared = prepared
        self.ledger = ledger
        self.threads = threads
        self.observer = observer
    }

    /// Adds all there is.
    ///
    /// - Throws: `DatabaseError` where the ledger cannot be opened; a later one ends the work as failed.
    package func run() throws -> Outcome {
        let target = try Ledger(at: ledger, for: mayMake ? .adding : .changing)
        try target.keep(Layers.cards)
        let batch = AddingBatch(target, observer, onAdded)
        let known = SharedLedger(try Ledger(at: ledger, for: .reading))
        let fault = LedgerEnd(options.cancellation)
        let removed = RemovedBefore()
        let cancellation = options.cancellation
        let work = ArticleWork(
            inputs: inputs, options: options(knowing: known, batch, fault, removed), threads: threads, observer: observer)
        let (ending, count) = work.run(
            prepare: { gathered -> Preparation? in
                do {
                    return try prepared(gathered, cancellation).map { .prepared($0) }
                } catch {
                    return .refused(gathered.notice(of: error))
                }
            }, deliver: { try batch.add($0) })
        let last = batch.end(fault.error.map { .failed($0) } ?? ending)
        var counts = batch.counts
        let former = removed.found
        counts.known += count - former.times
        counts.removed.formUnion(former.articles)
        return Outcome(ending: last, counts: counts)
    }

    /// The options with what the ledger knows; where it cannot be asked any more, the work ends.
    private func options(
        knowing known: SharedLedger, _ batch: AddingBatch, _ fault: LedgerEnd, _ removed: RemovedBefore
    ) -> GatheringOptions {
        var options = options
        let isAgain = isAgain
        options.isKnown = { given in
            fault.noted(else: true) {
                switch try known.standing(of: given) {
                case .unknown: return false
                case .there: return true
                case .removed(let article):
                    removed.note(article)
                    return true
                }
            }
        }
        options.reached = { archive in
            isAgain ? nil : fault.noted(else: nil) { try known.with { try $0.place(inArchive: archive) } }
        }
        options.addresses.validators = { address in try? known.with { try $0.validators(of: address) } }
        options.addresses.onFetched = { fetched in fault.noted(else: ()) { try batch.note(fetched) } }
        return options
    }
}

/// What an article has become on its way into the ledger.
enum Preparation: Sendable {
    case prepared(PreparedArticle)
    /// Its line is not what it says it is, or reading it takes too long.
    case refused(Notice)
}

/// What the work has come upon that a person has removed.
private final class RemovedBefore: Sendable {
    private let state = Mutex((articles: Set<Int>(), times: 0))

    /// Their numbers, and how often one was come upon.
    var found: (articles: Set<Int>, times: Int) { state.withLock { $0 } }

    func note(_ article: Int) {
        state.withLock { state in
            state.articles.insert(article)
            state.times += 1
        }
    }
}

/// Ends work whose ledger cannot be asked any more, and keeps why.
private final class LedgerEnd: Sendable {
    private let state = Mutex<(any Error)?>(nil)
    private let cancellation: Cancellation

    init(_ cancellation: Cancellation) { self.cancellation = cancellation }

    var error: (any Error)? { state.withLock { $0 } }

    func noted<Value>(else value: Value, _ body: () throws -> Value) -> Value {
        do { return try body() } catch {
            state.withLock { $0 = $0 ?? error }
            cancellation.cancel()
            return value
        }
    }
}
