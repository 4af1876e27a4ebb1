import Record

/// What other tools call the parts of an article: which member of a JSON object, or which column of a table, holds what.
///
///     let names = ArticleNames([.text: "body", .published: "meta.date"])
///
/// A name with full stops leads into objects: "meta.date" is the member "date" of the object "meta".
public struct ArticleNames: Sendable, Hashable {
    /// A part of an article that has a name.
    public enum Part: String, Sendable, CaseIterable {
        case text, title, outlet, author, published, url, id
    }

    /// What tables and the programs that gather news call the parts of an article, the likeliest first; compared as `plain(_:)` has them.
    public static let usual: [Part: [String]] = [
        .text: [
            "text", "body", "content", "fulltext", "articletext", "articlebody", "maintext", "plaintext", "article", "story",
        ],
        .title: ["title", "headline", "heading"],
        .outlet: [
            "outlet", "publisher", "publication", "publicationtitle", "sitename", "newspaper", "medianame", "sourcehostname",
            "source",
            "sourcedomain", "hostname", "pubtitle",
        ],
        // Of debates and speeches, who gives them.
        .author: ["author", "authors", "byline", "creator", "speaker"],
        .published: [
            "published", "datepublished", "publishdate", "publisheddate", "publishedat", "publicationdate", "pubdate",
            "datepublish",
            "date", "datetime",
        ],
        .url: ["url", "link", "address", "permalink", "uri", "articleurl", "documenturl"],
        .id: ["id", "articleid", "documentid", "docid", "guid", "storiesid"],
    ]

    /// A name without case, spaces and punctuation.
    public static func plain(_ name: String) -> String {
        String(String.UnicodeScalarView(name.lowercased().unicodeScalars.filter(\.properties.isAlphabetic)))
    }

    /// The part that a name usually stands for, and how far down in its list; nil where it stands for none.
    static func usualPart(of name: String) -> (part: Part, rank: Int)? {
        let name = plain(name)
        for part in Part.allCases {
            if let rank = usual[part]?.firstIndex(of: name) { return (part, rank) }
        }
        return nil
    }

    /// The names that are given.
    public let given: [Part: String]
    private let parts: [String: Part]
    private let ways: Set<String>

    /// Names that are given; others stay as they are.
    public init(_ given: [Part: String] = [:]) {
        self.given = given
        parts = Dictionary(given.map { ($1, $0) }, uniquingKeysWith: { a, b in a.rawValue < b.rawValue ? a : b })
        ways = Set(
            given.values.flatMap { name in name.indices.filter { name[$0] == "." }.map { String(name[..<$0]) } })
    }

    /// The part that a member or column of this name is said to hold.
    func part(named name: String) -> Part? { parts[name] }

    /// Whether a name leads into the object that it names.
    func leadsOn(_ name: String) -> Bool { ways.contains(name) }
}
