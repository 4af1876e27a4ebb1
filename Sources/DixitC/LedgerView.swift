import Ledger
import SQLite

/// The views that a ledger has for other programs, as Documentation/ledger-file.md tells of them, without what is there for searching alone.
enum LedgerView: String, CaseIterable {
    case statements, articles, actors, mentions, marks, links

    /// Its rows, each an array in JSON. `Python/dixit/tables.py` names the columns in this order, and a test compares them with the file's.
    private var rows: SQL {
        switch self {
        case .statements:
            """
            SELECT json_array(id, article, number, parent, speaker, actor, kind, sourcing, source, cue, content, form, confidence,
                speaker_confidence, day, outlet, title, url, review) FROM statements
            """
        case .articles:
            """
            SELECT json_array(id, name, title, outlet, author, published, day, published_by, url, text, copy_of, added, reader, model, sha256, corrected)
                FROM articles
            """
        case .actors: "SELECT json_array(id, name, kind, names, statements, told_by_others) FROM actors"
        case .mentions: "SELECT json_array(article, entity, name, kind, actor, start, \"end\", text, form) FROM mentions"
        case .marks:
            "SELECT json_array(statement, article, number, layer, value, version, confidence, evidence, detail, \"by\") FROM marks"
        case .links: "SELECT json_array(a, b, layer, value, confidence, \"by\") FROM links"
        }
    }

    /// Hands out all rows as the ledger is at this moment, one at a time.
    ///
    /// - Parameter each: gets a row; false ends it.
    func read(_ ledger: Ledger, _ each: ([UInt8]) -> Bool) throws {
        try ledger.connection.snapshot {
            try ledger.connection.query(rows) { row in row.withBytes(0) { each(Array($0)) } }
        }
    }
}
