import Foundation
import Glibc
import Synchronization

/// A web server on the loopback that answers as a test says, byte for byte; it ends when the test is done.
///
///     let server = try LoopbackServer { request in
///         request.path == "/robots.txt" ? .status(404) : .ok("<p>Velm.</p>", headers: ["ETag: \"1\""])
///     }
///     … server.url("/7") … server.asked == ["/robots.txt", "/7"]
public final class LoopbackServer: Sendable {
    /// What was asked.
    public struct Request: Sendable {
        /// Path and query.
        public let path: String
        /// By their names in small letters.
        public let headers: [String: String]
    }

    /// What is answered, after which the connection is closed.
    public enum Reply: Sendable {
        /// These bytes, head and all.
        case bytes([UInt8])
        /// These bytes, and nothing more until the other one goes away.
        case stuck([UInt8])
        /// The first bytes, and then the second ones again and again until the other one goes away.
        case endless([UInt8], [UInt8])

        /// A whole answer.
        public static func status(_ status: Int, headers: [String] = [], body: [UInt8] = []) -> Reply {
            .bytes(head(status, headers + ["Content-Length: \(body.count)"]) + body)
        }

        /// A page.
        public static func ok(_ body: String, type: String = "text/html; charset=utf-8", headers: [String] = []) -> Reply {
            .status(200, headers: ["Content-Type: \(type)"] + headers, body: Array(body.utf8))
        }

        /// One address leads to another.
        public static func redirect(_ location: String, _ status: Int = 302) -> Reply {
            .status(status, headers: ["Location: \(location)"])
        }

        /// The head of an answer.
        public static func head(_ status: Int, _ headers: [String]) -> [UInt8] {
            Array((["HTTP/1.1 \(status) Told"] + headers + ["Connection: close", "", ""]).joined(separator: "\r\n").utf8)
        }
    }

    /// Where it listens.
    public let port: Int
    private let listening: Int32
    private let state: State

    private final class State: Sendable {
        let requests = Mutex<[Request]>([])
        let connections = Mutex(0)
        let answer: @Sendable (Request) -> Reply

        init(_ answer: @escaping @Sendable (Request) -> Reply) { self.answer = answer }
    }

    /// Listens at a free port of 127.0.0.1.
    public init(_ answer: @escaping @Sendable (Request) -> Reply) throws {
        state = State(answer)
        listening = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let descriptor = listening
        let isBound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { bare in
                bind(descriptor, bare, length) == 0 && listen(descriptor, 64) == 0 && getsockname(descriptor, bare, &length) == 0
            }
        }
        guard isBound else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
        port = Int(UInt16(bigEndian: address.sin_port))
        let state = state
        Thread.detachNewThread {
            while case let connection = accept(descriptor, nil, nil), connection >= 0 {
                state.connections.withLock { $0 += 1 }
                Thread.detachNewThread { LoopbackServer.serve(connection, state) }
            }
            close(descriptor)
        }
    }

    deinit { shutdown(listening, Int32(SHUT_RDWR)) }

    /// The address of a path here.
    public func url(_ path: String) -> String { "http://127.0.0.1:\(port)\(path)" }

    /// What has been asked for, in order.
    public var requests: [Request] { state.requests.withLock { $0 } }
    /// The paths of that.
    public var asked: [String] { requests.map(\.path) }
    /// How many connections have been made.
    public var connections: Int { state.connections.withLock { $0 } }

    // MARK: A connection

    private static func serve(_ connection: Int32, _ state: State) {
        defer { close(connection) }
        guard let request = request(connection) else { return }
        state.requests.withLock { $0.append(request) }
        switch state.answer(request) {
        case .bytes(let bytes): _ = send(bytes, connection)
        case .stuck(let bytes): if send(bytes, connection) { waitForEnd(connection) }
        case .endless(let first, let piece):
            var goesOn = send(first, connection)
            while goesOn { goesOn = send(piece, connection) }
        }
        shutdown(connection, Int32(SHUT_WR))
        waitForEnd(connection)
    }

    private static func request(_ connection: Int32) -> Request? {
        var bytes: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 4096)
        while !bytes.ends(with: "\r\n\r\n".utf8) {
            let count = recv(connection, &piece, piece.count, 0)
            guard count > 0, bytes.count < 1 << 20 else { return nil }
            bytes += piece[..<count]
            // No HTTP: a greeting of TLS.
            guard (0x41...0x5A).contains(bytes[0]) else { return nil }
        }
        let lines = String(decoding: bytes, as: UTF8.self).components(separatedBy: "\r\n")
        let words = lines[0].split(separator: " ")
        guard words.count == 3 else { return nil }
        let headers = lines.dropFirst().compactMap { line -> (String, String)? in
            let parts = line.split(separator: ":", maxSplits: 1)
            return parts.count == 2 ? (parts[0].lowercased(), parts[1].trimmingCharacters(in: .whitespaces)) : nil
        }
        return Request(path: String(words[1]), headers: Dictionary(headers) { first, _ in first })
    }

    private static func send(_ bytes: [UInt8], _ connection: Int32) -> Bool {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.send(connection, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
            guard count > 0 else { return false }
            rest = rest.dropFirst(count)
        }
        return true
    }

    /// Reads until the other one has gone away.
    private static func waitForEnd(_ connection: Int32) {
        var piece = [UInt8](repeating: 0, count: 4096)
        while recv(connection, &piece, piece.count, 0) > 0 {}
    }
}

extension [UInt8] {
    fileprivate func ends(with end: some Collection<UInt8>) -> Bool { suffix(end.count).elementsEqual(end) }
}
