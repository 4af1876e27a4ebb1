import English

/// What the calendar names: dates, months, weekdays, years, decades, quarters, seasons, feasts, hours.
extension TimeGrammar {
    // MARK: Dates

    /// "October 11, 2016", "11 October", "the 4th of July", "August 1988", "March", "2016-10-11", "10/11/2016".
    func calendarDate(_ at: Int) -> Rest? {
        if let numeric = numericDate(at) { return numeric }
        if let named = monthDate(at) { return named }
        // "11 October 2016", "the 4th of July"
        var next = text(at) == "the" ? at + 1 : at
        let day: Int
        if let number = text.digits(next), !text.isGlued(next) {
            (day, next) = (number, next + 1)
        } else if let place = ordinal(next) {
            (day, next) = (place.place, place.end)
        } else {
            return nil
        }
        if text(next) == "of" { next += 1 }
        guard (1...31).contains(day), let month = month(next) else { return nil }
        return dated(month.end, .day(month: month.month, day: day))
    }

    /// A month with what stands behind it: a day, a year, "last year".
    private func monthDate(_ at: Int) -> Rest? {
        let (named, turn) = text[at].shift == nil ? (at, TimePhrase.Turn.open) : self.turn(at)
        guard let (month, behind) = month(named) else { return nil }
        if turn != .open { return Rest(behind, .yearly(.stretch(.month, month), turn, years: nil)) }
        let dayPlace = text(behind) == "the" ? behind + 1 : behind
        if let day = text.digits(dayPlace) ?? ordinal(dayPlace)?.place, (1...31).contains(day), text(dayPlace).utf8.count <= 9,
            !text[dayPlace].isPlural, text[dayPlace].unit == nil || text[dayPlace].ordinal != nil
        {
            let end = text.digits(dayPlace) != nil ? dayPlace + 1 : ordinal(dayPlace)?.end ?? dayPlace + 1
            // "Jan. 13-15": the first day counts.
            return dated(end, .day(month: month, day: day))
        }
        let word = text[at]
        let yearPlace = [",", "of"].contains(text(behind)) ? behind + 1 : behind
        if let year = yearNumber(yearPlace), (1000...2199).contains(year.year) {
            return Rest(year.end, .full(Period(.month, month, of: year.year)))
        }
        if let relative = relativeYear(behind) {
            return Rest(relative.end, .yearly(.stretch(.month, month), .open, years: relative.years))
        }
        guard isMonth(at, word) else { return nil }
        return Rest(behind, .yearly(.stretch(.month, month), .open, years: nil))
    }

    /// A month's name, and the full stop that shortens it.
    private func month(_ at: Int) -> (month: Int, end: Int)? {
        guard let month = text[at].month, text.hasCapital(at) else { return nil }
        let hasStop = text[at].isShort && text(at + 1) == "." && text.isGlued(at + 1)
        return (month, hasStop ? at + 2 : at + 1)
    }

    /// Whether a month's name alone is a month: "May" is one behind "in", "Jan" only with its full stop.
    private func isMonth(_ at: Int, _ word: TimeWord) -> Bool {
        let before = text(at - 1)
        let isLed =
            Lexicon.prepositions.contains(before) || text[at - 1].shift != nil
            || ["early", "late", "mid", "until", "since", "-", "between", "and", "each", "every", "to"].contains(before)
        // "by August Varn"
        if word.isAlsoName, text.hasCapital(at + 1), !["in", "since", "during", "early", "late"].contains(before) {
            return false
        }
        if word.isShort { return text(at + 1) == "." && isLed }
        if word.isAlsoWord { return isLed && before != "and" && before != "to" && !(text[at].month == 3 && before == "on") }
        if word.isAlsoName || !isLed { return isLed || !text.hasCapital(at + 1) && !text.hasCapital(at - 1) && before != "." }
        return true
    }

    /// A day of a month with the year behind it, where there is one.
    private func dated(_ end: Int, _ date: Yearly) -> Rest? {
        let yearPlace = [",", "of"].contains(text(end)) ? end + 1 : end
        if let year = yearNumber(yearPlace), (1000...2199).contains(year.year), !(yearPlace == end && text(end) == "'") {
            guard let day = date.period(in: year.year) else { return nil }
            return Rest(year.end, .full(day))
        }
        if let relative = relativeYear(end) { return Rest(relative.end, .yearly(date, .open, years: relative.years)) }
        return Rest(end, .yearly(date, .open, years: nil))
    }

    /// "2016-10-11", "10/11/2016" and "10/11/16" as Americans write them, where that is a day.
    private func numericDate(_ at: Int) -> Rest? {
        let mark = text(at + 1)
        guard ["-", "/"].contains(mark), text(at + 3) == mark, (at + 1...at + 4).allSatisfy(text.isGlued), !text.isGlued(at),
            let a = text.digits(at), let b = text.digits(at + 2), let c = text.digits(at + 4)
        else { return nil }
        if text(at).utf8.count == 4 { return day(a, b, c).map { Rest(at + 5, .full($0)) } }
        let length = text(at + 4).utf8.count
        guard mark == "/", length == 4 || length == 2 else { return nil }
        let year = length == 4 ? c : c + (c < 40 ? 2000 : 1900)
        return (day(year, a, b) ?? day(year, b, a)).map { Rest(at + 5, .full($0)) }
    }

    private func day(_ year: Int, _ month: Int, _ day: Int) -> Period? { Yearly.day(month: month, day: day).period(in: year) }

    /// "last year", "this year", "of next year".
    private func relativeYear(_ at: Int) -> (years: Int, end: Int)? {
        let start = text(at) == "of" || text(at) == "," ? at + 1 : at
        guard let shift = text[start].shift, shift.origin == .article, text(start + 1) == "year" else { return nil }
        return (shift.count, start + 2)
    }

    // MARK: Weekdays

    /// "Monday", "last Monday", "Monday of last week", "Monday, Nov. 6", "Monday night".
    func weekday(_ at: Int) -> Rest? {
        var (start, turn) = (at, TimePhrase.Turn.open)
        if text(start) == "the" { start += 1 }
        if let shift = text[start].shift, text[start + 1].weekday != nil || text[start + 1].shift != nil {
            turn = shift.turn
            start += 1
            // "this past Monday", "this coming Sunday"
            if let second = text[start].shift, text[start + 1].weekday != nil { (turn, start) = (second.turn, start + 1) }
        }
        guard let weekday = text[start].weekday, text.hasCapital(start), !text[start].isPlural else { return nil }
        var end = start + 1
        if text[start].isShort {
            if text(end) == ".", text.isGlued(end) { end += 1 }
            guard text[end].month != nil || text(end) == "," && text[end + 1].month != nil else { return nil }
        }
        if Lexicon.dailies.contains(text(end)), text.hasCapital(end) { return nil }
        let datePlace = text(end) == "," ? end + 1 : end
        // A part of the day between the two: "Tuesday night, Feb. 11".
        if let date = calendarDate(datePlace) ?? (text(datePlace) == "the" ? calendarDate(datePlace + 1) : nil),
            isDay(date.phrase)
        {
            return date
        }
        if text[start].isShort { return nil }
        if turn == .open, at != start { return nil }
        var phrase = TimePhrase.weekday(weekday, turn, weeks: nil)
        if let part = text[end].part, !text[end].isPlural { (phrase, end) = (.part(part, of: phrase), end + 1) }
        // "Monday of last week", "Monday last week"
        let weekPlace = text(end) == "of" ? end + 1 : end
        if let shift = text[weekPlace].shift, shift.origin == .article, text(weekPlace + 1) == "week" {
            return Rest(weekPlace + 2, .weekday(weekday, .open, weeks: shift.count))
        }
        return Rest(end, phrase)
    }

    private func isDay(_ phrase: TimePhrase) -> Bool {
        switch phrase {
        case .full(let period): period.grain == .day
        case .yearly(.day, _, _): true
        default: false
        }
    }

    // MARK: Years

    /// "1989", "fiscal 1989", "the year 2000", "FY2016".
    func year(_ at: Int) -> Rest? {
        var start = at
        if text(start) == "the", ["year", "fiscal"].contains(text(start + 1)) { start += 1 }
        let isNamed = ["fiscal", "year"].contains(text(start)) || start == at && text(start) == "fy"
        for _ in 0..<2 where ["fiscal", "year", "fy"].contains(text(start)) { start += 1 }
        if text(start).hasPrefix("fy"), let year = Int(text(start).dropFirst(2)), (1000...2199).contains(year) {
            return Rest(start + 1, .full(Period(year: year)))
        }
        guard let (year, end) = yearNumber(start) else { return nil }
        if isNamed { return Rest(end, .full(Period(year: year))) }
        guard start == at, looksLikeYear(at, end, year) else { return nil }
        return Rest(end, .full(Period(year: year)))
    }

    /// Whether four figures are a year and not a number of something.
    private func looksLikeYear(_ at: Int, _ end: Int, _ year: Int) -> Bool {
        let (before, behind) = (text(at - 1), text(end))
        let isLed =
            Lexicon.prepositions.contains(before)
            || [
                "early", "late", "mid", "since", "between", "during", "until", "fiscal", "summer", "spring", "fall", "winter",
                "autumn",
            ]
            .contains(before)
        if ["$", "£", "€", "#", "%", "no", "/"].contains(before)
            || text.isGlued(at) && before != "(" && before != "-" && before != "“"
        {
            return false
        }
        if ["%", "percent", "per", "million", "billion", "/", "°"].contains(behind) { return false }
        if text(end) == "-", text.isGlued(end), text.isGlued(end + 1), text[end + 1].unit != nil { return false }
        if text.isGlued(end), [".", ","].contains(behind), text.isGlued(end + 1), text.digits(end + 1) != nil { return false }
        if text.digits(at) == nil { return true }
        guard (1700...2099).contains(year) else { return isLed && (1000...2199).contains(year) && year < 1700 && before == "in" }
        if isLed { return text[end].unit == nil || text(end) == "second" }
        // "2,000 people" has a comma; "2000 people" does not.
        let isCounted = behind.hasSuffix("s") && behind.count > 3 && !text.hasCapital(end)
        return !isCounted && text[end].unit == nil
    }

    /// "the 1990s", "the '80s", "the nineties", "the 20th century".
    func decade(_ at: Int) -> Rest? {
        var start = text(at) == "the" ? at + 1 : at
        if ["early", "late", "mid"].contains(text(start)), start > at {
            start += text(start + 1) == "-" ? 2 : 1
        }
        let hasMark = text(start) == "'" && text.isGlued(start + 1)
        let word = text(hasMark ? start + 1 : start)
        if word.hasSuffix("s"), let number = Int(word.dropLast()), number % 10 == 0 {
            if word.utf8.count == 5, (1000...2090).contains(number) {
                return Rest(start + 1, .full(Period(.decade, number: number / 10)))
            }
            if word.utf8.count == 3, hasMark || text(start - 1) == "the", (20...90).contains(number) {
                return Rest(start + (hasMark ? 2 : 1), .full(Period(.decade, number: 190 + number / 10)))
            }
        }
        if start > at, let number = TimeGrammar.spelledDecades[word] {
            return Rest(start + 1, .full(Period(.decade, number: 190 + number)))
        }
        if let (place, end) = ordinal(start), ["century", "centuries"].contains(text(text(end) == "-" ? end + 1 : end)),
            (5...22).contains(place)
        {
            return Rest(text(end) == "-" ? end + 2 : end + 1, .full(Period(.century, number: place - 1)))
        }
        return nil
    }

    private static let spelledDecades = [
        "twenties": 2, "thirties": 3, "forties": 4, "fifties": 5, "sixties": 6, "seventies": 7, "eighties": 8, "nineties": 9,
    ]

    // MARK: Quarters, seasons, feasts

    /// "the third quarter", "fiscal third-quarter", "Q3 2016", "the 1988 third quarter", "last year's third quarter", "the first
    /// half of 2016".
    func quarter(_ at: Int) -> Rest? {
        var start = text(at) == "the" || text(at) == "its" || text(at) == "their" ? at + 1 : at
        let (begin, turn) = turn(start)
        start = begin
        var year: Int?
        var years: Int?
        if let named = yearNumber(start) {
            (year, start) = (named.year, named.end)
        } else if text(start) == "year", text(start + 1) == "-", ["ago", "earlier"].contains(text(start + 2)) {
            (years, start) = (-1, start + 3)
        } else if text(start) == "year", text(start + 1) == "'", text(start + 2) == "s", start > at {
            (years, start) = (turn == .last ? -1 : turn == .next ? 1 : 0, start + 3)
        }
        if text(start) == "fiscal" { start += text(start + 1) == "-" ? 2 : 1 }
        var place: Int?
        if text(start).count == 2, text(start).hasPrefix("q"), let number = Int(text(start).dropFirst()), (1...4).contains(number)
        {
            (place, start) = (number, start + 1)
            return ofYear(start, .stretch(.quarter, number), turn, year, years)
        }
        if let found = ordinal(start) {
            (place, start) = (found.place, found.end)
        } else if text(start) == "last", turn == .open || turn == .last {
            start += 1
        }
        if text(start) == "fiscal" { start += 1 }
        if text(start) == "-" {
            // "the third-quarter loss": the determiner belongs to the noun.
            if text(at) == "the", at + 2 < start { return nil }
            start += 1
        }
        if text(start) == "quarter", let place, (1...4).contains(place) {
            return ofYear(start + 1, .stretch(.quarter, place), turn, year, years)
        }
        if text(start) == "half", let place = place ?? (turn == .last ? 2 : nil), (1...2).contains(place),
            ["of", "this", "last", "next"].contains(text(start + 1))
        {
            let rest = ofYear(start + 1, .stretch(.half, place), .open, year, years)
            return rest.end > start + 1 ? rest : nil
        }
        if ["quarter", "period"].contains(text(start)), place == nil, let years {
            return Rest(start + 1, .away(.year, years, .mentionedGrain))
        }
        return nil
    }

    /// "last summer", "this spring", "the summer of 2015", "summer 2015", "in the fall".
    func season(_ at: Int) -> Rest? {
        let (begin, turn) = turn(text(at) == "the" ? at + 1 : at)
        guard let season = text[begin].season else { return nil }
        let rest = ofYear(begin + 1, .stretch(.season, season), turn, nil, nil)
        if rest.end > begin + 1 || turn != .open { return rest }
        let before = text(at - 1)
        let isLed = Lexicon.prepositions.contains(before) || ["early", "late", "since", "mid"].contains(before)
        // "in spring", "in the fall", but no "spring" and no "the fall".
        guard isLed, before != "of", before != "-" || !text[begin].isAlsoWord else { return nil }
        return text(begin + 1) == "of" || text.hasCapital(begin) && text.hasCapital(begin + 1)
            || text[begin].isAlsoWord && begin == at && before != "in"
            ? nil : rest
    }

    /// "Easter", "last Christmas", "Election Day 2016".
    func feast(_ at: Int) -> Rest? {
        let (begin, turn) = turn(text(at) == "the" ? at + 1 : at)
        guard text.hasCapital(begin) || turn != .open || text(begin) == "fourth" else { return nil }
        for (phrase, feast) in TimeGrammar.feasts[text(begin)] ?? [] {
            guard let end = text.end(of: phrase, at: begin), text.hasCapital(begin) else { continue }
            if text(end) == "island" || text(end) == "islands" { return nil }
            return ofYear(end, .feast(feast), turn, nil, nil)
        }
        return nil
    }

    private static let feasts: [String: [(phrase: [String], feast: Feast)]] = Dictionary(
        grouping: Lexicon.feasts.words.compactMap { name in
            Lexicon.feasts[name].first.flatMap { Feast($0) }.map { (TimeText.cut(name), $0) }
        }.sorted { $0.0.count > $1.0.count }
    ) { $0.0[0] }

    /// What comes every year, with the year that stands behind it: "of 2016", ", 2016", "last year".
    private func ofYear(_ end: Int, _ yearly: Yearly, _ turn: TimePhrase.Turn, _ year: Int?, _ years: Int?) -> Rest {
        if let year, let period = yearly.period(in: year) { return Rest(end, .full(period)) }
        if let years { return Rest(end, .yearly(yearly, .open, years: years)) }
        var place = [",", "of", "in"].contains(text(end)) ? end + 1 : end
        if text(place) == "fiscal" { place += 1 }
        if let found = yearNumber(place), text.digits(place) != nil || text(end) == "of",
            let period = yearly.period(in: found.year)
        {
            return Rest(found.end, .full(period))
        }
        if let relative = relativeYear(end) { return Rest(relative.end, .yearly(yearly, .open, years: relative.years)) }
        return Rest(end, .yearly(yearly, turn, years: nil))
    }

    /// "last", "next", "this", "this past" before a name.
    func turn(_ at: Int) -> (begin: Int, turn: TimePhrase.Turn) {
        guard let shift = text[at].shift, shift.origin != nil else { return (at, .open) }
        if let second = text[at + 1].shift, second.origin != nil { return (at + 2, second.turn) }
        return (at + 1, shift.turn)
    }
}

extension TimeShift {
    /// Which one is meant of those that come again.
    var turn: TimePhrase.Turn { count < 0 ? .last : count > 0 ? .next : .this }
}
