import Record
import SQLite
import Wire

/// Version 2 to 3: places and entities become packed, texts are packed against common words, names of actors stand once.
package struct PackingStep {
    package let connection: Connection

    /// Children before those they refer to.
    private static let tables = [
        "act", "about", "machine_statement", "statement", "entity", "actor_external", "actor_role", "actor_name", "actor", "band",
        "body",
        "article", "outlet", "reader",
    ]

    private static let indexes = [
        "article_text_hash", "article_copy_of", "article_outlet_day", "article_day", "article_reader", "actor_merged_into",
        "actor_name_key", "actor_role_actor", "actor_role_name", "entity_article", "entity_actor", "statement_article",
        "statement_actor_day", "statement_repeats", "statement_parent", "statement_unreviewed", "statement_state",
        "about_statement",
        "act_article", "act_actor",
    ]

    package func run() throws {
        try connection.runAll(
            """
            DROP VIEW articles; DROP VIEW statements;
            DROP TABLE statement_words; DROP TABLE article_words; DROP TABLE actor_words;
            DROP VIEW statement_text; DROP VIEW article_text;
            """)
        for index in PackingStep.indexes { try connection.runAll("DROP INDEX \(index)") }
        for table in PackingStep.tables { try connection.runAll("ALTER TABLE \(table) RENAME TO old_\(table)") }
        try connection.runAll(Version3.tables)
        try copyArticles()
        try copyActors()
        try copyEntities()
        try copyStatements()
        try copyActs()
        for table in PackingStep.tables { try connection.runAll("DROP TABLE old_\(table)") }
    }

    private func copyArticles() throws {
        try connection.runAll(
            """
            INSERT INTO reader SELECT * FROM old_reader;
            INSERT INTO outlet SELECT * FROM old_outlet;
            INSERT INTO article SELECT id, sha256, name, path, title, outlet, author, published, day, url, carried, added, reader, copy_of,
                likeness, text_hash, last_number,
                (SELECT min(confidence) FROM old_statement WHERE article = old_article.id AND state = 0 AND repeats IS NULL)
                FROM old_article ORDER BY id;
            INSERT OR IGNORE INTO band SELECT (hash >> 24) & 0xFFFFFFFFFF, article FROM old_band;
            """)
        try connection.query("SELECT article, text, given FROM old_body ORDER BY article") { row in
            guard let text = Packed.unpack(row.blob(1)) else { throw damaged("the text of article \(row.int(0))") }
            try connection.run(
                "INSERT INTO body (article, text, given) VALUES (?, ?, ?)", row.int(0), Packed.pack(text: text),
                row.optionalBlob(2))
            return true
        }
    }

    private func copyActors() throws {
        try connection.query(
            """
            SELECT id, name, kind, callings, merged_into,
                coalesce((SELECT by_person FROM old_actor_name AS called WHERE called.actor = old_actor.id AND called.name = old_actor.name), 0)
            FROM old_actor ORDER BY id
            """
        ) { row in
            try connection.run(
                "INSERT INTO actor (id, name, key, kind, callings, by_person, merged_into) VALUES (?, ?, ?, ?, ?, ?, ?)",
                row.int(0),
                row.text(1), key(row.text(1), row.optionalText(2)), row.optionalText(2), row.int(3), row.int(5),
                row.optionalInt(4))
            return true
        }
        try connection.query(
            """
            SELECT called.id, actor, called.name, kind, by_person FROM old_actor_name AS called JOIN old_actor ON old_actor.id = called.actor
            WHERE called.name != old_actor.name ORDER BY called.id
            """
        ) { row in
            try connection.run(
                "INSERT INTO actor_name (id, actor, name, key, by_person) VALUES (?, ?, ?, ?, ?)", row.int(0), row.int(1),
                row.text(2),
                key(row.text(2), row.optionalText(3)), row.int(4))
            return true
        }
        try connection.runAll(
            "INSERT INTO actor_role SELECT * FROM old_actor_role; INSERT INTO actor_external SELECT actor, scheme, value FROM old_actor_external"
        )
    }

    private func key(_ name: String, _ kind: String?) -> Int {
        ActorName.hash(ActorName.key(name, kind.flatMap(EntityKind.init(rawValue:))))
    }

    private func copyEntities() throws {
        var (article, entities): (Int?, [PackedEntity]) = (nil, [])
        func write() throws {
            guard let article else { return }
            try connection.run("INSERT INTO entities (article, packed) VALUES (\(article), \(PackedEntities.pack(entities)))")
        }
        var slices = Slices(of: [])
        try connection.query(
            """
            SELECT old_article.id, number, old_entity.name, kind, mentions, actor FROM old_article
            LEFT JOIN old_entity ON old_entity.article = old_article.id ORDER BY old_article.id, number
            """
        ) { row in
            if row.int(0) != article {
                try write()
                (article, entities) = (row.int(0), [])
                let packed = try connection.row("SELECT text FROM body WHERE article = ?", row.int(0)) { $0.blob(0) }
                slices = Slices(of: packed.flatMap { Packed.unpack(text: $0) } ?? [])
            }
            if row.isNull(1) { return true }
            guard let rows = SpanList.rows(row.text(4), widths: 3...3) else {
                throw damaged("an entity of article \(row.int(0))")
            }
            let mentions = try rows.map { mention in
                guard let form = MentionForm(code: mention[2]), mention[0] <= mention[1] else {
                    throw damaged("an entity of article \(row.int(0))")
                }
                return StoredMention(span: Span(mention[0], mention[1]), form: form)
            }
            let name = PackedEntity.Name(row.text(2), among: mentions.map { slices.text($0.span) ?? "" })
            entities.append(
                PackedEntity(
                    number: row.int(1), name: name, kind: EntityKind(rawValue: row.text(3)),
                    actor: row.optionalInt(5), mentions: mentions))
            return true
        }
        try write()
    }

    private func copyStatements() throws {
        try connection.query(
            """
            SELECT id, article, number, parent, form, source, cue, content, speaker, speaker_confidence, inferred, confidence, actor, day,
                repeats, state FROM old_statement ORDER BY id
            """
        ) { row in
            try connection.run(
                """
                INSERT INTO statement (id, article, number, parent, form, parts, speaker, speaker_confidence, inferred, confidence, actor, day,
                    repeats, state) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """, row.int(0), row.int(1), row.int(2), row.optionalInt(3), row.int(4), try parts(row, from: 5),
                row.optionalInt(8),
                row.optionalInt(9), row.int(10), row.int(11), row.optionalInt(12), row.optionalInt(13), row.optionalInt(14),
                row.int(15))
            return true
        }
        try connection.query(
            """
            SELECT statement, parent, form, source, cue, content, speaker, speaker_confidence, inferred, confidence FROM old_machine_statement
            """
        ) { row in
            try connection.run(
                """
                INSERT INTO machine_statement (statement, parent, form, parts, speaker, speaker_confidence, inferred, confidence)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                """, row.int(0), row.optionalInt(1), row.int(2), try parts(row, from: 3), row.optionalInt(6), row.optionalInt(7),
                row.int(8), row.int(9))
            return true
        }
        try connection.runAll("INSERT INTO about SELECT actor, statement FROM old_about")
    }

    private func parts(_ row: borrowing Row, from column: Int32) throws -> [UInt8] {
        guard let source = SpanList.spans(row.text(column)), let cue = SpanList.spans(row.text(column + 1)),
            let content = SpanList.spans(row.text(column + 2))
        else { throw damaged("statement row \(row.int(0))") }
        return StatementParts(source: source, cue: cue, content: content).packed
    }

    /// The log of a split named rows of entities; now it names article and number.
    private func copyActs() throws {
        try connection.runAll("INSERT INTO act SELECT * FROM old_act ORDER BY id")
        let splits = try connection.rows("SELECT id, detail FROM act WHERE verb = 'split'") {
            ($0.int(0), SplitNumbers(json: $0.text(1)))
        }
        for case (let id, let detail?) in splits {
            var moved: [Int] = []
            for at in stride(from: 0, to: detail.numbers.count - 1, by: 2) {
                let place = try connection.row("SELECT article, number FROM old_entity WHERE id = ?", detail.numbers[at]) {
                    [$0.int(0), $0.int(1)]
                }
                if let place { moved += place + [detail.numbers[at + 1]] }
            }
            try connection.run("UPDATE act SET detail = ? WHERE id = ?", SplitNumbers(numbers: moved).json, id)
        }
    }

    private func damaged(_ what: String) -> DatabaseError {
        DatabaseError(
            .damaged, connection.path, "\(what) is damaged, so that it cannot be brought up to date", DatabaseError.restore)
    }
}

/// The detail of a split as version 2 of the file held it: `{"numbers": [12, 7, 13, 7]}`.
private struct SplitNumbers {
    let numbers: [Int]

    init(numbers: [Int]) { self.numbers = numbers }

    /// nil where the text is no such object.
    init?(json text: String) {
        var reader = JSONReader(Array(text.utf8))
        var numbers: [Int] = []
        do {
            try reader.object { member, json in
                if member == "numbers" { try json.array { numbers.append(try $0.integer()) } } else { try json.skip() }
            }
        } catch {
            return nil
        }
        self.numbers = numbers
    }

    var json: String { #"{"numbers": ["# + numbers.map(String.init).joined(separator: ", ") + "]}" }
}
