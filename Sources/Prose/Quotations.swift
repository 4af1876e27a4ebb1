/// Where a word stands toward quotation marks. The raw values are rows of the model's embedding and constants of
/// `Training/prose.py`.
public enum QuotePosition: UInt8, Sendable {
    case outside
    case inside
    /// An opening quotation mark.
    case opening
    /// A closing quotation mark.
    case closing
}

/// What matters about a word for quotation marks.
struct WordSign: Sendable {
    var mark: Mark
    /// Whether its first character is a letter or a number, as Python's `str.isalnum` has it.
    var startsInLetter: Bool
    /// Whether its last one is.
    var endsInLetter: Bool

    enum Mark: UInt8, Sendable {
        case none
        /// “ „ ‟ « "
        case left, low, reversed, leftAngle, straight
        /// ” »
        case right, rightAngle
        /// ‘ ’ '
        case leftSingle, rightSingle, straightSingle
    }

    /// A word that starts and ends in a letter or a digit.
    static let letters = WordSign(mark: .none, startsInLetter: true, endsInLetter: true)

    private init(mark: Mark, startsInLetter: Bool, endsInLetter: Bool) {
        self.mark = mark
        self.startsInLetter = startsInLetter
        self.endsInLetter = endsInLetter
    }

    /// A word that does not start in a letter; `mark` is its only scalar.
    init(mark scalar: UInt32) {
        let mark: Mark =
            switch scalar {
            case 0x22: .straight
            case 0x27: .straightSingle
            case 0x2018: .leftSingle
            case 0x2019: .rightSingle
            case 0x201C: .left
            case 0x201D: .right
            case 0x201E: .low
            case 0x201F: .reversed
            case 0xAB: .leftAngle
            case 0xBB: .rightAngle
            default: .none
            }
        self.init(mark: mark, startsInLetter: false, endsInLetter: false)
    }
}

extension WordSign.Mark {
    /// Whether it opens a quotation in double marks.
    var opens: Bool { self == .left || self == .low || self == .reversed || self == .leftAngle || self == .straight }

    /// Whether it closes the quotation that `opening` has opened. German „…“ closes with what opens an English one.
    func closes(_ opening: Self) -> Bool {
        switch opening {
        case .left, .reversed: self == .right
        case .low: self == .left || self == .right
        case .leftAngle: self == .rightAngle
        case .straight: self == .straight
        default: false
        }
    }
}

/// Finds quotations, paragraph by paragraph, and numbers them through the text.
///
/// An opening mark that is not closed holds to the end of its paragraph, as in a quotation of several paragraphs. A single mark
/// counts only where a pair is found, so that apostrophes stay apostrophes. Gaps must be final.
func findQuotations(in words: inout [Word], signs: [WordSign]) {
    var start = 0
    while start < words.count {
        var end = start + 1
        while end < words.count && words[end].gap != .paragraph { end += 1 }
        var reader = QuotationReader(signs: signs, paragraph: start..<end)
        reader.run(&words)
        start = end
    }
    var count: Int32 = 0
    for i in words.indices {
        if words[i].quote == .opening { count += 1 }
        words[i].quotation = words[i].quote == .outside ? 0 : count
    }
}

/// Finds the quotations of one paragraph in one pass.
private struct QuotationReader {
    let signs: [WordSign]
    let paragraph: Range<Int>
    /// The double mark that is open.
    private var opened: WordSign.Mark?
    /// Where the open single quotation ends; -1 where none is open.
    private var singleEnd = -1
    /// Places from which on the next closing single mark is yet to be looked for. They only move forward, as questions do, so that
    /// a paragraph of nothing but single marks is read in linear time.
    private var nextRight = 0
    private var nextStraight = 0

    init(signs: [WordSign], paragraph: Range<Int>) {
        self.signs = signs
        self.paragraph = paragraph
    }

    mutating func run(_ words: inout [Word]) {
        for i in paragraph { words[i].quote = position(of: i, words) }
    }

    private mutating func position(of i: Int, _ words: [Word]) -> QuotePosition {
        let mark = signs[i].mark
        if let opening = opened, mark.closes(opening) {
            (opened, singleEnd) = (nil, -1)
            return .closing
        }
        if mark.opens {
            (opened, singleEnd) = (mark, -1)
            return .opening
        }
        if mark == .right || mark == .rightAngle { return .closing }
        if (mark == .leftSingle || mark == .straightSingle) && singleEnd < i && opensSingle(i, words) {
            singleEnd = closingSingle(i, words)
            return singleEnd > i ? .opening : (opened != nil ? .inside : .outside)
        }
        if i == singleEnd { return .closing }
        return opened != nil || i < singleEnd ? .inside : .outside
    }

    /// Whether a single mark can open: no letter is glued before it, and something is behind it.
    private func opensSingle(_ i: Int, _ words: [Word]) -> Bool {
        let before = i == 0 || words[i].gap != .glued || !signs[i - 1].endsInLetter
        return before && i + 1 < paragraph.upperBound && words[i + 1].gap == .glued
    }

    /// The mark that closes the single quotation opened at `i`; -1 where there is none before the paragraph ends or, for straight
    /// marks, before a double quotation opens.
    private mutating func closingSingle(_ i: Int, _ words: [Word]) -> Int {
        if signs[i].mark == .leftSingle {
            nextRight = max(nextRight, i + 2)
            while nextRight < paragraph.upperBound && !closesSingle(.rightSingle, nextRight, words) { nextRight += 1 }
            return nextRight < paragraph.upperBound ? nextRight : -1
        }
        nextStraight = max(nextStraight, i + 2)
        while nextStraight < paragraph.upperBound {
            let mark = signs[nextStraight].mark
            if closesSingle(.straightSingle, nextStraight, words) { return nextStraight }
            if mark.opens && mark != .straight { return -1 }
            nextStraight += 1
        }
        return -1
    }

    /// Whether the word is this mark, glued to what precedes and not to a letter that follows.
    private func closesSingle(_ mark: WordSign.Mark, _ i: Int, _ words: [Word]) -> Bool {
        guard signs[i].mark == mark && words[i].gap == .glued else { return false }
        return i + 1 == paragraph.upperBound || words[i + 1].gap != .glued || !signs[i + 1].startsInLetter
    }
}
