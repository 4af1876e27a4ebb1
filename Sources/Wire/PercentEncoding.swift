/// Bytes of an address as `%` and two hexadecimal digits (https://www.rfc-editor.org/rfc/rfc3986#section-2.1).
package enum PercentEncoding {
    private static let digits = Array("0123456789ABCDEF".utf8)

    /// A text whose bytes stand for themselves where `keeps` says so, and are encoded elsewhere.
    package static func encoded(_ text: String, keeps: (UInt8) -> Bool = isUnreserved) -> String {
        var bytes: [UInt8] = []
        for byte in text.utf8 {
            if keeps(byte) { bytes.append(byte) } else { bytes += escaped(byte) }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Letters and digits of ASCII, and `-._~`, which mean the same encoded or not.
    package static func isUnreserved(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: "-._~".utf8.contains(byte)
        }
    }

    /// A byte as it is encoded.
    package static func escaped(_ byte: UInt8) -> [UInt8] {
        [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
    }
}
