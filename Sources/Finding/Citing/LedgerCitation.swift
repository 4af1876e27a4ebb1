import Ledger
import Record
import SQLite
import Wire

/// An article of the ledger, or a statement in one, as other texts cite it: who is reported to have said what by which word, where that stands, and what
/// proves it.
///
/// It says no more than the record does: which words are the article's own, and whether it was said at all.
///
///     let citation = try ledger.citation(of: id)
///     print(citation.text(as: .markdown))
public struct LedgerCitation: Sendable, Hashable {
    /// The article.
    public let article: ArticleEntry
    /// The statement; nil where the article as a whole is cited.
    public let statement: StatementEntry?
    /// Who tells of the statement: the ones inside whose words it stands, the nearest first, by what the article calls them.
    public let tellers: [String]
    /// The SHA-256 of the bytes that the article was given in.
    public let fingerprint: Fingerprint
    /// The program and model that have read it.
    public let reader: ReaderVersion
    /// Where the article was published, on the web, with a text fragment that leads a browser to the words; nil where no such address is known.
    public let address: String?

    /// The forms in which it can be written.
    public enum Format: String, Sendable, CaseIterable {
        /// A sentence or two.
        case text
        /// The same as Markdown (CommonMark), the words as a quotation.
        case markdown
        /// An entry for BibLaTeX.
        case bibtex
        /// CSL-JSON, which Zotero and Pandoc take.
        case csl
        /// ClaimReview of schema.org as JSON-LD, without a verdict: what a fact-checker has to fill in is empty.
        case claimreview
    }

    /// Longer quotations are cut, in code points: a citation is to be pasted.
    public static let quotationLimit = 1_000

    /// An article that is shown.
    public init(of shown: ShownArticle) {
        article = shown.loaded.entry
        statement = nil
        tellers = []
        fingerprint = shown.provenance.fingerprint
        reader = shown.provenance.reader
        address = article.url.flatMap { WebAddress.cited($0, at: nil) }
    }

    /// A statement that is shown, at some words of its article.
    fileprivate init(of shown: ShownStatement, at fragment: TextFragment?) {
        article = shown.entry.article
        statement = shown.entry
        tellers = shown.entry.tellers.map(\.onOneLine)
        fingerprint = shown.provenance.fingerprint
        reader = shown.provenance.reader
        address = article.url.flatMap { WebAddress.cited($0, at: fragment) }
    }

    /// What the ledger calls it: "s12.3", "12".
    public var id: String { statement.map { "\($0.id)" } ?? "\(article.id)" }
}

extension Ledger {
    /// A statement as it is cited.
    ///
    /// - Throws: `QuestionError`, where there is none.
    public func citation(of id: StatementID) throws -> LedgerCitation { try connection.snapshot { try citation(of: show(id)) } }

    /// A statement that is shown, as it is cited.
    public func citation(of shown: ShownStatement) throws -> LedgerCitation {
        // What leads to words of a page is of use where a page is known; all words of the article are looked at for it.
        guard shown.entry.article.url != nil else { return LedgerCitation(of: shown, at: nil) }
        var loader = EntryLoader(self)
        let spans = shown.entry.statement.content.map(\.span)
        let text = try loader.slices(shown.entry.id.article)
        let fragment = TextFragment(of: spans, in: text.text(Span(0, text.count)) ?? "")
        return LedgerCitation(of: shown, at: fragment)
    }

    /// An article as it is cited.
    ///
    /// - Throws: `QuestionError`, where there is none.
    public func citation(of article: Int) throws -> LedgerCitation { LedgerCitation(of: try show(article: article)) }
}

/// The address of a page on the web, as articles tell it.
private enum WebAddress {
    /// The address with a fragment; nil where it is none of a page on the web. What addresses must not hold is percent-encoded, so that it can stand in
    /// whatever is made of it.
    static func cited(_ address: String, at fragment: TextFragment?) -> String? {
        let start = address.prefix(8).lowercased()
        guard start.hasPrefix("http://") || start.hasPrefix("https://") else { return nil }
        guard address.unicodeScalars.allSatisfy({ !$0.properties.isWhitespace && $0.properties.generalCategory != .control })
        else { return nil }
        let page = address.firstRange(of: ":~:").map { String(address[..<$0.lowerBound]) } ?? address
        let encoded = PercentEncoding.encoded(page) { $0 < 0x80 && !"\"<>\\^`{|}()".utf8.contains($0) }
        guard let fragment else { return encoded.hasSuffix("#") ? String(encoded.dropLast()) : encoded }
        return encoded + (encoded.contains("#") ? "" : "#") + fragment.text
    }
}
