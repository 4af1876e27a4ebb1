import English
import Record

/// A day with a name that a rule gives for every year.
struct Feast: Sendable, Hashable {
    private let rule: Rule

    private enum Rule: Hashable {
        /// Month and day.
        case fixed(month: Int, day: Int)
        /// Days from Easter Sunday.
        case easter(Int)
        /// The first, second, … or (-1) last such weekday of a month, and days from it.
        case weekday(place: Int, weekday: Int, month: Int, then: Int)
    }

    /// Reads a rule as `Words/feasts.txt` gives them: "12-25", "easter-2", "4 thursday 11", "4 thursday 11 +1".
    init?(_ text: String) {
        if text.hasPrefix("easter") {
            guard let days = Int(text.dropFirst(6)) else { return nil }
            rule = .easter(days)
            return
        }
        let parts = text.split(separator: " ").map(String.init)
        if parts.count == 1 {
            let numbers = text.split(separator: "-").compactMap { Int($0) }
            guard numbers.count == 2 else { return nil }
            rule = .fixed(month: numbers[0], day: numbers[1])
            return
        }
        guard parts.count >= 3, let place = Int(parts[0]), let weekday = Lexicon.weekdays[parts[1]].first.flatMap({ Int($0) }),
            let month = Int(parts[2])
        else { return nil }
        rule = .weekday(place: place, weekday: weekday, month: month, then: parts.count > 3 ? Int(parts[3]) ?? 0 : 0)
    }

    /// Its day in a year; nil where it has none.
    func day(in year: Int) -> Day? {
        switch rule {
        case .fixed(let month, let day): return Day(year: year, month: month, day: day)
        case .easter(let days): return Feast.easter(in: year).map { Day(number: $0.number + days) }
        case .weekday(let place, let weekday, let month, let then):
            // The first, or the last, day of the month that is such a weekday; then weeks on.
            let start =
                place > 0 ? Day(year: year, month: month, day: 1) : Day(year: year + month / 12, month: month % 12 + 1, day: 1)
            guard let start else { return nil }
            let first = start.number + (weekday - start.weekday + 7) % 7
            return Day(number: first + 7 * (place > 0 ? place - 1 : place) + then)
        }
    }

    /// Easter Sunday in the Gregorian calendar (Meeus, "Astronomical Algorithms", chapter 8; Butcher's rule of 1876).
    static func easter(in year: Int) -> Day? {
        let (golden, century, yearOfCentury) = (year % 19, year / 100, year % 100)
        let moonShift = (century + 8) / 25
        let epact = (19 * golden + century - century / 4 - (century - moonShift + 1) / 3 + 15) % 30
        let weekday = (32 + 2 * (century % 4) + 2 * (yearOfCentury / 4) - epact - yearOfCentury % 4) % 7
        let late = (golden + 11 * epact + 22 * weekday) / 451
        let place = epact + weekday - 7 * late + 114
        return Day(year: year, month: place / 31, day: place % 31 + 1)
    }
}

extension Day {
    /// The day of the week, from Monday as 1.
    var weekday: Int { ((number + 3) % 7 + 7) % 7 + 1 }
}
