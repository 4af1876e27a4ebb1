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
    package var envelope: ExportEnvelope

    /// The numbers of the statements that repeat those of the article that this one is a copy of.
    public var repeated: Set<Int> { Set(envelope.statements.filter { $0.repeats != nil }.map(\.number)) }

    /// The record as one line of JSON Lines, without its line feed: the output contract and, where the article is whole, a member `ledger`, from
    /// which restoring it in another ledger makes the same article with its reviews.
    public var line: [UInt8] {
        let record = article.record
        let actors = self.article.statements.compactMap { statement in statement.actor.map { (statement.id.number, "@\($0.id)") }
        }
        return ExportedArticle.line(
            record, isWhole ? envelope : nil, actors: Dictionary(actors, uniquingKeysWith: { first, _ in first }))
    }

    private static func line(_ record: ArticleRecord, _ envelope: ExportEnvelope?, actors: [Int: String] = [:]) -> [UInt8] {
        var article = record.article
        article.carried.removeAll { $0.name == "ledger" }
        if let envelope { article.carried.append(Article.Carried(name: "ledger", json: envelope.json)) }
        return ArticleRecord(article: article, findings: record.findings, reader: record.reader).json(actors: actors)
    }

    /// The line of an article that was removed: empty, so that no program takes what was in it for a statement, but for the member `ledger`.
    fileprivate static func line(removed envelope: ExportEnvelope) -> [UInt8] {
        line(
            ArticleRecord(
                article: Article(id: "", path: "", text: ""), findings: Findings(), reader: ReaderVersion(version: "", model: "")),
            envelope)
    }

    /// What the member `ledger` of a line holds; nil where there is none.
    package static func envelope(of line: String) -> ExportEnvelope? { record(line)?.envelope }

    /// A line without the numbers of actors and outlets, which those of another ledger are not.
    static func withoutActors(_ line: String) -> String {
        guard case (let record, var envelope)? = record(line) else { return line }
        envelope.actors = nil
        return String(decoding: ExportedArticle.line(record, envelope), as: UTF8.self)
    }

    private static func record(_ line: String) -> (record: ArticleRecord, envelope: ExportEnvelope)? {
        guard let record = try? ArticleRecord(json: Array(line.utf8)),
            let member = record.article.carried.first(where: { $0.name == "ledger" }),
            let envelope = try? ExportEnvelope(json: member.json)
        else { return nil }
        return (record, envelope)
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

    /// The next numbers of its articles, and whether each was removed.
    fileprivate func articles(after last: Int) -> SQL {
        switch self {
        case .all:
            """
            SELECT id, 0 FROM article WHERE id > \(last) UNION ALL SELECT article, 1 FROM removed WHERE article > \(last)
            ORDER BY 1 LIMIT 500
            """
        case .reviewed:
            """
            SELECT article.id, 0 FROM article WHERE article.id > \(last) AND article.copy_of IS NULL
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
    /// - Parameters:
    ///   - removed: gets the line of an article that was removed, among the others; without it a ledger made of the lines would not know of it.
    ///   - each: gets an article; false ends it.
    public func export(
        _ part: ExportedPart = .all, removed: (_ line: [UInt8]) throws -> Void = { _ in },
        _ each: (ExportedArticle) throws -> Bool
    ) throws {
        try connection.snapshot {
            var after = 0
            var chain = try ActorChain(of: self)
            while true {
                let articles = try connection.rows(part.articles(after: after)) { (id: $0.int(0), isRemoved: $0.int(1) != 0) }
                if articles.isEmpty { return }
                for (article, isRemoved) in articles {
                    guard article > after else { throw connection.outOfOrder("article") }
                    after = article
                    if isRemoved {
                        try removed(removedLine(article, &chain))
                        continue
                    }
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

    private func removedLine(_ article: Int, _ chain: inout ActorChain) throws -> [UInt8] {
        guard let kept = try RemovedRows(connection: connection).removed(article) else { throw try noArticle(article) }
        var envelope = ExportEnvelope(sha256: kept.fingerprint, given: nil, added: 0, lastNumber: -1)
        envelope.removed = ExportEnvelope.Removed(line: kept.line, copies: kept.copies)
        envelope.acts = try ExportEnvelope.acts(upon: article, on: connection)
        envelope.actors = try chain.next(article, kept: kept.line.flatMap { ExportedArticle.envelope(of: $0)?.actors })
        return ExportedArticle.line(removed: envelope)
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
            SELECT article.sha256, article.added, article.last_number, article.likeness, original.sha256, body.given, article.layers, article.corrected
            FROM article JOIN body ON body.article = article.id LEFT JOIN article AS original ON original.id = article.copy_of
            WHERE article.id = \(article)
            """
        ) {
            (
                sha256: Fingerprint(kept: $0.blob(0)), added: $0.int(1), last: $0.int(2), likeness: $0.optionalInt(3),
                original: $0.optionalBlob(4).flatMap { Fingerprint(kept: $0) }, given: $0.optionalBlob(5),
                layers: $0.optionalText(6), former: $0.optionalText(7).flatMap(FieldValues.init(json:))
            )
        }
        let given = found?.given.flatMap { Packed.unpack($0, dictionary: Array(text.utf8)) }
        guard let found, let sha256 = found.sha256, (given == nil) == (found.given == nil) else {
            throw DatabaseError(.damaged, ledger.path, "the bytes of article \(article) are damaged", DatabaseError.restore)
        }
        let slices = Slices(of: Array(text.utf8))
        self.init(sha256: sha256, given: given, added: found.added, lastNumber: found.last)
        copyOf = found.original
        likeness = found.likeness
        layers = found.layers
        former = found.former
        try connection.query(
            """
            SELECT \(ReviewedRow.columns), statement.gone, statement.number, original.number, actor.name, statement.id,
                EXISTS (SELECT 1 FROM statement AS holder WHERE holder.article = statement.article AND holder.number = statement.parent AND holder.state = 2)
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
            // The line names the nearest that was not found wrong.
            let parent = row.int(next + 5) != 0 ? reviewed.parent : nil
            if reviewed.state != .unreviewed || repeats != nil || actor != nil || isGone || parent != nil {
                statements.append(
                    Standing(
                        number: number, state: reviewed.state, repeats: repeats, actor: actor, isGone: isGone, parent: parent))
            }
            if reviewed.state == .wrong {
                let statement = row.int(next + 4)
                let marks = try MarkRows(connection: connection).marks(of: [(statement, number)], in: slices)[
                    statement, default: []]
                hidden.append(Numbered(number: number, row: reviewed, marks: marks))
            }
            return true
        }
        let wrong = Set(hidden.map(\.number))
        hiddenLinks = try LinkRows(connection: connection).links(of: article).filter { !wrong.isDisjoint(with: [$0.a, $0.b]) }
        machineMarks = try connection.rows(
            """
            SELECT statement.number, layer.name, marks FROM statement CROSS JOIN machine_mark ON machine_mark.statement = statement.id
            CROSS JOIN layer ON layer.id = machine_mark.layer WHERE statement.article = \(article) ORDER BY statement.number, layer.name
            """
        ) { MachineMarks(number: $0.int(0), layer: $0.text(1), json: $0.text(2)) }
        machine = try MachineRows(connection: connection).rows(of: article).map { Numbered(number: $0.number, row: $0.row) }
        acts = try ExportEnvelope.acts(upon: article, on: connection)
    }

    /// What people did to an article and its statements, in order.
    fileprivate static func acts(upon article: Int, on connection: Connection) throws -> [Act] {
        var acts: [Act] = []
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
        return acts
    }
}
