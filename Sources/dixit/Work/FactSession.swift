import Finding
import Foundation
import Ledger

/// One run of `dixit export --format facts` or `article-facts`: writes row after row, so that memory does not grow with the ledger's words.
struct FactSession {
    let ledger: Ledger
    /// Which statements, or articles, are written; nil for all.
    let query: StatementQuery?
    let rows: Rows
    /// Whether only what somebody has judged is written.
    let isReviewed: Bool
    let output: OutputFile

    /// What a row is, as the command line names it.
    enum Rows: String, CaseIterable, Sendable {
        case statements = "facts"
        case articles = "article-facts"
    }

    /// How much is gathered before it is written, in bytes.
    private static let buffer = 1 << 20

    func run() throws -> ExitCode {
        var query = query ?? StatementQuery()
        if isReviewed { query.isReviewed = true }
        guard rows == .statements || query.asksForArticlesAlone else {
            output.discard()
            throw UsageError(
                ["dixit", "export"], "article-facts are articles, which --outlet, --since and --until alone choose among",
                meant: "--format facts")
        }
        let attributes = try ledger.attributeNames()
        var bytes = Array((rows == .articles ? ArticleFact.heading : StatementFact.heading(attributes)).utf8)
        let write = { (row: String) in
            bytes += Array(row.utf8)
            guard bytes.count >= FactSession.buffer else { return }
            try output.write(bytes)
            bytes.removeAll(keepingCapacity: true)
        }
        do {
            if rows == .articles {
                try ledger.articleFacts(query) { fact in
                    try write(fact.row)
                    return true
                }
            } else {
                try ledger.facts(query) { fact in
                    try write(fact.row(attributes))
                    return true
                }
            }
            try output.write(bytes)
            try output.finish()
        } catch {
            output.discard()
            throw error
        }
        return .success
    }
}
