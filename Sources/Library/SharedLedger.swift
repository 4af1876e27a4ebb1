import Ledger
import Synchronization

/// A ledger that several threads use, one after the other.
final class SharedLedger: Sendable {
    private let ledger: Mutex<Holder>

    /// What the lock holds. The ledger never leaves it: `with` hands out nothing but values.
    private struct Holder {
        let ledger: Ledger
    }

    init(_ ledger: sending Ledger) { self.ledger = Mutex(Holder(ledger: ledger)) }

    /// Does something with the ledger while nobody else does.
    func with<Value: Sendable>(_ body: @Sendable (Ledger) throws -> Value) throws -> Value {
        try ledger.withLock { try body($0.ledger) }
    }
}
