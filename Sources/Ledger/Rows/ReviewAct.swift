import Record
import SQLite

/// What somebody did to a statement, or to an article's statements as a whole.
public struct ReviewAct: Sendable, Hashable {
    /// Its number in the log.
    public let id: Int
    /// When: seconds since 1970-01-01, UTC.
    public let at: Int
    /// Who.
    public let who: String
    /// "right", "wrong", "fix", "missed" or "undo".
    public let verb: String
    /// The statement's number; nil where it is the whole article.
    public let statement: Int?
    /// The act that it undoes.
    public let undoes: Int?
}

extension Ledger {
    /// What people did to an article's statements, the earliest first.
    ///
    /// - Parameter statement: the number of one of them; nil for all, and for the article as a whole.
    public func reviews(of article: Int, statement: Int? = nil) throws -> [ReviewAct] {
        try connection.rows(
            """
            SELECT id, at, who, verb, statement, undoes FROM act
            WHERE article = \(article) AND (\(statement) IS NULL OR statement = \(statement) OR statement IS NULL)
                AND verb <> 'restore'
            ORDER BY id
            """
        ) {
            ReviewAct(
                id: $0.int(0), at: $0.int(1), who: $0.text(2), verb: $0.text(3), statement: $0.optionalInt(4),
                undoes: $0.optionalInt(5))
        }
    }
}
