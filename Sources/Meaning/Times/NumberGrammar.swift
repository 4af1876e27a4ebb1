import English

/// Numbers, in figures and in words.
extension TimeGrammar {
    /// A number and the place behind it: "12", "2,000", "twenty-one", "a hundred", "a few", "a couple of".
    func number(_ at: Int) -> (amount: TimeWord.Amount, end: Int)? {
        if let figures = figures(at) { return figures }
        let word = text(at)
        if word == "a" || word == "an" {
            if text[at + 1].isMultiplier || text[at + 1].number == .exactly(12) || text(at + 1) == "couple" {
                return number(at + 1)
            }
            if text[at + 1].number == .some, text(at + 1) == "few" { return (.some, at + 2) }
            return (.exactly(1), at + 1)
        }
        if word == "couple" { return (.exactly(2), text(at + 1) == "of" ? at + 2 : at + 1) }
        guard let amount = text[at].number else { return nil }
        guard case .exactly = amount else { return (amount, at + 1) }
        return spelled(at).map { (.exactly($0.value), $0.end) }
    }

    /// "12", "2,000", and figures with a unit of thousands behind them; no part of a larger number.
    private func figures(_ at: Int) -> (amount: TimeWord.Amount, end: Int)? {
        guard var value = text.digits(at), !(text.isGlued(at) && [".", ",", "$", "£", "€", "#"].contains(text(at - 1))) else {
            return nil
        }
        var end = at + 1
        while text(end) == ",", text.isGlued(end), text.isGlued(end + 1), text(end + 1).utf8.count == 3,
            let thousand = text.digits(end + 1), value < 1_000_000
        {
            value = value * 1_000 + thousand
            end += 2
        }
        // "1.5 years" is passed over.
        if text(end) == ".", text.isGlued(end), text.isGlued(end + 1), text.digits(end + 1) != nil { return nil }
        return (.exactly(value), end)
    }

    /// "twenty-one", "two hundred", "nineteen".
    private func spelled(_ start: Int) -> (value: Int, end: Int)? {
        guard case .exactly(var value)? = text[start].number else { return nil }
        var end = start + 1
        if (20...90).contains(value), value % 10 == 0 {
            let next = text(end) == "-" ? end + 1 : end
            if case .exactly(let unit)? = text[next].number, (1...9).contains(unit) { (value, end) = (value + unit, next + 1) }
        }
        while text[end].isMultiplier, case .exactly(let times)? = text[end].number, value < 10_000 {
            (value, end) = (value * times, end + 1)
        }
        return (value, end)
    }

    /// A place in an order and the place behind it: "third", "21st", "twenty-first".
    func ordinal(_ at: Int) -> (place: Int, end: Int)? {
        if let place = text[at].ordinal { return (place, at + 1) }
        let word = text(at)
        if word.count > 2, let place = Int(word.dropLast(2)), ["st", "nd", "rd", "th"].contains(String(word.suffix(2))) {
            return (place, at + 1)
        }
        if text(at + 1) == "-", let place = Lexicon.ordinals[word + "-" + text(at + 2)].first.flatMap({ Int($0) }) {
            return (place, at + 3)
        }
        return nil
    }

    /// A year as figures or words: "1989", "'96", "nineteen ninety-six", "two thousand and nine".
    func yearNumber(_ at: Int) -> (year: Int, end: Int)? {
        if let year = text.digits(at), text(at).utf8.count == 4, (1000...2199).contains(year) { return (year, at + 1) }
        if text(at) == "'", text.isGlued(at + 1), let short = text.digits(at + 1), text(at + 1).utf8.count == 2, !text.isGlued(at)
        {
            return (short + (short < 40 ? 2000 : 1900), at + 2)
        }
        guard case .exactly(let first)? = text[at].number else { return nil }
        if (18...20).contains(first), let rest = spelled(at + 1), (10...99).contains(rest.value), text[at + 1].number != nil {
            return (first * 100 + rest.value, rest.end)
        }
        if first == 2, text(at + 1) == "thousand" {
            let next = text(at + 2) == "and" ? at + 3 : at + 2
            if let rest = spelled(next), (1...99).contains(rest.value) { return (2000 + rest.value, rest.end) }
            return (2000, at + 2)
        }
        return nil
    }
}
