import Gathering
import Ledger
import Synchronization

/// A ledger that several threads use, one after the other.
package final class SharedLedger: Sendable {
    private let ledger: Mutex<Holder>

    /// What the lock holds. The ledger never leaves it: `with` hands out nothing but values.
    private struct Holder {
        let ledger: Ledger
    }

    package init(_ ledger: sending Ledger) { self.ledger = Mutex(Holder(ledger: ledger)) }

    /// Does something with the ledger while nobody else does.
    package func with<Value: Sendable>(_ body: @Sendable (Ledger) throws -> Value) throws -> Value {
        try ledger.withLock { try body($0.ledger) }
    }

    /// Whether an article that was given in these bytes is there, or was removed.
    package func standing(of given: [UInt8]) throws -> Standing {
        let fingerprint = Fingerprint(of: given)
        return try with { ledger in
            if try ledger.article(fingerprint) != nil { return .there }
            return try ledger.removedArticle(fingerprint).map { .removed($0) } ?? .unknown
        }
    }

    /// How the ledger knows some bytes.
    package enum Standing: Sendable, Hashable {
        case unknown
        /// There is an article of them.
        case there
        /// There was an article of this number; a person has removed it.
        case removed(Int)
    }
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
