import Foundation
import Record

/// The dates of a file's articles, as people, spreadsheets and programs write them, as ISO 8601.
///
/// What `Day(published:)` understands stays as it is. 05.03.2024 is the fifth of March; 05/03/2024 is what all dates of the file say, by those
/// that can be read in one way alone (25/03/2024), and else stays as it is, since it may be two days. A number such as 45356 is a day as Excel
/// counts them, one of 10 or 13 digits a moment as computers do. What is to come is no date of an article.
struct GivenDates {
    /// What comes first where slashes stand between.
    private enum Order {
        case day, month
    }

    /// All dates of the file.
    private let all: () -> AnyIterator<String>
    /// nil where they do not tell, or tell both.
    private var order: Order?
    private var isLookedThrough = false
    /// Dates that were not understood: how many, and one of them.
    private(set) var unclear: (count: Int, one: String) = (0, "")

    /// Whether a number may be a day as Excel counts them.
    private let countsDays: Bool
    /// The last day that a date may be: tomorrow, as it is today already somewhere.
    private let last: Day

    /// - Parameters:
    ///   - countsDays: whether a number may be a day as Excel counts them; in JSON, which no spreadsheet writes, none is.
    ///   - now: seconds since 1970-01-01T00:00:00Z.
    ///   - all: all dates of the file, which are looked through once one of them may be two days.
    init(
        countsDays: Bool = true, now: Int = Int(Date().timeIntervalSince1970), _ all: @escaping () -> AnyIterator<String>
    ) {
        self.countsDays = countsDays
        self.all = all
        last = Day(number: Day(second: now).number + 1)
    }

    /// The dates of a file that has one.
    init(countsDays: Bool = true) { self.init(countsDays: countsDays) { AnyIterator { nil } } }

    /// A date as it is given; as it stands where it is none, or may be two, which is counted.
    mutating func understood(_ given: String) -> String {
        if let found = read(given), found.day <= last, GivenDates.isTimeOfDay(given) { return found.text }
        unclear = (unclear.count + 1, unclear.count == 0 ? given : unclear.one)
        return given
    }

    /// The day of a date, and how it is written.
    private mutating func read(_ given: String) -> (day: Day, text: String)? {
        if let day = Day(published: given) {
            let isDayAlone = given.allSatisfy { $0.isNumber || $0 == "/" || $0 == "." }
            return (day, isDayAlone ? day.description : given)
        }
        if let second = GivenDates.epoch(given) { return (Day(second: second), Moment(second).machine) }
        return ((countsDays ? GivenDates.serial(given) : nil) ?? numeric(given) ?? named(given)).map { ($0, $0.description) }
    }

    /// What is to be said of dates that were not understood; nil where all were.
    func notice(_ place: String) -> Notice? {
        guard unclear.count > 0 else { return nil }
        let dates = unclear.count.counted("date is none, or may be two days,", "dates are none, or may be two days,")
        let reason = "\(dates) such as “\(unclear.one.prefix(40))”, and kept as given"
        return Notice(place: place, reason: reason, remedy: "write them as 2024-03-05 if days matter")
    }

    private mutating func orderOfAll() -> Order? {
        if isLookedThrough { return order }
        isLookedThrough = true
        var (isDayFirst, isMonthFirst) = (false, false)
        for date in all() where !(isDayFirst && isMonthFirst) {
            guard let parts = GivenDates.parts(date), parts.separator != "." else { continue }
            isDayFirst = isDayFirst || parts.first > 12
            isMonthFirst = isMonthFirst || parts.second > 12
        }
        order = isDayFirst == isMonthFirst ? nil : isDayFirst ? .day : .month
        return order
    }

    private mutating func numeric(_ cell: String) -> Day? {
        guard let parts = GivenDates.parts(cell) else { return nil }
        let year = whole(parts.year)
        let day = { Day(year: year, month: parts.second, day: parts.first) }
        let swapped = { Day(year: year, month: parts.first, day: parts.second) }
        if parts.separator == "." || parts.first > 12 || parts.first == parts.second { return day() }
        if parts.second > 12 { return swapped() }
        return orderOfAll().flatMap { $0 == .day ? day() : swapped() }
    }

    /// Numbers and what stands between them at the start of "05/03/2024 10:00", "3/5/24", "5.3.2024"; "24-03-05" may begin with its year.
    private static func parts(_ cell: String) -> (first: Int, second: Int, year: Int, separator: Character)? {
        let date = cell.drop(while: \.isWhitespace).prefix { !$0.isWhitespace && $0 != "T" && $0 != "," }
        guard let separator = date.first(where: { !$0.isNumber }), "./-".contains(separator) else { return nil }
        let numbers = date.split(separator: separator, omittingEmptySubsequences: false)
        guard numbers.count == 3, numbers.allSatisfy({ !$0.isEmpty && $0.count <= 4 }), let first = Int(numbers[0]),
            let second = Int(numbers[1]), let year = Int(numbers[2]), numbers[0].count <= 2, numbers[1].count <= 2,
            numbers[2].count == 4 || numbers[2].count == 2 && separator != "-"
        else { return nil }
        return (first, second, year, separator)
    }

    /// A year of which two digits are given: the last one that is not to come.
    private func whole(_ year: Int) -> Int { year >= 100 ? year : year + (2000 + year <= last.calendar.year ? 2000 : 1900) }

    /// "5-Mar-24", "5. März 2024", "5 de marzo de 2024", "Tue Mar 05 08:00:00 +0000 2024", "2024年3月5日".
    private func named(_ cell: String) -> Day? {
        let words = cell.lowercased().split { !$0.isLetter && !$0.isNumber || "年月日".contains($0) }.filter {
            $0 != "de" && $0 != "del"
        }
        guard words.count <= 12 else { return nil }
        if cell.contains("年"), words.count >= 3, let year = Int(words[0]), let month = Int(words[1]), let day = Int(words[2]) {
            return Day(year: year, month: month, day: day)
        }
        guard let at = words.firstIndex(where: { GivenDates.months[$0] != nil }), let month = GivenDates.months[words[at]] else {
            return nil
        }
        let behind = words[(at + 1)...]
        let year = behind.lazy.filter { $0.count == 4 }.compactMap { Int($0) }.first { $0 >= 1600 }
        if at > 0, let day = GivenDates.day(words[at - 1]) {
            let short = behind.first.flatMap { $0.count == 2 ? Int($0) : nil }
            return (year ?? short.map(whole)).flatMap { Day(year: $0, month: month, day: day) }
        }
        guard let day = behind.first.flatMap({ GivenDates.day($0) }) else { return nil }
        return year.flatMap { Day(year: $0, month: month, day: day) }
    }

    /// "5", "05", "1er", "5th".
    private static func day(_ word: Substring) -> Int? {
        let digits = word.prefix { $0.isASCII && $0.isNumber }
        return (1...2).contains(digits.count) && word.count - digits.count <= 2 ? Int(digits) : nil
    }

    /// What months are called in news, in small letters.
    private static let months: [Substring: Int] = {
        let names = [
            "january jan januar jänner janvier janv enero ene gennaio gen janeiro januari",
            "february feb februar février fevrier févr febrero febbraio fevereiro fev februari",
            "march mar märz marz mars marzo março maart mrt", "april apr avril avr abril abr aprile",
            "may mai mayo maggio mag maio mei", "june jun juni juin junio giugno giu junho",
            "july jul juli juillet juil julio luglio lug julho", "august aug août aout agosto ago augustus",
            "september sept sep septembre septiembre settembre set setembro",
            "october oct oktober okt octobre octubre ottobre ott outubro out",
            "november nov novembre noviembre novembro", "december dec dezember dez décembre déc diciembre dic dicembre dezembro",
        ]
        return Dictionary(zip(1..., names).flatMap { month, names in names.split(separator: " ").map { ($0, month) } }) {
            first, _ in first
        }
    }()

    /// Whether what a date has of a time is one: "2024-03-05T25:00" has none.
    private static func isTimeOfDay(_ given: String) -> Bool {
        guard let colon = given.firstIndex(of: ":") else { return true }
        let hour = given[..<colon].reversed().prefix { $0.isASCII && $0.isNumber }
        let minute = given[given.index(after: colon)...].prefix { $0.isASCII && $0.isNumber }
        return (Int(String(hour.reversed())) ?? 24) < 24 && (Int(minute) ?? 60) < 60
    }

    /// Days as Excel counts them, 1 being 1900-01-01, and 1900 having a leap day: of the years 1970 to 2100.
    private static func serial(_ cell: String) -> Day? {
        guard let number = Double(cell), (25_569...73_415).contains(number), cell.prefix(5).allSatisfy(\.isNumber),
            cell.count == 5 || cell.dropFirst(5).first == "."
        else { return nil }
        return Day(number: Int(number) - 25_569)
    }

    /// The seconds of seconds, or milliseconds, since 1970-01-01 in universal time, from 2001 to 2100: "1709633400", "1709633400000".
    private static func epoch(_ cell: String) -> Int? {
        let digits = cell.prefix { $0.isASCII && $0.isNumber }
        guard digits.count == 10 || digits.count == 13, digits.count == cell.count || cell.dropFirst(digits.count).first == ".",
            Double(cell) != nil, let number = Int(digits)
        else { return nil }
        let seconds = digits.count == 13 ? number / 1000 : number
        return (1_000_000_000..<4_102_444_800).contains(seconds) ? seconds : nil
    }
}
