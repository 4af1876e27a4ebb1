import Foundation
import Synchronization

/// The processors that the articles which are being read leave free: the windows of one article are read there, several at once.
///
/// How many threads read what makes no difference to what is found: windows are put together in their order.
package final class SpareThreads: Sendable {
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
        let helpers = take(numbers.count - 1)
        let group = DispatchGroup()
        for _ in 0..<helpers {
            group.enter()
            let thread = Thread { [self] in
                // Whoever comes to read an article of their own goes first.
                while isEnough, work.doNext() {}
                free.withLock { $0 += 1 }
                group.leave()
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
        group.wait()
        return work.results
    }

    /// Takes up to so many of the processors that are free.
    private func take(_ most: Int) -> Int {
        free.withLock { free in
            let taken = max(0, min(most, free))
            free -= taken
            return taken
        }
    }

    /// Whether no more threads work than may.
    private var isEnough: Bool { free.withLock { $0 >= 0 } }
}

/// Numbers that several threads take one after the other.
private final class SharedWork<Result: Sendable>: Sendable {
    private struct State {
        var next: Int
        var results: [Result?]
    }

    private let numbers: Range<Int>
    private let work: @Sendable (Int) -> Result
    private let state: Mutex<State>

    init(_ numbers: Range<Int>, _ work: @escaping @Sendable (Int) -> Result) {
        (self.numbers, self.work) = (numbers, work)
        state = Mutex(State(next: numbers.lowerBound, results: Array(repeating: nil, count: numbers.count)))
    }

    /// Does the next one; false where there is none.
    func doNext() -> Bool {
        let taken: Int? = state.withLock { state in
            guard state.next < numbers.upperBound else { return nil }
            defer { state.next += 1 }
            return state.next
        }
        guard let taken else { return false }
        let result = work(taken)
        state.withLock { $0.results[taken - numbers.lowerBound] = result }
        return true
    }

    /// Leaves what nobody has taken.
    func stop() { state.withLock { $0.next = numbers.upperBound } }

    /// All of them; nil where some were left.
    var results: [Result]? {
        state.withLock { state in
            let done = state.results.compactMap { $0 }
            return done.count == state.results.count ? done : nil
        }
    }
}
