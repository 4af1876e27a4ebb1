import CCurl
import Glibc

/// Requests over HTTP/1.1 by libcurl, one at a time, over connections that are kept open for a while.
///
/// It follows no redirect, keeps no cookie, sends no password, asks no proxy whatever the environment says, and speaks with no machine that its
/// `Reach` leaves out. Certificates are verified. It blocks; use it from one thread.
final class HTTPConnection {
    /// What came back.
    struct Response {
        let head: ResponseHead
        /// Unpacked.
        let body: [UInt8]
        /// Whether the body is only the beginning of one that is too long.
        let isCut: Bool
    }

    private static let isReady = curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK

    private let handle: UnsafeMutableRawPointer?
    private let reach: Reach
    private let cancellation: Cancellation
    /// Names that are resolved as told, for tests: "velm.example:80:127.0.0.1".
    private let resolved: [String]
    private let userAgent: String

    init(userAgent: String, reach: Reach, cancellation: Cancellation, resolved: [String] = []) {
        handle = HTTPConnection.isReady ? curl_easy_init() : nil
        self.userAgent = userAgent
        self.reach = reach
        self.cancellation = cancellation
        self.resolved = resolved
    }

    deinit { curl_easy_cleanup(handle) }

    /// Gets what is at an address.
    ///
    /// - Parameters:
    ///   - headers: lines such as "Accept: text/html".
    ///   - limits: with `page` and `document` as the longest body; a longer one is an error, or where `mayCut` says so, its beginning is given.
    func get(_ address: WebAddress, headers: [String], limits: FetchLimits, mayCut: Bool = false) throws(FetchError) -> Response {
        if cancellation.isCancelled { throw .cancelled }
        guard let handle else { throw .network("libcurl cannot be started", "see that it is installed whole") }
        let exchange = Exchange(limits, reach, cancellation, mayCut: mayCut)
        curl_easy_reset(handle)
        set(handle, address, limits)
        HTTPConnection.call(exchange, from: handle)
        var (lines, names) = (list(headers), list(resolved))
        defer {
            curl_slist_free_all(lines)
            curl_slist_free_all(names)
            lines = nil
            names = nil
        }
        _ = ccurl_set_list(handle, CURLOPT_HTTPHEADER, lines)
        _ = ccurl_set_list(handle, CURLOPT_RESOLVE, names)
        let status = withExtendedLifetime(exchange) { curl_easy_perform(handle) }
        if status == CURLE_OK { return Response(head: exchange.head, body: exchange.body, isCut: false) }
        if mayCut, case .tooLong? = exchange.stop { return Response(head: exchange.head, body: exchange.body, isCut: true) }
        throw fault(status, exchange, limits, handle)
    }

    private func set(_ handle: UnsafeMutableRawPointer, _ address: WebAddress, _ limits: FetchLimits) {
        let strings: [(CURLoption, String)] = [
            (CURLOPT_URL, address.description), (CURLOPT_USERAGENT, userAgent), (CURLOPT_PROXY, ""), (CURLOPT_NOPROXY, "*"),
            // All packings that it can undo.
            (CURLOPT_ACCEPT_ENCODING, ""),
        ]
        for (option, value) in strings { _ = ccurl_set_string(handle, option, value) }
        let numbers: [(CURLoption, Int)] = [
            (CURLOPT_NOSIGNAL, 1), (CURLOPT_NOPROGRESS, 0), (CURLOPT_FOLLOWLOCATION, 0),
            (CURLOPT_HTTP_VERSION, Int(CURL_HTTP_VERSION_1_1)),
            (CURLOPT_SSL_VERIFYPEER, 1), (CURLOPT_SSL_VERIFYHOST, 2), (CURLOPT_NETRC, 0),
            (CURLOPT_CONNECTTIMEOUT_MS, limits.connecting), (CURLOPT_TIMEOUT_MS, limits.whole),
            (CURLOPT_LOW_SPEED_LIMIT, limits.slowest), (CURLOPT_LOW_SPEED_TIME, limits.slowFor),
        ]
        for (option, value) in numbers { _ = ccurl_set_long(handle, option, value) }
        _ = ccurl_speak_http_alone(handle)
    }

    /// Has libcurl call an exchange back.
    private static func call(_ exchange: Exchange, from handle: UnsafeMutableRawPointer) {
        let pointer = Unmanaged.passUnretained(exchange).toOpaque()
        for option in [CURLOPT_HEADERDATA, CURLOPT_WRITEDATA, CURLOPT_XFERINFODATA, CURLOPT_OPENSOCKETDATA] {
            _ = ccurl_set_pointer(handle, option, pointer)
        }
        _ = ccurl_on_header(handle) { bytes, size, count, state in
            let line = UnsafeRawBufferPointer(start: bytes, count: size * count)
            return Exchange.at(state)?.take(head: line) == true ? line.count : 0
        }
        _ = ccurl_on_body(handle) { bytes, size, count, state in
            let piece = UnsafeRawBufferPointer(start: bytes, count: size * count)
            // Any other number than that of the bytes breaks off; 0 would not, for an empty piece.
            return Exchange.at(state)?.take(body: piece) == true ? piece.count : piece.count + 1
        }
        _ = ccurl_on_progress(handle) { state, _, received, _, _ in
            Exchange.at(state)?.goesOn(received: Int(received)) == true ? 0 : 1
        }
        _ = ccurl_on_open_socket(handle) { state, _, address in
            guard let address, let exchange = Exchange.at(state) else { return -1 }
            return exchange.socket(address)
        }
    }

    private func list(_ lines: [String]) -> UnsafeMutablePointer<curl_slist>? {
        lines.reduce(nil) { list, line in curl_slist_append(list, line) ?? list }
    }

    // MARK: Faults

    private func fault(
        _ status: CURLcode, _ exchange: Exchange, _ limits: FetchLimits, _ handle: UnsafeMutableRawPointer
    ) -> FetchError {
        switch exchange.stop {
        case .headTooLong:
            return FetchError(.unusable, "its headers are longer than \(limits.head >> 10) KiB", "leave it out")
        case .packedOverAndOver:
            return FetchError(.unusable, "it is packed several times over", "save the page and add the file")
        case .tooLong(let bytes):
            return FetchError(.unusable, "it is longer than \(bytes >> 20) MiB", "save the article's part of it")
        case .cancelled: return .cancelled
        case nil:
            if status == CURLE_COULDNT_CONNECT, let closed = exchange.closed { return .closed(closed.address, closed.name) }
            return .curl(status, limits, HTTPConnection.systemError(handle))
        }
    }

    private static func systemError(_ handle: UnsafeMutableRawPointer) -> String? {
        var code = 0
        guard ccurl_get_long(handle, CURLINFO_OS_ERRNO, &code) == CURLE_OK, code != 0 else { return nil }
        return String(cString: strerror(Int32(code)))
    }
}

extension FetchError {
    /// The network, or the machine at the other end.
    static func network(_ reason: String, _ remedy: String) -> FetchError { FetchError(.passing(after: nil), reason, remedy) }

    /// What libcurl says.
    fileprivate static func curl(_ status: CURLcode, _ limits: FetchLimits, _ system: String?) -> FetchError {
        switch status {
        case CURLE_COULDNT_RESOLVE_HOST:
            return .network("there is no machine of this name", "check the address and the network")
        case CURLE_COULDNT_CONNECT:
            return .network(
                "no connection to it can be made\(system.map { " (\($0))" } ?? "")", "check the address and the network")
        case CURLE_OPERATION_TIMEDOUT:
            return .network("it did not answer whole within \(limits.seconds), or too slowly", "try again later")
        case CURLE_PARTIAL_FILE, CURLE_RECV_ERROR, CURLE_GOT_NOTHING, CURLE_SEND_ERROR:
            return .network("the connection ended before the answer was whole", "try again later")
        case CURLE_PEER_FAILED_VERIFICATION:
            return .network("its certificate is not to be trusted", "check the address and this machine's clock")
        case CURLE_SSL_CACERT_BADFILE:
            return .network("this machine has no list of certificates to trust", "install the system's package ca-certificates")
        case CURLE_SSL_CONNECT_ERROR:
            return .network("no secure connection to it can be made", "check whether its address begins with http://")
        case CURLE_BAD_CONTENT_ENCODING, CURLE_WRITE_ERROR:
            return FetchError(.unusable, "it is packed in a way that cannot be undone, or damaged", "try again later")
        case CURLE_WEIRD_SERVER_REPLY, CURLE_UNSUPPORTED_PROTOCOL:
            return FetchError(.unusable, "what answers there does not speak HTTP", "check the address")
        // Also what libcurl says of one line of a head that is longer than it holds.
        case CURLE_OUT_OF_MEMORY:
            return FetchError(.unusable, "a line of its headers is too long, or there is no memory for it", "leave it out")
        default: return .network("fetching it failed (\(String(cString: curl_easy_strerror(status))))", "try again later")
        }
    }
}

extension FetchLimits {
    /// "60 s"
    fileprivate var seconds: String { whole % 1000 == 0 ? "\(whole / 1000) s" : "\(whole) ms" }
}
