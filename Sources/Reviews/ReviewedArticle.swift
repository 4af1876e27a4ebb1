import Ledger
import Record
import SQLite

/// An article of which somebody has judged something, with all of its statements: what training and measuring by reviews take.
public struct ReviewedArticle: Sendable {
    /// Its number.
    public let article: Int
    /// Its text, in whose code points the statements' spans count.
    public let text: String
    /// Whether all of its statements have been judged, so that what is not among them is none.
    public let isWhole: Bool
    /// In order of their numbers; those found wrong and those that nobody has judged among them.
    public let statements: [Reviewed]

    /// One of its statements.
    public struct Reviewed: Sendable {
        /// Its number in the article.
        public let number: Int
        /// Where it stands, as somebody has left it.
        public let spans: StatementSpans
        /// What somebody has judged of it.
        public let state: ReviewState
        /// Who speaks, as it is shown.
        public let speaker: Speaker
        /// What people have judged of layers' marks: by the layer the choices that hold, empty where the layer should have found nothing.
        public let marks: [String: [String]]

        /// Whether somebody has said that there is such a statement.
        public var isFoundRight: Bool { state != .unreviewed && state != .wrong }
    }

    /// Who speaks.
    public enum Speaker: Sendable, Hashable {
        case nobody
        /// Somebody whom the article mentions here.
        case mentioned([Span])
        /// Somebody whom it does not mention.
        case elsewhere
    }
}

/// What people have judged in a ledger, counted.
public struct ReviewedPart: Sendable, Hashable {
    /// The articles of which something was judged, copies left out, in the order of their bytes' SHA-256: an order that has nothing to do with when they came.
    public let articles: [Int]
    /// How many statements were judged, right, wrong or corrected.
    public let statements: Int
    /// How many marks of layers.
    public let marks: Int
    /// Who has judged, in order of their names.
    public let reviewers: [String]
    /// When the latest of these judgements was made: seconds since 1970; nil where there is none.
    public let until: Int?
    /// How many bytes the texts have.
    public let bytes: Int
}

extension Ledger {
    /// What people have judged.
    public func reviewedPart() throws -> ReviewedPart {
        try connection.snapshot {
            let articles = try connection.rows(
                """
                SELECT article.id, length(CAST(body.text AS BLOB)) FROM article JOIN body ON body.article = article.id
                WHERE article.copy_of IS NULL AND article.id IN (
                    SELECT article FROM statement WHERE state > 0
                    UNION SELECT statement.article FROM machine_mark JOIN statement ON statement.id = machine_mark.statement
                    UNION SELECT article FROM act WHERE act.article IS NOT NULL AND act.statement IS NULL AND act.verb = 'right')
                ORDER BY article.sha256
                """
            ) { (id: $0.int(0), bytes: $0.int(1)) }
            let judges = try connection.rows(
                """
                SELECT who, max(at) FROM act WHERE article IS NOT NULL AND verb IN ('right', 'wrong', 'fix', 'missed', 'mark')
                    AND NOT EXISTS (SELECT 1 FROM act AS undoing WHERE undoing.undoes = act.id) GROUP BY who ORDER BY who
                """
            ) { (name: $0.text(0), last: $0.int(1)) }
            return ReviewedPart(
                articles: articles.map(\.id),
                statements: try connection.row("SELECT count(*) FROM statement WHERE state > 0") { $0.int(0) } ?? 0,
                marks: try connection.row("SELECT count(*) FROM machine_mark") { $0.int(0) } ?? 0,
                reviewers: judges.map(\.name), until: judges.map(\.last).max(),
                bytes: articles.reduce(0) { $0 + $1.bytes })
        }
    }

    /// An article with what people have judged of it.
    ///
    /// - Throws: `QuestionError`, where there is none; `DatabaseError`, also where it is damaged.
    public func reviewedArticle(_ article: Int) throws -> ReviewedArticle {
        try connection.snapshot {
            var loader = EntryLoader(self)
            guard try loader.article(article) != nil else { throw try noArticle(article) }
            let slices = try loader.slices(article)
            let entities = Dictionary(
                try EntityRows(connection: connection).entities(of: article).map { ($0.number, $0.mentions.map(\.span)) },
                uniquingKeysWith: { first, _ in first })
            let marks = try judgedMarks(of: article, in: slices)
            let rows = try connection.rows(
                "SELECT \(ReviewedRow.columns), statement.number FROM statement WHERE article = \(article) ORDER BY number"
            ) { (row: ReviewedRow($0), number: $0.int(ReviewedRow.width)) }
            let statements = try rows.map { row, number in
                guard let row else {
                    throw DatabaseError(
                        .damaged, path, "statement \(StatementID(article: article, number: number)) is damaged",
                        DatabaseError.restore)
                }
                return ReviewedArticle.Reviewed(
                    number: number, spans: StatementSpans(source: row.source, cue: row.cue, content: row.content),
                    state: row.state,
                    speaker: row.speaker.map { .mentioned(entities[$0] ?? []) } ?? (row.actor == nil ? .nobody : .elsewhere),
                    marks: marks[number] ?? [:])
            }
            let isSaidToBe = try connection.row(
                "SELECT 1 FROM act INDEXED BY act_article WHERE article = \(article) AND statement IS NULL AND verb = 'right'"
            ) { $0.int(0) }
            let isJudged = statements.contains { $0.state != .unreviewed } || isSaidToBe != nil
            return ReviewedArticle(
                article: article, text: slices.text(Span(0, slices.count)) ?? "",
                isWhole: isJudged && statements.allSatisfy { $0.state != .unreviewed }, statements: statements)
        }
    }

    /// What people have judged of layers' marks on an article's statements: the choices by the statements' numbers and the layers.
    private func judgedMarks(of article: Int, in slices: Slices) throws -> [Int: [String: [String]]] {
        let judged = try connection.rows(
            """
            SELECT statement.id, statement.number, layer.name FROM statement CROSS JOIN machine_mark ON machine_mark.statement = statement.id
            CROSS JOIN layer ON layer.id = machine_mark.layer WHERE statement.article = \(article)
            """
        ) { (row: $0.int(0), number: $0.int(1), layer: $0.text(2)) }
        guard !judged.isEmpty else { return [:] }
        let marks = try MarkRows(connection: connection).marks(of: judged.map { ($0.row, $0.number) }, in: slices)
        return judged.reduce(into: [:]) { result, one in
            result[one.number, default: [:]][one.layer] = (marks[one.row] ?? []).filter { $0.layer == one.layer }.compactMap {
                if case .choice(let name) = $0.value { name } else { nil }
            }
        }
    }
}
