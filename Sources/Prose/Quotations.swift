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
        /// “ „ ‟ « ‹ and " or ″
        case left, low, reversed, leftAngle, leftSmallAngle, straight
        /// ” » ›
        case right, rightAngle, rightSmallAngle
        /// ‘ ’ ‚ ' ′
        case leftSingle, rightSingle, lowSingle, straightSingle, prime
        /// Half of `` << and >>
        case grave, less, greater
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
            case 0x22, 0x2033: .straight
            case 0x27: .straightSingle
            case 0x3C: .less
            case 0x3E: .greater
            case 0x60: .grave
            case 0xAB: .leftAngle
            case 0xBB: .rightAngle
            case 0x2018: .leftSingle
            case 0x2019: .rightSingle
            case 0x201A: .lowSingle
            case 0x201C: .left
            case 0x201D: .right
            case 0x201E: .low
            case 0x201F: .reversed
            case 0x2032: .prime
            case 0x2039: .leftSmallAngle
            case 0x203A: .rightSmallAngle
            default: .none
            }
        self.init(mark: mark, startsInLetter: false, endsInLetter: false)
    }
}

extension WordSign.Mark {
    /// Whether it opens a quotation in double marks, wherever it stands.
    var opens: Bool {
        switch self {
        case .left, .low, .reversed, .leftAngle, .leftSmallAngle, .straight: true
        default: false
        }
    }

    /// Whether it opens one where it stands as an opening mark does, and something closes it later: ”…”, »…«.
    var canBeTurned: Bool { self == .right || self == .rightAngle }

    /// Whether half of a mark that is written twice, ``…'' or <<…>>.
    var isDoubled: Bool { self == .grave || self == .less }

    /// Whether it closes the quotation that `opening` has opened. German „…“ closes with what opens an English one.
    func closes(_ opening: Self) -> Bool {
        switch opening {
        case .left, .reversed, .right: self == .right
        case .low: self == .left || self == .right
        case .leftAngle: self == .rightAngle
        case .rightAngle: self == .leftAngle
        case .leftSmallAngle: self == .rightSmallAngle
        case .straight: self == .straight
        case .grave: self == .straightSingle
        case .less: self == .greater
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
        var reader = QuotationReader(signs: signs, paragraph: start..<end, words)
        reader.run(&words)
        start = end
    }
    var count: Int32 = 0
    for i in words.indices {
        if words[i].quote == .opening { count += 1 }
        words[i].quotation = words[i].quote == .outside ? 0 : count
    }
}
