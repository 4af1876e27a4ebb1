import Ledger
import Record
import SQLite

extension Ledger {
    /// Adds articles with what was found in them, all in one transaction: when it returns they are on the disk, when it throws none of
    /// them is there. An article whose bytes are there already is left as it is. Who their entities are across articles is found on the way
    /// (`ActorResolution`).
    ///
    ///     let added = try ledger.add([PreparedArticle(article: article, given: bytes, findings: findings, reader: reader.version)])
    ///
    /// - Parameter reached: how far the archives that they come from have been gone through, kept in the same transaction.
    /// - Returns: what became of each, in order.
    /// - Throws: `DatabaseError`.
    @discardableResult
    public func add(_ articles: [PreparedArticle], reached: [ArchivePlace] = []) throws -> [Added] {
        try add(articles, reached: reached, assigning: ActorResolution(connection: connection))
    }
}
