import CMicrohttpd

/// One request and its response while they pass through the server.
///
/// `@unchecked Sendable`: the server's one thread has it until the connection is suspended, then the worker that answers, until it resumes the
/// connection; both steps go through a lock, so that no two threads have it at once.
final class Exchange: @unchecked Sendable {
    /// How far it has come.
    enum Stage {
        /// The first line is there.
        case begun
        /// All headers are there and say that the request may go on; the form follows, where there is one.
        case receiving(RequestHead, Session?, FormReader?)
        /// A worker has it.
        case atWork
        /// The response is ready.
        case answered(Response)
    }

    /// The target as it stands in the first line.
    let target: String
    var stage = Stage.begun
    /// Bytes that are reserved for its form.
    var reserved = 0

    init(target: String) { self.target = target }
}

/// What the headers of a request say, as far as it matters here.
struct RequestHead {
    let method: String
    let host: String
    let cookies: [String: String]
    let authorization: String?
    let origin: String?
    /// `Sec-Fetch-Site`, `-Mode` and `-Dest`: who asks, and what for, as browsers tell.
    let fetchSite: String?
    let fetchMode: String?
    let fetchDestination: String?
    let contentType: String?
    /// What `Content-Length` says; nil where it says nothing.
    let length: Int?
    /// The target as it stands in the first line.
    let rawTarget: String
    /// The target, where it is one.
    let target: RequestTarget?

    init(_ connection: OpaquePointer?, method: String, target: String) {
        let header = { (name: StaticString) -> String? in
            name.withUTF8Buffer { bytes in
                bytes.withMemoryRebound(to: CChar.self) {
                    MHD_lookup_connection_value(connection, .HEADER_KIND, $0.baseAddress).map { String(cString: $0) }
                }
            }
        }
        self.method = method
        host = header("Host") ?? ""
        cookies = RequestHead.cookies(header("Cookie") ?? "")
        authorization = header("Authorization")
        origin = header("Origin")
        fetchSite = header("Sec-Fetch-Site")
        fetchMode = header("Sec-Fetch-Mode")
        fetchDestination = header("Sec-Fetch-Dest")
        contentType = header("Content-Type")
        length = header("Content-Length").flatMap { Int($0) }
        rawTarget = target
        self.target = RequestTarget(target)
    }

    private static func cookies(_ header: String) -> [String: String] {
        var cookies: [String: String] = [:]
        for pair in header.split(separator: ";").prefix(64) {
            let sides = pair.split(separator: "=", maxSplits: 1)
            if sides.count == 2 { cookies[sides[0].trimmed] = sides[1].trimmed }
        }
        return cookies
    }
}

extension Substring {
    /// Without the spaces around it.
    fileprivate var trimmed: String {
        var rest = self
        while rest.first == " " { rest.removeFirst() }
        while rest.last == " " { rest.removeLast() }
        return String(rest)
    }
}
