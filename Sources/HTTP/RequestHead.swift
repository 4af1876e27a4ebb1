import CMicrohttpd

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// What the headers of a request say, as far as it matters here.
struct RequestHead {
    var method: String
    var host: String
    var cookies: [String: String] = [:]
    var authorization: String?
    var origin: String?
    /// `Sec-Fetch-Site`, `-Mode` and `-Dest`: who asks, and what for, as browsers tell.
    var fetchSite: String?
    var fetchMode: String?
    var fetchDestination: String?
    /// What `Content-Length` says; nil where it says nothing.
    var length: Int?
    /// The target as it stands in the first line.
    let rawTarget: String
    /// The target, where it is one.
    let target: RequestTarget?

    /// A head that says nothing more.
    init(method: String, host: String, rawTarget: String) {
        self.method = method
        self.host = host
        self.rawTarget = rawTarget
        target = RequestTarget(rawTarget)
    }

    init(_ connection: OpaquePointer?, method: String, target: String) {
        let header = { (name: StaticString) -> String? in
            name.withUTF8Buffer { bytes in
                bytes.withMemoryRebound(to: CChar.self) {
                    MHD_lookup_connection_value(connection, .HEADER_KIND, $0.baseAddress).map { String(cString: $0) }
                }
            }
        }
        self.init(method: method, host: RequestHead.host(connection), rawTarget: target)
        cookies = RequestHead.cookies(header("Cookie") ?? "")
        authorization = header("Authorization")
        origin = header("Origin")
        fetchSite = header("Sec-Fetch-Site")
        fetchMode = header("Sec-Fetch-Mode")
        fetchDestination = header("Sec-Fetch-Dest")
        length = header("Content-Length").flatMap { Int($0) }
    }

    /// What `Host` says, where it stands there once and is well formed: letters, digits and what stands in addresses alone; else nothing.
    private static func host(_ connection: OpaquePointer?) -> String {
        var hosts: [String?] = []
        withUnsafeMutablePointer(to: &hosts) { hosts in
            _ = MHD_get_connection_values_n(
                connection, .HEADER_KIND,
                { context, _, key, keySize, value, size in
                    let hosts = context?.assumingMemoryBound(to: [String?].self)
                    guard let key, keySize == 4, strncasecmp(key, "Host", 4) == 0 else { return .YES }
                    let bytes = UnsafeRawBufferPointer(start: value, count: value == nil ? 0 : size)
                    let isPlain = bytes.allSatisfy { byte in
                        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
                            || [0x2D, 0x2E, 0x3A, 0x5B, 0x5D, 0x5F].contains(byte)
                    }
                    hosts?.pointee.append(isPlain ? String(decoding: bytes, as: UTF8.self) : nil)
                    return .YES
                }, hosts)
        }
        return hosts.count == 1 ? hosts[0] ?? "" : ""
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
