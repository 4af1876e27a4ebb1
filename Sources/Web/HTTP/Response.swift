import Record

/// What is sent back.
struct Response: Sendable {
    let status: Int
    let type: StaticString
    let body: [UInt8]
    /// Further headers; values come from this program, and hold no control characters.
    var headers: [(name: StaticString, value: String)] = []
    /// Whether the body never changes, so that a browser may keep it.
    var isLasting = false

    init(status: Int = 200, type: StaticString, body: [UInt8]) {
        self.status = status
        self.type = type
        self.body = body
    }

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

    /// The same by a path of this server.
    static func see(_ path: String) -> Response {
        var response = Response(status: 303, type: "text/plain; charset=utf-8", body: [])
        response.headers.append(("Location", path))
        return response
    }

    /// One sentence, for what a page cannot be made for.
    static func plain(_ status: Int, _ sentence: String) -> Response {
        Response(status: status, type: "text/plain; charset=utf-8", body: Array((sentence + "\n").utf8))
    }

    /// What every response says beside its own headers. Nothing but this site's own style sheet and script is loaded or run, nobody frames it,
    /// nobody else reads it.
    static let standing: [(name: StaticString, value: StaticString)] = [
        (
            "Content-Security-Policy",
            "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
        ),
        ("X-Content-Type-Options", "nosniff"), ("X-Frame-Options", "DENY"), ("Referrer-Policy", "same-origin"),
        ("Cross-Origin-Opener-Policy", "same-origin"), ("Cross-Origin-Resource-Policy", "same-origin"),
    ]
}
