import Actors
import Foundation
import Gathering
import Ledger
import Record
import Synchronization

/// Articles that are ready, committed together every second or so: a commit waits for the disk.
final class AddingBatch: Sendable {
    struct Counts: Sendable {
        var added = 0
        var copies = 0
        var known = 0

        /// "news.sqlite: 12 articles added, 2 of them copies; 3 were there already"
        func sentence(ledger: String, known: Int, verb: String = "added") -> String {
            var sentence = "\(HarmlessText.line(ledger)): \(added == 1 ? "1 article" : "\(added) articles") \(verb)"
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
final class KnownArticles: Sendable {
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
