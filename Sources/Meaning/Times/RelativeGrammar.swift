import English

/// What is told from a day: the article's own ("yesterday", "last week") or the one that was told last ("the same day", "a day
/// earlier").
extension TimeGrammar {
    /// "yesterday", "tomorrow morning", "tonight", "the day before yesterday".
    func near(_ at: Int) -> Rest? {
        if let end = text.end(of: ["the", "day", "before", "yesterday"], at: at) { return Rest(end, .away(.day, -2, .article)) }
        if let end = text.end(of: ["the", "day", "after", "tomorrow"], at: at) { return Rest(end, .away(.day, 2, .article)) }
        guard let days = text[at].nearDay, !(text(at) == "today" && text.hasCapital(at - 1) && text.hasCapital(at)) else {
            return nil
        }
        let day = TimePhrase.away(.day, days, .article)
        if let part = text[at].part { return Rest(at + 1, .part(part, of: day)) }
        if let part = text[at + 1].part, !text[at + 1].isPlural { return Rest(at + 2, .part(part, of: day)) }
        return Rest(at + 1, day)
    }

    /// "last week", "the same day", "this morning", "the past three months", "the first nine months".
    func shifted(_ at: Int) -> Rest? {
        var start = text(at) == "the" ? at + 1 : at
        guard var shift = text[start].shift else { return nil }
        // "This Week" and "This Morning" are programmes.
        if text.hasCapital(start), text.hasCapital(start + 1), text[start].shift?.count == 0 { return nil }
        // "last" before a noun that is a unit only by chance stays out: "the last second".
        start += 1
        var isPast = text(start - 1) == "past"
        if let second = text[start].shift, second.origin != nil {
            isPast = text(start) == "past"
            (shift, start) = (second, start + 1)
        }
        if text(start) == "fiscal" { start += 1 }
        // "the next day" is told from another day, "next week" from the article's.
        var origin = shift.origin
        if text(at) == "the", text(at + 1) == "next", !isPast,
            ["day", "morning", "night", "afternoon", "evening"].contains(text(start))
        {
            origin = .mentioned
        }
        if let part = text[start].part, !text[start].isPlural, part.utf8.count == 2, let origin, text(start - 1) != "past" {
            // "last night" is the one before the article's day; "next night" is none.
            return Rest(start + 1, .part(part, of: .away(.day, shift.count, origin)))
        }
        if let (amount, end) = number(start), text(start) != "a", text(start) != "an" {
            let unitPlace = text(end) == "-" ? end + 1 : end
            // "the next 12 to 18 months"
            var (length, place) = (amount, unitPlace)
            if ["to", "or"].contains(text(end)), let (_, behind) = number(end + 1), text[behind].unit != nil {
                (length, place) = (.some, behind)
            }
            guard shift.makesSpan, let unit = text[place].unit else { return nil }
            return Rest(orSo(place + 1), .plain(.duration(unit.duration(length))))
        }
        guard let unit = text[start].unit, let origin else { return nil }
        if text[start].isPlural {
            guard shift.makesSpan, ["coming", "past"].contains(text(start - 1)) else { return nil }
            return Rest(start + 1, .plain(.reference(shift.count < 0 ? "PAST_REF" : "FUTURE_REF")))
        }
        guard let grain = unit.grain else {
            return unit.isOfClock && shift.makesSpan && text(start) == "hour"
                ? Rest(start + 1, .plain(.duration(unit.duration(.exactly(1))))) : nil
        }
        if grain == .day, shift.origin == .article, shift.count == 0 || text(start - 1) == "last" { return nil }
        if isPast, grain == .week { return Rest(start + 1, .away(.week, 0, .article)) }
        return Rest(start + 1, .away(grain, shift.count, origin))
    }

    /// "or so" behind a length.
    func orSo(_ end: Int) -> Int { text.end(of: ["or", "so"], at: end) ?? end }

    /// "the day before", "the quarter", "the week", "year-earlier": told from what stands before.
    func anaphor(_ at: Int) -> Rest? {
        if text(at) == "year", text(at + 1) == "-", ["ago", "earlier"].contains(text(at + 2)) {
            return Rest(at + 3, .away(.year, -1, .mentionedGrain))
        }
        guard text(at) == "the" else { return nil }
        if text(at + 1) == "day", ["before", "after"].contains(text(at + 2)) {
            return Rest(at + 3, .away(.day, text(at + 2) == "before" ? -1 : 1, .mentioned))
        }
        if text(at + 1) == "latest", ["quarter", "period"].contains(text(at + 2)) {
            return Rest(at + 3, .away(.quarter, 0, .mentioned))
        }
        let isFull = text(at + 1) == "full" || text(at + 1) == "whole" || text(at + 1) == "fiscal"
        let place = isFull ? at + 2 : at + 1
        guard let grain = text[place].unit?.grain, !text[place].isPlural, text(place + 1) != "-" else { return nil }
        switch grain {
        case .quarter, .weekend: return Rest(place + 1, .away(grain, 0, grain == .weekend ? .article : .mentioned))
        case .year, .week, .month:
            let before = text(at - 1)
            let isLed = ["in", "of", "for", "this", "during", "over", "so", "from"].contains(before) || isFull
            return isLed && text(place + 1) != "of" ? Rest(place + 1, .away(grain, 0, .mentioned)) : nil
        case .day where text(at - 1) == "in" && ["earlier", "later", "early", "late"].contains(text(at - 2)):
            return Rest(place + 1, .away(.day, 0, .mentioned))
        default: return nil
        }
    }

    /// "recently", "now", "the future".
    func atLarge(_ at: Int) -> Rest? {
        // "as soon as he came", "soon after" tell of something else.
        if text(at) == "soon", ["as", "after"].contains(text(at + 1)) { return nil }
        for (phrase, value) in TimeGrammar.large[text(at)] ?? [] {
            if let end = text.end(of: phrase, at: at) { return Rest(end, .plain(.reference(value))) }
        }
        return nil
    }

    private static let large: [String: [(phrase: [String], value: String)]] = Dictionary(
        grouping: Lexicon.timesAtLarge.words.filter { !Lexicon.timesAtLarge[$0].contains("cue") }.map {
            (TimeText.cut($0), Lexicon.timesAtLarge[$0].first ?? "")
        }.sorted { $0.0.count > $1.0.count }
    ) { $0.0[0] }

    // MARK: Hours

    /// "10 p.m. Wednesday", "7:15 a.m.", "noon", "midnight Friday".
    func clock(_ at: Int) -> Rest? {
        guard let (code, end) = hour(at) else { return nil }
        var place = end
        if ["on", ","].contains(text(place)) { place += 1 }
        for rule in [weekday, near, calendarDate] {
            if let day = rule(place) { return Rest(day.end, .part(code, of: day.phrase)) }
        }
        return Rest(end, .part(code, of: nil))
    }

    private func hour(_ at: Int) -> (code: String, end: Int)? {
        if let code = text[at].part, code.contains(":") { return (code, at + 1) }
        let word = text(at)
        var (hour, minute, end) = (text.digits(at), 0, at + 1)
        var suffix = ""
        if hour == nil, let first = word.utf8.first, (48...57).contains(first), word.hasSuffix("am") || word.hasSuffix("pm") {
            (hour, suffix) = (Int(word.dropLast(2)), String(word.suffix(2)))
        }
        guard let hour, (0...24).contains(hour), !text.isGlued(at) || text(at - 1) == "(" else { return nil }
        var hasMinutes = false
        if suffix.isEmpty, [":", "."].contains(text(end)), text.isGlued(end), text.isGlued(end + 1), text(end + 1).utf8.count == 2
        {
            guard let read = text.digits(end + 1), read < 60 else { return nil }
            (minute, hasMinutes, end) = (read, text(end) == ":", end + 2)
        }
        if suffix.isEmpty {
            if ["am", "pm"].contains(text(end)) {
                (suffix, end) = (text(end), end + 1)
            } else if let behind = text.end(of: ["a", ".", "m", "."], at: end) {
                (suffix, end) = ("am", behind)
            } else if let behind = text.end(of: ["p", ".", "m", "."], at: end) {
                (suffix, end) = ("pm", behind)
            } else if let behind = text.end(of: ["o", "'", "clock"], at: end) {
                end = behind
            } else if !hasMinutes {
                return nil
            }
        }
        let shown = suffix == "pm" && hour < 12 ? hour + 12 : suffix == "am" && hour == 12 ? 0 : hour
        if TimeGrammar.zones.contains(text(end)) { end += text.end(of: ["eastern", "time"], at: end) != nil ? 2 : 1 }
        if text(end) == "local", text(end + 1) == "time" { end += 2 }
        let pad = { (value: Int) in value < 10 ? "0\(value)" : "\(value)" }
        return ("\(pad(shown)):\(pad(minute))", end)
    }

    private static let zones: Set<String> = [
        "est", "edt", "et", "cst", "cdt", "ct", "mst", "mdt", "pst", "pdt", "pt", "gmt", "utc", "bst", "cet", "eastern",
    ]
}
