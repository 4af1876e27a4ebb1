import SQLite

/// Takes an article out of all tables.
package struct ArticleDeletion {
    package let connection: Connection

    package init(connection: Connection) { self.connection = connection }

    /// Takes away an article's row, its text, and all that was found in it; its copies must have been parted from it. What people did to it stays in the
    /// log.
    ///
    /// - Returns: the actors of its entities, of which articles tell less than before.
    package func run(_ article: Int) throws -> Set<Int> {
        let actors = Set(try EntityRows(connection: connection).entities(of: article).compactMap(\.actor))
        let words = WordRows(connection: connection)
        for row in try connection.numbers("SELECT id FROM statement WHERE article = \(article)") { try words.withdraw(row) }
        try words.withdraw(article: article)
        let statements: SQL = "(SELECT id FROM statement WHERE article = \(article))"
        for (table, column) in [
            ("link", "a"), ("link", "b"), ("mark", "statement"), ("machine_mark", "statement"),
            ("machine_statement", "statement"),
            ("piece", "statement"), ("about", "statement"),
        ] as [(SQL, SQL)] {
            try connection.run("DELETE FROM \(table) WHERE \(column) IN \(statements)")
        }
        if let text = try connection.text(of: article) {
            for band in Shingles(of: text).bands {
                try connection.run("DELETE FROM band WHERE hash = \(band) AND article = \(article)")
            }
        }
        // A statement may lie in another one; none refers to it but by its number.
        for table in ["statement", "article_mark", "body"] as [SQL] {
            try connection.run("DELETE FROM \(table) WHERE article = \(article)")
        }
        try connection.run("DELETE FROM entity WHERE \(EntityRows.ids(of: article))")
        try connection.run("DELETE FROM article WHERE id = \(article)")
        return actors
    }
}
