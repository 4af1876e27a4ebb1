import Dispatch
import Finding
import Foundation
import Ledger
import SQLite
import Synchronization

/// Makes the sentence vectors that are missing while nobody asks for anything: in a thread of its own, a few articles at a time, each few in a
/// transaction that lasts some milliseconds.
///
/// Nothing depends on it: where the ledger cannot be written to, or there is no model, it leaves off.
package final class IdleFilling: Sendable {
    private let state = Mutex((last: DispatchTime.now().uptimeNanoseconds, isStopped: false))
    private let signal = DispatchSemaphore(value: 0)
    private let ended = DispatchGroup()

    /// How long nobody must have asked, and how long is waited before it is looked again whether something is missing.
    private static let quiet = 3.0
    private static let pause = 30.0
    private static let taken = 4

    /// - Parameters:
    ///   - ledger: the file.
    ///   - encoder: opened when something is missing.
    package init(ledger: String, encoder: MeaningEncoder) {
        ended.enter()
        let thread = Thread { [self] in
            run(ledger, encoder)
            ended.leave()
        }
        thread.stackSize = 8 << 20
        thread.qualityOfService = .background
        thread.start()
    }

    /// Somebody has asked for something: it waits for a while.
    package func noteRequest() { state.withLock { $0.last = DispatchTime.now().uptimeNanoseconds } }

    /// Ends, after the few articles that it is at, as far as that takes no longer than a second: one of many statements takes minutes, and what was made of it is
    /// made again.
    package func stop() {
        state.withLock { $0.isStopped = true }
        signal.signal()
        _ = ended.wait(timeout: .now() + 1)
    }

    private func run(_ ledger: String, _ encoder: MeaningEncoder) {
        var pause = IdleFilling.quiet
        while !waits(pause) {
            guard isQuiet else {
                pause = 1
                continue
            }
            do {
                pause = try step(ledger, encoder) ? 0.01 : IdleFilling.pause
            } catch is DatabaseError {
                pause = IdleFilling.pause
            } catch {
                return
            }
        }
    }

    /// Makes those of a few articles; false where nothing is missing.
    private func step(_ path: String, _ encoder: MeaningEncoder) throws -> Bool {
        let reading = try Ledger(at: path, for: .reading)
        guard try !reading.unvectored(Likeness.kind, after: 0, limit: 1).isEmpty else { return false }
        let filling = try VectorFilling(ledger: path, encoder: encoder.encoder()) { _, _ in true }
        let ledger = try Ledger(at: path, for: .changing)
        var last = 0
        while isQuiet, !waits(0.01) {
            guard let end = try filling.step(on: ledger, after: last, limit: IdleFilling.taken) else { return false }
            last = end.last
        }
        return true
    }

    private var isQuiet: Bool {
        state.withLock { Double(DispatchTime.now().uptimeNanoseconds - $0.last) / 1e9 >= IdleFilling.quiet }
    }

    /// Waits; true where it is to end.
    private func waits(_ seconds: Double) -> Bool {
        if state.withLock({ $0.isStopped }) { return true }
        _ = signal.wait(timeout: .now() + seconds)
        return state.withLock { $0.isStopped }
    }
}
