import Ledger
import Record
import SQLite
import Transfer

/// An article that was removed, with who has done so.
public struct RemovedEntry: Sendable, Hashable {
    /// Its number, which is given to no other.
    public let article: Int
    /// The act by which it was removed.
    public let act: Int
    /// When: seconds since 1970-01-01, UTC.
    public let at: Int
    /// By whom.
    public let who: String
    /// Its headline; nil where that is not known, or was forgotten.
    public let title: String?
    /// Its outlet, likewise.
    public let outlet: String?
    /// Its date, likewise.
    public let published: String?
    /// Whether its text was forgotten, so that it cannot be brought back.
    public let isForgotten: Bool
    /// Of the bytes that were given.
    public let fingerprint: Fingerprint
}

extension Ledger {
    /// The articles that were removed, those removed last first.
    public func removedArticles(limit: Int = Int(Int32.max)) throws -> [RemovedEntry] {
        try connection.snapshot {
            try connection.numbers("SELECT article FROM removed ORDER BY article DESC LIMIT \(limit)").compactMap {
                try removed(article: $0)
            }.sorted { $0.act > $1.act }
        }
    }

    /// An article that was removed; nil where none of that number was.
    public func removed(article: Int) throws -> RemovedEntry? {
        try connection.snapshot {
            guard let kept = try RemovedRows(connection: connection).removed(article), let removal = try removal(of: article)
            else {
                return nil
            }
            let record = kept.line.flatMap { try? ArticleRecord(json: Array($0.utf8)) }
            return RemovedEntry(
                article: article, act: removal.act, at: removal.at, who: removal.who, title: record?.article.title,
                outlet: record?.article.outlet, published: record?.article.published, isForgotten: kept.line == nil,
                fingerprint: kept.fingerprint)
        }
    }

    /// Whether an article was removed and can be brought back: nobody has forgotten it since.
    public func canBringBack(_ article: Int) throws -> Bool {
        try RemovedRows(connection: connection).isKept(article) ?? false
    }

    /// The act by which an article was removed that is not there now.
    func removal(of article: Int) throws -> (act: Int, at: Int, who: String)? {
        try connection.row(
            """
            SELECT id, at, who FROM act INDEXED BY act_mending WHERE article = \(article) AND verb = 'remove' AND verb IN ('remove', 'correct', 'forget')
                AND NOT EXISTS (SELECT 1 FROM act AS undoing WHERE undoing.undoes = act.id)
            ORDER BY id DESC LIMIT 1
            """
        ) { (act: $0.int(0), at: $0.int(1), who: $0.text(2)) }
    }
}
