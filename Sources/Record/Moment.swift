import Glibc

/// A moment, told to the minute: for people, for machines, or as the clock on the wall shows it.
public struct Moment: Sendable, Hashable {
    private let seconds: Int

    /// - Parameter seconds: since 1970-01-01T00:00:00Z.
    public init(_ seconds: Int) { self.seconds = seconds }

    /// "2026-03-01 14:05 UTC"
    public var text: String { "\(day) \(time) UTC" }

    /// "2026-03-01T14:05Z"
    public var machine: String { "\(day)T\(time)Z" }

    /// "2026-03-01 15:05", in the zone of this machine.
    public var local: String {
        var (moment, parts) = (time_t(seconds), tm())
        // C has no year for moments as far off as a damaged file may hold; the zone cannot overflow what is nearer.
        let zone = localtime_r(&moment, &parts) == nil ? 0 : parts.tm_gmtoff
        let shifted = Moment(seconds + zone)
        return "\(shifted.day) \(shifted.time)"
    }

    private var day: Day { Day(second: seconds) }

    private var time: String {
        let minutes = (seconds % 86_400 + 86_400) % 86_400 / 60
        return [minutes / 60, minutes % 60].map { $0 < 10 ? "0\($0)" : "\($0)" }.joined(separator: ":")
    }
}
