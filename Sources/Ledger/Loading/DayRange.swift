import Foundation
import Record
import SQLite

/// Days from one to another, both included; open where an end is missing. Days are counted from 1970-01-01.
///
///     let range = try DayRange(since: "2021-03", until: "2021")     // 2021-03-01 to 2021-12-31
public struct DayRange: Sendable, Hashable {
    /// The first day.
    public let first: Int?
    /// The last day.
    public let last: Int?

    /// Every day, and articles whose day is not known.
    public static let all = DayRange(first: nil, last: nil)

    private init(first: Int?, last: Int?) {
        self.first = first
        self.last = last
    }

    /// The days from the start of one year, month or day to the end of another, each as `2021`, `2021-03` or `2021-03-12`, or `yesterday` or `today` in
    /// universal time.
    ///
    /// - Throws: `DayRangeError`, where one is no such day or they are in the wrong order.
    public init(since: String?, until: String?) throws(DayRangeError) {
        first = try since.map { (text) throws(DayRangeError) in try DayRange.days(text).lowerBound }
        last = try until.map { (text) throws(DayRangeError) in try DayRange.days(text).upperBound }
        if let first, let last, first > last {
            throw DayRangeError(description: "“\(since ?? "")” is after “\(until ?? "")”; change them round")
        }
    }

    /// The days of a year, a month, or one day.
    private static func days(_ text: String) throws(DayRangeError) -> ClosedRange<Int> {
        if let ago = ["today": 0, "yesterday": 1][text] {
            let day = Day(second: Int(Date().timeIntervalSince1970)).number - ago
            return day...day
        }
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        let isWellFormed = zip(parts, [4, 2, 2]).allSatisfy {
            $0.utf8.count == $1 && $0.utf8.allSatisfy { (48...57).contains($0) }
        }
        let numbers = parts.compactMap { Int($0) }
        let year = numbers.first ?? 0
        if (1...3).contains(parts.count), isWellFormed, numbers.count == parts.count {
            let month = numbers.count > 1 ? numbers[1] : nil
            let day = numbers.count > 2 ? numbers[2] : nil
            let first = Day(year: year, month: month ?? 1, day: day ?? 1)
            // The last day is the first of four that there is.
            let last = [31, 30, 29, 28].lazy.compactMap { Day(year: year, month: month ?? 12, day: day ?? $0) }.first
            if let first, let last { return first.number...last.number }
        }
        throw DayRangeError(
            description: "“\(text)” is no day; give one as 2021-03-12, 2021-03 or 2021, or say yesterday or today")
    }
}

/// Why a text names no day. The description is one sentence.
public struct DayRangeError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The sentence.
    public let description: String
}
