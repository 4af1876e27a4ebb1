import HTTP
import Ledger
import Wire

/// An address of this site. It cannot lead anywhere else: it is made of a page's path, a literal of this program, and what follows in it is
/// percent-encoded.
struct Address: Sendable, Hashable {
    /// As it stands in a link: "/search?q=dam%20water".
    let text: String

    private init(text: String) { self.text = text }

    /// A page whose path is a literal: "/search".
    init(_ path: StaticString) { text = path.description }

    static let front = Address("/")
    static let articles = Address("/articles")
    static let speakers = Address("/speakers")
    static let outlets = Address("/outlets")
    static let search = Address("/search")
    static let searchFeed = Address("/search.atom")
    static let duties = Address("/duties")
    static let review = Address("/review")
    static let whoIsWho = Address("/who")
    static let add = Address("/add")
    static let compare = Address("/compare")
    static let mend = Address("/mend")
    static let figures = Address("/figures")

    static func article(_ id: Int) -> Address { Address(text: "/article/\(id)") }
    static func statement(article: Int, number: Int) -> Address { Address(text: "/statement/s\(article).\(number)") }
    static func speaker(_ id: Int) -> Address { Address(text: "/speaker/\(id)") }
    static func outlet(_ id: Int) -> Address { Address(text: "/outlet/\(id)") }
    static func between(_ a: Int, _ b: Int) -> Address { Address(text: "/between/\(a)/\(b)") }
    static func adding(_ id: Int) -> Address { Address(text: "/add/\(id)") }

    /// The bytes that an article was given in.
    var original: Address { Address(text: text + "/original") }

    /// What an actor said at different times.
    var changed: Address { Address(text: text + "/changed") }

    /// The page's data: "/article/12.json", "/search.csv?q=dam".
    func data(_ format: RequestTarget.Format) -> Address {
        guard format != .html else { return self }
        let halves = text.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        return Address(text: "\(halves[0]).\(format.rawValue)" + (halves.count > 1 ? "?\(halves[1])" : ""))
    }

    /// With a field behind `?`; without it where there is no value.
    func with(_ name: StaticString, _ value: String?) -> Address {
        guard let value, !value.isEmpty else { return self }
        return Address(text: "\(text)\(text.contains("?") ? "&" : "?")\(name)=\(PercentEncoding.encoded(value))")
    }

    /// With a field that the page was asked with: names of filters, which are letters alone.
    func with(_ field: (name: String, value: String)) -> Address {
        Address(
            text:
                "\(text)\(text.contains("?") ? "&" : "?")\(PercentEncoding.encoded(field.name))=\(PercentEncoding.encoded(field.value))"
        )
    }

    /// With a field that is a number.
    func with(_ name: StaticString, _ value: Int?) -> Address { with(name, value.map { "\($0)" }) }

    /// At a place in the page: "#s3".
    func at(_ mark: Anchor) -> Address { Address(text: text + "#" + mark.text) }
}

/// A place in a page, the value of an `id`: a literal and numbers.
struct Anchor: Sendable, Hashable {
    let text: String

    init(_ name: StaticString, _ number: Int? = nil, before: StaticString = "") {
        text = before.description + name.description + (number.map { "\($0)" } ?? "")
    }

    /// A place for one statement of several articles.
    init(_ name: StaticString, _ id: StatementID) { text = "\(name)\(id.article)-\(id.number)" }
}

/// The address of a page elsewhere, where an article says that it was published. It leads to a web page and runs nothing: other schemes than
/// `http` and `https` make none.
struct ElsewhereAddress: Sendable, Hashable {
    let text: String

    /// An address as an article gives it; nil where it is no web page's.
    init?(_ text: String) {
        let lowered = text.prefix(8).lowercased()
        guard lowered.hasPrefix("http://") || lowered.hasPrefix("https://"),
            text.unicodeScalars.allSatisfy({ $0.value > 0x20 && $0.value != 0x7F })
        else { return nil }
        self.text = text
    }
}
