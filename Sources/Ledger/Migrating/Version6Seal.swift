import Record
import SQLite

/// How versions 6 and 7 of the file sealed articles. What stands in those is sealed so by version 8 too, where nothing was corrected or renamed; the columns
/// that tell it were not there yet. Frozen: what it became is `ArticleSeal`.
struct Version6Seal {
    let connection: Connection

    func write(_ article: Int) throws {
        let row: SQL = """
            SELECT quote(sha256) || quote(name) || quote(path) || quote(title) || quote(author) || quote(published) || ' ' || quote(day) || quote(published_by) || quote(url)
                || quote(carried) || quote(added) || ' ' || quote(copy_of) || ' ' || quote(likeness) || ' ' || quote(text_hash) || ' '
                || quote(last_number) || quote(layers) || quote((SELECT name FROM outlet WHERE outlet.id = outlet))
                || (SELECT quote(version) || quote(model) FROM reader WHERE reader.id = reader) || (SELECT quote(mark) FROM origin)
            FROM article WHERE id = \(article)
            """
        let seal = try ArticleSeal(connection: connection).hash(
            of: article, row: row, entities: ArticleSeal.entities(of: article))
        try connection.run("UPDATE article SET seal = \(seal) WHERE id = \(article)")
    }
}
