import Record

/// What a feed, a table or a bibliography says of an article whose text stands elsewhere.
struct ToldArticle: Sendable, Hashable {
    var title, author, outlet, published: String?
    /// How its date is known then.
    var source = DateSource.file
}

extension ToldArticle {
    /// What a feed says.
    init(_ item: FeedItem) {
        self.init(title: item.title, author: item.author, outlet: item.outlet, published: item.published, source: .feed)
    }
}

/// An article that a list names: by its address, by files that are kept beside the list, or both.
struct ListedArticle: Sendable, Hashable {
    var address: String?
    /// Paths from the list's folder, the likeliest first.
    var files: [String] = []
    var told = ToldArticle()
}
