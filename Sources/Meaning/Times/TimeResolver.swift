import Record

/// Says which day or period time expressions mean, one after the other in order of reading: what was told last is remembered.
struct TimeResolver: Sendable {
    /// The article's own day, from which "last week" counts; nil where it is not known, so that what depends on it cannot be
    /// told.
    let origin: Day?
    /// What was told last.
    private var mentioned: Period?
    /// What was told last of each grain.
    private var mentionedGrains: [Period.Grain: Period] = [:]

    init(origin: Day?) { self.origin = origin }

    /// What an expression means; nil where that cannot be told.
    ///
    /// - Parameter tense: of the clause that it stands in, asked for only where it decides.
    mutating func value(of phrase: TimePhrase, _ tense: () -> TimeTense) -> TimeValue? {
        let value = resolved(phrase, tense)
        // "the quarter" behind "a year earlier" is not the one of the year before.
        if case .away(.year, _, .mentionedGrain) = phrase { return value }
        if case .away(.year, _, .quarterOrArticle) = phrase, value?.period?.grain == .quarter { return value }
        if let period = value?.period {
            mentioned = period
            mentionedGrains[period.grain] = period
        }
        return value
    }

    private func resolved(_ phrase: TimePhrase, _ tense: () -> TimeTense) -> TimeValue? {
        switch phrase {
        case .full(let period): return .period(period)
        case .plain(let value): return value
        case .yearly(let yearly, let turn, let years): return self.yearly(yearly, turn, years, tense).map { .period($0) }
        case .weekday(let weekday, let turn, let weeks): return day(weekday, turn, weeks, tense).map { .period(Period($0)) }
        case .away(let grain, let count, let from): return away(grain, count, from, tense).map { .period($0) }
        case .part(let code, let of):
            let base = of.map { resolved($0, tense) } ?? (mentionedDay ?? origin).map { .period(Period($0)) }
            guard let period = base?.period, period.grain == .day else { return base }
            return .time(Day(number: period.number), code)
        }
    }

    private var mentionedDay: Day? {
        guard let mentioned, mentioned.grain == .day else { return nil }
        return Day(number: mentioned.number)
    }

    // MARK: What comes every year

    private func yearly(_ yearly: Yearly, _ turn: TimePhrase.Turn, _ years: Int?, _ tense: () -> TimeTense) -> Period? {
        guard let origin else { return nil }
        let year = origin.calendar.year
        if let years { return yearly.period(in: year + years) }
        let near = (year - 8...year + 8).compactMap { yearly.period(in: $0) }
        func isOver(_ period: Period) -> Bool { period.days.map { $0.until < origin } ?? false }
        func isAhead(_ period: Period) -> Bool { period.days.map { $0.from > origin } ?? false }
        let last = near.last { isOver($0) }
        let next = near.first { isAhead($0) }
        let running = near.first { !isOver($0) && !isAhead($0) }
        switch turn {
        case .last: return last
        case .next: return next
        case .this: return yearly.period(in: year)
        case .open:
            if let running { return running }
            switch (yearly, tense()) {
            // A day without its year is the nearest one, unless the tense speaks for the other and that is not much farther.
            case (.day, let tense): return nearer(last, next, origin, tense)
            case (_, .unknown): return nearer(last, next, origin)
            case (_, .past): return last
            // "expects a loss for the third quarter", which has just ended.
            case (.stretch(.quarter, _), .future):
                return last.flatMap { $0.days }.map { origin.number - $0.until.number < 60 } == true ? last : next
            case (_, .future): return next
            }
        }
    }

    private func nearer(_ last: Period?, _ next: Period?, _ origin: Day, _ tense: TimeTense = .unknown) -> Period? {
        guard let last, let next, let since = last.days?.until, let until = next.days?.from else { return last ?? next }
        let (back, ahead) = (origin.number - since.number, until.number - origin.number)
        switch tense {
        case .past: return back <= 3 * ahead ? last : next
        case .future: return ahead <= 3 * back ? next : last
        case .unknown: return back <= ahead ? last : next
        }
    }

    // MARK: Weekdays

    private func day(_ weekday: Int, _ turn: TimePhrase.Turn, _ weeks: Int?, _ tense: () -> TimeTense) -> Day? {
        guard let origin else { return nil }
        let back = (origin.weekday - weekday + 7) % 7
        let ahead = (7 - back) % 7
        if let weeks { return Day(number: origin.number - origin.weekday + weekday + 7 * weeks) }
        switch turn {
        case .last: return Day(number: origin.number - (back == 0 ? 7 : back))
        case .next: return Day(number: origin.number + (ahead == 0 ? 7 : ahead))
        case .this, .open:
            switch tense() {
            case .future: return Day(number: origin.number + ahead)
            case .past: return Day(number: origin.number - back)
            case .unknown: return Day(number: turn == .this ? origin.number + ahead : origin.number - back)
            }
        }
    }

    // MARK: So many away

    private func away(_ grain: Period.Grain, _ count: Int, _ from: TimePhrase.Origin, _ tense: () -> TimeTense) -> Period? {
        switch from {
        case .article:
            guard let origin else { return nil }
            guard grain == .weekend else { return Period(grain, around: origin).moved(by: count) }
            return weekend(count, origin, tense)
        case .quarterOrArticle:
            return mentioned?.grain == .quarter
                ? mentioned?.moved(byYears: count) : origin.map { Period(grain, around: $0).moved(by: count) }
        case .mentioned:
            if count == 0, let same = mentionedGrains[grain] { return same }
            if let mentioned, mentioned.grain <= grain, let day = mentioned.days?.from {
                return Period(grain, around: day).moved(by: count)
            }
            if let same = mentionedGrains[grain] { return same.moved(by: count) }
            return origin.map { Period(grain, around: $0).moved(by: count) }
        case .mentionedGrain:
            guard let mentioned else { return origin.map { Period(grain, around: $0).moved(by: count) } }
            if mentioned.grain == .quarter, grain == .year { return mentioned.moved(byYears: count) }
            if mentioned.grain <= grain, let day = mentioned.days?.from { return Period(grain, around: day).moved(by: count) }
            return origin.map { Period(grain, around: $0).moved(by: count) }
        }
    }

    /// The weekend: the one that is, or the last one, or what the tense says.
    private func weekend(_ count: Int, _ origin: Day, _ tense: () -> TimeTense) -> Period {
        let ofWeek = Period(.weekend, around: origin)
        if count != 0 { return ofWeek.moved(by: count) }
        if origin.weekday >= 6 || tense() == .future { return ofWeek }
        return ofWeek.moved(by: -1)
    }
}
