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
    /// "right", "wrong", "fix", "missed", "mark" or "undo".
    public let verb: String
    /// The statement's number; nil where it is the whole article.
    public let statement: Int?
    /// The act that it undoes.
    public let undoes: Int?
    /// What was judged of a layer's marks; nil where the judgement was of the statement.
    public let mark: MarkJudged?

    /// What somebody judged of a layer's marks on a statement.
    public struct MarkJudged: Sendable, Hashable {
        /// The layer's name.
        public let layer: String
        /// What was said to be right; empty where the layer should have found nothing, nil where it is as the layer has found it.
        public let values: [String]?
    }

    /// What was done, as `dixit review` takes it: "right", "mark sourcing=role", "undo mark sourcing=role".
    public var words: String {
        guard let mark else { return verb }
        let values = mark.values.map { $0.isEmpty ? "none" : $0.joined(separator: ",") } ?? "as-found"
        return "\(verb == "mark" ? "" : "\(verb) ")mark \(mark.layer)=\(values)"
    }
}

extension Ledger {
    /// What people did to an article's statements, the earliest first.
    ///
    /// - Parameter statement: the number of one of them; nil for all, and for the article as a whole.
    public func reviews(of article: Int, statement: Int? = nil) throws -> [ReviewAct] {
        try connection.rows(
            """
            SELECT id, at, who, verb, statement, undoes, CASE WHEN verb IN ('mark', 'undo') THEN detail END FROM act
            WHERE article = \(article) AND (\(statement) IS NULL OR statement = \(statement) OR statement IS NULL)
                AND verb NOT IN ('restore', 'remove', 'correct', 'forget') AND (verb <> 'undo' OR statement IS NOT NULL)
            ORDER BY id
            """
        ) { row in
            let number = row.optionalInt(4)
            let detail = row.optionalText(6).flatMap { MarkDetail(json: $0, statement: number ?? 0) }
            return ReviewAct(
                id: row.int(0), at: row.int(1), who: row.text(2), verb: row.text(3), statement: number,
                undoes: row.optionalInt(5), mark: detail.map(ReviewAct.MarkJudged.init))
        }
    }
}

extension ReviewAct.MarkJudged {
    fileprivate init(_ detail: MarkDetail) {
        let values = detail.after.compactMap { if case .choice(let name) = $0.value { name } else { nil } }
        self.init(layer: detail.layer, values: detail.isAsFound ? nil : values)
    }
}
