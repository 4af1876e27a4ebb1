import Actors
import Ledger
import Record
import SQLite

/// Somebody has judged a statement since it was looked at. Nothing was changed.
public struct ReviewConflictError: Error, Sendable, CustomStringConvertible {
    /// The statement.
    public let id: StatementID
    /// All that was done to it, the earliest first.
    public let acts: [ReviewAct]

    /// One sentence.
    public var description: String {
        "\(id) has been judged by \(acts.last?.who ?? "somebody") meanwhile; look at it as it is now"
    }
}

extension Ledger {
    /// Makes sure, inside a transaction, that nothing was done to a statement since somebody looked at it.
    ///
    /// - Parameter seen: the number of the latest act on it that they saw, 0 where there was none; nil where it does not matter.
    /// - Throws: `ReviewConflictError`.
    package func expect(_ id: StatementID, lastSeen seen: Int?) throws {
        guard let seen else { return }
        let acts = try reviews(of: id.article, statement: id.number)
        guard acts.last?.id ?? 0 == seen else { throw ReviewConflictError(id: id, acts: acts) }
    }
}
