import Record

extension JSONReader {
    /// Reads a whole JSON text whose value should be an object, handing each member to `member`; whatever else it is, is passed over.
    ///
    /// - Returns: what the value is.
    /// - Throws: `JSONError` where it is no JSON text, and whatever `member` throws.
    static func document(
        _ json: [UInt8], member: (_ name: String, _ reader: inout JSONReader) throws -> Void
    ) throws -> Kind {
        var reader = JSONReader(json)
        let kind = try reader.peek()
        if kind == .object { try reader.object(member) } else { try reader.skip() }
        try reader.end()
        return kind
    }
}
