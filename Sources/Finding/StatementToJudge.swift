import Ledger
import Record
import SQLite

/// A statement with what is looked at to judge it, and no more: many of them are shown on one page.
public struct StatementToJudge: Sendable, Hashable {
    /// The statement.
    public let entry: StatementEntry
    /// The paragraphs that it stands in.
    public let context: Extract
    /// The statement that it repeats, where its article is a copy.
    public let repeats: StatementID?
    /// The number of the latest act on it or on its whole article; 0 where there is none.
    public let lastReview: Int
}

extension Ledger {
    /// Statements as they are judged. What they have in common is asked once for all that stand one behind the other and are of one article.
    public func toJudge(_ entries: [StatementEntry]) throws -> [StatementToJudge] {
        try connection.snapshot {
            var loader = EntryLoader(self)
            var article: (id: Int, reviews: [Int?: Int], originals: [Int: StatementID])?
            return try entries.map { entry in
                let id = entry.id
                if article?.id != id.article {
                    article = (id.article, try lastReviews(of: id.article), try originals(of: entry.article))
                }
                let reviews = article?.reviews ?? [:]
                return StatementToJudge(
                    entry: entry, context: try loader.slices(id.article).paragraphs(around: entry.statement),
                    repeats: article?.originals[id.number], lastReview: max(reviews[id.number] ?? 0, reviews[nil] ?? 0))
            }
        }
    }

    /// The latest act on each statement of an article by its number, and that on the article as a whole.
    private func lastReviews(of article: Int) throws -> [Int?: Int] {
        let last = try connection.rows(
            "SELECT statement, max(id) FROM act WHERE article = \(article) AND verb <> 'restore' GROUP BY statement"
        ) { ($0.optionalInt(0), $0.int(1)) }
        return Dictionary(last, uniquingKeysWith: max)
    }

    /// What the statements of a copy repeat, by their numbers.
    private func originals(of article: ArticleEntry) throws -> [Int: StatementID] {
        guard article.copyOf != nil else { return [:] }
        let pairs = try connection.rows(
            """
            SELECT statement.number, original.article, original.number
            FROM statement CROSS JOIN statement AS original ON original.id = statement.repeats WHERE statement.article = \(article.id)
            """
        ) { ($0.int(0), StatementID(article: $0.int(1), number: $0.int(2))) }
        return Dictionary(pairs, uniquingKeysWith: { first, _ in first })
    }
}
