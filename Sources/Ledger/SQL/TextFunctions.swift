import CSQLite

/// The functions through which the file's views read packed texts.
///
/// - `dixit_text(body.text)`: the text.
/// - `dixit_slices(body.text, spans)`: the words at `[[start, end], …]`, with “ … ” between pieces.
///
/// Both give NULL where the bytes are damaged or the spans are not in the text.
enum TextFunctions {
    static func register(on connection: Connection) throws {
        for (name, count, function) in functions {
            // They only compute, so that views of the file may call them.
            let flags = SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS
            let status = sqlite3_create_function_v2(connection.handle, name, count, flags, nil, function, nil, nil, nil)
            guard status == SQLITE_OK else { throw connection.fault(status) }
        }
    }

    private typealias Function = @convention(c) (OpaquePointer?, Int32, UnsafeMutablePointer<OpaquePointer?>?) -> Void

    private static let functions: [(String, Int32, Function)] = [
        ("dixit_text", 1, { context, _, values in give(context, unpacked(values?[0])) }),
        ("dixit_slices", 2, { context, _, values in give(context, slices(values?[0], values?[1])) }),
    ]
}

private func unpacked(_ value: OpaquePointer?) -> [UInt8]? {
    guard let bytes = sqlite3_value_blob(value) else { return nil }
    return Packed.unpack(Array(UnsafeRawBufferPointer(start: bytes, count: Int(sqlite3_value_bytes(value)))))
}

private func slices(_ body: OpaquePointer?, _ spans: OpaquePointer?) -> [UInt8]? {
    guard let text = unpacked(body), let json = sqlite3_value_text(spans) else { return nil }
    let list = SpanList.spans(UnsafeBufferPointer(start: json, count: Int(sqlite3_value_bytes(spans))))
    return list.flatMap { Slices(of: text).joined($0) }
}

private func give(_ context: OpaquePointer?, _ text: [UInt8]?) {
    guard let text else { return sqlite3_result_null(context) }
    text.withUnsafeBytes { bytes in
        let start = bytes.baseAddress?.assumingMemoryBound(to: CChar.self)
        csqlite_result_text(context, start, Int32(clamping: bytes.count))
    }
}
