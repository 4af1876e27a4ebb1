import English

/// Whether what is told beside a time lies behind or ahead.
enum TimeTense: Sendable {
    case past, future, unknown

    /// The tense of the verb nearest to some words: before them in their clause, else behind them.
    ///
    /// - Parameters:
    ///   - words: the time expression.
    ///   - sentence: the words of its sentence.
    init(of words: Range<Int>, in sentence: Range<Int>, _ lower: [String]) {
        if words.lowerBound > sentence.lowerBound, ["by", "until", "effective", "payable"].contains(lower[words.lowerBound - 1]) {
            self = .future
            return
        }
        for at in (sentence.lowerBound..<max(sentence.lowerBound, words.lowerBound)).reversed() {
            if [";", ":"].contains(lower[at]) { break }
            if let tense = TimeTense.told(at, lower) {
                self = tense
                return
            }
        }
        for at in words.upperBound..<max(words.upperBound, sentence.upperBound) {
            if let tense = TimeTense.told(at, lower) {
                self = tense
                return
            }
        }
        self = .unknown
    }

    /// The tense that a word shows by itself; nil where it shows none.
    private static func told(_ at: Int, _ lower: [String]) -> TimeTense? {
        let word = lower[at]
        let next = at + 1 < lower.count ? lower[at + 1] : ""
        let before = at > 0 ? lower[at - 1] : ""
        switch word {
        case "will", "shall", "ll": return .future
        case "would", "could", "should", "may", "might", "must", "can":
            return next == "have" ? .past : word == "may" && !["be", "have", "not", "come", "go"].contains(next) ? nil : .future
        case "to":
            // "is due to", "plans to", "was supposed to"
            return Lexicon.plans.contains(before) && before != "is" && before != "are" || ["is", "are"].contains(before)
                ? .future : nil
        case "scheduled", "slated", "expected", "planned", "due", "set":
            return ["for", "on", "in", "to"].contains(next) || before == "is" || before == "are" ? .future : nil
        case "has", "have", "ve": return .past
        default: break
        }
        if Lexicon.pastForms.contains(word) { return .past }
        // "the need", "indeed" are shorter or have "ee" before the d.
        return word.utf8.count > 3 && word.hasSuffix("ed") && !word.hasSuffix("eed") ? .past : nil
    }
}
