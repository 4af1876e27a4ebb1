import Record

/// The dates of a file's articles, as people, spreadsheets and programs write them, as ISO 8601.
///
/// What `Day(published:)` understands stays as it is. 05.03.2024 is the fifth of March; 05/03/2024 is what all dates of the file say, by those
/// that can be read in one way alone (25/03/2024), and else stays as it is, since it may be two days. A number such as 45356 is a day as Excel
/// counts them, one of 10 or 13 digits a moment as computers do.
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

    /// - Parameter all: all dates of the file, which are looked through once one of them may be two days.
    init(_ all: @escaping () -> AnyIterator<String>) { self.all = all }

    /// The dates of a file that has one.
    init() { self.init { AnyIterator { nil } } }

    /// A date as it is given; as it stands where it is none, or may be two, which is counted.
    mutating func understood(_ given: String) -> String {
        if let day = Day(published: given) {
            let isDayAlone = given.allSatisfy { $0.isNumber || $0 == "/" || $0 == "." }
            return isDayAlone ? day.description : given
        }
        if let moment = GivenDates.epoch(given) { return moment.machine }
        if let day = GivenDates.serial(given) ?? numeric(given) { return day.description }
        unclear = (unclear.count + 1, unclear.count == 0 ? given : unclear.one)
        return given
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
        let day = { Day(year: parts.year, month: parts.second, day: parts.first) }
        let swapped = { Day(year: parts.year, month: parts.first, day: parts.second) }
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
        // Two digits: 70 to 99 are of the last century, as spreadsheets take them.
        return (first, second, numbers[2].count == 4 ? year : year + (year < 70 ? 2000 : 1900), separator)
    }

    /// Days as Excel counts them, 1 being 1900-01-01, and 1900 having a leap day: of the years 1970 to 2100.
    private static func serial(_ cell: String) -> Day? {
        guard let number = Double(cell), (25_569...73_415).contains(number), cell.prefix(5).allSatisfy(\.isNumber),
            cell.count == 5 || cell.dropFirst(5).first == "."
        else { return nil }
        return Day(number: Int(number) - 25_569)
    }

    /// The moment of seconds, or milliseconds, since 1970-01-01 in universal time, from 2001 to 2100: "1709633400", "1709633400000".
    private static func epoch(_ cell: String) -> Moment? {
        let digits = cell.prefix { $0.isASCII && $0.isNumber }
        guard digits.count == 10 || digits.count == 13, digits.count == cell.count || cell.dropFirst(digits.count).first == ".",
            Double(cell) != nil, let number = Int(digits)
        else { return nil }
        let seconds = digits.count == 13 ? number / 1000 : number
        return (1_000_000_000..<4_102_444_800).contains(seconds) ? Moment(seconds) : nil
    }
}
