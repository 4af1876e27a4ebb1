/// What is sent back.
package struct Response: Sendable {
    package let status: Int
    package let type: StaticString
    package let body: [UInt8]
    /// Holds the body instead, where it is long.
    let file: BodyFile?
    /// Further headers; values come from this program, and hold no control characters.
    package var headers: [(name: StaticString, value: String)] = []
    /// Whether the body never changes, so that a browser may keep it.
    package var isLasting = false

    package init(status: Int = 200, type: StaticString, body: [UInt8]) {
        self.status = status
        self.type = type
        self.body = body
        file = nil
    }

    /// A response whose body may be long.
    package init(type: StaticString, _ body: LongBody) throws(BodyError) {
        var body = body
        try body.end()
        status = 200
        self.type = type
        self.body = body.bytes
        file = body.file
    }

    /// The same with a long body in a file, where one can be made, so that it takes no memory while it waits to be taken.
    var filed: Response {
        guard file == nil, body.count > LongBody.buffer, let file = try? BodyFile(), (try? file.write(body)) != nil else {
            return self
        }
        return Response(self, file)
    }

    private init(_ response: Response, _ file: BodyFile) {
        (status, type, headers, isLasting) = (response.status, response.type, response.headers, response.isLasting)
        body = []
        self.file = file
    }

    /// Bytes of its body.
    var count: Int { body.count + (file?.count ?? 0) }

    /// Whether its body stands in memory.
    package var isInMemory: Bool { file == nil }

    /// Sends the browser to another page of this server with GET.
    package static func see(_ path: String) -> Response {
        var response = Response(status: 303, type: "text/plain; charset=utf-8", body: [])
        response.headers.append(("Location", path))
        return response
    }

    /// One sentence, for what a page cannot be made for.
    package static func plain(_ status: Int, _ sentence: String) -> Response {
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
