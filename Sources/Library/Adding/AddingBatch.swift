import Actors
import Dispatch
import Gathering
import Ledger
import Record
import SQLite
import Synchronization

/// How many articles came into the ledger.
package struct AddingCounts: Sendable, Hashable {
    /// Copies among them.
    package var added = 0
    package var copies = 0
    /// Those that were there already.
    package var known = 0
    /// Those that a person has removed, by their numbers: they are not added again.
    package var removed: Set<Int> = []
    /// Those that come out of an export as removed.
    package var keptRemoved = 0
}

/// Articles that are ready, committed together every second or so: a commit waits for the disk.
final class AddingBatch: Sendable {
    typealias Product = ArticleWork.Product<Preparation>

    private struct State {
        let ledger: Ledger
        var waiting: [Product] = []
        var size = 0
        var last = DispatchTime.now().uptimeNanoseconds
        var counts = AddingCounts()
        var someRefused = false
    }

    private static let nanoseconds: UInt64 = 1_000_000_000
    /// Bytes of input.
    private static let size = 4 << 20

    private let state: Mutex<State>
    private let observer: any WorkObserver
    private let onAdded: @Sendable ([Added]) -> Void

    init(_ ledger: sending Ledger, _ observer: any WorkObserver, _ onAdded: @escaping @Sendable ([Added]) -> Void) {
        state = Mutex(State(ledger: ledger))
        self.observer = observer
        self.onAdded = onAdded
    }

    /// What is on the disk.
    var counts: AddingCounts { state.withLock { $0.counts } }

    func add(_ product: Product) throws {
        let isDue = state.withLock { state in
            state.waiting.append(product)
            state.size += product.bytes
            return state.size >= AddingBatch.size || DispatchTime.now().uptimeNanoseconds - state.last >= AddingBatch.nanoseconds
        }
        if isDue { try commit() }
    }

    /// Notes what to ask with next time whether a page has changed.
    func note(_ fetched: Fetched) throws { try state.withLock { try $0.ledger.note(fetched) } }

    /// Writes what is left, unless writing is what failed, and takes the log into the file, so that the ledger is one file again where nobody else
    /// has it open. Where all was done and a tenth of what is there is new, the file is compacted before.
    ///
    /// - Returns: how it has ended then.
    func end(_ ending: WorkEnding) -> WorkEnding {
        var ending = ending
        if case .failed = ending {
        } else {
            do { try commit() } catch { ending = .failed(error) }
        }
        // Who waited for another writer in vain does not wait for it once more.
        if case .failed(let error as DatabaseError) = ending, error.kind == .busy { return ending }
        return state.withLock { state in
            if case .done(let someFailed) = ending {
                ending = .done(someFailed: someFailed || state.someRefused)
                if !someFailed, !state.someRefused, let all = try? state.ledger.countArticles(), 10 * state.counts.added >= all,
                    state.counts.added > 0
                {
                    try? state.ledger.compact()
                }
            }
            try? state.ledger.takeInLog()
            return ending
        }
    }

    private func commit() throws {
        try state.withLock { state in
            defer { state.last = DispatchTime.now().uptimeNanoseconds }
            // Of an archive's places the last one counts.
            let reached = state.waiting.compactMap(\.place).reduce(into: [:]) { $0[$1.archive] = $1 }
            let added = try state.ledger.add(state.waiting.compactMap(\.prepared), reached: Array(reached.values))
            for one in added { state.counts.count(one) }
            if !added.isEmpty { onAdded(added) }
            for product in state.waiting { state.someRefused = tell(product) || state.someRefused }
            state.waiting = []
            state.size = 0
        }
    }

    /// Tells what has become of something; true where it was refused.
    private func tell(_ product: Product) -> Bool {
        switch product {
        case .article(.prepared, let words, let bytes): observer.advance(words: words, bytes: bytes)
        case .reached(_, let bytes): observer.pass(bytes: bytes)
        case .article(.refused(let notice), _, let bytes):
            observer.pass(bytes: bytes)
            observer.tell(notice, .failure)
            return true
        }
        return false
    }
}

extension AddingCounts {
    fileprivate mutating func count(_ one: Added) {
        switch one {
        case .new: added += 1
        case .copy:
            added += 1
            copies += 1
        case .known: known += 1
        case .removed(let article): removed.insert(article)
        case .keptRemoved: keptRemoved += 1
        }
    }
}

extension ArticleWork.Product<Preparation> {
    fileprivate var prepared: PreparedArticle? {
        if case .article(.prepared(let prepared), _, _) = self { prepared } else { nil }
    }
}

extension ArticleWork.Product {
    fileprivate var place: ArchivePlace? { if case .reached(let place, _) = self { place } else { nil } }

    /// Bytes of input.
    fileprivate var bytes: Int {
        switch self {
        case .article(_, _, let bytes), .reached(_, let bytes): bytes
        }
    }
}
