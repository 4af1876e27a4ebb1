import Record

/// Reads JSON (RFC 8259) from bytes, value by value, in one pass and without building a tree.
///
/// Strict: what the grammar does not allow is a `JSONError` with its position. Two things are settled here that the RFC leaves
/// open: a surrogate without its partner (`"\ud800"`) becomes U+FFFD, and nesting deeper than `deepest` is a fault.
///
///     var json = JSONReader(bytes)
///     try json.object { name, json in
///         if name == "text" { text = try json.string() } else { rest.append(try json.source()) }
///     }
///     try json.end()
///
/// Foundation's `JSONSerialization` and `JSONDecoder` are not used because members that Dixit does not know must be passed on as
/// they stood, and those two keep no source text: `1.10` would leave as `1.1`, and large integers as rounded doubles.
public struct JSONReader: Sendable {
    /// Arrays and objects inside one another beyond this are a fault.
    public static let deepest = 512

    /// What kind of value stands next.
    public enum Kind: String, Sendable {
        case object, array, string, number, boolean, null

        /// The kind with its article, for a sentence: "an object".
        public var phrase: String {
            switch self {
            case .object: "an object"
            case .array: "an array"
            case .string: "a string"
            case .number: "a number"
            case .boolean: "a boolean"
            case .null: "null"
            }
        }
    }

    private let bytes: [UInt8]
    /// The bytes read so far.
    public private(set) var position = 0
    private var depth = 0

    /// A reader at the start of `bytes`.
    public init(_ bytes: [UInt8]) { self.bytes = bytes }

    // MARK: Values

    /// What stands next, without reading it.
    public mutating func peek() throws(JSONError) -> Kind {
        skipSpace()
        switch byte {
        case UInt8(ascii: "{"): return .object
        case UInt8(ascii: "["): return .array
        case UInt8(ascii: "\""): return .string
        case UInt8(ascii: "-"): return .number
        case let digit? where JSONReader.isDigit(digit): return .number
        case UInt8(ascii: "t"), UInt8(ascii: "f"): return .boolean
        case UInt8(ascii: "n"): return .null
        case nil: throw broken("the text ends where a value is expected")
        default: throw broken("a value is expected")
        }
    }

    /// Reads an object; `member` gets each name and must read its value.
    public mutating func object(_ member: (String, inout JSONReader) throws -> Void) throws {
        try open(.object, "an object is expected")
        if closes(UInt8(ascii: "}")) { return }
        repeat {
            let name = try memberName()
            try member(name, &self)
        } while try continues(UInt8(ascii: "}"), "a comma or } is expected")
    }

    /// Reads an array; `element` is called before each element and must read it.
    public mutating func array(_ element: (inout JSONReader) throws -> Void) throws {
        try open(.array, "an array is expected")
        if closes(UInt8(ascii: "]")) { return }
        repeat { try element(&self) } while try continues(UInt8(ascii: "]"), "a comma or ] is expected")
    }

    /// Reads a string and gives its text.
    public mutating func string() throws(JSONError) -> String {
        guard try peek() == .string else { throw fault("a string is expected") }
        let start = position + 1
        guard try scanString() else { return String(decoding: bytes[start..<position - 1], as: UTF8.self) }
        return String(decoding: JSONEscapes.resolved(bytes[start..<position - 1]), as: UTF8.self)
    }

    /// Reads a number that is a whole one.
    public mutating func integer() throws(JSONError) -> Int {
        guard try peek() == .number else { throw fault("a whole number is expected") }
        let start = position
        try scanNumber()
        guard let value = Int(String(decoding: bytes[start..<position], as: UTF8.self)) else {
            throw JSONError(position: start, reason: "a whole number is expected", isSyntax: false)
        }
        return value
    }

    /// Reads a whole number that must be one of a range: what is counted on, or stored, is checked where it comes in.
    package mutating func integer(in range: ClosedRange<Int>) throws(JSONError) -> Int {
        let value = try integer()
        guard range.contains(value) else {
            throw fault("\(value) is not a number from \(range.lowerBound) to \(range.upperBound)")
        }
        return value
    }

    /// Reads a number; one beyond the range of a `Double` is infinite.
    public mutating func number() throws(JSONError) -> Double {
        guard try peek() == .number else { throw fault("a number is expected") }
        let start = position
        try scanNumber()
        return Double(String(decoding: bytes[start..<position], as: UTF8.self)) ?? .infinity
    }

    /// Reads any value and gives its JSON text as it stands, on one line: where white space between its tokens holds a line
    /// break, that white space is left out.
    public mutating func source() throws(JSONError) -> String {
        skipSpace()
        let start = position
        try skip()
        let value = bytes[start..<position]
        let broken = value.contains { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") }
        return broken ? JSONReader.withoutSpace(value) : String(decoding: value, as: UTF8.self)
    }

    /// Reads any value and forgets it.
    public mutating func skip() throws(JSONError) {
        switch try peek() {
        case .string: _ = try scanString()
        case .number: try scanNumber()
        case .boolean: try word(byte == UInt8(ascii: "t") ? "true" : "false")
        case .null: try word("null")
        case .array:
            try open(.array, "an array is expected")
            if closes(UInt8(ascii: "]")) { return }
            repeat { try skip() } while try continues(UInt8(ascii: "]"), "a comma or ] is expected")
        case .object:
            try open(.object, "an object is expected")
            if closes(UInt8(ascii: "}")) { return }
            repeat {
                _ = try memberName()
                try skip()
            } while try continues(UInt8(ascii: "}"), "a comma or } is expected")
        }
    }

    /// Makes sure that nothing but white space is left.
    public mutating func end() throws(JSONError) {
        skipSpace()
        if position < bytes.count { throw broken("something stands behind the end of the value") }
    }

    /// A fault at the place reached, for what the grammar allows but the caller does not.
    public func fault(_ reason: String) -> JSONError { JSONError(position: position, reason: reason, isSyntax: false) }
}

// MARK: - Tokens

extension JSONReader {
    private func broken(_ reason: String) -> JSONError { JSONError(position: position, reason: reason) }

    private var byte: UInt8? { position < bytes.count ? bytes[position] : nil }

    private mutating func skipSpace() {
        while position < bytes.count, JSONReader.isSpace(bytes[position]) { position += 1 }
    }

    private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 }

    private mutating func open(_ kind: Kind, _ reason: String) throws(JSONError) {
        guard try peek() == kind else { throw fault(reason) }
        guard depth < JSONReader.deepest else { throw fault("values are nested more than \(JSONReader.deepest) deep") }
        depth += 1
        position += 1
    }

    private mutating func closes(_ bracket: UInt8) -> Bool {
        skipSpace()
        guard byte == bracket else { return false }
        depth -= 1
        position += 1
        return true
    }

    /// Behind an element: true where a comma announces another one, false where the bracket closes.
    private mutating func continues(_ bracket: UInt8, _ reason: String) throws(JSONError) -> Bool {
        if closes(bracket) { return false }
        guard byte == UInt8(ascii: ",") else { throw broken(byte == nil ? "the text ends too early" : reason) }
        position += 1
        return true
    }

    private mutating func memberName() throws(JSONError) -> String {
        skipSpace()
        guard byte == UInt8(ascii: "\"") else { throw broken("a member's name in quotation marks is expected") }
        let name = try string()
        skipSpace()
        guard byte == UInt8(ascii: ":") else { throw broken("a colon is expected") }
        position += 1
        return name
    }

    private mutating func word(_ expected: StaticString) throws(JSONError) {
        let end = position + expected.utf8CodeUnitCount
        let text = String(decoding: bytes[position..<Swift.min(end, bytes.count)], as: UTF8.self)
        guard text == "\(expected)" else { throw broken("a value is expected") }
        position = end
    }

    /// Moves behind a string; true where it holds an escape.
    private mutating func scanString() throws(JSONError) -> Bool {
        guard byte == UInt8(ascii: "\"") else { throw broken("a string is expected") }
        let start = position
        var escaped = false
        position += 1
        while let next = byte {
            switch next {
            case UInt8(ascii: "\""):
                position += 1
                return escaped
            case UInt8(ascii: "\\"):
                escaped = true
                try scanEscape()
            case 0..<0x20: throw broken("a control character in a string must be written as an escape")
            default: position += 1
            }
        }
        throw JSONError(position: start, reason: "the string that begins here has no end")
    }

    private mutating func scanEscape() throws(JSONError) {
        let sign = position + 1 < bytes.count ? bytes[position + 1] : 0
        switch sign {
        case UInt8(ascii: "u"):
            guard position + 6 <= bytes.count, bytes[position + 2..<position + 6].allSatisfy(JSONEscapes.isHexDigit) else {
                throw broken("\\u must be followed by four hexadecimal digits")
            }
            position += 6
        case _ where JSONEscapes.simple(sign) != nil: position += 2
        default: throw broken("this escape does not exist in JSON")
        }
    }

    private mutating func scanNumber() throws(JSONError) {
        if byte == UInt8(ascii: "-") { position += 1 }
        if byte == UInt8(ascii: "0") {
            position += 1
            if let next = byte, JSONReader.isDigit(next) { throw broken("a number must not begin with 0") }
        } else {
            try scanDigits()
        }
        if byte == UInt8(ascii: ".") {
            position += 1
            try scanDigits()
        }
        if byte == UInt8(ascii: "e") || byte == UInt8(ascii: "E") {
            position += 1
            if byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-") { position += 1 }
            try scanDigits()
        }
    }

    private mutating func scanDigits() throws(JSONError) {
        guard let first = byte, JSONReader.isDigit(first) else { throw broken("a digit is expected") }
        while let next = byte, JSONReader.isDigit(next) { position += 1 }
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }

    /// A valid value's text less the white space between its tokens.
    private static func withoutSpace(_ value: ArraySlice<UInt8>) -> String {
        var kept: [UInt8] = []
        var inString = false
        var escaped = false
        for byte in value where inString || !isSpace(byte) {
            kept.append(byte)
            if escaped {
                escaped = false
            } else if byte == UInt8(ascii: "\\") {
                escaped = true
            } else if byte == UInt8(ascii: "\"") {
                inString.toggle()
            }
        }
        return String(decoding: kept, as: UTF8.self)
    }
}
