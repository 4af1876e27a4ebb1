import Record

/// A stretch of the calendar: a day, a week, a month and so on up to a century. Stretches of one grain are numbered without a
/// gap, so that
/// the one before has the number before.
struct Period: Sendable, Hashable {
    /// How long a stretch is, from the shortest on.
    enum Grain: Int, Sendable, Comparable {
        case day, weekend, week, month, quarter, season, half, year, decade, century

        /// The shorter first.
        static func < (a: Grain, b: Grain) -> Bool { a.rawValue < b.rawValue }

        /// Stretches of this grain in a year; nil where years are not made up of them.
        var inYear: Int? {
            switch self {
            case .month: 12
            case .quarter, .season: 4
            case .half: 2
            case .year: 1
            case .day, .weekend, .week, .decade, .century: nil
            }
        }
    }

    /// How long it is.
    let grain: Grain
    /// Its number: of days that of `Day`; of weeks and weekends from the week of 1969-12-29; of the others from the start of the
    /// year 0.
    let number: Int

    /// The stretch of a number.
    init(_ grain: Grain, number: Int) {
        self.grain = grain
        self.number = number
    }

    /// A year.
    init(year: Int) { self.init(.year, number: year) }

    /// A day.
    init(_ day: Day) { self.init(.day, number: day.number) }

    /// One of a year's months, quarters, seasons (spring is 1) or halves, counted from 1.
    init(_ grain: Grain, _ place: Int, of year: Int) { self.init(grain, number: year * (grain.inYear ?? 1) + place - 1) }

    /// The stretch in which a day lies; of weekends that of its week, from Monday.
    init(_ grain: Grain, around day: Day) {
        let (year, month, _) = day.calendar
        let number =
            switch grain {
            case .day: day.number
            case .weekend, .week: Period.floor(day.number + 3, 7)
            case .month: year * 12 + month - 1
            case .quarter: year * 4 + (month - 1) / 3
            // Winter begins in December and has the number of the year before.
            case .season: Period.floor(year * 12 + month - 3, 3)
            case .half: year * 2 + (month - 1) / 6
            case .year: year
            case .decade: Period.floor(year, 10)
            case .century: Period.floor(year, 100)
            }
        self.init(grain, number: number)
    }

    /// The stretch so many further on.
    func moved(by count: Int) -> Period { Period(grain, number: number + count) }

    /// The same stretch of another year: the month of the third quarter is not one.
    func moved(byYears count: Int) -> Period? {
        if let inYear = grain.inYear { return moved(by: count * inYear) }
        guard let days else { return nil }
        let (year, month, day) = days.from.calendar
        guard let moved = Day(year: year + count, month: month, day: day) ?? Day(year: year + count, month: month, day: day - 1)
        else { return nil }
        return Period(grain, around: moved)
    }

    /// Its days; nil where they lie beyond the calendar.
    var days: DaySpan? {
        guard let from = first, let behind = Period(grain, number: grain == .weekend ? number : number + 1).first else {
            return nil
        }
        return DaySpan(from: from, until: grain == .weekend ? Day(number: from.number + 1) : Day(number: behind.number - 1))
    }

    private var first: Day? {
        switch grain {
        case .day: Day.numbers.contains(number) ? Day(number: number) : nil
        case .week: Day.numbers.contains(7 * number - 3) ? Day(number: 7 * number - 3) : nil
        case .weekend: Day.numbers.contains(7 * number + 2) ? Day(number: 7 * number + 2) : nil
        case .decade: Day(year: max(1, number * 10), month: 1, day: 1)
        case .century: Day(year: max(1, number * 100), month: 1, day: 1)
        case .month, .quarter, .season, .half, .year:
            Period.firstOfMonth(number * 12 / (grain.inYear ?? 1) + (grain == .season ? 2 : 0))
        }
    }

    private static func firstOfMonth(_ number: Int) -> Day? {
        Day(year: floor(number, 12), month: number - 12 * floor(number, 12) + 1, day: 1)
    }

    private static func floor(_ number: Int, _ divisor: Int) -> Int {
        number >= 0 ? number / divisor : -((divisor - 1 - number) / divisor)
    }
}

// MARK: TIMEX3

extension Period: CustomStringConvertible {
    /// Its value in TIMEX3: "2016-10-11", "2016-W41", "2016-W41-WE", "2016-10", "2016-Q4", "2016-FA", "2016-H2", "2016", "201",
    /// "20".
    var description: String {
        switch grain {
        case .day: Day(number: number).description
        case .week: week
        case .weekend: week + "-WE"
        case .month: "\(Period.padded(year, 4))-\(Period.padded(place, 2))"
        case .quarter: "\(Period.padded(year, 4))-Q\(place)"
        case .season: "\(Period.padded(year, 4))-\(Period.seasons[place - 1])"
        case .half: "\(Period.padded(year, 4))-H\(place)"
        case .year: Period.padded(number, 4)
        case .decade: Period.padded(number, 3)
        case .century: Period.padded(number, 2)
        }
    }

    /// The seasons of a year in order, as TIMEX3 calls them.
    static let seasons = ["SP", "SU", "FA", "WI"]

    private var year: Int { Period.floor(number, grain.inYear ?? 1) }

    /// Its place in the year, from 1.
    private var place: Int { number - year * (grain.inYear ?? 1) + 1 }

    /// A week belongs to the year of its Thursday (ISO 8601).
    private var week: String {
        let thursday = Day(number: 7 * number)
        let year = thursday.calendar.year
        let first = Day(year: year, month: 1, day: 1) ?? thursday
        return "\(Period.padded(year, 4))-W\(Period.padded((thursday.number - first.number) / 7 + 1, 2))"
    }

    private static func padded(_ number: Int, _ width: Int) -> String {
        String(repeating: "0", count: max(0, width - "\(number)".count)) + "\(number)"
    }
}
