import Actors
import Foundation
import Ledger
import Record
import SQLite

/// An article that an older model has read, to be read again.
public struct ArticleToReread: Sendable {
    /// Its number.
    public let article: Int
    /// Its text.
    public let text: String
    /// Whether nothing was found in it so far: it may be in a language that is not read.
    public let isEmpty: Bool
}

/// An article with what a newer model finds in it.
public struct RereadArticle: Sendable {
    /// Its number.
    public let article: Int
    /// What was found.
    public let findings: Findings
    /// The layers that have marked it, as `PreparedArticle.layers` names them.
    public let layers: String?

    /// An article read again.
    public init(article: Int, findings: Findings, layers: String? = nil) {
        self.article = article
        self.findings = findings
        self.layers = layers
    }
}

/// What reading articles again has changed.
public struct RereadChanges: Sendable, Hashable {
    /// How many articles were read again.
    public var articles = 0
    /// Statements that stand as they did.
    public var same = 0
    /// Statements of the same place with other words, another speaker or another form.
    public var changed = 0
    /// Statements that were not there.
    public var new = 0
    /// Statements that nobody had judged and that are there no more.
    public var gone = 0
    /// Judgements on statements that are found again.
    public var carried = 0
    /// Judged statements that are found no more: they stay as they were judged, and are shown as such.
    public var lost: [StatementID] = []

    /// Nothing was changed yet.
    public init() {}

    /// Adds what another part of the work has changed.
    public mutating func add(_ other: RereadChanges) {
        articles += other.articles
        same += other.same
        changed += other.changed
        new += other.new
        gone += other.gone
        carried += other.carried
        lost += other.lost
    }
}

extension Ledger {
    /// How many articles another program or model than this has read.
    public func countToReread(by reader: ReaderVersion) throws -> Int {
        try connection.row(
            """
            SELECT count(*) FROM article WHERE reader IN (SELECT id FROM reader WHERE version <> \(reader.version) OR model <> \(reader.model))
            """
        ) { $0.int(0) } ?? 0
    }

    /// The next articles that another program or model than this has read, in the order of their numbers: an original before its copies.
    ///
    /// - Parameter article: only those after this one.
    public func articlesToReread(by reader: ReaderVersion, after article: Int, limit: Int) throws -> [ArticleToReread] {
        try connection.snapshot {
            try connection.rows(
                """
                SELECT article.id, body.text, EXISTS (SELECT 1 FROM statement WHERE statement.article = article.id)
                    OR EXISTS (SELECT 1 FROM entity WHERE entity.id >= article.id * 1048576 AND entity.id < (article.id + 1) * 1048576)
                FROM article JOIN body ON body.article = article.id
                WHERE article.id > \(article)
                    AND article.reader NOT IN (SELECT id FROM reader WHERE version = \(reader.version) AND model = \(reader.model))
                ORDER BY article.id LIMIT \(limit)
                """
            ) { ArticleToReread(article: $0.int(0), text: $0.text(1), isEmpty: $0.int(2) == 0) }
        }
    }

    /// Puts what a newer model finds in place of what an older one found, in one transaction: on return it is on the disk.
    ///
    /// What people have judged stays as they judged it, by the places of its parts; the machine's record beside it is the new one. A judged
    /// statement whose places the newer model does not find stays too, and says so (`StatementEntry.isGone`). A statement keeps its number
    /// as long as its cue or its content stays in its place.
    ///
    /// - Parameter who: who has it read again, for the log.
    /// - Throws: `DatabaseError`, also where one of the articles is not there.
    public func reread(_ articles: [RereadArticle], by reader: ReaderVersion, who: String) throws -> RereadChanges {
        try connection.transaction {
            var changes = RereadChanges()
            for article in articles {
                var rereading = try ArticleRereading(article.article, in: self)
                try ArticleSeal(connection: connection).renew(article.article) {
                    try connection.run("UPDATE article SET layers = \(article.layers) WHERE id = \(article.article)")
                    changes.add(try rereading.replace(with: article.findings, by: reader))
                }
                try ActLog(connection: connection).append(
                    "reread", by: who, on: .article(article.article), rereading.detail(reader))
            }
            return changes
        }
    }
}
