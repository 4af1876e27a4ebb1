import Record
import SQLite

/// Version 4 to 5: what was packed for this program alone becomes readable for all; acts are chained, articles sealed.
struct PlainStep {
    let connection: Connection

    /// Children before those they refer to.
    private static let tables = [
        "act", "about", "machine_statement", "statement", "entities", "actor_external", "actor_role", "actor_name", "actor",
        "band",
        "body", "article", "outlet", "reader", "origin",
    ]

    func run() throws {
        try clear()
        try connection.runAll(SchemaTables.all + SchemaViews.all + NearnessTables.all)
        try copyArticles()
        try copyRest()
        try copyEntities()
        try copyStatements()
        try RowRanges.check(connection)
        for table in PlainStep.tables { try connection.runAll("DROP TABLE old_\(table)") }
        for index in ["statement_words", "article_words", "actor_words"] {
            try connection.runAll("INSERT INTO \(index) (\(index)) VALUES ('rebuild')")
        }
        for statement in try connection.numbers("SELECT rowid FROM statements ORDER BY rowid") {
            try UtteranceRows(connection: connection).enter(statement)
        }
        try ActLog(connection: connection).chain()
        for article in try connection.numbers("SELECT id FROM article ORDER BY id") {
            try Version5Seal(connection: connection).write(article)
        }
    }

    /// Puts the old tables aside under other names, and takes away what hangs on them.
    private func clear() throws {
        let views = ["articles", "statements", "statement_text", "article_text", "actor_called"]
        for view in views { try connection.runAll("DROP VIEW IF EXISTS \(view)") }
        for index in ["statement_words", "article_words", "actor_words"] {
            try connection.runAll("DROP TABLE IF EXISTS \(index)")
        }
        let indexes = try connection.rows(
            "SELECT name FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL AND tbl_name IN (\(PlainStep.tables))"
        ) { $0.text(0) }
        for index in indexes { try connection.runAll("DROP INDEX \"\(index.replacing("\"", with: "\"\""))\"") }
        for table in PlainStep.tables { try connection.runAll("ALTER TABLE \(table) RENAME TO old_\(table)") }
    }

    private func copyArticles() throws {
        try connection.runAll(
            """
            INSERT OR REPLACE INTO origin (id, mark, acts) SELECT id, mark, (SELECT count(*) FROM old_act) FROM old_origin;
            INSERT INTO reader SELECT id, version, model FROM old_reader;
            INSERT INTO outlet SELECT id, name FROM old_outlet;
            INSERT INTO article (id, sha256, name, path, title, outlet, author, published, day, url, carried, added, reader, copy_of, likeness,
                text_hash, last_number, least)
            SELECT id, sha256, name, path, title, outlet, author, published, day, url, carried, added, reader, copy_of, likeness, text_hash,
                last_number, least FROM old_article ORDER BY id;
            INSERT INTO band SELECT hash, article FROM old_band;
            """)
        try connection.query("SELECT article, text, given FROM old_body ORDER BY article") { row in
            guard let text = Packed.unpack(text: row.blob(1)), let words = String(validating: text, as: UTF8.self) else {
                throw damaged("the text of article \(row.int(0))")
            }
            let stored = words.storable
            try connection.run(
                "INSERT INTO body (article, text, given) VALUES (\(row.int(0)), \(stored), \(row.optionalBlob(2)))")
            if stored != words { try keepGiven(row.int(0), text, row.optionalBlob(2), stored: Array(stored.utf8)) }
            try connection.noteSpelling(of: row.int(0))
            return true
        }
    }

    /// The bytes given, of a text that is stored another way than it was: against that, with its hash.
    private func keepGiven(_ article: Int, _ text: [UInt8], _ packed: [UInt8]?, stored: [UInt8]) throws {
        guard let given = packed.map({ Packed.unpack($0, dictionary: text) }) ?? text else {
            throw damaged("the bytes of article \(article)")
        }
        try connection.run(
            "UPDATE body SET given = \(Packed.pack(given, dictionary: stored)) WHERE article = \(article)")
        let hash = Int(truncatingIfNeeded: Shingles(of: stored).textHash)
        try connection.run("UPDATE article SET text_hash = \(hash) WHERE id = \(article)")
    }

    private func copyRest() throws {
        try connection.runAll(
            """
            INSERT INTO actor (id, name, key, kind, occupations, by_person, merged_into, person_into)
                SELECT id, name, key, kind, callings, by_person, merged_into, merged_into FROM old_actor ORDER BY id;
            INSERT INTO actor_name (id, actor, name, key, by_person) SELECT id, actor, name, key, by_person FROM old_actor_name ORDER BY id;
            INSERT INTO actor_role (id, actor, sort, name, first_day, last_day)
                SELECT id, actor, sort, name, first_day, last_day FROM old_actor_role ORDER BY id;
            INSERT INTO actor_external (actor, scheme, value) SELECT actor, scheme, value FROM old_actor_external;
            INSERT INTO about (actor, statement) SELECT actor, statement FROM old_about;
            INSERT INTO act (id, at, who, verb, after_article, article, statement, actor, detail, undoes)
                SELECT id, at, who, verb, after_article, article, statement, actor, detail, undoes FROM old_act ORDER BY id;
            """)
    }

    private func copyEntities() throws {
        let rows = EntityRows(connection: connection)
        try connection.query(
            "SELECT article, packed, text FROM old_entities JOIN body USING (article) ORDER BY article"
        ) { row in
            let slices = Slices(of: Array(row.text(2).utf8))
            let packed = PackedEntities.unpack(row.blob(1))
            guard let stored = packed?.compactMap({ $0.stored(in: slices) }), stored.count == packed?.count else {
                throw damaged("an entity of article \(row.int(0))")
            }
            try rows.write(stored, of: row.int(0))
            return true
        }
        let actors = ActorRows(connection: connection)
        for actor in try connection.numbers("SELECT id FROM actor") {
            try actors.writeKeys(of: actor)
            try actors.recount(actor)
        }
    }

    /// Refuses what is no number where one must be, which would be taken for 0 below.
    private func checkNumbers() throws {
        for table in ["old_statement", "old_machine_statement"] as [SQL] {
            let found = try connection.row(
                """
                SELECT rowid FROM \(table) WHERE typeof(form) <> 'integer' OR typeof(inferred) <> 'integer' OR typeof(confidence) <> 'integer'
                    OR typeof(parent) NOT IN ('integer', 'null') OR typeof(speaker) NOT IN ('integer', 'null')
                    OR typeof(speaker_confidence) NOT IN ('integer', 'null')
                """
            ) { $0.int(0) }
            if let found { throw damaged("a number in row \(found) of \(table.text.dropFirst("old_".count))") }
        }
        let found = try connection.row(
            """
            SELECT article || '.' || number FROM old_statement WHERE typeof(number) <> 'integer' OR typeof(state) <> 'integer'
                OR typeof(gone) <> 'integer' OR typeof(day) NOT IN ('integer', 'null')
            """
        ) { $0.text(0) }
        if let found { throw damaged("a number in the row of statement \(found)") }
    }

    private func copyStatements() throws {
        try checkNumbers()
        try connection.query(
            """
            SELECT id, article, number, parent, form, speaker, speaker_confidence, inferred, confidence, actor, day, repeats, state, gone, parts
            FROM old_statement ORDER BY id
            """
        ) { row in
            guard let parts = StatementParts(packed: row.blob(14)) else { throw damaged("statement \(row.int(1)).\(row.int(2))") }
            try connection.run(
                """
                INSERT INTO statement (id, article, number, parent, form, speaker, speaker_confidence, inferred, confidence, actor, day,
                    repeats, state, gone, \(StatementParts.written))
                VALUES (\(row.int(0)), \(row.int(1)), \(row.int(2)), \(row.optionalInt(3)), \(row.int(4)), \(row.optionalInt(5)),
                    \(row.optionalInt(6)), \(row.int(7)), \(row.int(8)), \(row.optionalInt(9)), \(row.optionalInt(10)),
                    \(row.optionalInt(11)), \(row.int(12)), \(row.int(13)), \(parts.values))
                """)
            if parts.hasSeveralPieces { try parts.writePieces(of: row.int(0), on: connection) }
            return true
        }
        try connection.query(
            "SELECT statement, parent, form, speaker, speaker_confidence, inferred, confidence, parts FROM old_machine_statement"
        ) { row in
            guard let parts = StatementParts(packed: row.blob(7)) else {
                throw damaged("the machine's record in row \(row.int(0))")
            }
            try connection.run(
                """
                INSERT INTO machine_statement (statement, parent, form, speaker, speaker_confidence, inferred, confidence,
                    \(StatementParts.written))
                VALUES (\(row.int(0)), \(row.optionalInt(1)), \(row.int(2)), \(row.optionalInt(3)), \(row.optionalInt(4)), \(row.int(5)),
                    \(row.int(6)), \(parts.machineValues))
                """)
            return true
        }
    }

    private func damaged(_ what: String) -> DatabaseError {
        DatabaseError(
            .damaged, connection.path, "\(what) is damaged, so that it cannot be brought up to date", DatabaseError.restore)
    }
}
