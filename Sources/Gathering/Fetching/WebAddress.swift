import CCurl

/// The address of something on the web, http or https, that may be asked for.
///
///     let feed = try WebAddress("https://velm.example/feed?since=3#top")    // https://velm.example/feed?since=3
///     try feed.following("../news/7.html")                                  // https://velm.example/news/7.html
///
/// It is taken apart by the library that connects to it (libcurl), so that what is checked and what is asked for are the same. Hosts written
/// as numbers become addresses ("http://2130706433/" is 127.0.0.1), a fragment is left out, and what may not stand in an address is escaped.
public struct WebAddress: Sendable, Hashable, CustomStringConvertible {
    /// The whole address.
    public let description: String
    /// "http" or "https".
    let scheme: String
    /// Name or number, in small letters; version 6 in brackets.
    let host: String
    /// As it is asked for, whether it is written or not.
    let port: Int
    /// Path and query, from the first slash.
    let path: String

    /// The longest address, in bytes.
    static let longest = 2000

    /// - Throws: why it is no address that may be asked for: another scheme, a name or a password in it, a port that no page is served at.
    public init(_ text: String) throws(FetchError) {
        let parts = try AddressParts(text, base: nil)
        try self.init(parts)
    }

    /// The address that a reference stands for on the page of this address: a redirect's.
    func following(_ reference: String) throws(FetchError) -> WebAddress {
        try WebAddress(AddressParts(reference, base: description))
    }

    /// Whether a word on the command line is meant as an address: it begins with http:// or https://.
    public static func isMeant(by word: String) -> Bool {
        let start = word.prefix(8).lowercased()
        return start.hasPrefix("http://") || start.hasPrefix("https://")
    }

    /// What robots.txt and pauses belong to: "https://velm.example:443".
    var authority: String { "\(scheme)://\(host):\(port)" }

    /// The name of the host as an outlet's: "velm.example" for www.velm.example.
    public var outlet: String { host.hasPrefix("www.") ? String(host.dropFirst(4)) : host }

    private init(_ parts: borrowing AddressParts) throws(FetchError) {
        guard let scheme = parts.part(CURLUPART_SCHEME), ["http", "https"].contains(scheme) else {
            throw .address("it is no web address", "give one that begins with https:// or http://")
        }
        guard let host = parts.part(CURLUPART_HOST), !host.isEmpty,
            let port = parts.part(CURLUPART_PORT, CURLU_DEFAULT_PORT).flatMap(Int.init),
            let whole = parts.part(CURLUPART_URL)
        else { throw .address("it names no machine", "give the whole address, such as https://velm.example/news") }
        guard parts.part(CURLUPART_USER) == nil, parts.part(CURLUPART_PASSWORD) == nil else {
            throw .address("there is a name or a password in it", "leave it out: pages that need a password are not fetched")
        }
        guard whole.utf8.count <= WebAddress.longest else {
            throw .address("it is longer than \(WebAddress.longest) bytes", "check it")
        }
        self.scheme = scheme
        self.host = host.lowercased()
        self.port = port
        description = whole
        path = (parts.part(CURLUPART_PATH) ?? "/") + (parts.part(CURLUPART_QUERY).map { "?" + $0 } ?? "")
    }
}

/// An address that libcurl has taken apart.
private struct AddressParts: ~Copyable {
    private let handle: OpaquePointer

    init(_ text: String, base: String?) throws(FetchError) { handle = try AddressParts.read(text, base: base) }

    private static func read(_ text: String, base: String?) throws(FetchError) -> OpaquePointer {
        // C ends a text at its first NUL.
        guard !text.utf8.contains(0) else { throw .address("there is a NUL in it", "check how it is written") }
        guard let handle = curl_url() else { throw .address("there is no memory to read it", "free some") }
        let flags = UInt32(CURLU_URLENCODE | CURLU_NON_SUPPORT_SCHEME)
        for piece in [base, text] {
            guard let piece else { continue }
            if curl_url_set(handle, CURLUPART_URL, piece, flags) != CURLUE_OK {
                curl_url_cleanup(handle)
                throw .address("it is no address that can be understood", "check how it is written")
            }
        }
        curl_url_set(handle, CURLUPART_FRAGMENT, nil, 0)
        return handle
    }

    deinit { curl_url_cleanup(handle) }

    /// A part; nil where it is not there.
    func part(_ part: CURLUPart, _ flags: Int32 = 0) -> String? {
        var text: UnsafeMutablePointer<CChar>?
        guard curl_url_get(handle, part, &text, UInt32(flags)) == CURLUE_OK, let text else { return nil }
        defer { curl_free(text) }
        return String(cString: text)
    }
}
