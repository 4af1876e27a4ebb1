import Record
import SQLite

/// A hash over an article's row and all that was found in it, so that what was changed by other means than this program's is noticed.
///
/// What follows from other tables is not in it: who an actor was found to be, what its outlet was renamed to or merged into, the order of reviewing. A link between statements of two articles is
/// sealed with the first.
package struct ArticleSeal {
    package let connection: Connection

    package init(connection: Connection) { self.connection = connection }

    /// Does what a person says to an article, inside a transaction, and seals it anew. An article that was changed by other means is refused: a new
    /// seal would say that all that stands there is as this program wrote it.
    ///
    /// - Throws: `DatabaseError`, where the seal is broken before.
    package func change<Value>(_ article: Int, _ body: () throws -> Value) throws -> Value {
        // Of an article that is not there, `body` tells.
        if try isBroken(article) {
            throw DatabaseError(
                .damaged, connection.path,
                "article \(article) was changed by other means than Dixit, so that nothing in it is judged",
                "dixit verify tells all such articles: restore the ledger from a backup, or, where the changes are to stay, take what dixit export "
                    + "writes of it up in a new one with dixit restore")
        }
        let value = try body()
        try write(article)
        return value
    }

    /// Puts into an article what the machine finds, inside a transaction, and seals it anew; a seal that was broken stays so, and `verify` tells of it
    /// as before.
    package func renew<Value>(_ article: Int, _ body: () throws -> Value) throws -> Value {
        let isBroken = try isBroken(article)
        let value = try body()
        if !isBroken { try write(article) }
        return value
    }

    /// Seals an article that has just been put into the tables, whatever stands there.
    package func write(_ article: Int) throws {
        try connection.run("UPDATE article SET seal = \(hash(of: article)) WHERE id = \(article)")
    }

    /// Whether an article is there and not as it was sealed.
    package func isBroken(_ article: Int) throws -> Bool {
        guard let seal = try connection.row("SELECT seal FROM article WHERE id = \(article)", make: { $0.blob(0) }) else {
            return false
        }
        return try seal != hash(of: article)
    }

    private func hash(of article: Int) throws -> [UInt8] {
        let row: SQL = """
            SELECT quote(sha256) || quote(name) || quote(path) || quote(title) || quote(author) || quote(published) || ' ' || quote(day) || quote(published_by) || quote(url)
                || quote(carried) || quote(added) || ' ' || quote(copy_of) || ' ' || quote(likeness) || ' ' || quote(text_hash) || ' '
                || quote(last_number) || quote(layers)
                || quote((SELECT coalesce(given, name) FROM outlet WHERE outlet.id = coalesce(came_from, article.outlet)))
                || (SELECT quote(version) || quote(model) FROM reader WHERE reader.id = reader) || (SELECT quote(mark) FROM origin)
                || CASE WHEN corrected IS NULL THEN '' ELSE ' corrected ' || quote(corrected) END
            FROM article WHERE id = \(article)
            """
        return try hash(of: article, row: row, entities: ArticleSeal.entities(of: article))
    }

    /// What asks for an article's entities.
    static func entities(of article: Int) -> SQL {
        """
            SELECT (id % 1048576) || quote(name) || quote(name_start) || ' ' || quote(name_length) || ' ' || quote(kind) || ' ' || quote(actor) || quote(mentions)
            FROM entity WHERE id >= \(article) * 1048576 AND id < (\(article) + 1) * 1048576 ORDER BY id
        """
    }

    /// SHA-256 of the rows, each column as SQL's `quote` writes it, in the order of the tables below.
    ///
    /// - Parameters: what asks for the article's row and its entities, which versions of the file seal otherwise (`Version5Seal`).
    func hash(of article: Int, row: SQL, entities: SQL) throws -> [UInt8] {
        var bytes: [UInt8] = []
        for rows in ArticleSeal.rows(of: article, row, entities) {
            try connection.query(rows) { row in
                row.withBytes(0) { bytes += $0 }
                bytes.append(0x0A)
                return true
            }
            bytes.append(0x0A)
        }
        return Fingerprint(of: bytes).bytes
    }

    private static func rows(of article: Int, _ row: SQL, _ entities: SQL) -> [SQL] {
        [
            row,
            "SELECT text FROM body WHERE article = \(article)",
            """
            SELECT statement.number || ' ' || part || ' ' || piece.number || ' ' || start || ' ' || length
            FROM statement CROSS JOIN piece ON piece.statement = statement.id
            WHERE statement.article = \(article) ORDER BY statement.number, part, piece.number
            """,
            entities,
            """
            SELECT number || ' ' || quote(parent) || ' ' || form || ' ' || quote(source_start) || ' ' || quote(source_length) || ' '
                || quote(cue_start) || ' ' || quote(cue_length) || ' ' || quote(content_start) || ' ' || quote(content_length) || ' ' || quote(pieces)
                || ' ' || quote(speaker) || ' ' || quote(speaker_confidence) || ' ' || inferred || ' ' || confidence || ' ' || quote(day) || ' '
                || quote(repeats) || ' ' || state || ' ' || gone
            FROM statement WHERE article = \(article) ORDER BY number
            """,
            """
            SELECT number || ' ' || quote(machine.parent) || ' ' || machine.form || ' ' || quote(machine.source_start) || ' '
                || quote(machine.source_length) || ' ' || quote(machine.cue_start) || ' ' || quote(machine.cue_length) || ' '
                || quote(machine.content_start) || ' ' || quote(machine.content_length) || ' ' || quote(machine.pieces) || ' '
                || quote(machine.speaker) || ' ' || quote(machine.speaker_confidence) || ' ' || machine.inferred || ' ' || machine.confidence
            FROM statement CROSS JOIN machine_statement AS machine ON machine.statement = statement.id
            WHERE statement.article = \(article) ORDER BY number
            """,
            """
            SELECT statement.number || ' ' || quote(layer.name) || mark_value.version || quote(mark_value.value) || mark.number || ' ' || mark.confidence
                || quote(mark.evidence) || quote(mark.detail) || quote(mark.by)
            FROM statement CROSS JOIN mark ON mark.statement = statement.id CROSS JOIN mark_value ON mark_value.id = mark.value
            CROSS JOIN layer ON layer.id = mark_value.layer
            WHERE statement.article = \(article) ORDER BY statement.number, layer.name, mark.number, mark_value.value
            """,
            """
            SELECT statement.number || ' ' || quote(layer.name) || quote(marks) FROM statement
            CROSS JOIN machine_mark ON machine_mark.statement = statement.id CROSS JOIN layer ON layer.id = machine_mark.layer
            WHERE statement.article = \(article) ORDER BY statement.number, layer.name
            """,
            """
            SELECT statement.number || ' ' || other.article || ' ' || other.number || ' ' || quote(layer.name) || mark_value.version
                || quote(mark_value.value) || link.confidence || quote(link.by)
            FROM statement CROSS JOIN link ON link.a = statement.id CROSS JOIN statement AS other ON other.id = link.b
            CROSS JOIN mark_value ON mark_value.id = link.value CROSS JOIN layer ON layer.id = mark_value.layer
            WHERE statement.article = \(article)
            ORDER BY statement.number, other.article, other.number, layer.name, mark_value.version, mark_value.value
            """,
            """
            SELECT quote(layer.name) || mark_value.version || quote(mark_value.value) || number || ' ' || confidence || quote(detail) || quote(by)
            FROM article_mark CROSS JOIN mark_value ON mark_value.id = article_mark.value CROSS JOIN layer ON layer.id = mark_value.layer
            WHERE article = \(article) ORDER BY layer.name, number, mark_value.version, mark_value.value
            """,
        ]
    }
}
