import Record
import Wire

/// Where a page comes from that a worker takes apart.
struct PageOrigin {
    /// The id of its article.
    var id: String
    /// How notices name it.
    var place: String
    /// How the record names the file.
    let path: String
    /// The bytes it was given in.
    let given: [UInt8]
    /// When it was fetched, as ISO 8601.
    var fetched: String?
    /// Where it was fetched from in the end, redirects followed.
    var address: WebAddress?
    /// The archive that holds it.
    var archive: ArchiveTally?
    /// What the feed says of it that names it.
    var feed: FeedItem?
    /// What is known of its article otherwise: only its text is asked for.
    var row: Article?

    /// The page's article; what Dixit has no name for is carried.
    func article(_ page: PageAnswer.Page) -> Article {
        if var row {
            row.text = page.text
            return row
        }
        let url = url(of: page)
        let guessed = Set(page.guessed ?? [])
        let told = { (part: String, page: String?, feed: String?) in page == nil || guessed.contains(part) ? feed ?? page : page }
        let isByFeed = feed?.published != nil && page.publishedBy != "meta"
        var article = Article(
            id: id, path: path, title: told("title", page.title, feed?.title), outlet: told("outlet", page.outlet, feed?.outlet),
            author: told("author", page.author, feed?.author), published: isByFeed ? feed?.published : page.published, url: url,
            text: page.text)
        let from = address?.description == url ? nil : address?.description
        for case (let name, let value?) in [
            ("published_by", isByFeed ? "feed" : page.publishedBy), ("updated", page.updated), ("language", page.language),
            ("credit", page.credit), ("fetched", fetched ?? page.saved), ("fetched_from", from),
            ("cut", page.isCut == true ? "paywall" : nil),
        ] {
            article.carried.append(.init(name: name, json: PageJSON.quoted(value)))
        }
        if let left = page.left {
            article.carried.append(.init(name: "left_out", json: String(decoding: PageJSON.line(left).dropLast(), as: UTF8.self)))
        }
        return article
    }

    /// The article that a plain text is.
    func article(ofPlainText text: String) -> Article {
        var article = Article(
            id: id, path: path, title: PlainTitle.of(text), outlet: address?.outlet, url: address?.description, text: text)
        if let fetched { article.carried.append(.init(name: "fetched", json: PageJSON.quoted(fetched))) }
        return article
    }

    /// The address that a page gives itself, where that is one of the host it was fetched from: nobody else is believed to be there.
    private func url(of page: PageAnswer.Page) -> String? {
        guard let address else { return page.url }
        let own = page.url.flatMap { try? WebAddress($0) }
        return own?.outlet == address.outlet ? page.url : address.description
    }
}
