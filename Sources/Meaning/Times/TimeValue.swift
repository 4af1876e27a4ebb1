import Record

/// What a time expression means, once it is known from which day it is seen.
enum TimeValue: Sendable, Hashable {
    /// A stretch of the calendar.
    case period(Period)
    /// A time of a day: its code in TIMEX3, "NI" or "22:00".
    case time(Day, String)
    /// A length of time: "P2Y".
    case duration(String)
    /// What comes again: "XXXX-WXX-1".
    case set(String)
    /// The past, the present or the future, without a day: "PAST_REF".
    case reference(String)

    /// The value attribute of TIMEX3.
    var timex: String {
        switch self {
        case .period(let period): period.description
        case .time(let day, let code): "\(day)T\(code)"
        case .duration(let text), .set(let text), .reference(let text): text
        }
    }

    /// The type attribute of TIMEX3.
    var type: String {
        switch self {
        case .period, .reference: "DATE"
        case .time: "TIME"
        case .duration: "DURATION"
        case .set: "SET"
        }
    }

    /// The days that it names; nil where it names none.
    var days: DaySpan? {
        switch self {
        case .period(let period): period.days
        case .time(let day, _): DaySpan(from: day, until: day)
        case .duration, .set, .reference: nil
        }
    }

    /// The stretch of the calendar that it names.
    var period: Period? {
        switch self {
        case .period(let period): period
        case .time(let day, _): Period(day)
        case .duration, .set, .reference: nil
        }
    }
}

/// What a time expression says, before it is known from which day it is seen.
indirect enum TimePhrase: Sendable, Hashable {
    /// A stretch of the calendar that is named in full: "October 2016", "the 1990s".
    case full(Period)
    /// What every year has, with what is said of the year: "May 4", "last summer", "the third quarter of last year".
    case yearly(Yearly, Turn, years: Int?)
    /// A day of the week, from Monday as 1; `weeks`: of that week, counted from the article's.
    case weekday(Int, Turn, weeks: Int?)
    /// So many stretches of a grain away: "last week", "two years ago".
    case away(Period.Grain, Int, Origin)
    /// A part of a day, or an hour, with the day where one is named.
    case part(String, of: TimePhrase?)
    /// What needs no day to be seen from.
    case plain(TimeValue)

    /// Whether it is named in full, so that it is the same seen from any day.
    var isInFull: Bool {
        switch self {
        case .full: true
        case .part(_, let day): day?.isInFull ?? false
        case .yearly, .weekday, .away, .plain: false
        }
    }

    /// What is said of which one is meant, of those that come again.
    enum Turn: Sendable, Hashable {
        /// "last", "next", "this"; nothing, so that the tense decides.
        case last, next, this, open
    }

    /// From where "last" and "earlier" count.
    enum Origin: Sendable, Hashable {
        /// The article's own day.
        case article
        /// The time that was told last.
        case mentioned
        /// The same, and of its grain: "a year earlier" than a quarter is a quarter.
        case mentionedGrain
        /// A quarter where one was told last, else the article's own day: profits "a year ago" are those of that quarter.
        case quarterOrArticle
    }
}

/// What comes once in every year.
enum Yearly: Sendable, Hashable {
    /// A month, quarter, season or half, counted from 1.
    case stretch(Period.Grain, Int)
    /// A day of a month.
    case day(month: Int, day: Int)
    /// A feast.
    case feast(Feast)

    /// The one of a year; nil where it has none: 29 February.
    func period(in year: Int) -> Period? {
        switch self {
        case .stretch(let grain, let place): Period(grain, place, of: year)
        case .day(let month, let day): Day(year: year, month: month, day: day).map { Period($0) }
        case .feast(let feast): feast.day(in: year).map { Period($0) }
        }
    }
}
