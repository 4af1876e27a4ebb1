import Record

/// Writes JSON into bytes, on one line, members in the order of the calls.
///
///     var json = JSONWriter()
///     json.object { json in
///         json.member("id", "a:1")
///         json.member("count", 3)
///     }                                   // {"id": "a:1", "count": 3}
///
/// Strings keep their characters, except those that would harm a line or a terminal that shows it: control characters (C0, DEL
/// and C1) and the line separators U+2028 and U+2029 are written as escapes.
public struct JSONWriter: Sendable {
    /// What has been written, as UTF-8.
    public private(set) var bytes: [UInt8] = []
    private var isFirst = true

    /// A writer that has written nothing.
    public init() {}

    /// Writes an object whose members `body` writes.
    public mutating func object(_ body: (inout JSONWriter) -> Void) {
        separate()
        bytes.append(UInt8(ascii: "{"))
        isFirst = true
        body(&self)
        bytes.append(UInt8(ascii: "}"))
        isFirst = false
    }

    /// Writes an array with one element for each of `elements`, which `write` writes.
    public mutating func array<Element>(_ elements: some Sequence<Element>, _ write: (Element, inout JSONWriter) -> Void) {
        separate()
        bytes.append(UInt8(ascii: "["))
        isFirst = true
        for element in elements { write(element, &self) }
        bytes.append(UInt8(ascii: "]"))
        isFirst = false
    }

    /// Writes a member's name; its value must follow.
    public mutating func name(_ name: String) {
        string(name)
        bytes.append(contentsOf: [UInt8(ascii: ":"), UInt8(ascii: " ")])
        isFirst = true
    }

    /// Writes a member with a text, or null.
    public mutating func member(_ name: String, _ value: String?) {
        self.name(name)
        if let value { string(value) } else { literal("null") }
    }

    /// Writes a member with a whole number, or null.
    public mutating func member(_ name: String, _ value: Int?) {
        self.name(name)
        literal(value.map(String.init) ?? "null")
    }

    /// Writes a member with true or false.
    public mutating func member(_ name: String, _ value: Bool) {
        self.name(name)
        literal(value ? "true" : "false")
    }

    /// Writes a member with a share of one, 0 to 1, rounded to three decimals, or null: 0.97, 1.0.
    public mutating func member(_ name: String, share: Double?) {
        self.name(name)
        guard let share else { return literal("null") }
        let within = share.isNaN ? 0 : Swift.min(Swift.max(share, 0), 1)
        literal("\((within * 1000).rounded() / 1000)")
    }

    /// Writes a member whose value is JSON text already.
    public mutating func member(_ name: String, json: String) {
        self.name(name)
        literal(json)
    }

    /// Writes a string value.
    public mutating func string(_ value: String) {
        separate()
        bytes.append(UInt8(ascii: "\""))
        var value = value
        value.withUTF8 { appendEscaped($0) }
        bytes.append(UInt8(ascii: "\""))
    }

    /// Writes a whole number as a value.
    mutating func integer(_ value: Int) { literal(String(value)) }

    /// Writes the value null.
    public mutating func null() { literal("null") }

    private mutating func literal(_ text: String) {
        separate()
        bytes.append(contentsOf: text.utf8)
    }

    private mutating func separate() {
        if !isFirst { bytes.append(contentsOf: [UInt8(ascii: ","), UInt8(ascii: " ")]) }
        isFirst = false
    }

    /// Copies runs of bytes that need no escape at once.
    private mutating func appendEscaped(_ text: UnsafeBufferPointer<UInt8>) {
        var run = 0
        var at = 0
        while at < text.count {
            guard let (escape, length) = JSONWriter.escape(text, at) else {
                at += 1
                continue
            }
            bytes.append(contentsOf: text[run..<at])
            bytes.append(contentsOf: escape.utf8)
            at += length
            run = at
        }
        bytes.append(contentsOf: text[run...])
    }

    /// The escape for the character that begins at a byte of valid UTF-8, and the bytes it takes; nil where none is needed.
    @inline(__always)
    private static func escape(_ text: UnsafeBufferPointer<UInt8>, _ at: Int) -> (String, Int)? {
        switch text[at] {
        case UInt8(ascii: "\""): return ("\\\"", 1)
        case UInt8(ascii: "\\"): return ("\\\\", 1)
        case UInt8(ascii: "\n"): return ("\\n", 1)
        case UInt8(ascii: "\t"): return ("\\t", 1)
        case UInt8(ascii: "\r"): return ("\\r", 1)
        case 0..<0x20, 0x7F: return (numbered(UInt16(text[at])), 1)
        case 0xC2 where text[at + 1] < 0xA0: return (numbered(UInt16(text[at + 1])), 2)
        case 0xE2 where text[at + 1] == 0x80 && (text[at + 2] == 0xA8 || text[at + 2] == 0xA9):
            return (numbered(0x2000 + UInt16(text[at + 2]) - 0x80), 3)
        default: return nil
        }
    }

    private static func numbered(_ unit: UInt16) -> String {
        let digits = String(unit, radix: 16)
        return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
    }
}
