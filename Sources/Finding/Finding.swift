import Actors
import Ledger
import Record
import SQLite

/// What is asked of the ledger: words, and what else must hold.
public struct StatementSearch: Sendable, Hashable {
    /// What comes first.
    public enum Order: String, Sendable, Hashable, CaseIterable {
        /// What is about the words most (BM25, see `Relevance`); of more than 5,000 the 5,000 added last are ranked.
        case relevance
        /// The latest; what has no date last.
        case date
    }

    /// The words, in contents of statements or in articles.
    public var query: SearchQuery
    /// The actor who speaks.
    public var speaker: Int?
    /// The actor whom the content mentions.
    public var about: Int?
    /// The outlet's row.
    public var outlet: Int?
    /// When the article was published.
    public var days = DayRange.all
    /// Direct, indirect or mixed.
    public var form: Form?
    /// What comes first.
    public var order = Order.relevance
    /// How many are wanted at most.
    public var limit = 20
    /// How many statements are passed over before that.
    public var offset = 0
    /// Only statements that somebody has judged, or that nobody has.
    public var isReviewed: Bool?

    /// A search for words alone.
    public init(_ query: SearchQuery) { self.query = query }

    /// The values of the filters, as both queries number them from ?2 on.
    fileprivate var filters: [(any SQLValue)?] {
        [speaker, about, outlet, days.first, days.last, form?.code]
    }
}

/// An article in which words were found.
public struct FoundArticle: Sendable, Hashable {
    /// The article.
    public let article: ArticleEntry
    /// The places where the words stand, with what stands around them; empty where they stand in the title alone.
    public let excerpts: [Excerpt]

    /// A stretch of an article's text.
    public struct Excerpt: Sendable, Hashable {
        /// The words.
        public let extract: Extract
        /// Where in the article's text the words stand that were searched for.
        public let matches: [Span]
    }
}

extension Ledger {
    /// The statements whose contents hold the words; neither those found wrong nor those that copies repeat.
    public func find(_ search: StatementSearch) throws -> [StatementEntry] {
        try connection.snapshot {
            var shelf = EntryShelf(self)
            return try rows(of: search).compactMap { row in
                guard let entry = try shelf.statement(row: row) else { return nil }
                let marked = try marked(search, statement: row)
                let content = entry.statement.content
                let count = content.reduce(3 * (content.count - 1)) { $0 + $1.span.length }
                return entry.with(matches: Highlights(marked, of: count).spans(in: content))
            }
        }
    }

    /// The articles that hold the words in title or text; copies of others are left out. Where a speaker, someone spoken of or a form is
    /// asked for, the article must hold such a statement.
    public func findArticles(_ search: StatementSearch) throws -> [FoundArticle] {
        try connection.snapshot {
            var shelf = EntryShelf(self)
            return try articleRows(of: search).compactMap { row in
                guard let article = try shelf.article(row) else { return nil }
                let text = try shelf.slices(row)
                let highlights = Highlights(try marked(search, article: row), of: text.count)
                return FoundArticle(article: article, excerpts: highlights.excerpts(of: text))
            }
        }
    }

    // MARK: Rows

    private func rows(of search: StatementSearch) throws -> [Int] {
        let values: [(any SQLValue)?] =
            [search.query.pattern] + search.filters + [search.limit, search.isReviewed.map { $0 ? 1 : 0 }, search.offset]
        return try connection.numbers(search.order == .relevance ? LedgerSQL.byRelevance : LedgerSQL.byDate, values)
    }

    private func articleRows(of search: StatementSearch) throws -> [Int] {
        let values: [(any SQLValue)?] = [search.query.pattern] + search.filters + [search.limit]
        return try connection.numbers(
            search.order == .relevance ? LedgerSQL.articlesByRelevance : LedgerSQL.articlesByDate, values)
    }

    private func marked(_ search: StatementSearch, statement row: Int) throws -> String {
        try connection.row(
            "SELECT highlight(statement_words, 0, ?1, ?2) FROM statement_words WHERE statement_words MATCH ?3 AND rowid = ?4",
            Highlights.start, Highlights.end, search.query.pattern, row
        ) { $0.text(0) } ?? ""
    }

    private func marked(_ search: StatementSearch, article row: Int) throws -> String {
        try connection.row(
            "SELECT highlight(article_words, 0, ?1, ?2) FROM article_words WHERE article_words MATCH ?3 AND rowid = ?4",
            Highlights.start, Highlights.end, search.query.pattern, row
        ) { $0.text(0) } ?? ""
    }
}

extension StatementEntry {
    fileprivate func with(matches: [Span]) -> StatementEntry {
        StatementEntry(
            id: id, article: article, statement: statement, actor: actor, speaker: speaker, state: state, isGone: isGone,
            matches: matches)
    }
}
