import Foundation

/// What a request asks for, taken from its first line strictly: `/report/12.3.json?by=mara`.
///
/// There is one way to write an address of a site: what is not percent-encoded UTF-8, has empty segments, dots alone or control characters
/// is none, so that no two readings of it can differ.
package struct RequestTarget: Sendable, Hashable {
    /// What the data of a page is asked for as.
    package enum Format: String, Sendable, CaseIterable {
        case html, json, csv
    }

    /// "report", "12.3": decoded, the format's suffix taken off.
    package let segments: [String]
    /// By the suffix of the last segment: `.json`, `.csv`, else a page.
    package let format: Format
    /// The names and values behind `?`, decoded, in order.
    package let query: [Field]

    /// Which page it is, its query left aside.
    var path: String { "/" + segments.joined(separator: "/") + ".\(format.rawValue)" }

    /// A name and a value.
    package struct Field: Sendable, Hashable {
        package let name: String
        package let value: String
    }

    /// How long a target may be, in bytes.
    static let lengthLimit = 8_192
    /// How many fields it may have.
    static let fieldLimit = 64

    /// Reads a target; nil where it is none.
    package init?(_ raw: String) {
        guard raw.utf8.first == UInt8(ascii: "/"), raw.utf8.count <= RequestTarget.lengthLimit,
            raw.utf8.allSatisfy({ (0x21...0x7E).contains($0) })
        else { return nil }
        let halves = raw.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        var segments: [String] = []
        let parts = halves[0].dropFirst().split(separator: "/", omittingEmptySubsequences: false)
        for (at, part) in parts.enumerated() {
            guard let segment = RequestTarget.decoded(part, plusIsSpace: false) else { return nil }
            // The front page's one segment is empty.
            guard !segment.isEmpty || (at == 0 && parts.count == 1), segment != ".", segment != ".." else { return nil }
            segments.append(segment)
        }
        let last = segments.removeLast()
        let suffix = Format.allCases.first { $0 != .html && last.hasSuffix(".\($0.rawValue)") }
        format = suffix ?? .html
        let stem = suffix.map { String(last.dropLast($0.rawValue.count + 1)) } ?? last
        self.segments = stem.isEmpty ? segments : segments + [stem]
        guard let query = RequestTarget.fields(halves.count > 1 ? halves[1] : "") else { return nil }
        self.query = query
    }

    private static func fields(_ raw: Substring) -> [Field]? {
        let pairs = raw.split(separator: "&")
        guard pairs.count <= fieldLimit else { return nil }
        var fields: [Field] = []
        for pair in pairs {
            let sides = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard let name = decoded(sides[0], plusIsSpace: true),
                let value = decoded(sides.count > 1 ? sides[1] : "", plusIsSpace: true)
            else { return nil }
            fields.append(Field(name: name, value: value))
        }
        return fields
    }

    /// The text that is percent-encoded; nil where it is not UTF-8, or holds a control character.
    private static func decoded(_ raw: Substring, plusIsSpace: Bool) -> String? {
        let raw = plusIsSpace ? raw.replacing("+", with: " ") : raw
        guard let text = raw.removingPercentEncoding, text.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7F }) else { return nil }
        return text
    }
}
