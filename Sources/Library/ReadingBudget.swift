import Foundation

/// How long an article may be read: far longer than any text of its length takes, also on a slow machine with the float engine, so that one which was made
/// to take long holds up nobody else's for good.
struct ReadingBudget: Sendable {
    /// Seconds of processor time for any text, and for each word of it: several times what a slow machine takes (`Benchmarks/scaling.py`).
    static let (base, aWord) = (30.0, 0.01)

    /// The whole of it, in seconds of processor time.
    let seconds: Double
    private let start: Double
    private let clock: @Sendable () -> Double

    /// Begins now.
    ///
    /// - Parameter clock: seconds of processor time that the thread has taken.
    init(words: Int, clock: @escaping @Sendable () -> Double = ReadingBudget.processorTime) {
        seconds = ReadingBudget.base + ReadingBudget.aWord * Double(words)
        self.clock = clock
        start = clock()
    }

    var isSpent: Bool { clock() - start > seconds }

    /// What this thread has taken, which other work of the machine does not count in.
    static func processorTime() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}

/// An article of which reading takes too long.
public struct ReadingTimeError: Error, Sendable, CustomStringConvertible {
    /// A sentence without its place: what is wrong, what to do.
    public let description: String

    init(_ budget: ReadingBudget) {
        description =
            "reading it takes more than \(Int(budget.seconds)) s of processor time, far more than texts of its length take; "
            + "see what it holds, split it or leave it out"
    }
}
