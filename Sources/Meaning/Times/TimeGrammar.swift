import English

/// Finds time expressions in the words of an article: what they say, not yet which day it is.
///
/// At each place the longest of what the rules find counts; what has been found is passed over. The rules stand in files of their
/// own by
/// what they are about: `CalendarGrammar`, `RelativeGrammar`, `LengthGrammar`, `NumberGrammar`.
struct TimeGrammar: Sendable {
    let text: TimeText

    /// Words of an article that tell a time, and what they say.
    struct Match: Sendable, Hashable {
        /// The words.
        var words: Range<Int>
        /// What they say.
        var phrase: TimePhrase
    }

    /// Words behind a place, up to `end`, and what they say.
    struct Rest: Sendable {
        var end: Int
        var phrase: TimePhrase

        init(_ end: Int, _ phrase: TimePhrase) {
            self.end = end
            self.phrase = phrase
        }
    }

    /// All time expressions, in order of reading.
    func matches() -> [Match] {
        var found: [Match] = []
        var at = 0
        while at < text.count {
            if let rest = expression(at), rest.end > at {
                found.append(Match(words: at..<rest.end, phrase: rest.phrase))
                at = rest.end
            } else {
                at += 1
            }
        }
        return found
    }

    /// The expression that begins at a place.
    func expression(_ at: Int) -> Rest? {
        guard text.opens(at) else { return nil }
        let plain = core(at)
        let edged = edge(at, isSecond: false)
        return [plain, edged].compactMap { $0 }.max { $0.end < $1.end }
    }

    /// What stands at a place without anything that only narrows it down.
    private func core(_ at: Int) -> Rest? {
        var best: Rest?
        for rule in [
            clock, calendarDate, weekday, feast, year, decade, quarter, season, near, shifted, counted, set, anaphor, atLarge,
        ] {
            if let rest = rule(at), rest.end > best?.end ?? at { best = rest }
        }
        return best
    }

    /// "early next year", "the end of 1990", "about two years", "more than four hours": the edge belongs to the expression.
    private func edge(_ at: Int, isSecond: Bool) -> Rest? {
        for (phrase, given) in TimeGrammar.edges[text(at)] ?? [] {
            guard var behind = text.end(of: phrase, at: at) else { continue }
            if text(behind) == "-" { behind += 1 }
            guard let rest = core(behind) ?? (phrase.count == 1 && !isSecond ? edge(behind, isSecond: true) : nil) else {
                continue
            }
            switch rest.phrase {
            case .plain(.duration): if given.contains("number") { return rest }
            case .away where given.contains("number") && !given.contains("date"):
                // "more than two years ago", but no "over last year"
                if text[behind].number != nil || text.digits(behind) != nil || ["a", "an"].contains(text(behind)) { return rest }
            case .plain: continue
            default: if given.contains("date") { return rest }
            }
        }
        return nil
    }

    /// Phrases that narrow an expression down, the longest first, by their first words.
    private static let edges: [String: [(phrase: [String], given: [String])]] = Dictionary(
        grouping: Lexicon.timeEdges.words.map { (TimeText.cut($0), Lexicon.timeEdges[$0]) }.sorted { $0.0.count > $1.0.count }
    ) { $0.0[0] }
}

extension TimeText {
    /// Whether an expression can begin at a place; most places are passed over by this.
    func opens(_ at: Int) -> Bool {
        if tellsTime(at) { return true }
        guard let first = lower[at].utf8.first else { return false }
        // Figures, "'80s", "mid-1990s".
        return (48...57).contains(first) || first == UInt8(ascii: "'") || first == UInt8(ascii: "q")
    }
}
