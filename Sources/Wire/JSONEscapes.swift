import Record

/// The escapes inside JSON strings (RFC 8259, section 7).
enum JSONEscapes {
    /// The text of a string's inside whose escapes the reader has found to be well formed, as UTF-8.
    static func resolved(_ inside: ArraySlice<UInt8>) -> [UInt8] {
        var text: [UInt8] = []
        text.reserveCapacity(inside.count)
        var at = inside.startIndex
        while at < inside.endIndex {
            guard inside[at] == UInt8(ascii: "\\") else {
                text.append(inside[at])
                at += 1
                continue
            }
            if let plain = simple(inside[at + 1]) {
                text.append(plain)
                at += 2
            } else {
                text.append(contentsOf: UTF8.encode(codePoint(in: inside, at: &at)) ?? UTF8.encodedReplacementCharacter)
            }
        }
        return text
    }

    /// What the escape of this sign stands for, `\n` and the like; nil for `u` and for what is no escape.
    static func simple(_ sign: UInt8) -> UInt8? {
        switch sign {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): sign
        case UInt8(ascii: "b"): 0x08
        case UInt8(ascii: "f"): 0x0C
        case UInt8(ascii: "n"): 0x0A
        case UInt8(ascii: "r"): 0x0D
        case UInt8(ascii: "t"): 0x09
        default: nil
        }
    }

    static func isHexDigit(_ byte: UInt8) -> Bool { hexDigit(byte) != nil }

    /// Reads `\uXXXX`, and the second half of a surrogate pair with it; a half alone gives U+FFFD.
    private static func codePoint(in inside: ArraySlice<UInt8>, at: inout Int) -> Unicode.Scalar {
        let first = unit(in: inside, at: at)
        at += 6
        guard UTF16.isLeadSurrogate(first) else { return Unicode.Scalar(first) ?? "\u{FFFD}" }
        guard at + 6 <= inside.endIndex, inside[at] == UInt8(ascii: "\\"), inside[at + 1] == UInt8(ascii: "u") else {
            return "\u{FFFD}"
        }
        let second = unit(in: inside, at: at)
        guard UTF16.isTrailSurrogate(second) else { return "\u{FFFD}" }
        at += 6
        return UTF16.decode(UTF16.EncodedScalar([first, second]))
    }

    private static func unit(in inside: ArraySlice<UInt8>, at: Int) -> UInt16 {
        inside[at + 2..<at + 6].reduce(0) { $0 << 4 | UInt16(hexDigit($1) ?? 0) }
    }

    private static func hexDigit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}
