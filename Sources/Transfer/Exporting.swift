import Actors
import Ledger
import Record
import Reviews
import SQLite
import Wire

/// An article as the ledger shows it, with what else the ledger knows of it, to be written to a file.
public struct ExportedArticle: Sendable {
    /// The article.
    public let article: LoadedArticle
    /// Whether it has all its statements. Of others no ledger could be made again.
    public var isWhole = true
    package let envelope: ExportEnvelope

    /// The numbers of the statements that repeat those of the article that this one is a copy of.
    public var repeated: Set<Int> { Set(envelope.statements.filter { $0.repeats != nil }.map(\.number)) }

    /// The record as one line of JSON Lines, without its line feed: the output contract and, where the article is whole, a member `ledger`, from
    /// which restoring it in another ledger makes the same article with its reviews.
    public var line: [UInt8] {
        let record = article.record
        var article = record.article
        article.carried.removeAll { $0.name == "ledger" }
        if isWhole { article.carried.append(Article.Carried(name: "ledger", json: envelope.json)) }
        let actors = self.article.statements.compactMap { statement in statement.actor.map { (statement.id.number, "@\($0.id)") }
        }
        return ArticleRecord(article: article, findings: record.findings, reader: record.reader)
            .json(actors: Dictionary(actors, uniquingKeysWith: { first, _ in first }))
    }

    /// The article with its statements as spans alone, one line for `dixit eval` and for training, without its line feed.
    public var goldLine: [UInt8] {
        let record = article.record
        var json = JSONWriter()
        json.object { json in
            json.member("id", record.article.id)
            json.member("title", record.article.title)
            json.member("outlet", record.article.outlet)
            json.member("published", record.article.published)
            json.member("text", record.article.text)
            json.name("statements")
            json.array(record.findings.statements) { statement, json in
                json.object { json in
                    json.member("source", json: SpanList.json(statement.source.map(\.span)))
                    json.member("cue", json: SpanList.json(statement.cue.map(\.span)))
                    json.member("content", json: SpanList.json(statement.content.map(\.span)))
                }
            }
        }
        return json.bytes
    }
}

/// Which articles are exported.
public enum ExportedPart: Sendable, Hashable {
    /// All of them.
    case all
    /// Those all of whose statements somebody has judged; copies are left out.
    case reviewed

    /// The next numbers of its articles.
    fileprivate func articles(after last: Int) -> SQL {
        switch self {
        case .all: "SELECT id FROM article WHERE id > \(last) ORDER BY id LIMIT 500"
        case .reviewed:
            """
            SELECT article.id FROM article WHERE article.id > \(last) AND article.copy_of IS NULL
                AND article.id IN (
                    SELECT article FROM statement WHERE state > 0
                    UNION SELECT article FROM act WHERE act.article IS NOT NULL AND act.statement IS NULL AND act.verb = 'right')
                AND NOT EXISTS (SELECT 1 FROM statement WHERE statement.article = article.id AND statement.state = 0)
            ORDER BY article.id LIMIT 500
            """
        }
    }
}

extension Ledger {
    /// Hands out articles in the order of their numbers, one at a time, all in the state in which the ledger is when it begins.
    ///
    /// - Parameter each: gets an article; false ends it.
    public func export(_ part: ExportedPart = .all, _ each: (ExportedArticle) throws -> Bool) throws {
        try connection.snapshot {
            var after = 0
            var chain = try ActorChain(of: self)
            while true {
                let articles = try connection.numbers(part.articles(after: after))
                if articles.isEmpty { return }
                for article in articles {
                    guard article > after else { throw connection.outOfOrder("article") }
                    after = article
                    if try !each(exported(article, part == .all ? chain.next(article) : nil)) { return }
                }
            }
        }
    }

    /// How many articles there are, and how many of them somebody has judged in part alone.
    public func countForExport() throws -> (articles: Int, halfReviewed: Int) {
        try connection.snapshot {
            (
                try connection.row("SELECT count(*) FROM article") { $0.int(0) } ?? 0,
                try connection.row(
                    """
                    SELECT count(DISTINCT judged.article) FROM statement AS judged WHERE judged.state > 0
                        AND EXISTS (SELECT 1 FROM statement WHERE statement.article = judged.article AND statement.state = 0)
                    """
                ) { $0.int(0) } ?? 0
            )
        }
    }

    /// One article as it is exported.
    ///
    /// - Throws: `QuestionError`, where there is none.
    public func exported(_ article: Int) throws -> ExportedArticle { try exported(article, nil) }

    /// One article with some of its statements alone; its line has no member `ledger`.
    ///
    /// - Parameter statements: their numbers.
    /// - Throws: `QuestionError`, where there is no such article.
    public func exported(_ article: Int, choosing statements: Set<Int>) throws -> ExportedArticle {
        let whole = try exported(article, nil)
        return ExportedArticle(article: whole.article.choosing(statements: statements), isWhole: false, envelope: whole.envelope)
    }

    private func exported(_ article: Int, _ actors: ExportedActors?) throws -> ExportedArticle {
        try connection.snapshot {
            let loaded = try load(article: article)
            var envelope = try ExportEnvelope(of: article, in: self, text: loaded.record.article.text)
            envelope.actors = actors
            return ExportedArticle(article: loaded, envelope: envelope)
        }
    }
}

extension ExportEnvelope {
    /// What the ledger knows of an article.
    ///
    /// - Parameter text: the article's, against which the bytes given are packed.
    fileprivate init(of article: Int, in ledger: Ledger, text: String) throws {
        let connection = ledger.connection
        let found = try connection.row(
            """
            SELECT article.sha256, article.added, article.last_number, article.likeness, original.sha256, body.given, article.layers
            FROM article JOIN body ON body.article = article.id LEFT JOIN article AS original ON original.id = article.copy_of
            WHERE article.id = \(article)
            """
        ) {
            (
                sha256: Fingerprint(kept: $0.blob(0)), added: $0.int(1), last: $0.int(2), likeness: $0.optionalInt(3),
                original: $0.optionalBlob(4).flatMap { Fingerprint(kept: $0) }, given: $0.optionalBlob(5),
                layers: $0.optionalText(6)
            )
        }
        let given = found?.given.flatMap { Packed.unpack($0, dictionary: Array(text.utf8)) }
        guard let found, let sha256 = found.sha256, (given == nil) == (found.given == nil) else {
            throw DatabaseError(.damaged, ledger.path, "the bytes of article \(article) are damaged", DatabaseError.restore)
        }
        self.init(sha256: sha256, given: given, added: found.added, lastNumber: found.last)
        copyOf = found.original
        likeness = found.likeness
        layers = found.layers
        try connection.query(
            """
            SELECT \(ReviewedRow.columns), statement.gone, statement.number, original.number, actor.name
            FROM statement LEFT JOIN statement AS original ON original.id = statement.repeats LEFT JOIN actor ON actor.id = statement.actor
            WHERE statement.article = \(article) ORDER BY statement.number
            """
        ) { row in
            let next = ReviewedRow.width
            let (isGone, number, repeats) = (row.int(next) != 0, row.int(next + 1), row.optionalInt(next + 2))
            guard let reviewed = ReviewedRow(row) else {
                throw DatabaseError(
                    .damaged, ledger.path, "statement \(StatementID(article: article, number: number)) is damaged",
                    DatabaseError.restore)
            }
            // An actor beside an entity follows from that; one alone is carried by name.
            let actor = reviewed.actor == nil ? nil : row.optionalText(next + 3)
            if reviewed.state != .unreviewed || repeats != nil || actor != nil || isGone {
                statements.append(
                    Standing(number: number, state: reviewed.state, repeats: repeats, actor: actor, isGone: isGone))
            }
            if reviewed.state == .wrong { hidden.append(Numbered(number: number, row: reviewed)) }
            return true
        }
        machineMarks = try connection.rows(
            """
            SELECT statement.number, layer.name, marks FROM statement CROSS JOIN machine_mark ON machine_mark.statement = statement.id
            CROSS JOIN layer ON layer.id = machine_mark.layer WHERE statement.article = \(article) ORDER BY statement.number, layer.name
            """
        ) { MachineMarks(number: $0.int(0), layer: $0.text(1), json: $0.text(2)) }
        machine = try MachineRows(connection: connection).rows(of: article).map { Numbered(number: $0.number, row: $0.row) }
        var places: [Int: Int] = [:]
        try connection.query(
            """
            SELECT id, at, who, verb, statement, detail, undoes, after_article FROM act WHERE article = \(article) ORDER BY id
            """
        ) { row in
            places[row.int(0)] = acts.count
            acts.append(
                Act(
                    id: row.int(0), after: row.int(7), at: row.int(1), who: row.text(2), verb: row.text(3),
                    statement: row.optionalInt(4), detail: row.text(5),
                    undoes: row.optionalInt(6).flatMap { places[$0] }))
            return true
        }
    }
}
