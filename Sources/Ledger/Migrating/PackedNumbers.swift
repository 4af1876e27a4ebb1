import Record
import SQLite

/// Writes whole numbers in as few bytes as they need: seven bits a byte, the lowest first, the highest bit set where more follow (LEB128, DWARF 5, 7.6).
struct NumberPacking {
    private(set) var bytes: [UInt8] = []

    /// A number that is not negative; a negative one is written as 0.
    mutating func add(_ number: Int) {
        var rest = UInt(max(0, number))
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(rest))
    }

    /// Any number: 0, -1, 1, -2 … are written as 0, 1, 2, 3 …
    mutating func add(signed number: Int) { add(number < 0 ? ~(number << 1) : number << 1) }

    mutating func add(byte: UInt8) { bytes.append(byte) }

    /// A text, its length before it.
    mutating func add(_ text: String) {
        let utf8 = Array(text.utf8)
        add(utf8.count)
        bytes += utf8
    }
}

/// Reads what `NumberPacking` writes; nil where the bytes end, or a number is larger than any that is kept (2^48); places add up to no more than that.
struct NumberUnpacking {
    /// The largest number and the last place: more than any text has.
    static let limit = 1 << 48

    private let bytes: [UInt8]
    private var at = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// Whether all is read.
    var isAtEnd: Bool { at == bytes.count }

    mutating func number() -> Int? {
        var (number, shift) = (0, 0)
        while at < bytes.count, shift < 49 {
            let byte = bytes[at]
            at += 1
            number |= Int(byte & 0x7F) << shift
            if byte < 0x80 { return number < NumberUnpacking.limit ? number : nil }
            shift += 7
        }
        return nil
    }

    mutating func signed() -> Int? { number().map { $0 & 1 == 0 ? $0 >> 1 : ~($0 >> 1) } }

    mutating func byte() -> UInt8? {
        guard at < bytes.count else { return nil }
        defer { at += 1 }
        return bytes[at]
    }

    mutating func text() -> String? {
        guard let count = number(), count <= bytes.count - at else { return nil }
        defer { at += count }
        return String(validating: bytes[at..<at + count], as: UTF8.self)
    }

    /// A span that begins at a number relative to `origin`.
    mutating func span(from origin: Int) -> Span? {
        guard let step = signed(), let length = number(), (0...NumberUnpacking.limit).contains(origin + step) else {
            return nil
        }
        return Span(origin + step, origin + step + length)
    }
}
