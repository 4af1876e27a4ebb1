import English

/// A verb with what stands before it and belongs to it: auxiliaries, negation, adverbs, "failed to".
struct DutyVerb {
    /// Where it begins.
    let start: Int
    /// "must", "shall", "should".
    let isDue: Bool
    let isInfinitive: Bool
    let isNegated: Bool
    /// "failed to", "refuses to".
    let fails: Bool
    /// "is", "has" or "did" stand before it, so that it tells what is or was.
    let isFinite: Bool
    /// "will comply".
    let isModal: Bool
    /// "would require".
    let isHypothetical: Bool
    /// "was violated".
    let isPassive: Bool

    init(_ at: Int, _ sentence: Range<Int>, _ lower: [String]) {
        var (start, chain) = (at, [String]())
        while start > sentence.lowerBound, chain.count < 6 {
            let before = lower[start - 1]
            guard Self.joins(before, at: start - 1, lower) else { break }
            chain.append(before)
            start -= 1
        }
        self.start = start
        isDue = chain.contains { ["must", "shall", "should"].contains($0) }
        isInfinitive = chain.contains("to")
        isNegated = chain.contains { ["not", "never", "t", "cannot", "without"].contains($0) }
        fails = chain.contains { Lexicon.dutyWords[$0].contains("fail") }
        let roles = chain.map { Lexicon.auxiliaries[$0] }
        isFinite = roles.contains { $0.contains("be") || $0.contains("have") || $0.contains("do") }
        isHypothetical = chain.contains { ["would", "could", "might", "may", "should", "can"].contains($0) }
        isModal = roles.contains { $0.contains("modal") }
        let word = lower[at]
        isPassive =
            roles.contains { $0.contains("be") }
            && (word.hasSuffix("ed") || word.hasSuffix("en") || Lexicon.pastForms.contains(word))
    }

    private static func joins(_ word: String, at: Int, _ lower: [String]) -> Bool {
        let auxiliary = Lexicon.auxiliaries[word]
        if auxiliary.contains("be") || auxiliary.contains("have") || auxiliary.contains("do") || auxiliary.contains("modal") {
            return true
        }
        if ["not", "to", "never", "cannot", "without", "'", "t", "also", "ll", "ve", "already", "now"].contains(word)
            || word.hasSuffix("ly")
        {
            return true
        }
        // "she's violated": what is left of an auxiliary; not "Orvane's violation".
        if word == "s" { return at > 0 && lower[at - 1] == "'" && at + 1 < lower.count && lower[at + 1].hasSuffix("ed") }
        // "didn't": the words are "didn", "'" and "t".
        if word.hasSuffix("n"), at + 1 < lower.count, lower[at + 1] == "'" { return true }
        return Lexicon.dutyWords[word].contains("fail")
    }
}
