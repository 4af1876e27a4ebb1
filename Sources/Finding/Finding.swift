import Actors
import Ledger
import Record
import SQLite

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
    /// The statements that a query asks for.
    public func find(_ query: StatementQuery) throws -> [StatementEntry] {
        try connection.snapshot {
            var loader = try FoundLoader(query, self)
            if let like = query.like {
                let near = try nearest(query, to: like).compactMap { row, nearness in
                    try loader.statement(row)?.with(nearness: nearness)
                }
                return switch query.order {
                case .relevance: near
                case .date: near.sorted { StatementEntry.isLater($0, $1) }
                case .added: near.sorted { ($1.id.article, $0.id.number) < ($0.id.article, $1.id.number) }
                }
            }
            return try rows(of: query).compactMap { try loader.statement($0) }
        }
    }

    /// Hands out all statements that a query asks for, one at a time; its limit and offset do not count, and where its words stand is not told. Memory
    /// grows by 8 bytes a statement. Of what is asked for by its meaning, the nearest `Likeness.limit`.
    ///
    /// - Parameter each: gets a statement; false ends it.
    public func findAll(_ query: StatementQuery, _ each: (StatementEntry) throws -> Bool) throws {
        if query.like != nil {
            var query = query
            (query.limit, query.offset) = (Likeness.limit, 0)
            for entry in try find(query) where try !each(entry) { return }
            return
        }
        try connection.snapshot {
            var loader = EntryLoader(self)
            var query = query
            (query.limit, query.offset) = (Int(Int32.max), 0)
            for row in try rows(of: query) {
                if let entry = try loader.statement(row: row), try !each(entry) { return }
            }
        }
    }

    /// The rows of `statement` that a query asks for, in order.
    private func rows(of query: StatementQuery) throws -> [Int] {
        let query = try planned(query)
        let rows = try connection.numbers(query.rows)
        guard query.isRanked, query.offset + query.limit > StatementQuery.ranked else { return rows }
        return try rows + connection.numbers(query.unrankedRows)
    }

    /// The articles that hold the words in title or text; copies of others are left out. Where anything but outlet and days is asked for beside words, the
    /// article must hold such a statement.
    public func findArticles(_ query: StatementQuery) throws -> [FoundArticle] {
        try connection.snapshot {
            var loader = EntryLoader(self)
            let words = try query.words.map { try QueryWords($0, of: .articles, on: connection) }
            return try connection.numbers(query.articleRows).compactMap { row in
                guard let article = try loader.article(row) else { return nil }
                guard let words else { return FoundArticle(article: article, excerpts: []) }
                let text = try loader.slices(row)
                let highlights = Highlights(words, in: text.text(Span(0, text.count)) ?? "")
                return FoundArticle(article: article, excerpts: highlights.excerpts(of: text))
            }
        }
    }
}

/// Takes statements that were found out of the ledger, with the places where the words stand that were searched for.
struct FoundLoader {
    private var loader: EntryLoader
    private let words: QueryWords?

    init(_ query: StatementQuery, _ ledger: Ledger) throws {
        loader = EntryLoader(ledger)
        words = try query.words.map { try QueryWords($0, of: .statements, on: ledger.connection) }
    }

    /// The statement of a row; nil where there is none.
    mutating func statement(_ row: Int) throws -> StatementEntry? {
        let entry = try loader.statement(row: row)
        guard let entry, let words else { return entry }
        let content = entry.statement.content
        return entry.with(matches: Highlights(words, in: content.words).spans(in: content))
    }
}

extension StatementQuery {
    /// The rows of `article` that hold what is asked for, in order.
    fileprivate var articleRows: SQL {
        let ofStatements = Set(parts).subtracting([.words, .outlets, .days, .dateSources, .article])
        var conditions: [SQL] = ["article.copy_of IS NULL"]
        if !outlets.isEmpty { conditions.append("article.outlet IN (\(outlets))") }
        if days != .all { conditions.append(days.condition(on: "article.day")) }
        if !dateSources.isEmpty { conditions.append(dateSourceCondition) }
        if let article { conditions.append("article.id = \(article)") }
        if !ofStatements.isEmpty {
            let such = self.conditions(without: [.words, .outlets, .days, .dateSources, .article])
            conditions.append(
                "EXISTS (SELECT 1 FROM statement INDEXED BY statement_article WHERE statement.article = article.id AND \(such))")
        }
        let byDay: SQL = order == .added ? "" : "article.day DESC, "
        guard let words else {
            return """
                SELECT article.id FROM article WHERE \(.all(conditions)) ORDER BY \(byDay)article.id DESC
                LIMIT \(limit) OFFSET \(offset)
                """
        }
        let found: SQL = """
            article_words CROSS JOIN article ON article.id = article_words.rowid
            WHERE article_words MATCH \(words.pattern) AND \(.all(conditions))
            """
        switch order {
        case .date:
            return "SELECT article.id FROM \(found) ORDER BY article.day DESC, article.id DESC LIMIT \(limit) OFFSET \(offset)"
        case .added: return "SELECT article.id FROM \(found) ORDER BY article.id DESC LIMIT \(limit) OFFSET \(offset)"
        case .relevance:
            return """
                SELECT id FROM (
                    SELECT article.id AS id, dixit_relevance(article_words, 1.0, 5.0) AS score FROM \(found)
                    ORDER BY article_words.rowid DESC LIMIT 5000)
                ORDER BY score, id LIMIT \(limit) OFFSET \(offset)
                """
        }
    }
}

extension StatementEntry {
    fileprivate func with(matches: [Span]? = nil, nearness: Double? = nil) -> StatementEntry {
        var entry = self
        entry.matches = matches ?? entry.matches
        entry.nearness = nearness ?? entry.nearness
        return entry
    }

    /// The latest first; what has no date last.
    fileprivate static func isLater(_ a: StatementEntry, _ b: StatementEntry) -> Bool {
        (b.article.day ?? .min, b.id.article, b.id.number) < (a.article.day ?? .min, a.id.article, a.id.number)
    }
}
