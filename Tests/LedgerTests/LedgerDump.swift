import Actors
import Finding
import Reviews
import SQLite
import Transfer

@testable import Ledger

extension Ledger {
    /// All that a ledger says of articles, statements and judgements, as text, so that two can be compared.
    func dump() throws -> [String] {
        var lines: [String] = []
        func add(_ name: String, _ sql: StaticString, columns: Int32) throws {
            try connection.query(SQL(sql)) { row in
                lines.append(name + ": " + (0..<columns).map { row.isNull($0) ? "-" : row.text($0) }.joined(separator: " | "))
                return true
            }
        }
        try add(
            "article",
            """
            SELECT id, hex(sha256), name, path, title, outlet, author, published, day, url, carried, added,
                (SELECT model FROM reader WHERE reader.id = article.reader), copy_of, likeness, text_hash,
                last_number, least FROM article ORDER BY id
            """, columns: 18)
        try add("body", "SELECT article, text, hex(given) FROM body ORDER BY article", columns: 3)
        try add("band", "SELECT article, hash FROM band ORDER BY article, hash", columns: 2)
        for article in try connection.rows("SELECT id FROM article ORDER BY id", make: { $0.int(0) }) {
            lines += try EntityRows(connection: connection).entities(of: article).map { "entity: \(article) | \($0)" }
        }
        try add(
            "statement",
            """
            SELECT article, number, parent, form, source_start, source_length, cue_start, cue_length, content_start, content_length,
                (SELECT group_concat(part || ' ' || start || ' ' || length) FROM piece WHERE piece.statement = statement.id), speaker, speaker_confidence, inferred, confidence, actor, day,
                (SELECT original.article || '.' || original.number FROM statement AS original WHERE original.id = statement.repeats), state, gone
            FROM statement ORDER BY article, number
            """, columns: 20)
        try add(
            "machine",
            """
            SELECT article, number, machine.parent, machine.form, machine.content_start, machine.content_length, machine.pieces, machine.cue_start,
                machine.source_start, machine.speaker, machine.speaker_confidence,
                machine.inferred, machine.confidence
            FROM machine_statement AS machine JOIN statement ON statement.id = machine.statement ORDER BY article, number
            """, columns: 13)
        try add(
            "about",
            "SELECT about.actor, article, number FROM about JOIN statement ON statement.id = about.statement ORDER BY 1, 2, 3",
            columns: 3)
        try add("role", "SELECT actor, sort, name, first_day, last_day FROM actor_role ORDER BY 1, 2, 3", columns: 5)
        try add("external", "SELECT actor, scheme, value FROM actor_external ORDER BY 1, 2, 3", columns: 3)
        try add("actor", "SELECT id, name, key, kind, occupations, by_person, merged_into FROM actor ORDER BY id", columns: 7)
        try add("name", "SELECT id, actor, name, key, by_person FROM actor_name ORDER BY id", columns: 5)
        return try lines + words()
    }

    /// What people did, as text; not that they restored it.
    func dumpOfActs() throws -> [String] {
        try connection.rows(
            """
            SELECT at, who, verb, article, statement, detail, actor, (SELECT undone.at FROM act AS undone WHERE undone.id = act.undoes)
            FROM act WHERE verb <> 'restore' ORDER BY article, id
            """
        ) { row in
            (0..<8).map { row.isNull($0) ? "-" : row.text($0) }.joined(separator: " | ")
        }
    }

    /// The words that can be found, each with its statement.
    func words() throws -> [String] {
        try connection.runAll(
            "CREATE VIRTUAL TABLE IF NOT EXISTS temp.statement_terms USING fts5vocab (main, statement_words, instance)")
        return try connection.rows(
            """
            SELECT term, article, number, offset FROM temp.statement_terms JOIN statement ON statement.id = doc ORDER BY term, doc, offset
            """
        ) { "word: \($0.text(0)) \($0.int(1)).\($0.int(2)) \($0.int(3))" }
    }
}
