import Record
import SQLite

/// An article with what was found in it, made ready to be added: hashed, packed and compared with nothing yet.
///
/// Making one is most of the work of adding and needs no ledger, so that the threads that read can do it too.
public struct PreparedArticle: Sendable {
    /// The article.
    public let article: Article
    /// What the reader found in it.
    public let findings: Findings
    /// The program and model that found it.
    public let reader: ReaderVersion
    /// The layers that have marked it, with their versions: "polarity 1, sourcing 1"; nil where none has.
    public let layers: String?
    /// What the ledger knows the article by.
    public let fingerprint: Fingerprint

    /// The article's text as UTF-8.
    package let text: [UInt8]
    /// The bytes given, packed; nil where they are the text's.
    package let packedGiven: [UInt8]?
    package let shingles: Shingles
    package let bands: [Int]

    /// What another ledger knew of it, where it was exported from one.
    package var restoration: (any Restoration)?
    /// The number that it gets, where it had one in this ledger before; nil for the next one.
    package var number: Int?
    /// Whether it was removed in the ledger that it was exported from, so that it is kept as such.
    package private(set) var isRemoved = false

    /// - Parameters:
    ///   - given: the bytes that the article was given in: a text file's, a line's of JSON Lines.
    ///   - findings: of `article.text`: its spans count in that.
    public init(article: Article, given: [UInt8], findings: Findings, reader: ReaderVersion, layers: String? = nil) {
        var article = article
        article.text = article.text.storable
        article.title = article.title?.line
        article.outlet = article.outlet?.line
        article.author = article.author?.line
        let text = Array(article.text.utf8)
        self.article = article
        self.findings = findings
        self.reader = reader
        self.layers = layers
        self.text = text
        fingerprint = Fingerprint(of: given)
        packedGiven = given == text ? nil : Packed.pack(given, dictionary: text)
        shingles = Shingles(of: text)
        bands = shingles.bands
    }

    /// An article that was removed in the ledger that it was exported from.
    ///
    /// - Parameter fingerprint: of the bytes that it was given in.
    package init(removed fingerprint: Fingerprint, restoration: any Restoration) {
        article = Article(id: "", path: "", text: "")
        findings = Findings()
        reader = ReaderVersion(version: "", model: "")
        layers = nil
        text = []
        self.fingerprint = fingerprint
        packedGiven = nil
        shingles = Shingles(of: [])
        bands = []
        self.restoration = restoration
        isRemoved = true
    }
}

extension String {
    /// How many code points a title, an outlet or an author may have: what stands on a line of each answer.
    package static let lineLimit = 1_000

    /// The text as the file holds it, cut to `lineLimit` code points, with "…" as the last of them.
    fileprivate var line: String {
        guard utf8.count > String.lineLimit,
            let end = unicodeScalars.index(startIndex, offsetBy: String.lineLimit, limitedBy: endIndex),
            end < endIndex
        else { return storable }
        return String(unicodeScalars.prefix(String.lineLimit - 1)).storable + "…"
    }

    /// The text as the file holds it: U+FFFD for each U+0000, at which SQL's functions end a text. Places in it stay what they are; the bytes given
    /// are kept beside it.
    package var storable: String {
        utf8.contains(0) ? String(String.UnicodeScalarView(unicodeScalars.map { $0.value == 0 ? "\u{FFFD}" : $0 })) : self
    }
}

/// What another ledger knew of an article, to be known of it in the ledger that it is added to.
package protocol Restoration: Sendable {
    /// Makes the actors that the article's entities are; called before the article is added, in the transaction that adds it.
    ///
    /// - Returns: the actors of its entities, by the entities' numbers; nil where they have to be found anew.
    func begin(on connection: Connection) throws -> [Int: Int]?

    /// The row of the outlet that the article names, where `begin` has given actors; nil where it is to be found by its name.
    var outlet: Int? { get }

    /// What the article calls its outlet, where that is shown otherwise.
    var outletName: String? { get }

    /// What is kept of an article that was removed; asked for after `begin`.
    ///
    /// - Parameters:
    ///   - article: the number that it gets.
    ///   - hasActors: whether `begin` has given actors.
    func removed(as article: Int, hasActors: Bool) -> RemovedArticle?

    /// Gives the article all the rest; called once it is added.
    ///
    /// - Parameters:
    ///   - article: its number.
    ///   - hasActors: whether `begin` has given actors.
    func end(_ article: Int, hasActors: Bool, on connection: Connection) throws

    /// Called instead of all others where the article is in the ledger already, or was removed from it: takes up what its line tells of other things.
    func leave(on connection: Connection) throws
}

extension Restoration {
    package var outletName: String? { nil }

    package func leave(on connection: Connection) throws {}
}

/// What became of an article that was to be added.
public enum Added: Sendable, Hashable {
    /// It is in the ledger now, as the article of that number.
    case new(Int)
    /// It is in the ledger now, as a copy of an article that was there.
    case copy(Int, of: Int)
    /// The same bytes were there already: nothing was added.
    case known(Int)
    /// The article of that number was given in the same bytes, and a person has removed it: nothing was added.
    case removed(Int)
    /// It was removed in the ledger that it was exported from: it is kept as such, under that number.
    case keptRemoved(Int)

    /// The article's number.
    public var article: Int {
        switch self {
        case .new(let article), .copy(let article, _), .known(let article), .removed(let article), .keptRemoved(let article):
            article
        }
    }
}
