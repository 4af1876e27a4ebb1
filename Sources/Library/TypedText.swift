import Gathering
import Wire

/// A text that somebody typed or pasted, with what they say of it.
package struct TypedText: Sendable, Hashable {
    /// What it is called: its title, else its first words.
    package let name: String
    /// The text and all that is known of it, as one object of the input contract.
    package let json: [UInt8]

    /// How many characters of a text without a title stand for one.
    private static let length = 60

    /// - Parameters:
    ///   - text: as it was typed; browsers send lines that end with CR LF.
    ///   - known: `title`, `outlet`, `published`, `url`, where they were told.
    package init(_ text: String, _ known: [String: String]) {
        let text = text.replacing("\r\n", with: "\n")
        let title = known["title"] ?? PlainTitle.of(text)
        let line = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        let begin = line.prefix(TypedText.length)
        name = title ?? (begin.isEmpty ? "a typed text" : begin.count < line.count ? begin + "…" : String(begin))
        var json = JSONWriter()
        json.object { [name] json in
            json.member("id", name)
            json.member("text", text)
            json.member("title", title)
            for member in ["outlet", "published", "url"] {
                if let value = known[member] { json.member(member, value) }
            }
        }
        self.json = json.bytes
    }
}
