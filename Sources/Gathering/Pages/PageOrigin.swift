import Record
import Wire

/// Where a page comes from that a worker takes apart.
struct PageOrigin {
    /// The id of its article.
    let id: String
    /// How notices name it.
    let place: String
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

    /// The page's article; what Dixit has no name for is carried.
    func article(_ page: PageAnswer.Page) -> Article {
        let url = url(of: page)
        var article = Article(
            id: id, path: path, title: page.title, outlet: page.outlet, author: page.author, published: page.published, url: url,
            text: page.text)
        let from = address?.description == url ? nil : address?.description
        for case (let name, let value?) in [
            ("language", page.language), ("credit", page.credit), ("fetched", fetched), ("fetched_from", from),
        ] {
            article.carried.append(.init(name: name, json: PageJSON.quoted(value)))
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
