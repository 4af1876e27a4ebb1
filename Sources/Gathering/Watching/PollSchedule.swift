/// When a feed is polled again.
///
/// After each poll that succeeds, at a fixed distance; after polls that fail one after the other, at twice, four times, … that, a day at
/// most. Each distance is changed by up to a tenth by chance, so that feeds that were added together do not stay together.
public struct PollSchedule: Sendable {
    /// How a poll ended.
    public enum Outcome: Sendable {
        case succeeded
        case failed(FetchError)
    }

    /// The longest distance after a failure, in seconds: a day.
    static let longest = 86_400.0
    /// The longest time that a server may want to be left alone, in seconds: a week.
    static let longestWanted = 7 * 86_400
    /// How often the page of an item is tried.
    public static let tries = 3

    /// Seconds between two polls.
    public let every: Double

    /// - Parameter every: seconds between two polls.
    public init(every: Double) { self.every = every }

    /// When to poll next, in seconds since 1970-01-01; nil for never again: the feed is gone for good.
    ///
    /// - Parameters:
    ///   - failures: polls that had failed one after the other before this one.
    public func next(
        after outcome: Outcome, failures: Int, at now: Double, using random: inout some RandomNumberGenerator
    ) -> Double? {
        switch outcome {
        case .succeeded: return now + jittered(every, &random)
        case .failed(let fault):
            if fault.kind == .gone { return nil }
            return now + max(jittered(backedOff(failures + 1), &random), PollSchedule.wanted(fault))
        }
    }

    /// When to try the page of an item again, in seconds since 1970-01-01; nil where that is of no use.
    ///
    /// - Parameter failures: how often it had failed before.
    public func retry(after fault: FetchError, failures: Int, at now: Double, using random: inout some RandomNumberGenerator)
        -> Double?
    {
        guard fault.mayPass, failures + 1 < PollSchedule.tries else { return nil }
        return now + max(jittered(backedOff(failures), &random), PollSchedule.wanted(fault))
    }

    private func backedOff(_ failures: Int) -> Double {
        min(every * Double(1 << min(max(failures, 0), 20)), max(PollSchedule.longest, every))
    }

    private func jittered(_ seconds: Double, _ random: inout some RandomNumberGenerator) -> Double {
        seconds * Double.random(in: 0.9...1.1, using: &random)
    }

    private static func wanted(_ fault: FetchError) -> Double {
        if case .passing(let after?) = fault.kind { Double(min(after, longestWanted)) } else { 0 }
    }
}
