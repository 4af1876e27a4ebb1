import Actors
import Foundation
import Ledger
import Record
import Reviews
import SQLite
import Transfer

/// What people remove. Each removal is one transaction and one row of the log, by which the article can be brought back as it was.
extension Ledger {
    /// Removes an article: nothing lists, counts or finds it any more. It is kept as `dixit export` writes it until it is forgotten
    /// (`forgetRemoved`); its number is given to no other, and the same bytes are not added again. Its copies stand by themselves.
    ///
    /// - Returns: the number of the act.
    /// - Throws: `QuestionError`, where there is no such article; `DatabaseError`, also where it was changed by other means than Dixit.
    @discardableResult
    public func remove(article: Int, by who: String, at: Int = Int(Date().timeIntervalSince1970)) throws -> Int {
        try connection.transaction {
            let kept = try kept(article)
            let copies = CopyRows(connection: connection)
            for copy in kept.copies { try copies.part(copy.article) }
            let actors = try ArticleDeletion(connection: connection).run(article)
            for copy in kept.copies { try copies.settle(copy.article) }
            try RemovedRows(connection: connection).write(kept)
            let act = try ActLog(connection: connection).append("remove", by: who, at: at, on: .article(article), "{}")
            try settle(actors)
            return act
        }
    }

    /// What is kept of an article that is there.
    private func kept(_ article: Int) throws -> RemovedArticle {
        if try ArticleSeal(connection: connection).isBroken(article) {
            throw DatabaseError(
                .damaged, path, "article \(article) was changed by other means than Dixit, so that it is not removed",
                "dixit verify tells all such articles: restore the ledger from a backup")
        }
        var exported = try exported(article)
        var actors = ExportedActors(origin: try mark(), before: 0)
        for entity in try EntityRows(connection: connection).entities(of: article) {
            actors.assigned[entity.number] = entity.actor
        }
        let named = try connection.rows(
            "SELECT number, actor FROM statement WHERE article = \(article) AND speaker IS NULL AND actor IS NOT NULL"
        ) { ($0.int(0), $0.int(1)) }
        actors.named = Dictionary(named, uniquingKeysWith: { first, _ in first })
        actors.outlet =
            try connection.row("SELECT coalesce(came_from, outlet) FROM article WHERE id = \(article)") { $0.optionalInt(0) }
            ?? nil
        exported.envelope.actors = actors
        // They stay in the log.
        exported.envelope.acts = []
        return RemovedArticle(
            article: article, fingerprint: exported.envelope.sha256, line: String(decoding: exported.line, as: UTF8.self),
            copies: try CopyRows(connection: connection).copies(of: article))
    }

    /// Brings an article back that was removed, as it was: its statements, who judged them, and its copies.
    ///
    /// - Returns: the number of the act.
    /// - Throws: `QuestionError`, where no such article was removed, or it was forgotten since; `DatabaseError`, also where what is kept of it was
    ///   changed by other means than Dixit.
    @discardableResult
    public func bringBack(article: Int, by who: String, at: Int = Int(Date().timeIntervalSince1970)) throws -> Int {
        try connection.transaction {
            let rows = RemovedRows(connection: connection)
            guard let kept = try rows.removed(article), let removal = try removal(of: article) else {
                let isThere = try connection.row("SELECT 1 FROM article WHERE id = \(article)") { $0.int(0) } != nil
                throw isThere ? QuestionError("article \(article) is there; it was not removed") : try noArticle(article)
            }
            guard let line = kept.line else {
                throw QuestionError(
                    "article \(article) was forgotten by dixit compact; it cannot be brought back")
            }
            if try rows.isBroken(article) {
                throw DatabaseError(
                    .damaged, path,
                    "what is kept of article \(article) was changed by other means than Dixit, so that it is not brought back",
                    "restore the ledger from a backup")
            }
            var prepared = try PreparedArticle(
                restoring: Array(line.utf8), stamp: RestorationStamp(at: at, who: who, file: ""), cards: try cards())
            prepared.number = article
            prepared.restoration = ExportedArticle.envelope(of: line).map { BroughtBack(envelope: $0) }
            try rows.take(article)
            var heard: Set<Int> = []
            let adding = Adding(
                connection: connection, at: at, assignment: ActorResolution(connection: connection))
            _ = try adding.add(prepared, hearing: &heard)
            try CopyRows(connection: connection).settle(behind: kept)
            let act = try ActLog(connection: connection).append(
                "undo", by: who, at: at, on: .article(article), "{}", undoes: removal.act)
            try settle(heard.union(EntityRows(connection: connection).entities(of: article).compactMap(\.actor)))
            return act
        }
    }

    /// Who is who, where articles tell less or more of some actors than before.
    private func settle(_ actors: Set<Int>) throws {
        for actor in actors { try ActorRows(connection: connection).recount(actor) }
        try ActorSettlement(connection: connection).settle(actors)
    }

    /// Forgets the texts of all articles that were removed, and all that was found in them. Their numbers, the SHA-256 of their bytes, and the acts upon
    /// them stay; they cannot be brought back. The file's room is given back by `compact`.
    ///
    /// - Returns: how many were forgotten.
    public func forgetRemoved(by who: String, at: Int = Int(Date().timeIntervalSince1970)) throws -> Int {
        try connection.transaction {
            let rows = RemovedRows(connection: connection)
            let articles = try connection.numbers("SELECT article FROM removed WHERE line IS NOT NULL ORDER BY article")
            for article in articles {
                guard let kept = try rows.removed(article) else { continue }
                try rows.write(RemovedArticle(article: article, fingerprint: kept.fingerprint, line: nil))
                try ActLog(connection: connection).append("forget", by: who, at: at, on: .article(article), "{}")
            }
            return articles.count
        }
    }
}

/// What an article that is brought back gets beside its line: it stands in this ledger's own log and under its own actors.
private struct BroughtBack: Restoration {
    let envelope: ExportEnvelope

    func begin(on connection: Connection) throws -> [Int: Int]? {
        guard let actors = envelope.actors else { return nil }
        let rows = ActorRows(connection: connection)
        for actor in Array(actors.assigned.values) + actors.named.values where try rows.root(of: actor) == nil { return nil }
        return actors.assigned
    }

    var outlet: Int? { envelope.actors?.outlet }

    func removed(as article: Int, hasActors: Bool) -> RemovedArticle? { nil }

    func end(_ article: Int, hasActors: Bool, on connection: Connection) throws {
        try RestoredArticle(connection, article, envelope, isChained: hasActors).settle()
        // Actors may have been merged meanwhile.
        try AssignedActors(connection: connection, article: article).write()
    }
}
