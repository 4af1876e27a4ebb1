import HTTP
import Record
import Wire

extension Response {
    /// A page.
    static func html(_ page: HTML, status: Int = 200) -> Response {
        Response(status: status, type: "text/html; charset=utf-8", body: page.bytes)
    }

    /// One value, written by `write`.
    static func json(status: Int = 200, _ write: (inout JSONWriter) -> Void) -> Response {
        var json = JSONWriter()
        write(&json)
        return Response(status: status, type: "application/json", body: json.bytes + [UInt8(ascii: "\n")])
    }

    /// A table of comma-separated values.
    static func table(_ rows: String) -> Response {
        var response = Response(type: tableType, body: Array(rows.utf8))
        response.headers.append(("Content-Disposition", "attachment"))
        return response
    }

    /// A table that may be long.
    ///
    /// - Parameter write: writes the rows, one after the other.
    static func table(_ heading: String, _ write: ((String) throws -> Void) throws -> Void) throws -> Response {
        var body = LongBody()
        try body.write(heading.utf8)
        try write { try body.write($0.utf8) }
        var response = try Response(type: tableType, body)
        response.headers.append(("Content-Disposition", "attachment"))
        return response
    }

    private static let tableType: StaticString = "text/csv; charset=utf-8; header=present"

    /// A JSON object with one member, an array that may be long.
    ///
    /// - Parameter write: writes the elements, one after the other.
    static func json(array name: StaticString, _ write: (((inout JSONWriter) -> Void) throws -> Void) throws -> Void) throws
        -> Response
    {
        var body = LongBody()
        var isFirst = true
        try body.write("{\"\(name)\": [".utf8)
        try write { element in
            var json = JSONWriter()
            element(&json)
            if !isFirst { try body.write(", ".utf8) }
            isFirst = false
            try body.write(json.bytes)
        }
        try body.write("]}\n".utf8)
        return try Response(type: "application/json", body)
    }

    /// Sends the browser to another page with GET.
    static func see(_ address: Address) -> Response { see(address.text) }
}
