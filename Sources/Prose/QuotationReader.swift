/// Finds the quotations of one paragraph in one pass.
struct QuotationReader {
    private let signs: [WordSign]
    private let paragraph: Range<Int>
    /// The double mark that is open.
    private var opened: WordSign.Mark?
    /// How many quotations in “” stand open inside it, in the same marks.
    private var depth = 0
    /// Where the open single quotation ends; -1 where none is open.
    private var singleEnd = -1
    /// What the first half of a mark that is written twice has made of the second.
    private var secondHalf: QuotePosition?
    /// Places from which on the next closing single mark is yet to be looked for. They only move forward, as questions do, so that
    /// a paragraph of nothing but single marks is read in linear time.
    private var next: [WordSign.Mark: Int] = [:]
    /// How many more ” than “ stand from here to the end of the paragraph.
    private var closersLeft: Int
    /// The last ” and the last « that are glued to what precedes; -1 where there is none.
    private var lastRight = -1
    private var lastLeftAngle = -1

    /// Gaps must be final.
    init(signs: [WordSign], paragraph: Range<Int>, _ words: [Word]) {
        self.signs = signs
        self.paragraph = paragraph
        closersLeft = 0
        for i in paragraph {
            closersLeft += QuotationReader.balance(signs[i].mark)
            guard words[i].gap == .glued, i > paragraph.lowerBound else { continue }
            if signs[i].mark == .right { lastRight = i }
            if signs[i].mark == .leftAngle { lastLeftAngle = i }
        }
    }

    mutating func run(_ words: inout [Word]) {
        for i in paragraph {
            closersLeft -= QuotationReader.balance(signs[i].mark)
            words[i].quote = position(of: i, words)
        }
    }

    private static func balance(_ mark: WordSign.Mark) -> Int { mark == .right ? 1 : mark == .left ? -1 : 0 }

    private mutating func position(of i: Int, _ words: [Word]) -> QuotePosition {
        if let half = secondHalf {
            secondHalf = nil
            return half
        }
        let mark = signs[i].mark
        if let opening = opened, closes(opening, i, words) {
            if depth > 0 {
                depth -= 1
                return .inside
            }
            if opening.isDoubled { secondHalf = .closing }
            (opened, singleEnd) = (nil, -1)
            return .closing
        }
        if isMeasure(i, words, isOpen: opened != nil) { return inside(i) }
        if opened == .left, mark == .left, closersLeft > 1 {
            depth += 1
            return .inside
        }
        if mark.opens || opened == nil && opensTurned(i, words) { return open(mark) }
        if opened == nil, mark.isDoubled, isDoubled(i, words) {
            secondHalf = .opening
            return open(mark)
        }
        if mark == .right || mark == .rightAngle || mark == .rightSmallAngle { return .closing }
        if let closer = QuotationReader.singles[mark], singleEnd < i, opensSingle(i, words) {
            singleEnd = closingSingle(closer, i, words)
            return singleEnd > i ? .opening : (opened != nil ? .inside : .outside)
        }
        return i == singleEnd ? .closing : inside(i)
    }

    private mutating func open(_ mark: WordSign.Mark) -> QuotePosition {
        (opened, depth, singleEnd) = (mark, 0, -1)
        return .opening
    }

    private func inside(_ i: Int) -> QuotePosition { opened != nil || i < singleEnd ? .inside : .outside }

    // MARK: Double marks

    /// Whether a word closes the quotation that `opening` has opened: “…" too, where the straight mark stands as a closing one does.
    private func closes(_ opening: WordSign.Mark, _ i: Int, _ words: [Word]) -> Bool {
        let mark = signs[i].mark
        if opening.isDoubled { return mark.closes(opening) && isDoubled(i, words) }
        if opening == .left, mark == .straight {
            return !isMeasure(i, words, isOpen: false) && i > paragraph.lowerBound && words[i].gap == .glued
                && !isGluedToLetter(i, words)
        }
        return mark.closes(opening) && !isMeasure(i, words, isOpen: true)
    }

    /// Whether a straight mark tells inches: behind feet, 6'4", or behind a number where no quotation is open.
    private func isMeasure(_ i: Int, _ words: [Word], isOpen: Bool) -> Bool {
        guard signs[i].mark == .straight, i > paragraph.lowerBound, words[i].gap == .glued, words[i - 1].shape == .digits else {
            return false
        }
        guard isOpen else { return true }
        return i - 2 > paragraph.lowerBound && words[i - 1].gap == .glued && words[i - 2].gap == .glued
            && [.straightSingle, .rightSingle, .prime].contains(signs[i - 2].mark) && words[i - 3].shape == .digits
    }

    /// Whether a mark that mostly closes stands as an opening one does, and is closed later.
    private func opensTurned(_ i: Int, _ words: [Word]) -> Bool {
        guard signs[i].mark.canBeTurned, i == paragraph.lowerBound || words[i].gap != .glued else { return false }
        guard i + 1 < paragraph.upperBound, words[i + 1].gap == .glued else { return false }
        return (signs[i].mark == .right ? lastRight : lastLeftAngle) > i
    }

    /// Whether the next word is the same mark, glued to this one.
    private func isDoubled(_ i: Int, _ words: [Word]) -> Bool {
        i + 1 < paragraph.upperBound && signs[i + 1].mark == signs[i].mark && words[i + 1].gap == .glued
    }

    private func isGluedToLetter(_ i: Int, _ words: [Word]) -> Bool {
        i + 1 < paragraph.upperBound && words[i + 1].gap == .glued && signs[i + 1].startsInLetter
    }

    // MARK: Single marks

    /// What opens a quotation in single marks, and what closes it.
    private static let singles: [WordSign.Mark: WordSign.Mark] = [
        .leftSingle: .rightSingle, .lowSingle: .leftSingle, .straightSingle: .straightSingle,
    ]

    /// Whether a single mark can open: no letter is glued before it, and something is behind it.
    private func opensSingle(_ i: Int, _ words: [Word]) -> Bool {
        let before = i == 0 || words[i].gap != .glued || !signs[i - 1].endsInLetter
        return before && i + 1 < paragraph.upperBound && words[i + 1].gap == .glued
    }

    /// The mark that closes the single quotation opened at `i`; -1 where there is none before the paragraph ends or, for straight
    /// marks, before a double quotation opens.
    private mutating func closingSingle(_ closer: WordSign.Mark, _ i: Int, _ words: [Word]) -> Int {
        var at = max(next[closer] ?? 0, i + 2)
        defer { next[closer] = at }
        while at < paragraph.upperBound {
            if closesSingle(closer, at, words) { return at }
            if closer == .straightSingle, signs[at].mark.opens, signs[at].mark != .straight { return -1 }
            at += 1
        }
        return -1
    }

    /// Whether the word is this mark, glued to what precedes and not to a letter that follows.
    private func closesSingle(_ mark: WordSign.Mark, _ i: Int, _ words: [Word]) -> Bool {
        signs[i].mark == mark && words[i].gap == .glued && !isGluedToLetter(i, words)
    }
}
