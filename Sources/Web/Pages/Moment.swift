import Ledger
import Record

/// A moment in universal time, for people and for machines.
struct Moment {
    private let seconds: Int

    /// - Parameter seconds: since 1970-01-01.
    init(_ seconds: Int) { self.seconds = seconds }

    /// "2026-03-01 14:05 UTC"
    var text: String { "\(day) \(time) UTC" }

    /// "2026-03-01T14:05Z"
    var machine: String { "\(day)T\(time)Z" }

    private var day: Day { Day(second: seconds) }

    private var secondOfDay: Int { (seconds % 86_400 + 86_400) % 86_400 }

    private var time: String {
        let minutes = secondOfDay / 60
        return [minutes / 60, minutes % 60].map { $0 < 10 ? "0\($0)" : "\($0)" }.joined(separator: ":")
    }
}
