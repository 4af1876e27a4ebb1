import CSQLite
import Record
import SQLite

/// The functions through which the file's views read packed texts.
///
/// - `dixit_text(body.text)`: the text.
/// - `dixit_content(body.text, statement.parts)`: the words of a statement's content, with “ … ” between pieces.
/// - `dixit_spans(statement.parts, 0)`: where the source stands, as JSON `[[start, end], …]`; 1 for the cue, 2 for the content.
///
/// All give NULL where the bytes are damaged or the spans are not in the text.
package enum TextFunctions {
    package static func register(on connection: Connection) throws {
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
        ("dixit_content", 2, { context, _, values in give(context, content(values?[0], values?[1])) }),
        ("dixit_spans", 2, { context, _, values in give(context, spans(values?[0], values?[1])) }),
    ]
}

private func bytes(_ value: OpaquePointer?) -> [UInt8]? {
    guard let bytes = sqlite3_value_blob(value) else { return nil }
    return Array(UnsafeRawBufferPointer(start: bytes, count: Int(sqlite3_value_bytes(value))))
}

private func unpacked(_ value: OpaquePointer?) -> [UInt8]? { bytes(value).flatMap { Packed.unpack(text: $0) } }

private func content(_ body: OpaquePointer?, _ parts: OpaquePointer?) -> [UInt8]? {
    guard let text = unpacked(body), let parts = bytes(parts).flatMap({ StatementParts(packed: $0) }) else { return nil }
    return Slices(of: text).joined(parts.content)
}

private func spans(_ parts: OpaquePointer?, _ place: OpaquePointer?) -> [UInt8]? {
    guard let parts = bytes(parts).flatMap({ StatementParts(packed: $0) }) else { return nil }
    let all = [parts.source, parts.cue, parts.content]
    let place = Int(sqlite3_value_int64(place))
    return all.indices.contains(place) ? Array(SpanList.json(all[place]).utf8) : nil
}

private func give(_ context: OpaquePointer?, _ text: [UInt8]?) {
    guard let text else { return sqlite3_result_null(context) }
    text.withUnsafeBytes { bytes in
        let start = bytes.baseAddress?.assumingMemoryBound(to: CChar.self)
        csqlite_result_text(context, start, Int32(clamping: bytes.count))
    }
}
