/// What a byte of UTF-8 is to BERT's basic tokenizer.
enum ByteClass: UInt8, Sendable {
    case small = 1
    case large = 2
    case digit = 4
    case mark = 8
    /// Space, tab, line feed, carriage return; vertical tab and form feed are dropped instead.
    case space = 16
    /// Dropped, as if it were not there.
    case control = 32
    case beyondASCII = 64

    @inline(__always)
    init(_ byte: UInt8) {
        switch byte {
        case 0x61...0x7A: self = .small
        case 0x20: self = .space
        case 0x80...: self = .beyondASCII
        case 0x41...0x5A: self = .large
        case 0x30...0x39: self = .digit
        case 0x09, 0x0A, 0x0D: self = .space
        case ..<0x20, 0x7F: self = .control
        default: self = .mark
        }
    }
}

extension LetterTraits {
    init(ascii byte: UInt8) {
        switch ByteClass(byte) {
        case .small: self = [.small, .letter, .letterOrNumber]
        case .large: self = [.large, .letter, .letterOrNumber]
        case .digit: self = .letterOrNumber
        default: self = []
        }
    }
}

/// The scalar that starts at a byte of valid UTF-8 (The Unicode Standard, table 3-6), and how many bytes it has.
@inline(__always)
func decodeScalar(_ bytes: [UInt8], _ at: Int) -> (Unicode.Scalar, length: Int) {
    func tail(_ offset: Int) -> UInt32 { UInt32(bytes[at + offset] & 0x3F) }
    let lead = UInt32(bytes[at])
    let (value, length): (UInt32, Int) =
        switch lead {
        case ..<0x80: (lead, 1)
        case ..<0xE0: ((lead & 0x1F) << 6 | tail(1), 2)
        case ..<0xF0: ((lead & 0x0F) << 12 | tail(1) << 6 | tail(2), 3)
        default: ((lead & 0x07) << 18 | tail(1) << 12 | tail(2) << 6 | tail(3), 4)
        }
    return (Unicode.Scalar(value) ?? "\u{FFFD}", length)
}
