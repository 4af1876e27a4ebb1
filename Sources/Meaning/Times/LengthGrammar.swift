import English

/// Lengths of time and what comes again: "two years", "a year ago", "every Monday", "daily".
extension TimeGrammar {
    /// A number with a unit: a length, or a time so far away.
    func counted(_ at: Int) -> Rest? {
        let start = text(at) == "the" ? at + 1 : at
        guard let (amount, behind) = number(start), !(start > at && ["a", "an"].contains(text(start))) else {
            return bareUnit(at)
        }
        var (length, place) = (amount, text(behind) == "-" ? behind + 1 : behind)
        // "two to three weeks", "a year or two"
        if ["to", "or", "-"].contains(text(behind)), let (_, end) = number(behind + 1), text[end].unit != nil { place = end }
        if text[place].unit == nil,
            ["more", "full", "straight", "additional", "trading", "working", "consecutive", "calendar", "whole", "long"].contains(
                text(place))
        {
            place += 1
        }
        if start > at, place > behind, text(behind) == "-" { return nil }
        if case .exactly(let year) = amount, (1700...2100).contains(year), !text[place].isPlural { return nil }
        if text(place + 1) == "-", ["earlier", "ago", "end"].contains(text(place + 2)) { return nil }
        guard let unit = text[place].unit, unit.letter != "WE", text(place) != "quarter" || amount != .exactly(1) else {
            return nil
        }
        // "a second", "one minute" of something, "a quarter" are not told of time.
        if text[place].ordinal != nil, !text[place].isPlural { return nil }
        if case .exactly(let count) = length, count > 100_000 { length = .some }
        if text(place) == "quarters", text(place - 1) == "-" { return nil }
        let end = orSo(place + 1)
        // How old somebody is tells no time.
        if text(end) == "old" || text(end) == "-" && text(end + 1) == "old" { return nil }
        if let away = away(end, unit, length) { return away }
        if start == at, ["a", "an"].contains(text(at)), isRate(at) { return Rest(end, .plain(.set(unit.duration(.exactly(1))))) }
        if text(start) == "one", text(place) == "day", text(behind) != "-" { return nil }
        return Rest(end, .plain(.duration(unit.duration(length))))
    }

    /// "ago", "earlier", "later" behind a length.
    private func away(_ end: Int, _ unit: TimeUnit, _ length: TimeWord.Amount) -> Rest? {
        let word = text(end)
        let isOpen = !text.opensNoun(end + 1)
        let sign: Int
        let origin: TimePhrase.Origin
        switch word {
        case "ago": (sign, origin) = (-1, unit.grain == .year && length == .exactly(1) ? .quarterOrArticle : .article)
        case "earlier", "previously": (sign, origin) = (-1, .mentionedGrain)
        case "before" where isOpen: (sign, origin) = (-1, .mentionedGrain)
        case "later", "afterward", "afterwards": (sign, origin) = (1, .mentionedGrain)
        case "hence": (sign, origin) = (1, .article)
        case "from" where text(end + 1) == "now": (sign, origin) = (1, .article)
        default: return nil
        }
        let behind = word == "from" ? end + 2 : end + 1
        guard case .exactly(let count) = length, let grain = unit.grain ?? (unit.letter == "W" ? .week : nil) else {
            return Rest(behind, .plain(.reference(sign < 0 ? "PAST_REF" : "FUTURE_REF")))
        }
        return Rest(behind, .away(grain, sign * count * (unit.grain == nil ? unit.times : 1), origin))
    }

    /// "months ago", "for years".
    private func bareUnit(_ at: Int) -> Rest? {
        guard let unit = text[at].unit, text[at].isPlural, unit.letter != "WE", text(at) != "seconds", text(at) != "quarters"
        else { return nil }
        if let away = away(at + 1, unit, .some) { return away }
        guard ["for", "in", "within", "over", "of", "after", "took", "take"].contains(text(at - 1)) else { return nil }
        return Rest(at + 1, .plain(.duration(unit.duration(.some))))
    }

    /// Whether "a year" says how often: "$5 million a year", "twice a week".
    private func isRate(_ at: Int) -> Bool {
        let before = text(at - 1)
        return text.digits(at - 1) != nil
            || ["million", "billion", "percent", "%", "times", "twice", "once", "hours", "days", "cents", "dollars"].contains(
                before)
            || text[at - 1].number != nil
    }

    /// "every day", "each July", "Mondays", "Tuesday nights", "daily".
    func set(_ at: Int) -> Rest? {
        if let value = Lexicon.timeSets[text(at)].first {
            return text.hasCapital(at) && text.hasCapital(at + 1) ? nil : Rest(at + 1, .plain(.set(value)))
        }
        if let weekday = text[at].weekday, text.hasCapital(at), !text[at].isShort {
            if text[at].isPlural { return Rest(at + 1, .plain(.set("XXXX-WXX-\(weekday)"))) }
            if let part = text[at + 1].part, text[at + 1].isPlural {
                return Rest(at + 2, .plain(.set("XXXX-WXX-\(weekday)T\(part)")))
            }
        }
        guard ["every", "each"].contains(text(at)) else { return nil }
        let place = at + 1
        if let weekday = text[place].weekday {
            if let part = text[place + 1].part { return Rest(place + 2, .plain(.set("XXXX-WXX-\(weekday)T\(part)"))) }
            return Rest(place + 1, .plain(.set("XXXX-WXX-\(weekday)")))
        }
        if let month = text[place].month { return Rest(place + 1, .plain(.set("XXXX-\(month < 10 ? "0" : "")\(month)"))) }
        if let season = text[place].season { return Rest(place + 1, .plain(.set("XXXX-\(Period.seasons[season - 1])"))) }
        if let part = text[place].part, part.utf8.count == 2 { return Rest(place + 1, .plain(.set("XXXX-XX-XXT\(part)"))) }
        if text(place) == "other", let unit = text[place + 1].unit {
            return Rest(place + 2, .plain(.set(unit.duration(.exactly(2)))))
        }
        if let unit = text[place].unit, unit.letter != "WE" { return Rest(place + 1, .plain(.set(unit.duration(.exactly(1))))) }
        if let (amount, end) = number(place), let unit = text[end].unit {
            return Rest(end + 1, .plain(.set(unit.duration(amount))))
        }
        return nil
    }
}

extension TimeText {
    /// Whether a noun or a clause begins at a place, so that what stands before it is told of that: "two years before the war".
    fileprivate func opensNoun(_ at: Int) -> Bool {
        Lexicon.determiners.contains(self(at)) || Lexicon.pronouns.contains(self(at)) || hasCapital(at)
            || digits(at) != nil || self(at).hasSuffix("ing")
    }
}
