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
    var given: [UInt8]
    /// When it was fetched, as ISO 8601.
    var fetched: String?
    /// Where it was fetched from in the end, redirects followed.
    var address: WebAddress?
    /// The archive that holds it.
    var archive: ArchiveTally?
    /// The mailbox's, where it is a mail in one.
    var empty: EmptyTally?
    /// What the feed or list that names it says of it.
    var told: ToldArticle?
    /// What is known of its article otherwise: only its text is asked for.
    var row: Article?

    /// The page's article; what Dixit has no name for is carried.
    ///
    /// - Parameter person: what a person tells, which wins over what is guessed from the page.
    func article(_ page: PageAnswer.Page, told person: [ArticleNames.Part: String] = [:]) -> Article {
        if var row {
            row.text = page.text
            return row
        }
        let url = url(of: page)
        let guessed = Set(page.guessed ?? [])
        let best = { (part: ArticleNames.Part, page: String?, list: String?) in
            page == nil || guessed.contains(part.rawValue) ? list ?? person[part] ?? page : page
        }
        let isByList = told?.published != nil && page.publishedBy != DateSource.meta.rawValue
        var article = Article(
            id: id, path: path, title: best(.title, page.title, told?.title), outlet: best(.outlet, page.outlet, told?.outlet),
            author: best(.author, page.author, told?.author), published: isByList ? told?.published : page.published, url: url,
            text: page.text)
        let from = address?.description == url ? nil : address?.description
        for case (let name, let value?) in [
            (DateSource.member, isByList ? told?.source.rawValue : page.publishedBy), ("updated", page.updated),
            ("language", page.language),
            ("credit", page.credit), ("fetched", fetched ?? page.saved), ("fetched_from", from),
            ("cut", page.isCut == true ? "paywall" : nil),
        ] {
            article.carried.append(.init(name: name, json: PageJSON.quoted(value)))
        }
        if let confined = page.confined { article.carried.append(.init(name: "confined", json: PageJSON.quoted(confined))) }
        if let left = page.left {
            article.carried.append(.init(name: "left_out", json: String(decoding: PageJSON.line(left).dropLast(), as: UTF8.self)))
        }
        return article
    }

    /// The article that a plain text is.
    ///
    /// - Parameter title: what a person tells, which wins over its first line.
    func article(ofPlainText text: String, titled title: String? = nil) -> Article {
        var article = Article(
            id: id, path: path, title: title ?? PlainTitle.of(text), outlet: address?.outlet, url: address?.description,
            text: text)
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
