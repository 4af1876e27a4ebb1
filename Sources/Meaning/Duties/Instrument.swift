import English
import Record

/// What binds somebody, as an article names it: a resolution, a treaty, a law, an order, an agreement, a promise.
///
/// Two lists of the lexicon and a grammar: `instruments` holds the words that head such a name, `instrument-modifiers` what can stand before them in small
/// letters. To the head belong the capitals and the determiner before it, and a number, a year, brackets and "of …" behind it.
struct Instrument: Sendable, Hashable {
    /// The words.
    let words: Range<Int>
    /// The word that heads it, in small letters.
    let head: String
    /// Whether it is called by a name: "Resolution 2231", "the Port Amrel Treaty".
    let isNamed: Bool

    /// Those of one sentence, in order of reading.
    static func all(in sentence: Range<Int>, _ article: ReadArticle) -> [Instrument] {
        var found: [Instrument] = []
        var at = sentence.lowerBound
        while at < sentence.upperBound {
            guard let instrument = InstrumentGrammar(article, sentence, from: found.last?.words.upperBound).instrument(at) else {
                at += 1
                continue
            }
            found.append(instrument)
            at = instrument.words.upperBound
        }
        return found
    }

    /// Whether the word that heads it tells what is owed too: "our commitment".
    var isCommitment: Bool { Lexicon.instruments[head].contains("commitment") }

    /// Whether it counts only near what is owed: "law" alone.
    var isNarrow: Bool { words.count == 1 && !isNamed && Lexicon.instruments[head].contains("narrow") }

    /// How many words lie between it and a word; 0 inside it.
    func distance(to word: Int) -> Int { min(abs(words.lowerBound - word), abs(words.upperBound - word)) }
}

/// Finds the instrument whose head stands at a word.
private struct InstrumentGrammar {
    private let article: ReadArticle
    private let sentence: Range<Int>
    /// Words before it belong to another instrument.
    private let floor: Int

    init(_ article: ReadArticle, _ sentence: Range<Int>, from floor: Int?) {
        (self.article, self.sentence, self.floor) = (article, sentence, floor ?? sentence.lowerBound)
    }

    func instrument(_ at: Int) -> Instrument? {
        let word = text(at)
        let given = Lexicon.instruments[word]
        let isClause = word.first == "s" && word.count > 1 && word.dropFirst().allSatisfy(\.isNumber)
        guard !given.isEmpty || isClause, !isPartOfMore(at, given) else { return nil }
        let (isNamed, behind): (Bool, Int)
        if isClause || given.contains("alone") && hasCapital(at) {
            (isNamed, behind) = (true, at + 1)
        } else if given.contains("numbered"), isNumber(at + 1), hasCapital(at) || isFigure(at + 1) {
            (isNamed, behind) = (true, at + 2)
        } else if given.contains("named"), hasCapital(at),
            isInside(at - 1) && hasCapital(at - 1) || ["of", "on", "for", "no"].contains(text(at + 1))
        {
            (isNamed, behind) = (true, at + 1)
        } else if given.contains("common"), !hasCapital(at), !isOpen(at, given) {
            (isNamed, behind) = (false, at + 1)
        } else if given.contains("named"), hasCapital(at), isInside(at - 1), isDeterminer(at - 1) {
            (isNamed, behind) = (false, at + 1)
        } else {
            return nil
        }
        return Instrument(
            words: start(of: at, isNamed: isNamed)..<end(from: behind, isNamed: isNamed), head: word, isNamed: isNamed)
    }

    /// "rule of law", "law enforcement", "bail conditions": no instrument of its own; a decision that no court or council took.
    private func isPartOfMore(_ at: Int, _ given: [String]) -> Bool {
        // "conflict resolution"
        if text(at) == "resolution", !hasCapital(at), !isFigure(at + 1), !isDeterminer(at - 1), isInside(at - 1),
            !hasCapital(at - 1),
            !["council", "s", "binding", "new", "nations"].contains(text(at - 1))
        {
            return true
        }
        if text(at - 1) == "draft" || text(at) == "convention" && ["national", "party"].contains(text(at - 1)) { return true }
        if given.contains("bare"), hasCapital(at + 1), !hasCapital(at), isInside(at + 1) { return true }
        if given.contains("bare"), text(at - 1) == "of" || Self.compounds.contains(text(at + 1)) { return true }
        if given.contains("ruled") {
            let around = max(sentence.lowerBound, at - 5)..<min(sentence.upperBound, at + 7)
            return !around.contains { Self.courts.contains(article.lower[$0]) }
        }
        let next = Lexicon.instruments[text(at + 1)]
        return next.contains("common") && !hasCapital(at) && !hasCapital(at + 1) && !next.contains("open")
            || given.contains("common") && ["condition", "conditions", "terms", "orders"].contains(text(at + 1))
                && !hasCapital(at + 1)
    }

    private static let compounds: Set<String> = [
        "enforcement", "firm", "firms", "school", "and", "professor", "student", "students", "officer", "officers", "party",
        "coalition", "class", "elite", "family", "bloc", "maker", "-",
    ]
    private static let courts: Set<String> = [
        "court", "courts", "council", "tribunal", "judge", "judges", "commission", "board", "assembly", "arbitrator", "regulator",
    ]

    /// "in order to", "to act", "must act": no instrument.
    private func isOpen(_ at: Int, _ given: [String]) -> Bool {
        guard given.contains("open") else { return false }
        return at == sentence.lowerBound
            || ["in", "to", "will", "not", "must", "can", "should", "and", ",", "we", "they"].contains(text(at - 1))
    }

    /// Where the name begins.
    private func start(of head: Int, isNamed: Bool) -> Int {
        var start = head
        while start > floor, head - start < Self.longest {
            let before = start - 1
            // "the 9/11 Relief Act"
            if text(before) == "/", isFigure(start), isFigure(before - 1), before > floor {
                start -= 2
                continue
            }
            let joins =
                hasCapital(before) || isFigure(before)
                || isNamed && Self.joints.contains(text(before)) && before > floor && hasCapital(before - 1)
                || !isNamed && Lexicon.instrumentModifiers.contains(text(before))
            guard joins else { break }
            start = before
        }
        // "Under the Kessom Treaty": what opens a sentence has a capital too.
        while start < head, Self.joints.contains(text(start)) || Lexicon.prepositions.contains(text(start)) { start += 1 }
        return start > floor && isDeterminer(start - 1) ? start - 1 : start
    }

    /// Where it ends: behind a number, a year, brackets, "of the United Harbours".
    private func end(from start: Int, isNamed: Bool) -> Int {
        var end = start
        while end < sentence.upperBound {
            if Self.links.contains(text(end)), let behind = phrase(end + 1) ?? common(end + 1) {
                end = behind
            } else if text(end) == "(", let close = (end..<min(end + 8, sentence.upperBound)).first(where: { text($0) == ")" }) {
                end = close + 1
            } else if text(end) == "/", isFigure(end - 1), isFigure(end + 1) {
                end += 2
            } else if isFigure(end) {
                end += 1
            } else if text(end) == ",", isYear(end + 1) {
                end += 2
            } else if text(end) == "no", text(end + 1) == ".", isFigure(end + 2) {
                end += 3
            } else if isNamed, hasCapital(end), Lexicon.instruments[text(end)].contains("named") {
                end += 1
            } else {
                break
            }
        }
        return end
    }

    /// The words behind "of": those with capitals, and what joins them; nil where there are none.
    private func phrase(_ start: Int) -> Int? {
        guard isInside(start), hasCapital(start) || isDeterminer(start), !Lexicon.weekdays.contains(text(start)),
            !Lexicon.months.contains(text(start))
        else { return nil }
        var end = start
        while isInside(end), end - start < Self.longest - 1,
            hasCapital(end) || isDeterminer(end) || isFigure(end) || ["of", "and", "-"].contains(text(end))
        { end += 1 }
        while end > start, ["of", "and", "-"].contains(text(end - 1)) || isDeterminer(end - 1) { end -= 1 }
        return end > start ? end : nil
    }

    /// Behind an instrument that another one holds: "the norms of international law".
    private func common(_ start: Int) -> Int? {
        var end = start
        while isInside(end), end - start < 4, Lexicon.instrumentModifiers.contains(text(end)) || isDeterminer(end) { end += 1 }
        return end > start && Lexicon.instruments[text(end)].contains("common") ? end + 1 : nil
    }

    private static let longest = 11
    private static let joints: Set<String> = ["of", "and", "the", "on", "for", "-", "'", "s"]
    private static let links: Set<String> = ["of", "on", "with", "against", "between", "for"]

    private func isInside(_ at: Int) -> Bool { sentence.contains(at) }
    private func text(_ at: Int) -> String { isInside(at) ? article.lower[at] : "" }
    private func hasCapital(_ at: Int) -> Bool { isInside(at) && article.worded.words[at].shape.hasCapital }
    private func isDeterminer(_ at: Int) -> Bool { Lexicon.determiners.contains(text(at)) }
    private func isFigure(_ at: Int) -> Bool { !text(at).isEmpty && text(at).utf8.allSatisfy { (48...57).contains($0) } }
    private func isYear(_ at: Int) -> Bool {
        isFigure(at) && text(at).utf8.count == 4 && ["1", "2"].contains(text(at).prefix(1))
    }
    private func isNumber(_ at: Int) -> Bool { isFigure(at) || !text(at).isEmpty && text(at).allSatisfy { "ivx".contains($0) } }
}
