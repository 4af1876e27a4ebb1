import Foundation
import Synchronization

/// Spreads work over threads and hands the results out in the order in which the jobs came.
///
/// Whatever the number of threads, `deliver` gets the same results in the same order, one at a time. What is under way (waiting,
/// being worked on, or done behind a slower job) is bounded by number and by cost, so that one slow job does not pile up
/// the results of the fast ones behind it; a job dearer than the whole allowance is let in alone.
///
/// Threads rather than Swift's concurrency pool: jobs are long and compute all the time, and a submitter must be able to block.
package final class OrderedWork<Job: Sendable, Result: Sendable>: Sendable {
    /// How it ended.
    package enum Outcome {
        /// All that was submitted has been delivered.
        case done
        /// It was stopped; nothing is delivered any more.
        case stopped(any Error)
    }

    private struct State {
        var queue: [(ticket: Int, job: Job)] = []
        var finished: [Int: Result] = [:]
        var costs: [Int: Int] = [:]
        var cost = 0
        var nextTicket = 0
        var nextDelivery = 0
        var isClosed = false
        var isDelivering = false
        var stop: (any Error)?
    }

    private let state = Mutex(State())
    /// Held around every change of `state`, so that nobody who waits misses one.
    private let changed = NSCondition()
    private let costLimit: Int
    private let countLimit: Int
    private let work: @Sendable (Job) -> Result
    private let deliver: @Sendable (Result) throws -> Void

    /// Starts the threads.
    ///
    /// - Parameters:
    ///   - threads: how many work at once, at least 1.
    ///   - costLimit: the sum of the costs of all jobs under way.
    ///   - countLimit: how many jobs may be under way.
    ///   - work: does a job; called from many threads at once.
    ///   - deliver: gets the results, from one thread at a time; an error that it throws stops everything.
    package init(
        threads: Int, costLimit: Int, countLimit: Int, work: @escaping @Sendable (Job) -> Result,
        deliver: @escaping @Sendable (Result) throws -> Void
    ) {
        self.costLimit = costLimit
        self.countLimit = countLimit
        self.work = work
        self.deliver = deliver
        for _ in 0..<max(1, threads) {
            let thread = Thread { [self] in
                while let (ticket, job) = takeJob() {
                    let result = work(job)
                    change { $0.finished[ticket] = result }
                    deliverWhatIsDue()
                }
            }
            thread.stackSize = 8 << 20
            thread.start()
        }
    }

    /// Adds a job, waiting while too much is under way; false where the work has been stopped.
    package func submit(_ job: Job, cost: Int) -> Bool {
        wait { state in
            if state.stop != nil { return false }
            let count = state.nextTicket - state.nextDelivery
            guard count == 0 || (count < countLimit && state.cost + cost <= costLimit) else { return nil }
            state.queue.append((state.nextTicket, job))
            state.costs[state.nextTicket] = cost
            state.cost += cost
            state.nextTicket += 1
            return true
        }
    }

    /// Says that no more jobs will come.
    package func close() { change { $0.isClosed = true } }

    /// Stops: what is being delivered is delivered to its end, nothing after it. Later reasons are ignored.
    package func stop(_ reason: any Error) {
        change { state in
            state.stop = state.stop ?? reason
            state.queue = []
        }
    }

    /// Waits for the end; nothing is being delivered when it returns.
    package func outcome() -> Outcome {
        wait { state in
            if state.isDelivering { return nil }
            if let reason = state.stop { return .stopped(reason) }
            return state.isClosed && state.nextDelivery == state.nextTicket ? .done : nil
        }
    }

    private func takeJob() -> (ticket: Int, job: Job)? {
        wait { state -> (ticket: Int, job: Job)?? in
            if !state.queue.isEmpty { return state.queue.removeFirst() }
            return state.isClosed || state.stop != nil ? .some(nil) : nil
        }
    }

    /// Whoever finishes a job delivers what is due, unless another thread is at it: that one then delivers this result too.
    private func deliverWhatIsDue() {
        while let result = takeDelivery() {
            var failure: (any Error)?
            do { try deliver(result) } catch { failure = error }
            change { state in
                state.isDelivering = false
                state.cost -= state.costs.removeValue(forKey: state.nextDelivery) ?? 0
                state.nextDelivery += 1
                if let failure { state.stop = state.stop ?? failure }
            }
        }
    }

    private func takeDelivery() -> Result? {
        change { state in
            guard !state.isDelivering, state.stop == nil else { return nil }
            guard let result = state.finished.removeValue(forKey: state.nextDelivery) else { return nil }
            state.isDelivering = true
            return result
        }
    }

    // MARK: Changing and waiting

    private func change<Value: Sendable>(_ body: (inout sending State) -> sending Value) -> Value {
        changed.lock()
        defer {
            changed.broadcast()
            changed.unlock()
        }
        return state.withLock(body)
    }

    /// Waits until `body` gives a value, asking again after every change.
    private func wait<Value: Sendable>(_ body: (inout sending State) -> sending Value?) -> Value {
        changed.lock()
        defer {
            changed.broadcast()
            changed.unlock()
        }
        while true {
            if let value = state.withLock(body) { return value }
            changed.wait()
        }
    }
}
