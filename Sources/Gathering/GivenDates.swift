import Record

/// The dates of a table's column, as people and spreadsheets write them, as ISO 8601.
///
/// What `Day(published:)` understands stays as it is. 05.03.2024 is the fifth of March; 05/03/2024 is what the column says, by a date in it that
/// can be read in one way alone (25/03/2024), and else stays as it is, since it may be two days. A number such as 45356 is a day as Excel counts
/// them.
struct TableDates {
    /// What comes first where slashes stand between.
    private enum Order {
        case day, month
    }

    /// nil where the column does not tell, or tells both.
    private let order: Order?
    /// Dates that were not understood: how many, and one of them.
    private(set) var unclear: (count: Int, one: String) = (0, "")

    /// - Parameter sample: dates of the column.
    init(sample: [String]) {
        let pairs = sample.compactMap { TableDates.parts($0) }.filter { $0.separator != "." }
        let isDayFirst = pairs.contains { $0.first > 12 }
        let isMonthFirst = pairs.contains { $0.second > 12 }
        order = isDayFirst == isMonthFirst ? nil : isDayFirst ? .day : .month
    }

    /// A cell's date; as it stands where it is none, or may be two, which is counted.
    mutating func understood(_ cell: String) -> String {
        if let day = Day(published: cell) {
            let isDayAlone = cell.allSatisfy { $0.isNumber || $0 == "/" || $0 == "." }
            return isDayAlone ? day.description : cell
        }
        if let day = TableDates.serial(cell) ?? numeric(cell) { return day.description }
        unclear = (unclear.count + 1, unclear.count == 0 ? cell : unclear.one)
        return cell
    }

    private func numeric(_ cell: String) -> Day? {
        guard let parts = TableDates.parts(cell) else { return nil }
        let day = { Day(year: parts.year, month: parts.second, day: parts.first) }
        let swapped = { Day(year: parts.year, month: parts.first, day: parts.second) }
        if parts.separator == "." || parts.first > 12 || parts.first == parts.second { return day() }
        if parts.second > 12 { return swapped() }
        return order.flatMap { $0 == .day ? day() : swapped() }
    }

    /// Numbers and what stands between them at the start of "05/03/2024 10:00", "3/5/24", "5.3.2024".
    private static func parts(_ cell: String) -> (first: Int, second: Int, year: Int, separator: Character)? {
        let date = cell.drop(while: \.isWhitespace).prefix { !$0.isWhitespace && $0 != "T" && $0 != "," }
        guard let separator = date.first(where: { !$0.isNumber }), "./-".contains(separator) else { return nil }
        let numbers = date.split(separator: separator, omittingEmptySubsequences: false)
        guard numbers.count == 3, numbers.allSatisfy({ !$0.isEmpty && $0.count <= 4 }), let first = Int(numbers[0]),
            let second = Int(numbers[1]), let year = Int(numbers[2]), numbers[0].count <= 2, numbers[1].count <= 2,
            numbers[2].count == 4 || numbers[2].count == 2
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
}
