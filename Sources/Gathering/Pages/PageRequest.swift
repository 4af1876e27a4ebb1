/// Bytes that the page worker is asked to take apart, with what is known of them: its requests, as Pages/README.md tells them.
struct PageRequest: Sendable {
    /// What the bytes are.
    enum Kind: String, Sendable {
        case page, pdf, feed, text
        /// What another program has written: a word processor, a mailer, a database.
        case file
        /// A workbook, whose sheets are wanted as tables.
        case workbook
        /// A bibliography, whose entries are wanted.
        case references
        /// A piece of HTML that is an article and nothing else.
        case fragment
    }

    let kind: Kind
    let bytes: [UInt8]
    /// Where they were fetched from.
    var url: String?
    /// HTTP's own words for how they are encoded and packed.
    var charset, encoding: String?
    /// What a file is called.
    var name: String?
    /// Whether the items of a feed are wanted with the articles that the feed holds itself.
    var contents = false
    /// Whether what is left out of a page is wanted too.
    var explains = false
    /// Whether it is a further page of an article.
    var continues = false

    /// The same for a further page of an article.
    var continuing: PageRequest {
        var request = self
        request.continues = true
        return request
    }

    /// The request's first line, without the bytes that follow it.
    var header: [UInt8] {
        struct Header: Encodable {
            let id = 1
            let kind: String
            let bytes: Int
            let url, charset, encoding, name: String?
            let contents, explain, continues: Bool?
        }
        let header = Header(
            kind: kind.rawValue, bytes: bytes.count, url: url, charset: charset, encoding: encoding, name: name,
            contents: contents ? true : nil, explain: explains ? true : nil, continues: continues ? true : nil)
        return PageJSON.line(header)
    }
}

/// What the page worker found in bytes.
enum PageAnswer: Sendable {
    case page(Page)
    case feed(Feed)
    /// The articles of a file of another program.
    case collection(Collection)
    /// The sheets of a workbook.
    case tables([Table])
    /// What a bibliography names.
    case references([Reference])

    /// The article of a page, a PDF or a text; paragraphs are divided by an empty line.
    struct Page: Sendable, Codable {
        let title, author, published, outlet, url, language, credit: String?
        /// How the date is known: "meta", "text", "address" or "file".
        var publishedBy: String?
        /// When it was changed last, and when somebody saved it.
        var updated, saved: String?
        /// Those of title, outlet and author that the page does not say in so many words.
        var guessed: [String]?
        /// Whether it is the beginning of its article alone.
        var isCut: Bool?
        /// What is odd about it.
        var remarks: [Remark]?
        /// What was left out of a page, and why; only where that was asked for.
        var left: [Remark]?
        /// Places that were not in the page's encoding and became U+FFFD.
        let replaced: Int
        var text: String
        /// The address where the article goes on, as the page names it.
        var next: String?
        /// What the kernel holds the worker to; only where a page is to be explained.
        var confined: String?

        private enum CodingKeys: String, CodingKey {
            case title, author, published, outlet, url, language, credit, updated, saved, guessed, remarks, left, replaced, text,
                next, confined
            case publishedBy = "published_by"
            case isCut = "cut"
        }
    }

    /// What is odd, and what to do, each a clause; or words, and why they were left out.
    struct Remark: Sendable, Codable {
        let reason, remedy: String

        init(from decoder: any Decoder) throws {
            var parts = try decoder.unkeyedContainer()
            reason = try parts.decode(String.self)
            remedy = try parts.decode(String.self)
        }

        func encode(to encoder: any Encoder) throws {
            var parts = encoder.unkeyedContainer()
            try parts.encode(reason)
            try parts.encode(remedy)
        }
    }

    /// The articles of a file, in its order, and what is to be said of the file.
    struct Collection: Sendable, Decodable {
        let articles: [Page]
        let passed: [Remark]
    }

    /// A sheet of a workbook: its name, and its rows as CSV.
    struct Table: Sendable, Decodable {
        let name, csv: String
        let hidden: Bool?
    }

    /// An entry of a bibliography: an article, and where it is.
    struct Reference: Sendable, Decodable {
        let title, author, outlet, published, url: String?
        let files: [String]
    }

    /// The items of a feed or sitemap, in its order.
    struct Feed: Sendable, Decodable {
        /// "rss20", "atom10", …, "json"; "opml", whose items are feeds; "urlset", "sitemapindex", whose items are sitemaps.
        let kind: String
        let title: String?
        let items: [Item]
        /// Items beyond the limit.
        let leftOut: Int

        private enum CodingKeys: String, CodingKey {
            case kind, title, items
            case leftOut = "left out"
        }
    }

    /// An item: where its article is, and what the feed says of it; without an address only where what the feed holds is wanted.
    struct Item: Sendable, Codable {
        let url, id, title, published, updated, author: String?
        /// The article, where the feed holds the whole of it and that was asked for.
        let text, language, credit: String?
    }

    /// Why there is no article, and what to do, each a clause.
    struct Refusal: Error, Sendable, Decodable, Hashable {
        let reason, remedy: String
        /// Whether nothing is wrong but that a page holds no article: no fault where many pages are looked through.
        let isEmpty: Bool

        init(_ reason: String, _ remedy: String, isEmpty: Bool = false) {
            self.reason = reason
            self.remedy = remedy
            self.isEmpty = isEmpty
        }

        private enum CodingKeys: String, CodingKey {
            case reason, remedy, empty
        }

        init(from decoder: any Decoder) throws {
            let members = try decoder.container(keyedBy: CodingKeys.self)
            try self.init(
                members.decode(String.self, forKey: .reason), members.decode(String.self, forKey: .remedy),
                isEmpty: members.decodeIfPresent(Bool.self, forKey: .empty) ?? false)
        }
    }
}
