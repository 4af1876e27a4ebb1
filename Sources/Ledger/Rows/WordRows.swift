import SQLite

/// The words by which a statement is found: those of the view `statements`, which holds the statements that count.
///
/// What is about to change is taken out first, with the words that it has now, and put in again afterwards:
///
///     try words.withdraw(row)
///     try connection.run("UPDATE statement …")
///     try words.enter(row)
package struct WordRows {
    package let connection: Connection

    package init(connection: Connection) { self.connection = connection }

    /// Takes the words of a statement out of the index, where it counts, with all that was made of them.
    package func withdraw(_ row: Int) throws {
        try UtteranceRows(connection: connection).withdraw(row)
        try VectorRows(connection: connection).forget(statement: row)
        try connection.run(
            """
            INSERT INTO statement_words (statement_words, rowid, content, cue, source, other_spelling)
            SELECT 'delete', rowid, content, cue, source, other_spelling FROM statements WHERE rowid = \(row)
            """)
    }

    /// Puts the words of a statement into the index, where it counts.
    package func enter(_ row: Int) throws {
        try connection.run(
            """
            INSERT INTO statement_words (rowid, content, cue, source, other_spelling)
            SELECT rowid, content, cue, source, other_spelling FROM statements WHERE rowid = \(row)
            """)
        try UtteranceRows(connection: connection).enter(row)
        try VectorRows(connection: connection).forget(statement: row)
    }

    /// Takes the words of an article's text and title out of the index; the vectors of its statements, which hold the title too, go with them.
    package func withdraw(article: Int) throws {
        try connection.run("DELETE FROM vector WHERE article = \(article)")
        try connection.run(
            """
            INSERT INTO article_words (article_words, rowid, text, title, other_spelling)
            SELECT 'delete', id, text, title, other_spelling FROM articles WHERE id = \(article)
            """)
    }

    /// Puts the words of an article's text and title into the index.
    package func enter(article: Int) throws {
        try connection.run(
            """
            INSERT INTO article_words (rowid, text, title, other_spelling)
            SELECT id, text, title, other_spelling FROM articles WHERE id = \(article)
            """)
    }
}
