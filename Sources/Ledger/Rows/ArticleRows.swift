import Record
import SQLite

/// What is kept beside an article's row, whoever writes the row: adding, reading anew, reviewing, or a step to a new version.
extension Connection {
    /// The row of a reader, made where there is none.
    package func readerRow(_ reader: ReaderVersion) throws -> Int? {
        try run("INSERT OR IGNORE INTO reader (version, model) VALUES (?, ?)", reader.version, reader.model)
        return try row("SELECT id FROM reader WHERE version = ? AND model = ?", reader.version, reader.model) { $0.int(0) }
    }

    /// Writes down whether an article has letters that can be spelled otherwise; before its words are put into an index.
    package func noteSpelling(of article: Int) throws {
        try run(
            """
            UPDATE body SET respelled = 1 WHERE article = \(article) AND (
                text GLOB \(SchemaViews.respelled)
                OR (SELECT title FROM article WHERE id = \(article)) GLOB \(SchemaViews.respelled))
            """)
    }

    /// Writes down how sure the least certain statement of an article is that nobody has judged.
    package func settleLeast(_ article: Int) throws {
        try run(
            """
            UPDATE article SET least = (
                SELECT min(confidence) FROM statement WHERE article = \(article) AND state = 0 AND repeats IS NULL)
            WHERE id = \(article)
            """)
    }
}
