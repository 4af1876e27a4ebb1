import Foundation
import Synchronization

/// Threads that answer requests, each with what it needs for itself: a question that takes long holds up one of them.
final class WorkerPool: Sendable {
    /// What answers in a thread.
    typealias Answer = (Request) -> Response
    typealias Job = @Sendable (Answer) -> Void

    private struct Waiting {
        var jobs: [Job] = []
        var next = 0
        var isClosed = false
        var count: Int { jobs.count - next }
    }

    private let waiting = Mutex(Waiting())
    private let signal = DispatchSemaphore(value: 0)
    private let ended = DispatchGroup()
    private let threads: Int

    /// How many jobs may wait.
    static let limit = 256

    /// - Parameter worker: makes what answers in a thread, in that thread.
    init(threads: Int, worker: @escaping @Sendable () -> Answer) {
        self.threads = threads
        for _ in 0..<threads {
            ended.enter()
            let thread = Thread { [weak self, ended] in
                let answer = worker()
                while let job = self?.take() { job(answer) }
                ended.leave()
            }
            thread.stackSize = 4 << 20
            thread.start()
        }
    }

    /// Puts a job in line; false where too many wait.
    func submit(_ job: @escaping Job) -> Bool {
        let isTaken = waiting.withLock { waiting in
            guard !waiting.isClosed, waiting.count < WorkerPool.limit else { return false }
            waiting.jobs.append(job)
            return true
        }
        if isTaken { signal.signal() }
        return isTaken
    }

    /// Takes no more jobs; those that wait are done.
    func close() {
        waiting.withLock { $0.isClosed = true }
        for _ in 0..<threads { signal.signal() }
    }

    /// Returns when all jobs of a pool that was closed are done, or at a moment before.
    ///
    /// - Returns: whether they are done.
    func end(until moment: DispatchTime) -> Bool { ended.wait(timeout: moment) == .success }

    /// The next job; nil where there will be none.
    private func take() -> Job? {
        while true {
            let (job, isOver) = waiting.withLock { waiting -> (Job?, Bool) in
                guard waiting.count > 0 else { return (nil, waiting.isClosed) }
                let job = waiting.jobs[waiting.next]
                waiting.next += 1
                if waiting.next >= 1_024 || waiting.count == 0 {
                    waiting.jobs.removeFirst(waiting.next)
                    waiting.next = 0
                }
                return (job, false)
            }
            if let job { return job }
            if isOver { return nil }
            signal.wait()
        }
    }
}
