import Record

/// What `Ledger.verify` has found.
public struct Verification: Sendable, Hashable {
    /// How many articles there are, copies among them.
    public internal(set) var articles = 0
    /// How many of the articles are copies.
    public internal(set) var copies = 0
    /// How many statements there are, those found wrong or repeated among them.
    public internal(set) var statements = 0
    /// How many entities there are.
    public internal(set) var entities = 0
    /// How many actors there are.
    public internal(set) var actors = 0
    /// How many acts of people there are.
    public internal(set) var acts = 0
    /// How many spans were found in their texts.
    public internal(set) var spans = 0
    /// What is wrong, a clause each; the first hundred.
    public internal(set) var problems: [String] = []

    mutating func note(_ problem: String) { if problems.count < 100 { problems.append(problem) } }
}

extension Ledger {
    /// Proves the ledger: the file's structure, every SHA-256, every span in its text, every reference, and every statement that counts in the
    /// index of words. Writes nothing.
    ///
    /// - Throws: `LedgerFault` where the file cannot be read on.
    public func verify() throws -> Verification {
        try connection.snapshot {
            var found = Verification()
            try connection.query("PRAGMA integrity_check(100)", []) { row in
                if row.text(0) != "ok" { found.note("the file's structure: \(row.text(0))") }
                return true
            }
            try connection.query("PRAGMA foreign_key_check", []) { row in
                found.note("row \(row.int(1)) of \(row.text(0)) refers to a row of \(row.text(2)) that is not there")
                return true
            }
            guard found.problems.isEmpty else { return found }
            try count(&found)
            try verifyArticles(&found)
            try verifyReferences(&found)
            return found
        }
    }

    private func count(_ found: inout Verification) throws {
        let number = { (sql: StaticString) in try self.connection.row(sql) { $0.int(0) } ?? 0 }
        found.articles = try number("SELECT count(*) FROM article")
        found.copies = try number("SELECT count(*) FROM article WHERE copy_of IS NOT NULL")
        found.statements = try number("SELECT count(*) FROM statement")
        found.entities = try number("SELECT count(*) FROM entity")
        found.actors = try number("SELECT count(*) FROM actor")
        found.acts = try number("SELECT count(*) FROM act")
    }

    private func verifyArticles(_ found: inout Verification) throws {
        try connection.query(
            "SELECT article.id, sha256, text, given, text_hash FROM article LEFT JOIN body ON body.article = article.id ORDER BY article.id",
            []
        ) { row in
            let article = row.int(0)
            guard let text = Packed.unpack(row.blob(2)), String(validating: text, as: UTF8.self) != nil else {
                found.note("article \(article): its text is missing or damaged")
                return true
            }
            let given = row.isNull(3) ? text : Packed.unpack(row.blob(3), dictionary: text)
            if given.map({ Fingerprint(of: $0).bytes }) != row.blob(1) {
                found.note("article \(article): the bytes that were given do not have its SHA-256")
            }
            if Int(truncatingIfNeeded: Shingles(of: text).textHash) != row.int(4) {
                found.note("article \(article): its text has another hash")
            }
            try verifySpans(article, Slices(of: text), &found)
            return true
        }
    }

    private func verifySpans(_ article: Int, _ slices: Slices, _ found: inout Verification) throws {
        try connection.query("SELECT number, source, cue, content FROM statement WHERE article = ?", [article]) { row in
            for column in Int32(1)...3 {
                guard let spans = SpanList.spans(row.text(column)), slices.joined(spans) != nil else {
                    found.note("statement \(article).\(row.int(0)): its spans are not in its article")
                    continue
                }
                found.spans += spans.count
            }
            return true
        }
        try connection.query("SELECT number, mentions FROM entity WHERE article = ?", [article]) { row in
            guard let mentions = SpanList.mentions(row.text(1)), slices.joined(mentions.map(\.span)) != nil else {
                found.note("article \(article): the mentions of its entity \(row.int(0)) are not in it")
                return true
            }
            found.spans += mentions.count
            return true
        }
    }

    private func verifyReferences(_ found: inout Verification) throws {
        try note(
            &found, "a copy is linked to an article that is a copy itself",
            "SELECT copy.id FROM article AS copy JOIN article ON article.id = copy.copy_of WHERE article.copy_of IS NOT NULL LIMIT 100"
        )
        try note(
            &found, "a statement in it repeats one of another article than the one it is a copy of",
            """
            SELECT statement.article FROM statement JOIN article ON article.id = statement.article JOIN statement AS first ON first.id = statement.repeats
            WHERE first.article IS NOT article.copy_of LIMIT 100
            """)
        try note(
            &found, "a statement in it has a speaker who is no entity of it",
            """
            SELECT article FROM statement WHERE speaker IS NOT NULL AND NOT EXISTS
            (SELECT 1 FROM entity WHERE entity.article = statement.article AND entity.number = statement.speaker) LIMIT 100
            """)
        try note(
            &found, "a statement in it lies inside one that is not there",
            """
            SELECT article FROM statement WHERE parent IS NOT NULL AND NOT EXISTS
            (SELECT 1 FROM statement AS outer WHERE outer.article = statement.article AND outer.number = statement.parent) LIMIT 100
            """)
        try note(
            &found, "two of its statements have the same number",
            "SELECT article FROM statement GROUP BY article, number HAVING count(*) > 1 LIMIT 100")
        try note(
            &found, "a statement that counts is not in the index of words",
            """
            SELECT article FROM statement WHERE state != 2 AND repeats IS NULL
            AND NOT EXISTS (SELECT 1 FROM statement_words_docsize WHERE id = statement.id) LIMIT 100
            """)
        try note(
            &found, "the index of words holds a statement that does not count, or is not there",
            """
            SELECT coalesce((SELECT article FROM statement WHERE statement.id = statement_words_docsize.id), 0) FROM statement_words_docsize
            WHERE NOT EXISTS (SELECT 1 FROM statement WHERE statement.id = statement_words_docsize.id AND state != 2 AND repeats IS NULL)
            LIMIT 100
            """)
        try note(
            &found, "it is not in the index of words",
            "SELECT id FROM article WHERE NOT EXISTS (SELECT 1 FROM article_words_docsize WHERE id = article.id) LIMIT 100")
    }

    private func note(_ found: inout Verification, _ problem: String, _ sql: StaticString) throws {
        for article in try connection.rows(sql, make: { $0.int(0) }) { found.note("article \(article): \(problem)") }
    }
}
