import Ledger
import Record
import SQLite

/// What somebody did to an article as a whole: removed it, brought it back, corrected it, forgot it.
public struct ArticleAct: Sendable, Hashable {
    /// Its number in the log.
    public let id: Int
    /// When: seconds since 1970-01-01, UTC.
    public let at: Int
    /// Who.
    public let who: String
    /// "remove", "correct", "forget" or "undo".
    public let verb: String
    /// The article.
    public let article: Int
    /// What a correction has changed: what was there before.
    public let before: FieldValues?
    /// What a correction has changed: what was there then.
    public let after: FieldValues?
    /// The act that it undoes.
    public let undoes: Int?
    /// The act that has undone it.
    public let undoneBy: Int?

    /// Whether it can be undone, as far as the log tells.
    public var canBeUndone: Bool { undoneBy == nil && (verb == "remove" || verb == "correct") }

    /// What was done: "title “Gate shut” → “Gates shut”, date none → “2021-03-12”".
    public var words: String {
        let quoted = { (value: String?) in value.map { "“\($0)”" } ?? "none" }
        return (after?.fields ?? []).map { "\($0.words) \(quoted(before?[$0])) → \(quoted(after?[$0]))" }.joined(separator: ", ")
    }
}

extension Ledger {
    /// What people did to articles as a whole, the latest first.
    ///
    /// - Parameters:
    ///   - article: one of them; nil for all.
    ///   - limit: how many at most.
    public func articleActs(upon article: Int? = nil, limit: Int = Int(Int32.max)) throws -> [ArticleAct] {
        let mending: SQL = "act.verb IN ('remove', 'correct', 'forget')"
        let ofOne: SQL = article.map { "act.article = \($0)" } ?? "act.article IS NOT NULL"
        return try connection.rows(
            """
            SELECT id, at, who, verb, article, detail, undoes, (SELECT undoing.id FROM act AS undoing WHERE undoing.undoes = act.id)
            FROM act WHERE id IN (
                SELECT id FROM act INDEXED BY act_mending WHERE \(ofOne) AND \(mending)
                UNION SELECT undoing.id FROM act INDEXED BY act_mending CROSS JOIN act AS undoing ON undoing.undoes = act.id
                WHERE \(ofOne) AND \(mending))
            ORDER BY id DESC LIMIT \(limit)
            """
        ) { row in
            let detail = row.text(3) == "correct" ? CorrectionDetail(json: row.text(5)) : nil
            return ArticleAct(
                id: row.int(0), at: row.int(1), who: row.text(2), verb: row.text(3), article: row.int(4), before: detail?.before,
                after: detail?.after, undoes: row.optionalInt(6), undoneBy: row.optionalInt(7))
        }
    }
}
