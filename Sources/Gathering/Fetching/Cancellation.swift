import Foundation
import Synchronization

/// Tells work in other threads that nobody wants it any more, and wakes what sleeps.
public final class Cancellation: Sendable {
    private let state = Atomic<Bool>(false)
    /// Held while `state` changes, so that nobody who sleeps misses it.
    private let changed = NSCondition()
    /// What is to be done when the work should end.
    private let orders = Mutex<[@Sendable () -> Void]>([])

    /// Not cancelled yet.
    public init() {}

    /// Whether the work should end.
    public var isCancelled: Bool { state.load(ordering: .acquiring) }

    /// Ends the work.
    public func cancel() {
        changed.lock()
        state.store(true, ordering: .releasing)
        changed.broadcast()
        changed.unlock()
        doOrders()
    }

    /// Does something once when the work should end, in the thread that ends it; at once where it should already.
    public func onCancel(_ order: @escaping @Sendable () -> Void) {
        orders.withLock { $0.append(order) }
        if isCancelled { doOrders() }
    }

    private func doOrders() {
        let due = orders.withLock { orders in
            defer { orders = [] }
            return orders
        }
        for order in due { order() }
    }

    /// Waits so many seconds, or until the work should end.
    func sleep(_ seconds: Double) {
        let end = Date(timeIntervalSinceNow: seconds)
        changed.lock()
        defer { changed.unlock() }
        while !isCancelled, changed.wait(until: end) {}
    }
}

/// What time it is, and waiting; tests have one that does not wait.
public struct FetchClock: Sendable {
    /// Seconds since 1970-01-01.
    public let now: @Sendable () -> Double
    /// Waits so many seconds.
    public let sleep: @Sendable (Double) -> Void

    /// A clock of its own.
    public init(now: @escaping @Sendable () -> Double, sleep: @escaping @Sendable (Double) -> Void) {
        self.now = now
        self.sleep = sleep
    }

    /// The machine's; a cancellation ends its waiting.
    public static func real(_ cancellation: Cancellation) -> FetchClock {
        FetchClock(now: { Date().timeIntervalSince1970 }, sleep: { cancellation.sleep($0) })
    }
}
