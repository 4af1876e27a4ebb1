import Ledger
import SQLite

/// A ledger's tables as others get them: statements that count, with their articles, who speaks, marks and links; no log of acts, nothing of statements
/// found wrong or of what copies repeat, and nobody who has judged is named unless that is asked for.
///
///     let export = TableExport(of: ledger)
///     try export.snapshot {
///         for table in LedgerTable.allCases { try export.read(table) { row in … } }
///     }
package struct TableExport {
    private let ledger: Ledger
    /// The statements and articles that were chosen, as arrays in JSON; nil for all.
    private let chosen: (statements: String, articles: String)?
    /// Whether who has judged a mark or a link is named.
    private let namesReviewers: Bool

    /// - Parameter chosen: the numbers of the statements that are wanted, by their articles; nil for all.
    package init(of ledger: Ledger, choosing chosen: [Int: [Int]]? = nil, namesReviewers: Bool = false) {
        self.ledger = ledger
        self.namesReviewers = namesReviewers
        self.chosen = chosen.map { chosen in
            let articles = chosen.keys.sorted()
            let statements = articles.flatMap { article in (chosen[article] ?? []).map { "\"s\(article).\($0)\"" } }
            return (
                "[\(statements.joined(separator: ","))]", "[\(articles.map(String.init).joined(separator: ","))]"
            )
        }
    }

    /// Reads several tables in one state of the ledger, whatever others write meanwhile.
    package func snapshot<Value>(_ body: () throws -> Value) throws -> Value { try ledger.connection.snapshot(body) }

    /// Hands out a table's rows, each an array in JSON.
    package func read(_ table: LedgerTable, _ each: ([UInt8]) throws -> Void) throws {
        try table.read(ledger, where: condition(table), namesReviewers: namesReviewers) { row in
            try each(row)
            return true
        }
    }

    /// Which rows of a table are wanted: what belongs to a statement goes with it.
    private func condition(_ table: LedgerTable) -> SQL {
        let statements: SQL = chosen.map { "SELECT value FROM json_each(\($0.statements))" } ?? "SELECT id FROM statements"
        let articles: SQL = chosen.map { "SELECT value FROM json_each(\($0.articles))" } ?? "SELECT id FROM article"
        return switch table {
        case .statements: chosen == nil ? "1" : "id IN (\(statements))"
        case .articles: chosen == nil ? "1" : "id IN (\(articles))"
        case .mentions: chosen == nil ? "1" : "article IN (\(articles))"
        // Whoever speaks in what was chosen, and whoever else its mentions lead to.
        case .actors:
            chosen == nil
                ? "1"
                : """
                id IN (SELECT actor FROM statements WHERE id IN (\(statements))
                UNION SELECT actor FROM mentions WHERE article IN (\(articles)))
                """
        case .marks: "statement IN (\(statements)) OR statement IS NULL AND article IN (\(articles))"
        case .links: "a IN (\(statements)) AND b IN (\(statements))"
        }
    }
}
