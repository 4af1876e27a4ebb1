import CCurl
import Foundation

/// What stands before the body of an answer: its status and headers.
struct ResponseHead: Sendable {
    /// "200"; 0 before the first line.
    private(set) var status = 0
    private var fields: [String: String] = [:]

    /// Takes one line of the head as it came; a status line begins anew, since answers of the kind 1xx come before the one that counts.
    mutating func take(_ line: [UInt8]) {
        let text = String(decoding: line, as: UTF8.self)
        if text.hasPrefix("HTTP/") {
            let words = text.split(separator: " ", maxSplits: 2)
            self = ResponseHead()
            status = words.count > 1 ? Int(words[1].prefix { $0.isASCII && $0.isNumber }) ?? 0 : 0
            return
        }
        guard let colon = text.firstIndex(of: ":") else { return }
        let name = text[..<colon].lowercased()
        let value = text[text.index(after: colon)...].trimmingBlanks
        fields[name] = fields[name].map { $0 + ", " + value } ?? value
    }

    /// A header by its name in small letters; of several with one name, all with commas between them.
    subscript(_ name: String) -> String? { fields[name] }

    /// The first of several headers of one name, for those that there can be but one of.
    func first(_ name: String) -> String? { fields[name].map { String($0.prefix { $0 != "," }).trimmingBlanks } }

    /// How many times over the body is packed.
    var packings: Int {
        let steps = [fields["content-encoding"], fields["transfer-encoding"]].compactMap(\.self).joined(separator: ",")
        return steps.lowercased().split(separator: ",").filter { !["identity", "chunked"].contains(String($0).trimmingBlanks) }
            .count
    }

    /// The bytes of the body as it is sent, where the server says so.
    var length: Int? { first("content-length").flatMap(Int.init) }

    /// Seconds from its being answered that the server wants to be left alone, where it says so: a number, or a date (RFC 9110, 10.2.3), which
    /// counts from the server's own `Date`, so that clocks need not agree; without one, from this machine's.
    var retryAfter: Int? {
        guard let value = fields["retry-after"] else { return nil }
        if let seconds = first("retry-after").flatMap(Int.init) { return seconds >= 0 ? seconds : nil }
        guard let until = ResponseHead.moment(value) else { return nil }
        return max(0, until - (fields["date"].flatMap(ResponseHead.moment) ?? Int(Date().timeIntervalSince1970)))
    }

    /// "Sat, 03 Apr 2021 08:00:00 GMT" -> seconds since 1970-01-01
    private static func moment(_ text: String) -> Int? {
        guard text.utf8.count < 100 else { return nil }
        let seconds = curl_getdate(text, nil)
        return seconds < 0 ? nil : Int(seconds)
    }
}

extension StringProtocol {
    /// Without white space at either end.
    var trimmingBlanks: String {
        let start = drop { $0.isWhitespace }
        guard let last = start.lastIndex(where: { !$0.isWhitespace }) else { return "" }
        return String(start[...last])
    }
}

/// What a body is, as its server says: the header Content-Type.
struct MediaType: Sendable, Hashable {
    /// "text/html"; empty where nothing is said.
    let name: String
    /// "windows-1252"
    let charset: String?

    /// "Text/HTML; charset=\"utf-8\"" -> text/html, utf-8
    init(_ header: String?) {
        let parts = (header ?? "").split(separator: ";").map(\.trimmingBlanks)
        name = parts.first?.lowercased() ?? ""
        charset = parts.dropFirst().first { $0.lowercased().hasPrefix("charset=") }.map {
            $0.dropFirst("charset=".count).filter { $0 != "\"" && $0 != "'" }.lowercased()
        }
    }
}

/// What a server is asked with whether something has changed since it was fetched (RFC 9110, 8.8).
public struct Validators: Sendable, Hashable {
    /// The header ETag, as it came.
    public let etag: String?
    /// The header Last-Modified, as it came.
    public let modified: String?

    /// Each is sent back as it is; nothing is kept that is longer than 500 bytes or could not stand in a header.
    public init(etag: String?, modified: String?) {
        self.etag = Validators.sendable(etag)
        self.modified = Validators.sendable(modified)
    }

    /// Whether there is nothing to ask with.
    public var isEmpty: Bool { etag == nil && modified == nil }

    private static func sendable(_ value: String?) -> String? {
        guard let value, !value.isEmpty, value.utf8.count <= 500, value.utf8.allSatisfy({ (0x20...0x7E).contains($0) }) else {
            return nil
        }
        return value
    }
}
