import Foundation
import Synchronization

/// Several page workers that take requests apart at once, each in a process of its own.
///
///     let workers = PageWorkers()
///     let pending = workers.submit(PageRequest(kind: .page, bytes: bytes))
///     …                                                   // it is being taken apart meanwhile
///     switch pending.wait(unless: cancellation) { … }
///
/// A worker is started when there is a request that no other one is free for. All of them end with the last reference to this.
final class PageWorkers: Sendable {
    private let queue: Queue
    private let count: Int
    /// What starts one; nil where nothing does.
    let command: [String]?
    private let seconds: Double

    /// - Parameters:
    ///   - count: how many there may be; one a core.
    ///   - command: what starts one.
    ///   - seconds: that one answer may take.
    init(
        count: Int = ProcessInfo.processInfo.activeProcessorCount, command: [String]? = PageWorker.found,
        seconds: Double = PageWorker.seconds
    ) {
        queue = Queue()
        self.count = max(1, count)
        self.command = command
        self.seconds = seconds
    }

    deinit { queue.close() }

    /// How many requests are worth being submitted ahead of what is waited for: each worker has one in hand and one at hand.
    var lookahead: Int { 2 * count }

    /// Hands a request in; returns at once.
    func submit(_ request: PageRequest) -> PendingAnswer {
        let pending = PendingAnswer()
        if queue.add(request, pending, mayStart: count) {
            let (queue, command, seconds) = (queue, command, seconds)
            Thread.detachNewThread {
                let worker = PageWorker(command: command, seconds: seconds)
                while let (request, pending) = queue.take() { pending.settle(worker.answer(to: request)) }
            }
        }
        return pending
    }
}

/// An answer that a page worker owes.
final class PendingAnswer: Sendable {
    private let answer = Mutex<Result<PageAnswer, PageAnswer.Refusal>?>(nil)
    /// Held around the change of `answer`, so that nobody who waits misses it.
    private let settled = NSCondition()

    init() {}

    /// One that is there already.
    init(_ answer: Result<PageAnswer, PageAnswer.Refusal>) { settle(answer) }

    /// Waits until it is there; nil where nobody wants it any more, which is looked at several times a second.
    func wait(unless cancellation: Cancellation = Cancellation()) -> Result<PageAnswer, PageAnswer.Refusal>? {
        settled.lock()
        defer { settled.unlock() }
        while true {
            if let answer = answer.withLock({ $0 }) { return answer }
            if cancellation.isCancelled { return nil }
            _ = settled.wait(until: Date(timeIntervalSinceNow: PendingAnswer.patience))
        }
    }

    /// Seconds after which it is asked again whether an answer is wanted.
    private static let patience = 0.2

    fileprivate func settle(_ found: Result<PageAnswer, PageAnswer.Refusal>) {
        settled.lock()
        answer.withLock { $0 = found }
        settled.broadcast()
        settled.unlock()
    }
}

/// Requests that wait for a worker.
private final class Queue: Sendable {
    private struct State {
        var waiting: [(request: PageRequest, pending: PendingAnswer)] = []
        var started = 0
        var idle = 0
        var isClosed = false
    }

    private let state = Mutex(State())
    /// Held around every change of `state`.
    private let changed = NSCondition()

    /// Whether a worker is to be started for the request, which then counts as started.
    func add(_ request: PageRequest, _ pending: PendingAnswer, mayStart limit: Int) -> Bool {
        changed.lock()
        defer { changed.unlock() }
        return state.withLock { state in
            state.waiting.append((request, pending))
            guard state.idle < state.waiting.count, state.started < limit else {
                changed.signal()
                return false
            }
            state.started += 1
            return true
        }
    }

    /// The next request, in the order in which they were handed in; nil when no more will come.
    func take() -> (request: PageRequest, pending: PendingAnswer)? {
        changed.lock()
        defer { changed.unlock() }
        while true {
            if let next = state.withLock({ $0.waiting.isEmpty ? nil : $0.waiting.removeFirst() }) { return next }
            if state.withLock({ $0.isClosed }) { return nil }
            state.withLock { $0.idle += 1 }
            changed.wait()
            state.withLock { $0.idle -= 1 }
        }
    }

    func close() {
        changed.lock()
        state.withLock { $0.isClosed = true }
        changed.broadcast()
        changed.unlock()
    }
}
