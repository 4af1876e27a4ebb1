import Record

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
    /// The archive that holds it.
    var archive: ArchiveTally?

    /// The page's article; what Dixit has no name for is carried.
    func article(_ page: PageAnswer.Page) -> Article {
        let carried = [("language", page.language), ("credit", page.credit), ("fetched", fetched)]
        return Article(
            id: id, path: path, title: page.title, outlet: page.outlet, author: page.author, published: page.published,
            url: page.url, text: page.text,
            carried: carried.compactMap { name, value in value.map { .init(name: name, json: PageJSON.quoted($0)) } })
    }
}
