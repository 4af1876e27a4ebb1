import Foundation
import Gathering
import Glibc
import Record
import Synchronization

/// What a command says on standard error while it works: notices, and how far it is.
///
/// On a terminal that the output does not use as well, a bar in the last line; elsewhere a plain line, at most one every ten
/// seconds, so that short work says nothing.
final class Progress: Sendable {
    /// How progress is shown.
    enum Display: Sendable {
        case bar(columns: Int)
        case lines
        case none

        /// - Parameters:
        ///   - isQuiet: nothing is wanted.
        ///   - outputIsSeen: the output appears on the terminal while it is made, and is progress enough.
        init(isQuiet: Bool, outputIsSeen: Bool, _ environment: [String: String]) {
            if isQuiet || outputIsSeen {
                self = .none
            } else if Terminal.messages.isThere, Terminal.understandsCodes(environment) {
                self = .bar(columns: Terminal.messages.columns ?? 80)
            } else {
                self = .lines
            }
        }

        /// Whether it is of use to know how many bytes there are.
        var needsTotal: Bool { if case .none = self { false } else { true } }
    }

    /// What the speed is told in.
    enum Speed: Sendable {
        case words, articles
    }

    private struct State {
        var articles = 0
        var words = 0
        var bytes = 0
        var lastShown: Double = 0
        var barIsShown = false
    }

    private static let secondsBetweenBars = 0.1
    private static let secondsBetweenLines = 10.0

    private let state = Mutex(State())
    private let display: Display
    private let totalBytes: Int?
    private let engine: String?
    private let speed: Speed
    private let start = Progress.now()

    /// - Parameters:
    ///   - totalBytes: of the input, where they are known.
    ///   - engine: what computes; plain lines name it beside the speed, which follows from it.
    init(_ display: Display, totalBytes: Int?, engine: String? = nil, speed: Speed = .words) {
        self.speed = speed
        self.display = display
        self.totalBytes = totalBytes
        self.engine = engine
    }

    /// One article more is written.
    func advance(words: Int, bytes: Int) {
        state.withLock { state in
            state.articles += 1
            state.words += words
            state.bytes += bytes
            show(&state)
        }
    }

    /// Input was passed over.
    func pass(bytes: Int) {
        state.withLock { state in
            state.bytes += bytes
            show(&state)
        }
    }

    /// Says a sentence, above the bar.
    func say(_ sentence: String) {
        state.withLock { state in
            clear(&state)
            Progress.write("dixit: \(HarmlessText.line(sentence))\n")
        }
    }

    /// Takes the bar away.
    func end() { state.withLock { clear(&$0) } }

    private func show(_ state: inout State) {
        let elapsed = Progress.now() - start
        switch display {
        case .none: return
        case .lines:
            guard elapsed - state.lastShown >= Progress.secondsBetweenLines else { return }
            let parts = report(state, elapsed) + (engine.map { ["engine \($0)"] } ?? [])
            Progress.write("dixit: \(parts.joined(separator: ", "))\n")
        case .bar(let columns):
            guard elapsed - state.lastShown >= Progress.secondsBetweenBars else { return }
            Progress.write("\r\u{1B}[K" + bar(state, elapsed, columns))
            state.barIsShown = true
        }
        state.lastShown = elapsed
    }

    private func clear(_ state: inout State) {
        if state.barIsShown { Progress.write("\r\u{1B}[K") }
        state.barIsShown = false
    }

    private func bar(_ state: State, _ elapsed: Double, _ columns: Int) -> String {
        var line = report(state, elapsed).joined(separator: " · ")
        if let share = share(state) {
            let filled = Int(20 * share)
            line = String(repeating: "█", count: filled) + String(repeating: "░", count: 20 - filled) + " " + line
        }
        return String(line.prefix(max(columns - 1, 10)))
    }

    private func report(_ state: State, _ elapsed: Double) -> [String] {
        var parts: [String] = []
        if let share = share(state) { parts.append("\(Int(100 * share)) %") }
        parts.append(state.articles.counted("article"))
        if elapsed > 0.5 { parts.append(rate(state, elapsed)) }
        if let share = share(state), share > 0.01, elapsed > 2 {
            parts.append("\(Progress.duration(elapsed / share - elapsed)) left")
        }
        return parts
    }

    private func rate(_ state: State, _ elapsed: Double) -> String {
        switch speed {
        case .words: return "\(Int(Double(state.words) / elapsed)) words a second"
        case .articles:
            let rate = Double(state.articles) / elapsed
            return "\(rate < 10 ? "\((rate * 10).rounded() / 10)" : "\(Int(rate))") articles a second"
        }
    }

    private func share(_ state: State) -> Double? {
        totalBytes.flatMap { $0 > 0 ? min(1, Double(state.bytes) / Double($0)) : nil }
    }

    private static func duration(_ seconds: Double) -> String {
        switch Int(seconds.rounded(.up)) {
        case let s where s < 60: "\(s) s"
        case let s where s < 5_400: "\((s + 59) / 60) min"
        case let s: "\(s / 3_600) h \(s % 3_600 / 60) min"
        }
    }

    private static func now() -> Double { Double(DispatchTime.now().uptimeNanoseconds) / 1e9 }

    /// Standard error cannot be reported anywhere if it fails.
    private static func write(_ text: String) {
        _ = Array(text.utf8).withUnsafeBytes { Glibc.write(STDERR_FILENO, $0.baseAddress, $0.count) }
    }
}
