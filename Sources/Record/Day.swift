/// A day of the calendar: days since 1970-01-01 in the Gregorian calendar.
public struct Day: Sendable, Hashable, Comparable, CustomStringConvertible {
    /// Days since 1970-01-01.
    public let number: Int

    /// The day of that number; of one beyond the years 1 to 9999, as a damaged file may hold, the nearest of theirs.
    public init(number: Int) { self.number = min(max(number, Day.numbers.lowerBound), Day.numbers.upperBound) }

    /// The day in which a moment lies, in universal time.
    ///
    /// - Parameter second: since 1970-01-01T00:00:00Z.
    public init(second: Int) { self.init(number: second / 86_400 - (second % 86_400 < 0 ? 1 : 0)) }

    /// The numbers of 0001-01-01 and 9999-12-31, and of the days between.
    package static let numbers = -719_162...2_932_896

    /// A day of the calendar; nil where there is none such, or its year is not one from 1 to 9999.
    public init?(year: Int, month: Int, day: Int) {
        guard (1...9999).contains(year), (1...12).contains(month), (1...Day.length(of: month, in: year)).contains(day) else {
            return nil
        }
        // Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms": days_from_civil.
        let shifted = month <= 2 ? year - 1 : year
        let era = shifted / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        number = era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    /// The day in a date as articles give it: "2019-09-10", "2019-09-10T08:00:00Z", "20190910", "2019/09/10", "10 September 2019",
    /// "Sept. 10, 2019", "Tue, 10 Sep 2019 08:00:00 GMT". nil where it is none of these: 10/9/2019 is two days.
    public init?(published: String) {
        // Most are like the first, and are asked for often.
        if let day = Day.plain(published) {
            self = day
            return
        }
        let words = published.lowercased().split { !$0.isLetter && !$0.isNumber }
        guard let day = Day.numeric(words) ?? Day.spelled(words) else { return nil }
        self = day
    }

    /// "2019-09-10"
    public var description: String {
        let (year, month, day) = calendar
        let padded = { (value: Int, width: Int) in String(repeating: "0", count: max(0, width - "\(value)".count)) + "\(value)" }
        return "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))"
    }

    /// Year, month and day of the month.
    public var calendar: (year: Int, month: Int, day: Int) {
        let shifted = number + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthFromMarch = (5 * dayOfYear + 2) / 153
        let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * monthFromMarch + 2) / 5 + 1)
    }

    /// The earlier day first.
    public static func < (a: Day, b: Day) -> Bool { a.number < b.number }

    // MARK: Understanding dates

    /// "2019-09-10" and nothing else.
    private static func plain(_ text: String) -> Day? {
        let bytes = Array(text.utf8)
        guard bytes.count == 10, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-") else { return nil }
        var number = 0
        for (at, byte) in bytes.enumerated() where at != 4 && at != 7 {
            guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return nil }
            number = 10 * number + Int(byte - UInt8(ascii: "0"))
        }
        return Day(year: number / 10_000, month: number / 100 % 100, day: number % 100)
    }

    private static func numeric(_ words: [Substring]) -> Day? {
        guard let first = words.first, let year = Int(first.prefix(4)) else { return nil }
        if first.count == 8, let all = Int(first) { return Day(year: year, month: all / 100 % 100, day: all % 100) }
        // "2019-09-10T08:00:00Z": the day's word goes on with the time.
        guard first.count == 4, words.count >= 3, let month = Int(words[1]) else { return nil }
        let digits = words[2].prefix { $0.isNumber }
        guard digits.count <= 2, words[2].dropFirst(digits.count).first.map({ $0 == "t" }) ?? true, let day = Int(digits) else {
            return nil
        }
        return Day(year: year, month: month, day: day)
    }

    private static func spelled(_ words: [Substring]) -> Day? {
        for (at, word) in words.enumerated() {
            guard word.count >= 3,
                let month = months.firstIndex(where: { $0.hasPrefix(word.prefix(4)) && word.first?.isLetter == true })
            else { continue }
            guard at + 1 < words.count else { return nil }
            if at > 0, let day = number(words[at - 1]), let year = Int(words[at + 1]), words[at + 1].count == 4 {
                return Day(year: year, month: month + 1, day: day)
            }
            if at + 2 < words.count, let day = number(words[at + 1]), let year = Int(words[at + 2]), words[at + 2].count == 4 {
                return Day(year: year, month: month + 1, day: day)
            }
        }
        return nil
    }

    /// "10", "10th"
    private static func number(_ word: Substring) -> Int? {
        let digits = word.prefix { $0.isNumber }
        return digits.count <= 2 && ["", "st", "nd", "rd", "th"].contains(word.dropFirst(digits.count)) ? Int(digits) : nil
    }

    private static let months = [
        "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december",
    ]

    private static func length(of month: Int, in year: Int) -> Int {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }
}
