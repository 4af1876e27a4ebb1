/// The title of a plain text.
package enum PlainTitle {
    /// The first line, where a blank line follows it, text follows that, and it is shorter than 200 characters; else nil.
    package static func of(_ text: String) -> String? {
        let lines = text.utf8.prefix(4_000).split(separator: 0x0A, maxSplits: 2, omittingEmptySubsequences: false)
        let isBlank = { (line: Substring.UTF8View) in line.allSatisfy { $0 == 0x20 || (0x09...0x0D).contains($0) } }
        guard lines.count == 3, !isBlank(lines[0]), isBlank(lines[1]), !isBlank(lines[2]) else { return nil }
        var title = Substring(lines[0]).unicodeScalars
        while let last = title.last, last.properties.isWhitespace { title.removeLast() }
        while let first = title.first, first.properties.isWhitespace { title.removeFirst() }
        return title.count < 200 ? String(title) : nil
    }
}
