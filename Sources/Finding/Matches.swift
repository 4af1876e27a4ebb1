import Ledger
import Record
import SQLite

extension Ledger {
    /// Hands out the articles that hold a statement which a query asks for, in the order of their numbers, all in the state in which the ledger is
    /// when it begins. Order, limit and offset of the query do not count; memory grows by 8 bytes an article.
    ///
    /// - Parameter each: gets an article's number and the numbers of those statements, ascending; false ends it.
    public func matches(_ query: StatementQuery, _ each: (_ article: Int, _ statements: [Int]) throws -> Bool) throws {
        try connection.snapshot {
            let query = try planned(query)
            for article in try connection.numbers(query.articlesOfStatements) {
                let statements = try connection.numbers(query.statements(in: article))
                if try !each(article, statements) { return }
            }
        }
    }
}

extension StatementQuery {
    /// The articles that hold such a statement. `+` keeps the order from choosing the index: that of articles would be read from end to end.
    fileprivate var articlesOfStatements: SQL {
        "SELECT DISTINCT +statement.article FROM \(source()) ORDER BY +statement.article"
    }

    /// The numbers of such statements in an article. Without the index by name, an actor's statements would be gone through for each article.
    fileprivate func statements(in article: Int) -> SQL {
        """
        SELECT statement.number FROM statement INDEXED BY statement_article
        WHERE statement.article = \(article) AND \(conditions()) ORDER BY statement.number
        """
    }
}
