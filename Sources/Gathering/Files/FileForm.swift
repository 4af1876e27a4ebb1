/// How a file's bytes are understood: by its name, and by how it begins where that is plain.
///
/// A web page, a PDF and an archive say at their first bytes what they are, so that a page that was saved as `.txt`, or a PDF without
/// a name, is still known. JSON and texts begin like one another, so of those the name decides; of standard input, pipes and devices, which have
/// none, the first character does: `{` begins JSON Lines, or one object where it stands alone on its line.
enum FileForm: Hashable {
    /// One article, the whole file.
    case text
    /// One JSON object on each line.
    case jsonLines
    /// One JSON object, the whole file.
    case jsonObject
    /// A web page, HTML, which a page worker takes apart.
    case page
    /// A PDF, the same.
    case pdf
    /// A table with a heading; its separator, nil for what the heading shows.
    case table(separator: UInt8?)
    /// A crawl's archive: WARC, WET, ARC, or WARCs packed together (WACZ).
    case archive
    /// A workbook, whose sheets are tables.
    case workbook
    /// Parquet, whose rows are articles.
    case parquet
    /// A bibliography, RIS or Zotero's RDF, which names articles.
    case references
    /// An RSS, Atom or JSON feed.
    case feed
    /// E-mails one behind the other, mbox.
    case mailbox
    /// What another program has written, a word processor, a mailer or a database: a page worker tells what it is.
    case document

    /// A name without its extension, and the form that the extension stands for; nil where it stands for none.
    static func of(name: String) -> (stem: String, form: FileForm?) {
        var (stem, ending) = split(name)
        if ending == "gz" || ending == "zst" {
            // "crawl.warc.gz", "news.jsonl.gz"
            let (inner, innerEnding) = split(stem)
            guard let form = form(innerEnding), ending == "gz" || form == .archive else { return (stem, nil) }
            return (form == .archive ? archiveStem(inner) : inner, form)
        }
        let form = form(ending)
        if form == .archive { stem = archiveStem(stem) }
        return (stem, form)
    }

    private static func form(_ ending: String?) -> FileForm? {
        switch ending {
        case "txt": .text
        case "jsonl", "ndjson": .jsonLines
        case "json": .jsonObject
        case "html", "htm", "xhtml": .page
        case "pdf": .pdf
        case "csv": .table(separator: nil)
        case "tsv", "tab": .table(separator: 0x09)
        case "warc", "wet", "arc", "wacz": .archive
        case "xlsx", "xlsm", "xls": .workbook
        case "parquet": .parquet
        case "ris", "rdf": .references
        case "rss", "atom": .feed
        case "docx", "odt", "rtf", "eml", "mht", "mhtml", "webarchive", "nitf", "epub": .document
        case "mbox": .mailbox
        default: nil
        }
    }

    /// "crawl.warc.wet" without the rest.
    private static func archiveStem(_ stem: String) -> String {
        let (inner, ending) = split(stem)
        return ending == "warc" ? inner : stem
    }

    /// A name and its extension in small letters; nil where it has none.
    private static func split(_ name: String) -> (stem: String, ending: String?) {
        guard let dot = name.lastIndex(of: "."), dot != name.startIndex, name[name.index(before: dot)] != "/",
            !name[dot...].contains("/")
        else { return (name, nil) }
        return (String(name[..<dot]), name[name.index(after: dot)...].lowercased())
    }

    /// - Parameters:
    ///   - named: the form that the name stands for; nil for what has no name.
    ///   - head: the first bytes, `GatheringLimit.sniffed` of them or all there are.
    init(named: FileForm?, _ head: ArraySlice<UInt8>) {
        if named == .jsonObject, String(decoding: head.prefix(400), as: UTF8.self).contains("jsonfeed.org/version") {
            self = .feed
        } else if named != .jsonLines, named != .jsonObject, named != .archive, named != .workbook, named != .parquet,
            let shown = FileForm(shownBy: head)
        {
            self = shown == .page && DocumentSigns.databases(head) ? .document : shown
        } else if named == nil || named == .text || named == .mailbox, MailboxLine.isBegun(by: head) {
            self = .mailbox
        } else if named == nil || named == .text || named == .mailbox, DocumentSigns.areIn(head) {
            self = .document
        } else {
            self = named ?? FileForm(textBeginning: head)
        }
    }

    /// The form that the first bytes show beyond doubt; nil where they show none.
    init?(shownBy head: ArraySlice<UInt8>) {
        // What follows is a head in Thrift, whose first field is a number of 32 bits.
        if head.starts(with: Array("PAR1\u{15}".utf8)) {
            self = .parquet
            return
        }
        let visible = head.drop { $0 == 0x20 || (0x09...0x0D).contains($0) || [0xEF, 0xBB, 0xBF].contains($0) }
        let start = String(decoding: visible.prefix(16), as: UTF8.self).lowercased()
        if start.hasPrefix("%pdf-") {
            self = .pdf
        } else if start.hasPrefix("warc/1.") || start.hasPrefix("warc/0.") || start.hasPrefix("filedesc://") {
            self = .archive
        } else if start.hasPrefix("<!doctype html") || start.hasPrefix("<html") {
            self = .page
        } else if start.hasPrefix("<?xml") || start.hasPrefix("<rss") || start.hasPrefix("<feed") {
            guard let form = FileForm(xml: visible) else { return nil }
            self = form
        } else {
            return nil
        }
    }

    /// What XML is, by its first element; nil where that says nothing.
    private init?(xml head: ArraySlice<UInt8>) {
        let start = String(decoding: head.prefix(2048), as: UTF8.self).lowercased()
        let element = start.split(separator: "<").first { !"?!".contains($0.first ?? " ") }
        switch element.map({ $0.prefix { $0.isLetter || $0 == ":" } }) {
        case "rdf:rdf": self = start.contains("zotero.org/namespaces/export") ? .references : .feed
        case "rss", "feed": self = .feed
        case "html": self = .page
        default: return nil
        }
    }

    /// JSON or plain text, by the first character.
    private init(textBeginning head: ArraySlice<UInt8>) {
        let visible = head.drop { $0 == 0x20 || (0x09...0x0D).contains($0) || [0xEF, 0xBB, 0xBF].contains($0) }
        guard visible.first == UInt8(ascii: "{") else {
            self = .text
            return
        }
        let firstLine = visible.prefix { $0 != 0x0A }.dropFirst()
        let standsAlone = firstLine.allSatisfy { $0 == 0x20 || $0 == 0x09 || $0 == 0x0D } && visible.contains(0x0A)
        self = standsAlone ? .jsonObject : .jsonLines
    }
}
