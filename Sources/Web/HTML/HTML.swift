/// Writes HTML into bytes. Markup comes from literals of this program alone: a name of an element, an attribute or a class is a
/// `StaticString`, and every `String` is escaped wherever it is put, so that no text of an article can become markup.
///
///     var html = HTML()
///     html.element("p", .class("note")) { html in
///         html.text(article.title)
///         html.element("a", .href(.article(12))) { $0.text("more") }
///     }
///
/// Void elements (`input`, `meta`) are written with `void`.
struct HTML: Sendable {
    /// What has been written, as UTF-8.
    private(set) var bytes: [UInt8] = []

    init() {}

    /// An attribute: there are only these kinds.
    enum Attribute: Sendable {
        /// `class`, of literals.
        case `class`(StaticString)
        /// `class`, of several.
        case classes([StaticString])
        /// `class="speaker voice-3"`: of literals and one with a number.
        case numbered(StaticString, StaticString, Int)
        case id(Anchor)
        case href(Address)
        /// `href` to another site: without telling it where the reader comes from.
        case elsewhere(ElsewhereAddress)
        case action(Address)
        /// `src`
        case source(Address)
        /// `href="#s3"`
        case place(Anchor)
        /// Any other whose name is no address, no style and no script: `title`, `value`, `aria-label`, …
        case named(StaticString, String)
        /// The same of a literal.
        case fixed(StaticString, StaticString)
        /// One without value: `checked`.
        case flag(StaticString)
        /// Nothing: for what is there under a condition alone.
        case none
    }

    /// Writes an element with what `body` writes in it.
    mutating func element(_ name: StaticString, _ attributes: Attribute..., body: (inout HTML) throws -> Void) rethrows {
        open(name, attributes)
        try body(&self)
        close(name)
    }

    /// Writes an element that holds a text.
    mutating func element(_ name: StaticString, _ attributes: Attribute..., text: String) {
        open(name, attributes)
        self.text(text)
        close(name)
    }

    /// Writes an element that can hold nothing.
    mutating func void(_ name: StaticString, _ attributes: Attribute...) { open(name, attributes) }

    /// Writes a text, escaped.
    mutating func text(_ text: String) { escape(text) }

    /// Writes a text that is given as UTF-8, escaped.
    mutating func text(_ bytes: ArraySlice<UInt8>) { bytes.withUnsafeBufferPointer { escape($0) } }

    /// The document type, before everything else.
    mutating func documentType() { literal("<!DOCTYPE html>\n") }

    /// For what cannot be nested in closures, such as text whose spans begin and end where they will; each must be closed.
    mutating func open(_ name: StaticString, _ attributes: [Attribute]) {
        literal("<")
        literal(name)
        for attribute in attributes { write(attribute) }
        literal(">")
    }

    /// Ends what `open` has begun.
    mutating func close(_ name: StaticString) {
        literal("</")
        literal(name)
        literal(">")
    }

    // MARK: Underneath

    private mutating func write(_ attribute: Attribute) {
        switch attribute {
        case .class(let name): pair("class", name)
        case .classes(let names):
            literal(" class=\"")
            for (place, name) in names.enumerated() {
                if place > 0 { literal(" ") }
                name.withUTF8Buffer { escape($0) }
            }
            literal("\"")
        case .numbered(let first, let name, let number):
            pair("class", "\(first)\(first.utf8CodeUnitCount > 0 ? " " : "")\(name)\(number)")
        case .id(let mark): pair("id", mark.text)
        case .href(let address): pair("href", address.text)
        case .elsewhere(let address):
            pair("href", address.text)
            pair("rel", "noreferrer noopener")
        case .action(let address): pair("action", address.text)
        case .source(let address): pair("src", address.text)
        case .place(let mark): pair("href", "#" + mark.text)
        case .named(let name, let value):
            // An address must come through its type, and style and script have no place in attributes.
            precondition(!HTML.guarded(name), "a guarded attribute")
            pair(name, value)
        case .fixed(let name, let value): pair(name, value)
        case .flag(let name):
            literal(" ")
            literal(name)
        case .none: break
        }
    }

    /// Whether a browser would follow or run what such an attribute holds.
    private static func guarded(_ name: StaticString) -> Bool {
        name.withUTF8Buffer { name in
            name.starts(with: "on".utf8) || guardedNames.contains { $0.elementsEqual(name) }
        }
    }

    private static let guardedNames = ["href", "src", "action", "formaction", "style", "srcdoc", "data", "id", "class"].map {
        Array($0.utf8)
    }

    private mutating func pair(_ name: StaticString, _ value: StaticString) {
        literal(" ")
        literal(name)
        literal("=\"")
        value.withUTF8Buffer { escape($0) }
        literal("\"")
    }

    private mutating func pair(_ name: StaticString, _ value: String) {
        literal(" ")
        literal(name)
        literal("=\"")
        escape(value)
        literal("\"")
    }

    private mutating func literal(_ text: StaticString) {
        text.withUTF8Buffer { bytes.append(contentsOf: $0) }
    }

    /// The same for texts and attributes. Control characters, which HTML does not allow, become U+FFFD; those that turn the direction of
    /// writing are shown where they stand but cannot reach beyond their element (the style sheet isolates it).
    private mutating func escape(_ text: String) {
        var text = text
        text.withUTF8 { escape($0) }
    }

    private mutating func escape(_ text: UnsafeBufferPointer<UInt8>) {
        var run = 0
        for (at, byte) in text.enumerated() {
            guard let entity = HTML.entity(byte) else { continue }
            bytes.append(contentsOf: text[run..<at])
            bytes.append(contentsOf: entity.utf8)
            run = at + 1
        }
        bytes.append(contentsOf: text[run...])
    }

    @inline(__always)
    private static func entity(_ byte: UInt8) -> String? {
        switch byte {
        case UInt8(ascii: "<"): "&lt;"
        case UInt8(ascii: ">"): "&gt;"
        case UInt8(ascii: "&"): "&amp;"
        case UInt8(ascii: "\""): "&quot;"
        case UInt8(ascii: "'"): "&#39;"
        case 0x09, 0x0A, 0x0D: nil
        case 0..<0x20, 0x7F: "\u{FFFD}"
        default: nil
        }
    }
}
