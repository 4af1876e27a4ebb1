/// What the letters of a word look like. The raw values are rows of the model's embedding and constants of `Training/prose.py`.
public enum WordShape: UInt8, Sendable {
    /// Letters, all of them small: "said", "8th".
    case lower
    /// The first letter large, the others small: "Ruritania", "I".
    case capital
    /// Two letters or more, all of them large: "UN", "F16S".
    case caps
    /// Large and small letters in another order: "iPhone", "McNulty".
    case mixed
    /// No letters of either case, and an ASCII digit: "2031".
    case digits
    /// Neither letters nor ASCII digits: ",", "“", "²".
    case mark
    /// Letters without case: "議", "שלום".
    case other

    /// Whether a letter of the word is large.
    public var hasCapital: Bool { self == .capital || self == .caps || self == .mixed }
}

/// Counts the letters of a word, one scalar after the other, and tells its shape.
struct ShapeCount {
    private var large = 0
    private var small = 0
    private var startsLarge = false
    private var hasDigit = false
    private var hasLetter = false

    /// Takes the next scalar of the word.
    mutating func add(_ letter: LetterTraits, isASCIIDigit: Bool) {
        if letter.contains(.large) {
            if large + small == 0 { startsLarge = true }
            large += 1
        } else if letter.contains(.small) {
            small += 1
        }
        if isASCIIDigit { hasDigit = true }
        if letter.contains(.letter) { hasLetter = true }
    }

    /// The shape of what was added.
    var shape: WordShape {
        if large + small > 0 {
            if large == 0 { return .lower }
            if small == 0 && large > 1 { return .caps }
            return startsLarge && large == 1 ? .capital : .mixed
        }
        if hasDigit { return .digits }
        return hasLetter ? .other : .mark
    }
}

/// What Python's `str` says of one character: the features were learned with CPython 3.11, that is with Unicode 14.
struct LetterTraits: OptionSet, Sendable {
    let rawValue: UInt8

    /// `str.isupper`.
    static let large = LetterTraits(rawValue: 1)
    /// `str.islower`.
    static let small = LetterTraits(rawValue: 2)
    /// `str.isalpha`.
    static let letter = LetterTraits(rawValue: 4)
    /// `str.isalnum`.
    static let letterOrNumber = LetterTraits(rawValue: 8)

    init(rawValue: UInt8) { self.rawValue = rawValue }

    init(of scalar: Unicode.Scalar) {
        self = []
        let properties = scalar.properties
        guard let age = properties.age, age.major <= 14 else { return }
        if properties.isUppercase { insert(.large) }
        if Self.isSmall(scalar) { insert(.small) }
        switch properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter:
            formUnion([.letter, .letterOrNumber])
        default:
            if properties.numericType != nil { insert(.letterOrNumber) }
        }
    }

    /// Lowercase in Unicode 14; later versions changed their mind about these (found by a sweep over all code points).
    private static func isSmall(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x0295: true
        case 0x10FC, 0xA7F2...0xA7F4, 0xAB69: false
        default: scalar.properties.isLowercase
        }
    }
}
