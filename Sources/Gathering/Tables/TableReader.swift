/// Rows of a table in text: CSV as RFC 4180 has it, with any separator, read in memory that does not grow with the file.
///
/// Rows end with LF or CRLF. A field that begins with a quotation mark ends with the next one that is not doubled, and may hold separators
/// and line ends. Where something else than a separator or a line end follows that one, the field was not quoted in truth (`"We will," he said`)
/// and is taken as it stands.
package struct TableReader {
    /// A row, or what stands where one would not be held.
    package enum Row: Equatable {
        /// Its fields, and its bytes as they stood, without the line end.
        case fields([[UInt8]], raw: [UInt8])
        /// A row beyond the limit of bytes, passed over; its length.
        case tooLong(Int)
        /// A row with more than `TableReader.columns` fields, passed over.
        case tooWide
        /// The file ends within quotation marks that this row opens.
        case unclosed
    }

    /// Fields that a row may have.
    static let columns = 10_000
    private static let quote = UInt8(ascii: "\"")
    private static let lineFeed: UInt8 = 0x0A
    private static let carriageReturn: UInt8 = 0x0D

    private enum State {
        case fieldStart, plain, quoted
        /// Behind a quotation mark within quotation marks: the end, or the first of two.
        case quote
        /// Behind that and a carriage return.
        case quoteAndReturn
    }

    let separator: UInt8
    /// Bytes that a row may have.
    let limit: Int
    private let more: () throws -> ArraySlice<UInt8>?
    private var chunk: ArraySlice<UInt8> = []

    private var state = State.fieldStart
    private var fields: [[UInt8]] = []
    private var field: [UInt8] = []
    private var raw: [UInt8] = []
    /// Where the field begins in `raw`.
    private var fieldBegin = 0
    private var length = 0
    private var isTooWide = false

    /// A table in memory, whose separator is what most separates its first row.
    package init(of bytes: [UInt8]) {
        var isGiven = false
        self.init(separator: TableColumns.separator(in: bytes[...])) {
            defer { isGiven = true }
            return isGiven ? nil : bytes[...]
        }
    }

    /// - Parameter more: gives the next bytes of the file; nil at its end.
    package init(separator: UInt8, limit: Int = GatheringLimit.line, more: @escaping () throws -> ArraySlice<UInt8>?) {
        self.separator = separator
        self.limit = limit
        self.more = more
    }

    /// The next row; nil at the end.
    package mutating func next() throws -> Row? {
        while true {
            if chunk.isEmpty {
                guard let piece = try more() else { return end() }
                chunk = piece
            }
            while let byte = chunk.popFirst() {
                if take(byte) { return finished() }
            }
        }
    }

    /// Whether a row is held: it is within the limits so far.
    private var isHeld: Bool { length <= limit && !isTooWide }

    /// Takes a byte; true where it ends the row.
    private mutating func take(_ byte: UInt8) -> Bool {
        if byte == TableReader.lineFeed, state != .quoted { return true }
        length += 1
        if isHeld { raw.append(byte) } else { drop() }
        switch (state, byte) {
        case (.quoted, TableReader.quote): state = .quote
        case (.quote, TableReader.quote):
            append(byte)
            state = .quoted
        case (.fieldStart, TableReader.quote): state = .quoted
        case (.fieldStart, separator), (.plain, separator), (.quote, separator): endField()
        case (.quote, TableReader.carriageReturn): state = .quoteAndReturn
        case (.quote, _), (.quoteAndReturn, _): unquote(byte)
        case (.fieldStart, _):
            state = .plain
            append(byte)
        case (.plain, _), (.quoted, _): append(byte)
        }
        return false
    }

    private mutating func append(_ byte: UInt8) {
        if isHeld { field.append(byte) }
    }

    /// Takes a field as it stands that only looked as if it were quoted.
    private mutating func unquote(_ byte: UInt8) {
        state = .plain
        guard isHeld else { return }
        field = Array(raw[fieldBegin...])
        if byte == separator {
            field.removeLast()
            endField()
        }
    }

    private mutating func endField() {
        state = .fieldStart
        if fields.count + 1 >= TableReader.columns { isTooWide = true }
        guard isHeld else { return drop() }
        fields.append(field)
        field.removeAll(keepingCapacity: true)
        fieldBegin = raw.count
    }

    /// Lets go of a row that is beyond the limits.
    private mutating func drop() {
        raw = []
        field = []
        fields = []
        fieldBegin = 0
    }

    private mutating func end() -> Row? {
        if state == .quoted {
            reset()
            return .unclosed
        }
        return length == 0 ? nil : finished()
    }

    private mutating func finished() -> Row {
        defer { reset() }
        if isTooWide { return .tooWide }
        if length > limit { return .tooLong(length) }
        if state == .plain, field.last == TableReader.carriageReturn { field.removeLast() }
        fields.append(field)
        if raw.last == TableReader.carriageReturn { raw.removeLast() }
        return .fields(fields, raw: raw)
    }

    private mutating func reset() {
        drop()
        state = .fieldStart
        length = 0
        isTooWide = false
    }
}
