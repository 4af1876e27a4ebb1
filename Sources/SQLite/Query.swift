import CSQLite

/// A prepared statement.
package final class Query {
    package let pointer: OpaquePointer
    private unowned let connection: Connection

    package init(_ pointer: OpaquePointer, of connection: Connection) {
        self.pointer = pointer
        self.connection = connection
    }

    deinit { sqlite3_finalize(pointer) }

    /// Puts values in the place of the question marks.
    package func bind(_ values: [(any SQLValue)?]) throws {
        precondition(sqlite3_bind_parameter_count(pointer) == values.count, "as many values as question marks")
        for (at, value) in values.enumerated() {
            let status = value?.bind(to: pointer, at: Int32(at + 1)) ?? sqlite3_bind_null(pointer, Int32(at + 1))
            guard status == SQLITE_OK else { throw connection.fault(status) }
        }
    }

    /// Goes on to the next row; false behind the last.
    package func step() throws -> Bool {
        switch sqlite3_step(pointer) {
        case SQLITE_ROW: return true
        case SQLITE_DONE: return false
        case let status: throw connection.fault(status, sqlite3_sql(pointer).map { String(cString: $0) })
        }
    }

    package func reset() {
        sqlite3_reset(pointer)
        sqlite3_clear_bindings(pointer)
    }
}

/// The row at which a query stands. It does not outlive the step.
package struct Row: ~Copyable {
    private let pointer: OpaquePointer

    package init(_ pointer: OpaquePointer) { self.pointer = pointer }

    package func isNull(_ column: Int32) -> Bool { sqlite3_column_type(pointer, column) == SQLITE_NULL }

    package func int(_ column: Int32) -> Int { Int(sqlite3_column_int64(pointer, column)) }

    package func optionalInt(_ column: Int32) -> Int? { isNull(column) ? nil : int(column) }

    package func double(_ column: Int32) -> Double { sqlite3_column_double(pointer, column) }

    /// Text; what is no UTF-8 in a damaged file is replaced.
    package func text(_ column: Int32) -> String {
        guard let bytes = sqlite3_column_text(pointer, column) else { return "" }
        let count = Int(sqlite3_column_bytes(pointer, column))
        return String(decoding: UnsafeBufferPointer(start: bytes, count: count), as: UTF8.self)
    }

    package func optionalText(_ column: Int32) -> String? { isNull(column) ? nil : text(column) }

    package func blob(_ column: Int32) -> [UInt8] {
        guard let bytes = sqlite3_column_blob(pointer, column) else { return [] }
        return Array(UnsafeRawBufferPointer(start: bytes, count: Int(sqlite3_column_bytes(pointer, column))))
    }

    /// The bytes of a blob while `body` runs.
    package func withBlob<Value>(_ column: Int32, _ body: (UnsafeRawBufferPointer) throws -> Value) rethrows -> Value {
        let bytes = sqlite3_column_blob(pointer, column)
        return try body(
            UnsafeRawBufferPointer(start: bytes, count: bytes == nil ? 0 : Int(sqlite3_column_bytes(pointer, column))))
    }

    /// The bytes of a text while `body` runs.
    package func withBytes<Value>(_ column: Int32, _ body: (UnsafeBufferPointer<UInt8>) -> Value) -> Value {
        let bytes = sqlite3_column_text(pointer, column)
        return body(UnsafeBufferPointer(start: bytes, count: bytes == nil ? 0 : Int(sqlite3_column_bytes(pointer, column))))
    }

    package func optionalBlob(_ column: Int32) -> [UInt8]? { isNull(column) ? nil : blob(column) }

    /// All its values, of whatever type they are.
    package var values: [(any SQLValue)?] {
        (0..<sqlite3_column_count(pointer)).map { column in
            switch sqlite3_column_type(pointer, column) {
            case SQLITE_NULL: nil
            case SQLITE_INTEGER: int(column)
            case SQLITE_FLOAT: sqlite3_column_double(pointer, column)
            case SQLITE_TEXT: text(column)
            default: blob(column)
            }
        }
    }
}

/// What can stand in the place of a question mark.
package protocol SQLValue: Sendable {
    func bind(to query: OpaquePointer, at place: Int32) -> Int32
}

extension Int: SQLValue {
    package func bind(to query: OpaquePointer, at place: Int32) -> Int32 { sqlite3_bind_int64(query, place, Int64(self)) }
}

extension Double: SQLValue {
    package func bind(to query: OpaquePointer, at place: Int32) -> Int32 { sqlite3_bind_double(query, place, self) }
}

extension String: SQLValue {
    package func bind(to query: OpaquePointer, at place: Int32) -> Int32 {
        var copy = self
        return copy.withUTF8 { bytes in
            bytes.withMemoryRebound(to: CChar.self) { chars in
                // An empty string has no address, which SQLite would take for NULL.
                chars.baseAddress.map { csqlite_bind_text(query, place, $0, Int32(clamping: chars.count)) }
                    ?? csqlite_bind_text(query, place, "", 0)
            }
        }
    }
}

extension [UInt8]: SQLValue {
    package func bind(to query: OpaquePointer, at place: Int32) -> Int32 {
        withUnsafeBytes { csqlite_bind_blob(query, place, $0.baseAddress, Int32(clamping: $0.count)) }
    }
}
