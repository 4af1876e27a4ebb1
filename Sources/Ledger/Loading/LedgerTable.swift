import SQLite

/// The views that a ledger has for other programs, as Documentation/ledger-file.md tells of them, without what is there for searching alone: as tables.
package enum LedgerTable: String, CaseIterable, Sendable {
    case statements, articles, actors, mentions, marks, links

    /// The columns, in the order of `Python/dixit/tables.py`, whose tests compare both with the file's.
    ///
    /// - Parameter namesReviewers: whether who has judged a mark or a link is named; else `by` is “person”.
    private func columns(namesReviewers: Bool) -> [SQL] {
        let by: SQL = namesReviewers ? #""by""# : #"CASE WHEN "by" IS NOT NULL THEN 'person' END"#
        return switch self {
        case .statements:
            [
                "id", "article", "number", "parent", "speaker", "actor", "kind", "sourcing", "source", "cue", "content", "form",
                "confidence", "speaker_confidence", "day", "outlet", "title", "url", "review",
            ]
        case .articles:
            [
                "id", "name", "title", "outlet", "author", "published", "day", "published_by", "url", "text", "copy_of", "added",
                "reader", "model", "sha256", "corrected",
            ]
        case .actors: ["id", "name", "kind", "names", "statements", "told_by_others"]
        case .mentions: ["article", "entity", "name", "kind", "actor", "start", #""end""#, "text", "form"]
        case .marks:
            ["statement", "article", "number", "layer", "value", "version", "confidence", "evidence", "detail", by]
        case .links: ["a", "b", "layer", "value", "confidence", by]
        }
    }

    /// How many columns it has.
    package var width: Int { columns(namesReviewers: false).count }

    /// Its name in SQL.
    package var view: SQL {
        switch self {
        case .statements: "statements"
        case .articles: "articles"
        case .actors: "actors"
        case .mentions: "mentions"
        case .marks: "marks"
        case .links: "links"
        }
    }

    /// Hands out all rows as the ledger is at this moment, one at a time.
    ///
    /// - Parameters:
    ///   - condition: which rows.
    ///   - each: gets a row, an array in JSON; false ends it.
    package func read(
        _ ledger: Ledger, where condition: SQL = "1", namesReviewers: Bool = true, _ each: ([UInt8]) throws -> Bool
    ) throws {
        let columns = columns(namesReviewers: namesReviewers)
        let list = columns.dropFirst().reduce(columns[0]) { "\($0), \($1)" }
        try ledger.connection.snapshot {
            try ledger.connection.query("SELECT json_array(\(list)) FROM \(view) WHERE \(condition)") { row in
                try each(row.withBytes(0) { Array($0) })
            }
        }
    }
}
