import Foundation
import Synchronization

/// The processors that the articles which are being read leave free: the windows of one article are read there, several at once.
///
/// How many threads read what makes no difference to what is found: windows are put together in their order.
final class SpareThreads: Sendable {
    /// How many processors nobody uses; below zero where more threads read than there may be.
    private let free: Mutex<Int>

    /// - Parameter threads: how many may work at once, those that read articles counted; 1 leaves each article to its own thread.
    init(threads: Int) { free = Mutex(threads) }

    /// Counts the thread that calls as one that works while `reading` runs.
    func counted<Result>(_ reading: () -> Result) -> Result {
        free.withLock { $0 -= 1 }
        defer { free.withLock { $0 += 1 } }
        return reading()
    }

    /// What `work` makes of each number, in their order; nil where that was given up.
    ///
    /// - Parameters:
    ///   - isCancelled: asked in the calling thread before each number that it takes.
    ///   - work: called from several threads at once where some are free.
    func map<Result: Sendable>(
        _ numbers: Range<Int>, unless isCancelled: () -> Bool, _ work: @escaping @Sendable (Int) -> Result
    ) -> [Result]? {
        let work = SharedWork(numbers, work)
        for _ in 0..<max(0, min(numbers.count - 1, free.withLock { $0 })) {
            // One that the system does not start is not waited for: only work that was taken is.
            let thread = Thread { [self] in
                guard take() else { return }
                // Whoever comes to read an article of their own goes first.
                while isEnough, work.doNext() {}
                free.withLock { $0 += 1 }
            }
            thread.stackSize = 8 << 20
            thread.start()
        }
        while true {
            if isCancelled() {
                work.stop()
                break
            }
            guard work.doNext() else { break }
        }
        return work.results
    }

    /// Takes one of the processors that are free; false where none is.
    private func take() -> Bool {
        free.withLock { free in
            guard free > 0 else { return false }
            free -= 1
            return true
        }
    }

    /// Whether no more threads work than may.
    private var isEnough: Bool { free.withLock { $0 >= 0 } }
}

/// Numbers that several threads take one after the other.
private final class SharedWork<Result: Sendable>: @unchecked Sendable {
    // Sendable: all that changes is touched while `changed` is locked.
    private let numbers: Range<Int>
    private let work: @Sendable (Int) -> Result
    private let changed = NSCondition()
    private var next: Int
    private var underWay = 0
    private var found: [Result?]

    init(_ numbers: Range<Int>, _ work: @escaping @Sendable (Int) -> Result) {
        (self.numbers, self.work) = (numbers, work)
        next = numbers.lowerBound
        found = Array(repeating: nil, count: numbers.count)
    }

    /// Does the next one; false where there is none.
    func doNext() -> Bool {
        let taken: Int? = changed.withLock {
            guard next < numbers.upperBound else { return nil }
            defer { next += 1 }
            underWay += 1
            return next
        }
        guard let taken else { return false }
        let result = work(taken)
        changed.withLock {
            found[taken - numbers.lowerBound] = result
            underWay -= 1
            changed.broadcast()
        }
        return true
    }

    /// Leaves what nobody has taken.
    func stop() { changed.withLock { next = numbers.upperBound } }

    /// All of them, once those that were taken are done; nil where some were left.
    var results: [Result]? {
        changed.withLock {
            while underWay > 0 { changed.wait() }
            let done = found.compactMap { $0 }
            return done.count == found.count ? done : nil
        }
    }
}
