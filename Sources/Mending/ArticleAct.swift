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
    /// What it has changed of the article's values: what was there before. Of an act that undoes a correction, what the correction had put there.
    public let before: FieldValues?
    /// What it has changed of the article's values: what was there then.
    public let after: FieldValues?
    /// The act that it undoes.
    public let undoes: Int?
    /// What that act did: "remove" or "correct".
    public let undoneVerb: String?
    /// The act that has undone it.
    public let undoneBy: Int?
    /// Whether it can be undone: nobody has done so, and the article is there, or, where it was removed, has not been forgotten since.
    public let canBeUndone: Bool

    /// What was changed: "title “Gate shut” → “Gates shut”, date none → “2021-03-12”"; empty where nothing was.
    public var words: String { after.map { ArticleAct.words(from: before, to: $0) } ?? "" }

    /// What it did, as a clause: "article 3 is back", "article 2: date “2021-03-11” → “2021-03-12”".
    public var clause: String {
        if verb == "undo" { return undoneVerb == "remove" ? "article \(article) is back" : "article \(article): \(words)" }
        switch verb {
        case "remove": return "article \(article) is removed"
        case "forget": return "article \(article) is forgotten"
        default: return "article \(article): \(words)"
        }
    }

    static func words(from before: FieldValues?, to after: FieldValues) -> String {
        let quoted = { (value: String?) in value.map { "“\($0)”" } ?? "none" }
        return after.fields.map { "\($0.words) \(quoted(before?[$0])) → \(quoted(after[$0]))" }.joined(separator: ", ")
    }
}

extension Ledger {
    /// What people did to articles as a whole, the latest first.
    ///
    /// - Parameters:
    ///   - article: one of them; nil for all.
    ///   - before: only acts of lower numbers; nil for all.
    ///   - limit: how many at most.
    public func articleActs(upon article: Int? = nil, before: Int? = nil, limit: Int = Int(Int32.max)) throws -> [ArticleAct] {
        let mending: SQL = "act.verb IN ('remove', 'correct', 'forget')"
        let ofOne: SQL = article.map { "act.article = \($0)" } ?? "act.article IS NOT NULL"
        return try connection.rows(
            """
            SELECT act.id, act.at, act.who, act.verb, act.article, coalesce(undone.detail, act.detail), act.undoes, undone.verb,
                (SELECT undoing.id FROM act AS undoing WHERE undoing.undoes = act.id),
                EXISTS (SELECT 1 FROM article WHERE article.id = act.article),
                EXISTS (SELECT 1 FROM removed WHERE removed.article = act.article AND line IS NOT NULL)
            FROM act LEFT JOIN act AS undone ON undone.id = act.undoes WHERE act.id IN (
                SELECT act.id FROM act INDEXED BY act_mending WHERE \(ofOne) AND \(mending)
                UNION SELECT undoing.id FROM act INDEXED BY act_mending CROSS JOIN act AS undoing ON undoing.undoes = act.id
                WHERE \(ofOne) AND \(mending))
                AND act.id < \(before ?? Int.max)
            ORDER BY act.id DESC LIMIT \(limit)
            """
        ) { row in
            let (verb, undoneVerb) = (row.text(3), row.optionalText(7))
            let detail = (undoneVerb ?? verb) == "correct" ? CorrectionDetail(json: row.text(5)) : nil
            let (isThere, isKept) = (row.int(9) == 1, row.int(10) == 1)
            return ArticleAct(
                id: row.int(0), at: row.int(1), who: row.text(2), verb: verb, article: row.int(4),
                before: undoneVerb == nil ? detail?.before : detail?.after,
                after: undoneVerb == nil ? detail?.after : detail?.before,
                undoes: row.optionalInt(6), undoneVerb: undoneVerb, undoneBy: row.optionalInt(8),
                canBeUndone: row.optionalInt(8) == nil && (verb == "remove" && isKept || verb == "correct" && isThere))
        }
    }
}
