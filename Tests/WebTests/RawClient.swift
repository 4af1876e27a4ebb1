import Foundation

/// An HTTP client that sends whatever bytes it is given: what a browser would never send too.
struct RawClient {
    private let socket: Int32
    private let port: Int

    struct Failure: Error {
        let what: String
    }

    init(_ port: Int) throws {
        self.port = port
        let descriptor = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let status = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard status == 0 else { throw Failure(what: "connect: \(errno)") }
        // A server that never answers fails the test instead of holding it up.
        var limit = timeval(tv_sec: 20, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
        socket = descriptor
    }

    /// Sends some bytes and nothing else.
    func send(_ bytes: [UInt8]) { _ = Glibc.send(socket, bytes, bytes.count, Int32(MSG_NOSIGNAL)) }

    /// Sends some text and nothing else.
    func send(_ text: String) { send(Array(text.utf8)) }

    /// Ends what is sent; the answer can still be read.
    func finish() { shutdown(socket, Int32(SHUT_WR)) }

    /// All that comes until the server closes the connection.
    func rest() -> [UInt8] {
        var all: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 64 << 10)
        while true {
            let count = recv(socket, &piece, piece.count, 0)
            guard count > 0 else { break }
            all += piece[..<count]
        }
        return all
    }

    func close() { Glibc.close(socket) }

    func get(_ target: String, _ headers: [String] = []) throws -> Answer {
        try exchange("GET \(target) HTTP/1.1\r\n", headers)
    }

    func post(_ target: String, _ fields: [String: String], _ headers: [String] = []) throws -> Answer {
        let encoded = { (text: String) in text.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? "" }
        let body = fields.map { "\(encoded($0.key))=\(encoded($0.value))" }.joined(separator: "&")
        return try exchange(
            "POST \(target) HTTP/1.1\r\n",
            headers + ["Content-Type: application/x-www-form-urlencoded", "Content-Length: \(body.utf8.count)"], body)
    }

    /// Sends a request whole and reads its answer.
    func exchange(_ line: String, _ headers: [String], _ body: String = "") throws -> Answer {
        let host = headers.contains { $0.hasPrefix("Host:") } ? [] : ["Host: 127.0.0.1:\(port)"]
        let head = (host + headers + ["Connection: close"]).map { $0 + "\r\n" }.joined()
        send(line + head + "\r\n" + body)
        defer { close() }
        return try Answer(rest())
    }
}

/// A response.
struct Answer {
    let status: Int
    let headers: [String: String]
    let body: String

    init(_ bytes: [UInt8]) throws {
        let text = String(decoding: bytes, as: UTF8.self)
        guard let end = text.range(of: "\r\n\r\n") else { throw RawClient.Failure(what: "no answer: \(text.prefix(200))") }
        let lines = text[..<end.lowerBound].components(separatedBy: "\r\n")
        status = Int(lines[0].split(separator: " ").dropFirst().first ?? "") ?? 0
        headers = Dictionary(
            lines.dropFirst().compactMap { line in
                line.range(of: ": ").map { (line[..<$0.lowerBound].lowercased(), String(line[$0.upperBound...])) }
            }, uniquingKeysWith: { first, _ in first })
        body = String(text[end.upperBound...])
    }
}
