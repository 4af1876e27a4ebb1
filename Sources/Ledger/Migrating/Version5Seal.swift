import Record
import SQLite

/// How version 5 of the file sealed articles: without how a date is known, without the ledger's mark, and of an entity by its number alone. Frozen: what
/// it became is `ArticleSeal`.
struct Version5Seal {
    let connection: Connection

    func write(_ article: Int) throws {
        try connection.run("UPDATE article SET seal = \(hash(of: article)) WHERE id = \(article)")
    }

    func isBroken(_ article: Int) throws -> Bool {
        try connection.row("SELECT seal FROM article WHERE id = \(article)") { $0.optionalBlob(0) } != hash(of: article)
    }

    private func hash(of article: Int) throws -> [UInt8] {
        let row: SQL = """
            SELECT quote(sha256) || quote(name) || quote(path) || quote(title) || quote(author) || quote(published) || ' ' || quote(day) || quote(url)
                || quote(carried) || quote(added) || ' ' || quote(copy_of) || ' ' || quote(likeness) || ' ' || quote(text_hash) || ' '
                || quote(last_number) || quote(layers) || quote((SELECT name FROM outlet WHERE outlet.id = outlet))
                || (SELECT quote(version) || quote(model) FROM reader WHERE reader.id = reader)
            FROM article WHERE id = \(article)
            """
        // "||" binds stronger than "%": of an entity no more than its number was sealed.
        let entities: SQL = """
            SELECT id % 1048576 || quote(name) || quote(name_start) || ' ' || quote(name_length) || ' ' || quote(kind) || ' ' || quote(actor) || quote(mentions)
            FROM entity WHERE id >= \(article) * 1048576 AND id < (\(article) + 1) * 1048576 ORDER BY id
            """
        return try ArticleSeal(connection: connection).hash(of: article, row: row, entities: entities)
    }
}
