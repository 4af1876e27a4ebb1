import Foundation
import Record
import SQLite

/// What people did, in the order in which they did it; never changed, never deleted.
///
/// Each act holds the SHA-256 of its own row and of the hash before it, and the ledger how many there are, so that an act that was changed or
/// taken away is noticed (`problems`).
package struct ActLog {
    package let connection: Connection

    package init(connection: Connection) { self.connection = connection }

    /// What an act is about.
    package struct Subject: Sendable {
        var article: Int?
        var statement: Int?
        var actor: Int?

        /// Outlets, which the act's detail names.
        package static let outlets = Subject()

        /// An actor, by its number.
        package static func actor(_ id: Int) -> Subject { Subject(actor: id) }

        /// A statement of an article, by its number there; nil for the article as a whole.
        package static func article(_ id: Int, statement: Int? = nil) -> Subject { Subject(article: id, statement: statement) }
    }

    /// Writes an act down, inside a transaction.
    ///
    /// - Parameters:
    ///   - at: seconds since 1970-01-01.
    ///   - detail: JSON, all that is needed to do it again or undo it.
    /// - Returns: its number.
    @discardableResult
    package func append(
        _ verb: String, by who: String, at: Int = Int(Date().timeIntervalSince1970), on subject: Subject, _ detail: String,
        undoes: Int? = nil
    ) throws -> Int {
        try connection.run(
            """
            INSERT INTO act (at, who, verb, after_article, article, statement, actor, detail, undoes)
            VALUES (\(at), \(who), \(verb), \(RemovedRows.lastArticle), \(subject.article), \(subject.statement),
                \(subject.actor), \(detail), \(undoes))
            """)
        let act = connection.lastInserted
        try chain(from: act, new: 1)
        return act
    }

    /// Computes the hashes of acts anew: of all that were written without one, or follow on one that was put in before them. An act that was changed by
    /// other means keeps its hash, so that `problems` names it as before.
    ///
    /// - Parameters:
    ///   - first: the first act whose hash is to be written.
    ///   - new: how many acts are new; nil to count them all.
    ///   - missing: how many are gone that were there, which stay told.
    package func chain(from first: Int = 0, new: Int? = nil, missing: Int = 0) throws {
        var before = try connection.row("SELECT hash FROM act WHERE id < \(first) ORDER BY id DESC LIMIT 1") { $0.blob(0) } ?? []
        // What the next act followed on when its hash was written; nil where another act may have stood between.
        var former: [UInt8]? = before
        let acts = try connection.rows("SELECT id, \(ActLog.columns), hash FROM act WHERE id >= \(first) ORDER BY id") {
            (id: $0.int(0), columns: $0.text(1), hash: $0.optionalBlob(2))
        }
        for act in acts {
            if let stored = act.hash, let former, stored != ActLog.hash(former, act.columns) {
                before = stored
            } else {
                before = ActLog.hash(before, act.columns)
                if before != act.hash { try connection.run("UPDATE act SET hash = \(before) WHERE id = \(act.id)") }
            }
            former = act.hash
        }
        if let new {
            try connection.run("UPDATE origin SET acts = acts + \(new)")
        } else {
            try connection.run("UPDATE origin SET acts = (SELECT count(*) FROM act) + \(missing)")
        }
    }

    /// Computes the hashes of acts that were put in without one, and of those behind them.
    ///
    /// - Parameter missing: how many acts were gone before (`missing`).
    package func chainNew(missing: Int) throws {
        if let first = try connection.row("SELECT min(id) FROM act WHERE hash IS NULL", make: { $0.optionalInt(0) }) ?? nil {
            try chain(from: first, missing: missing)
        }
    }

    /// How many acts are gone that were there; negative where some were put in by other means.
    package var missing: Int {
        get throws { try connection.row("SELECT acts - (SELECT count(*) FROM act) FROM origin") { $0.int(0) } ?? 0 }
    }

    /// What is wrong with the log, a clause each.
    package func problems() throws -> [String] {
        var problems: [String] = []
        var (before, count): ([UInt8], Int) = ([], 0)
        try connection.query("SELECT id, \(ActLog.columns), hash FROM act ORDER BY id") { row in
            let hash = ActLog.hash(before, row.text(1))
            if hash != row.blob(2) { problems.append("act \(row.int(0)): it is not as it was written, or one before it is gone") }
            // What follows is judged by what stands here, so that one change is told once.
            before = row.blob(2)
            count += 1
            return problems.count < 100
        }
        let told = try connection.row("SELECT acts FROM origin") { $0.int(0) } ?? 0
        if problems.isEmpty, told != count { problems.append("the log of acts: it holds \(count) acts where there were \(told)") }
        return problems
    }

    /// An act's row in one text that no other row has.
    private static let columns: SQL = """
        quote(id) || ' ' || quote(at) || ' ' || quote(who) || ' ' || quote(verb) || ' ' || quote(after_article) || ' ' || quote(article) || ' '
        || quote(statement) || ' ' || quote(actor) || ' ' || quote(detail) || ' ' || quote(undoes)
        """

    private static func hash(_ before: [UInt8], _ columns: String) -> [UInt8] {
        Fingerprint(of: before + Array(columns.utf8)).bytes
    }
}
