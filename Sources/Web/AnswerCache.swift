import Dispatch
import Ledger
import Synchronization

/// Answers that took long, kept as long as the ledger is what it was; while articles are being added, a few seconds longer.
///
/// Of several visitors who ask for the same at once, one computes it and the others wait for that.
final class AnswerCache: Sendable {
    private final class Slot: Sendable {
        let value = Mutex<Value?>(nil)
    }

    private struct Value: Sendable {
        let mark: Int
        /// When it was computed, in nanoseconds of uptime.
        let at: UInt64
        let value: any Sendable
    }

    private let slots = Mutex<[String: Slot]>([:])

    /// How many answers are kept; when there are more, all are forgotten.
    private static let limit = 512
    /// Nanoseconds for which an answer about an earlier state will do.
    private static let patience: UInt64 = 5_000_000_000

    /// Forgets all answers: somebody has changed the ledger and wants to see it.
    func forget() { slots.withLock { $0 = [:] } }

    /// The answer of that name, computed where it is not kept.
    ///
    /// - Parameters:
    ///   - mark: `PageContext.mark`.
    ///   - isExact: whether an answer about an earlier state will not do.
    func value<Answer: Sendable>(
        _ name: String, mark: Int, isExact: Bool = false, _ compute: () throws -> Answer
    ) rethrows -> Answer {
        let slot = slots.withLock { slots in
            if let slot = slots[name] { return slot }
            if slots.count >= AnswerCache.limit { slots = [:] }
            let slot = Slot()
            slots[name] = slot
            return slot
        }
        return try slot.value.withLock { kept in
            let now = DispatchTime.now().uptimeNanoseconds
            if let found = kept, found.mark == mark || (!isExact && now - found.at < AnswerCache.patience),
                let answer = found.value as? Answer
            {
                return answer
            }
            let answer = try compute()
            kept = Value(mark: mark, at: DispatchTime.now().uptimeNanoseconds, value: answer)
            return answer
        }
    }
}
