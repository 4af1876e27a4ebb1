import Record
import SQLite

/// An article as the ledger shows it: reviewed where somebody has reviewed it.
public struct LoadedArticle: Sendable {
    /// What is known of it beside its text.
    public let entry: ArticleEntry
    /// Its record: the statements as reviewed, those found wrong left out, the numbers of the ledger as their ids.
    public let record: ArticleRecord
    /// The same statements with what the ledger knows of them.
    public let statements: [StatementEntry]
    /// What it is known by.
    public let fingerprint: Fingerprint

    /// The article with some of its statements alone and what stands beside them; its entities stay.
    ///
    /// - Parameter numbers: those of the statements.
    package func choosing(statements numbers: Set<Int>) -> LoadedArticle {
        let findings = record.findings
        let marks = findings.marks.filter { mark in
            if case .statement(let number) = mark.subject { numbers.contains(number) } else { true }
        }
        let chosen = Findings(
            statements: findings.statements.filter { numbers.contains($0.id) }, entities: findings.entities, marks: marks,
            links: findings.links.filter { numbers.isSuperset(of: [$0.a, $0.b]) })
        return LoadedArticle(
            entry: entry, record: ArticleRecord(article: record.article, findings: chosen, reader: record.reader),
            statements: statements.filter { numbers.contains($0.id.number) }, fingerprint: fingerprint)
    }
}

extension Ledger {
    /// An article with its statements.
    ///
    /// - Parameter article: its number.
    /// - Throws: `QuestionError`, where there is none.
    public func load(article: Int) throws -> LoadedArticle {
        try connection.snapshot {
            var loader = EntryLoader(self)
            guard let entry = try loader.article(article) else { throw try noArticle(article) }
            let slices = try loader.slices(article)
            let statements = try loader.statements(of: article)
            let own = try ownRow(article)
            let shown = Set(statements.map(\.id.number))
            let links = try LinkRows(connection: connection).links(of: article).filter { shown.isSuperset(of: [$0.a, $0.b]) }
            let articleMarks = try MarkRows(connection: connection).marks(ofArticle: article)
            let record = ArticleRecord(
                article: Article(
                    id: entry.name, path: entry.path, title: entry.title, outlet: entry.outlet, author: entry.author,
                    published: entry.published, url: entry.url, text: slices.text(Span(0, slices.count)) ?? "",
                    carried: Article.Carried.corrected(own.carried, of: entry)),
                findings: Findings(
                    statements: statements.map(\.statement),
                    entities: try entities(loader.entities(article), slices, of: article),
                    marks: statements.flatMap(\.marks) + articleMarks, links: links),
                reader: own.reader)
            return LoadedArticle(entry: entry, record: record, statements: statements, fingerprint: own.fingerprint)
        }
    }

    /// The first statements of an article, those found wrong left out: of an article with very many, without loading all.
    ///
    /// - Throws: `QuestionError`, where there is no such article.
    public func statements(of article: Int, first limit: Int) throws -> [StatementEntry] {
        try connection.snapshot {
            var loader = EntryLoader(self)
            guard try loader.article(article) != nil else { throw try noArticle(article) }
            return try loader.statements(of: article, first: limit)
        }
    }

    /// Why an article is not there: a person has removed it, it was forgotten since, or there never was one.
    package func noArticle(_ article: Int) throws -> QuestionError {
        let isKept = try RemovedRows(connection: connection).isKept(article)
        let log = "dixit article log \(article) tells by whom"
        return switch isKept {
        case true?: QuestionError("article \(article) was removed; \(log), and dixit article restore \(article) brings it back")
        case false?: QuestionError("article \(article) was removed, and forgotten by dixit compact; \(log)")
        case nil: QuestionError("there is no article \(article)")
        }
    }

    /// Why a statement is not there: its article is not, or it has none of this number.
    package func noStatement(_ id: StatementID) throws -> QuestionError {
        let isThere = try connection.row("SELECT 1 FROM article WHERE id = \(id.article)", make: { $0.int(0) }) != nil
        return isThere ? QuestionError("there is no statement \(id); see dixit show \(id.article)") : try noArticle(id.article)
    }

    private func entities(_ stored: [StoredEntity], _ slices: Slices, of article: Int) throws -> [Entity] {
        let entities = stored.compactMap { $0.entity(in: slices) }
        guard entities.count == stored.count else {
            throw DatabaseError(.damaged, path, "the entities of article \(article) are damaged", DatabaseError.restore)
        }
        return entities
    }

    private func ownRow(_ article: Int) throws -> (reader: ReaderVersion, carried: [Article.Carried], fingerprint: Fingerprint) {
        let found = try connection.row(
            "SELECT version, model, carried, sha256 FROM article JOIN reader ON reader.id = article.reader WHERE article.id = ?",
            article
        ) {
            (ReaderVersion(version: $0.text(0), model: $0.text(1)), $0.optionalText(2), Fingerprint(kept: $0.blob(3)))
        }
        guard let (reader, json, fingerprint) = found, let fingerprint else {
            throw DatabaseError(.damaged, path, "the row of article \(article) is damaged", DatabaseError.restore)
        }
        guard let carried = json.map({ Article.Carried.all(in: $0) }) ?? [] else {
            throw DatabaseError(
                .damaged, path, "what article \(article) carries from its input is no JSON object (article.carried)",
                DatabaseError.restore)
        }
        return (reader, carried, fingerprint)
    }
}
