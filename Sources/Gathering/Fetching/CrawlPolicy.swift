import Foundation
import Synchronization

/// What several fetchers must know of each other to be polite: which hosts are being asked, when each may be asked again, and what its
/// robots.txt says.
public final class CrawlPolicy: Sendable {
    private struct State {
        var busy: Set<String> = []
        var free: [String: Double] = [:]
        var resting: [String: Double] = [:]
        var rules: [String: (rules: Result<RobotsRules, FetchError>, until: Double)] = [:]
    }

    /// Seconds for which a robots.txt is believed: a day, as RFC 9309 has it.
    private static let believed = 86_400.0
    /// Seconds after which one that could not be had is asked for again: ten minutes.
    private static let regretted = 600.0

    private let state = Mutex(State())
    /// Held around every change of `state`, so that nobody who waits misses one.
    private let changed = NSCondition()

    /// Of nobody yet.
    public init() {}

    /// Does something while nobody else asks the host, after the pause that it gets.
    ///
    /// - Parameter pause: seconds that it is left alone afterwards.
    func asking<Value>(_ host: String, _ clock: FetchClock, pause: Double, _ body: () throws(FetchError) -> Value)
        throws(FetchError) -> Value
    {
        let wait = enter(host) - clock.now()
        if wait > 0 { clock.sleep(wait) }
        defer { leave(host, until: clock.now() + pause) }
        return try body()
    }

    /// Has a host left alone: it has said that it is asked for too much.
    func letRest(_ host: String, until: Double) { state.withLock { $0.resting[host] = until } }

    /// Seconds for which a host is still to be left alone; nil where it may be asked.
    func rest(of host: String, at now: Double) -> Double? {
        state.withLock { state in
            guard let until = state.resting[host] else { return nil }
            if now >= until { state.resting[host] = nil }
            return now < until ? until - now : nil
        }
    }

    /// What a site's robots.txt says, or why that cannot be known; nil where nobody has asked yet, or long ago.
    func rules(of authority: String, at now: Double) -> Result<RobotsRules, FetchError>? {
        state.withLock { state in
            guard let known = state.rules[authority], now < known.until else { return nil }
            return known.rules
        }
    }

    func learn(_ rules: Result<RobotsRules, FetchError>, of authority: String, at now: Double) {
        let isKnown = if case .success = rules { true } else { false }
        state.withLock { state in
            state.rules = state.rules.filter { now < $0.value.until }
            state.free = state.free.filter { now < $0.value }
            state.rules[authority] = (rules, now + (isKnown ? CrawlPolicy.believed : CrawlPolicy.regretted))
        }
    }

    /// Waits until nobody asks the host; the moment from which it may be asked.
    private func enter(_ host: String) -> Double {
        changed.lock()
        defer { changed.unlock() }
        while true {
            let free: Double? = state.withLock { state in
                guard state.busy.insert(host).inserted else { return nil }
                return state.free[host] ?? 0
            }
            if let free { return free }
            changed.wait()
        }
    }

    private func leave(_ host: String, until: Double) {
        changed.lock()
        state.withLock { state in
            state.busy.remove(host)
            state.free[host] = until
        }
        changed.broadcast()
        changed.unlock()
    }
}
