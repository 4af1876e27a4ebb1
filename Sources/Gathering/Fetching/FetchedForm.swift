/// What has been fetched: by what its server says it is, and by how it begins, since servers often say something general.
enum FetchedForm: Hashable {
    case page, pdf, text, feed
    /// Nothing that is read; what its server calls it.
    case other(String)

    init(_ type: MediaType, _ bytes: [UInt8]) {
        let head = bytes.prefix(GatheringLimit.sniffed)
        switch type.name {
        case "application/rss+xml", "application/atom+xml", "application/rdf+xml", "application/feed+json", "text/x-opml":
            self = .feed
        case "text/html", "application/xhtml+xml": self = FetchedForm.isFeed(head) ? .feed : .page
        case "application/pdf", "application/x-pdf": self = .pdf
        case "text/plain", "text/markdown", "text/x-markdown":
            self = FetchedForm.isFeed(head) ? .feed : FileForm(shownBy: head) == .page ? .page : .text
        default: self = FetchedForm(shownBy: head, bytes) ?? .other(type.name.isEmpty ? "nothing that is said" : type.name)
        }
    }

    /// Of no type, or of one that says little: "application/xml", "application/octet-stream".
    private init?(shownBy head: ArraySlice<UInt8>, _ bytes: [UInt8]) {
        switch FileForm(shownBy: head) {
        case .page?: self = .page
        case .pdf?: self = .pdf
        default:
            guard FetchedForm.isFeed(head) else { return nil }
            self = .feed
        }
    }

    /// Whether the root element is that of a feed or a sitemap, or the object says that it is a JSON Feed.
    private static func isFeed(_ head: ArraySlice<UInt8>) -> Bool {
        let start = String(decoding: head, as: UTF8.self).lowercased()
        if start.hasPrefix("{") { return start.contains("jsonfeed.org/version") }
        var rest = start[...]
        while let tag = rest.firstIndex(of: "<") {
            rest = rest[rest.index(after: tag)...]
            // Declarations, comments and instructions stand before the root.
            if rest.hasPrefix("?") || rest.hasPrefix("!") { continue }
            let name = rest.prefix { !$0.isWhitespace && $0 != ">" && $0 != "/" }
            return ["rss", "feed", "rdf:rdf", "opml", "urlset", "sitemapindex"].contains(String(name))
        }
        return false
    }
}
