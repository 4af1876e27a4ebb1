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
        var response = Response(type: "text/csv; charset=utf-8; header=present", body: Array(rows.utf8))
        response.headers.append(("Content-Disposition", "attachment"))
        return response
    }

    /// Sends the browser to another page with GET.
    static func see(_ address: Address) -> Response { see(address.text) }
}
