import Foundation

/// What BERT's normalizer and pre-tokenizer make of one scalar, standing alone.
///
/// The reference is the Rust crate `tokenizers` 0.23, with which the model was trained: it decides about categories by Unicode 8
/// (crate `unicode_categories`), about canonical decomposition and combining classes by Unicode 9
/// (`unicode-normalization-alignments` 0.1.12), about case by the newest Unicode. What is younger counts as unassigned. The few
/// scalars whose category has changed since are listed; a sweep over all code points found them.
struct ScalarForm: Sendable {
    let kind: Kind
    /// What takes the scalar's place; empty where it is dropped or white space.
    let parts: [Part]
    /// What Python says of the scalar itself, for the shape of words.
    let traits: LetterTraits

    enum Kind: UInt8, Sendable {
        /// Control, format and private-use characters, U+0000 and U+FFFD: as if they were not there.
        case dropped
        /// White space: ends a word.
        case space
        /// A punctuation mark or a Chinese character: one part, a word of its own.
        case alone
        /// All others: the parts join the word, after canonical ordering.
        case flowing
    }

    /// One scalar of the decomposition, in lower case.
    struct Part: Sendable {
        var scalar: UInt32
        /// Canonical combining class.
        var order: UInt8
        var role: Role
        /// Whether it is the first of its scalar's parts.
        var isFirst: Bool

        enum Role: UInt8, Sendable { case letter, mark, stripped }
    }

    init(of scalar: Unicode.Scalar) {
        traits = LetterTraits(of: scalar)
        let category = BERTCategory(of: scalar)
        if scalar.value == 0 || scalar.value == 0xFFFD || (category == .other && !scalar.isASCIISpace) {
            (kind, parts) = (.dropped, [])
        } else if scalar.properties.isWhitespace {
            (kind, parts) = (.space, [])
        } else {
            let parts = Self.parts(of: scalar)
            let standsAlone = parts.count == 1 && parts[0].order == 0 && (parts[0].role == .mark || scalar.isChinese)
            (kind, self.parts) = (standsAlone ? .alone : .flowing, parts)
        }
    }

    private static func parts(of scalar: Unicode.Scalar) -> [Part] {
        var parts: [Part] = []
        for decomposed in scalar.decomposition {
            let order = decomposed.isKnown(toUnicode: 9) ? decomposed.properties.canonicalCombiningClass.rawValue : 0
            if BERTCategory(of: decomposed) == .nonspacing {
                parts.append(Part(scalar: decomposed.value, order: order, role: .stripped, isFirst: parts.isEmpty))
                continue
            }
            for lower in decomposed.properties.lowercaseMapping.unicodeScalars {
                let role: Part.Role = BERTCategory(of: lower) == .punctuation ? .mark : .letter
                parts.append(Part(scalar: lower.value, order: order, role: role, isFirst: parts.isEmpty))
            }
        }
        return parts
    }
}

/// The three groups of general categories that BERT asks for, as of Unicode 8.
enum BERTCategory: Sendable {
    /// Cc, Cf, Co; not Cn.
    case other
    /// Mn.
    case nonspacing
    /// P*, and all ASCII marks, such as "$", which Unicode calls symbols.
    case punctuation
    case rest

    init(of scalar: Unicode.Scalar) {
        switch scalar.value {
        case 0x21...0x2F, 0x3A...0x40, 0x5B...0x60, 0x7B...0x7E, 0x166D, 0x111C9: self = .punctuation
        case 0x1734, 0x1171E: self = .nonspacing
        case 0x1885, 0x1886, 0xA9BD: self = .rest
        default: self = scalar.isKnown(toUnicode: 8) ? Self(scalar.properties.generalCategory) : .rest
        }
    }

    private init(_ category: Unicode.GeneralCategory) {
        switch category {
        case .control, .format, .privateUse: self = .other
        case .nonspacingMark: self = .nonspacing
        case .connectorPunctuation, .dashPunctuation, .openPunctuation, .closePunctuation, .initialPunctuation,
            .finalPunctuation, .otherPunctuation:
            self = .punctuation
        default: self = .rest
        }
    }
}

extension Unicode.Scalar {
    /// Whether the scalar was assigned in the given version of Unicode.
    fileprivate func isKnown(toUnicode version: Int) -> Bool {
        guard let age = properties.age else { return false }
        return age.major < version || (age.major == version && age.minor == 0)
    }

    /// The control characters that BERT takes for white space.
    fileprivate var isASCIISpace: Bool { value == 0x09 || value == 0x0A || value == 0x0D }

    /// The ideographs that BERT sets apart; not kana, not Hangul, and not the extensions made after it.
    fileprivate var isChinese: Bool {
        switch value {
        case 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xF900...0xFAFF, 0x20000...0x2A6DF, 0x2A700...0x2B81F, 0x2B920...0x2CEAF,
            0x2F800...0x2FA1F:
            true
        default: false
        }
    }

    /// The canonical decomposition as of Unicode 9.
    fileprivate var decomposition: [Unicode.Scalar] {
        guard value >= 0xC0, isKnown(toUnicode: 9) else { return [self] }
        return Array(String(self).decomposedStringWithCanonicalMapping.unicodeScalars)
    }
}

/// The forms of scalars beyond ASCII: those of European text made once, others when they are first met.
struct ScalarForms: Sendable {
    private let latin: [ScalarForm]
    private let punctuation: [ScalarForm]
    private var rare: [UInt32: ScalarForm] = [:]

    private static let latinRange: Range<UInt32> = 0x80..<0x250
    private static let punctuationRange: Range<UInt32> = 0x2000..<0x2070

    init() {
        latin = Self.latinRange.compactMap(Unicode.Scalar.init).map(ScalarForm.init)
        punctuation = Self.punctuationRange.compactMap(Unicode.Scalar.init).map(ScalarForm.init)
    }

    /// The form of a scalar from U+0080 on.
    subscript(scalar: Unicode.Scalar) -> ScalarForm {
        mutating get {
            if Self.latinRange.contains(scalar.value) { return latin[Int(scalar.value - Self.latinRange.lowerBound)] }
            if Self.punctuationRange.contains(scalar.value) {
                return punctuation[Int(scalar.value - Self.punctuationRange.lowerBound)]
            }
            if let form = rare[scalar.value] { return form }
            let form = ScalarForm(of: scalar)
            rare[scalar.value] = form
            return form
        }
    }
}
