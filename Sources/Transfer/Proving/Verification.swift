import Actors
import Ledger
import Record
import Reviews
import SQLite

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
    /// How many articles were removed.
    public internal(set) var removed = 0
    /// How many acts of people there are.
    public internal(set) var acts = 0
    /// How many spans were found in their texts.
    public internal(set) var spans = 0
    /// How many words of the indexes were compared with the texts.
    public internal(set) var words = 0
    /// What is wrong, a clause each; the first hundred.
    public internal(set) var problems: [String] = []

    package mutating func note(_ problem: String) { if problems.count < 100 { problems.append(problem) } }
}

extension Ledger {
    /// Proves the ledger: the file's structure, every SHA-256, every span in its text, every reference, all that follows from something
    /// else (who speaks, who is spoken of, what is least certain), and that the indexes of words hold the words of the texts and no others.
    /// Writes nothing.
    ///
    /// - Throws: `DatabaseError` where the file cannot be read on.
    public func verify() throws -> Verification {
        try connection.snapshot {
            var found = Verification()
            try verifyFile(&found)
            guard found.problems.isEmpty else { return found }
            // What other programs have added is told, and read by nothing.
            let present = try FileSchema.present(of: Schema.history)
            for addition in try FileSchema(of: connection).additions(to: present) { found.note("the file: \(addition)") }
            try count(&found)
            try verifyArticles(&found)
            try verifyStatementWords(&found)
            try verifyUtterances(&found)
            try verifyActors(&found)
            try verifyReferences(&found)
            try verifySpelling(&found)
            for problem in try ActorSeal(connection: connection).problems() { found.note(problem) }
            for problem in try OutletRows(connection: connection).problems() { found.note(problem) }
            try verifyRemoved(&found)
            for problem in try LayerRows(connection: connection).problems() { found.note(problem) }
            for problem in try ActLog(connection: connection).problems() { found.note(problem) }
            return found
        }
    }

    /// That the tables are those of its version, their pages in order, and that what they refer to is there.
    private func verifyFile(_ found: inout Verification) throws {
        let present = try FileSchema.present(of: Schema.history)
        for change in try FileSchema(of: connection).changes(to: present) { found.note("the file: \(change)") }
        guard found.problems.isEmpty else { return }
        try connection.query("PRAGMA integrity_check(100)") { row in
            if row.text(0) != "ok" { found.note("the file's structure: \(row.text(0))") }
            return true
        }
        // Of Dixit's tables alone: what another program's refer to may be nothing that there can be.
        for table in present.tables {
            try connection.query("SELECT rowid, parent FROM pragma_foreign_key_check(\(table))") { row in
                found.note("row \(row.int(0)) of \(table) refers to a row of \(row.text(1)) that is not there")
                return true
            }
        }
    }

    private func count(_ found: inout Verification) throws {
        let number = { (sql: StaticString) in try self.connection.row(sql) { $0.int(0) } ?? 0 }
        found.articles = try number("SELECT count(*) FROM article")
        found.copies = try number("SELECT count(*) FROM article WHERE copy_of IS NOT NULL")
        found.statements = try number("SELECT count(*) FROM statement")
        found.actors = try number("SELECT count(*) FROM actor WHERE merged_into IS NULL")
        found.acts = try number("SELECT count(*) FROM act")
    }

    private func verifyArticles(_ found: inout Verification) throws {
        var articles = try IndexedWords(.articles, on: connection)
        var bands = try BandSums(of: connection)
        try connection.query(
            """
            SELECT article.id, article.sha256, body.text, given, text_hash, articles.title, other_spelling, article.copy_of
            FROM article LEFT JOIN body ON body.article = article.id LEFT JOIN articles ON articles.id = article.id ORDER BY article.id
            """
        ) { row in
            let article = row.int(0)
            let text = row.withBytes(2) { Array($0) }
            guard !row.isNull(2), String(validating: text, as: UTF8.self) != nil else {
                found.note("article \(article): its text is missing or damaged")
                articles.forget(article)
                return true
            }
            let given = row.isNull(3) ? text : Packed.unpack(row.blob(3), dictionary: text)
            if given.map({ Fingerprint(of: $0).bytes }) != row.blob(1) {
                found.note("article \(article): the bytes that were given do not have its SHA-256")
            }
            let shingles = Shingles(of: text)
            if Int(truncatingIfNeeded: shingles.textHash) != row.int(4) {
                found.note("article \(article): its text has another hash")
            }
            if row.isNull(7) { bands.take(shingles.bands, of: article) }
            articles.take(text, of: article, column: 0)
            for column in 1...2 { articles.take(row.withBytes(Int32(4 + column)) { Array($0) }, of: article, column: column) }
            try ArticleProof(article: article, slices: Slices(of: text), connection: connection).run(&found)
            return true
        }
        for article in bands.wrong { found.note("article \(article): what its copies are known by is not what its text tells") }
        for problem in try articles.problems(on: connection) { found.note(problem) }
        for article in articles.wrong { found.note("article \(article): the index of words does not hold the words of its text") }
        found.words += articles.count
    }

    private func verifyStatementWords(_ found: inout Verification) throws {
        var statements = try IndexedWords(.statements, on: connection)
        try connection.query("SELECT rowid, content, cue, source, other_spelling FROM statements") { row in
            for column in 0..<4 {
                statements.take(row.withBytes(Int32(column + 1)) { Array($0) }, of: row.int(0), column: column)
            }
            return true
        }
        for statement in statements.wrong {
            found.note("\(try place(of: statement)): the index of words does not hold its words")
        }
        for problem in try statements.problems(on: connection) { found.note(problem) }
        found.words += statements.count
    }

    private func verifyUtterances(_ found: inout Verification) throws {
        var utterances = try IndexedWords(.utterances, on: connection)
        try connection.query("SELECT rowid, content, form FROM statements") { row in
            if let runs = UtteranceRows.indexed(row.optionalText(1) ?? "", form: row.text(2)) {
                utterances.take(Array(runs.utf8), of: row.int(0), column: 0)
            }
            return true
        }
        for statement in utterances.wrong {
            found.note("\(try place(of: statement)): the index of same words does not hold its words")
        }
        for problem in try utterances.problems(on: connection) { found.note(problem) }
    }

    /// How a row of a statement is called.
    private func place(of statement: Int) throws -> String {
        let id = try connection.row("SELECT article, number FROM statement WHERE id = \(statement)") {
            StatementID(article: $0.int(0), number: $0.int(1))
        }
        return "statement \(id.map { "\($0)" } ?? "in row \(statement)")"
    }

    private func verifyActors(_ found: inout Verification) throws {
        var names = try IndexedWords(.actors, on: connection)
        try connection.query(
            """
            SELECT id, name, kind, key, id FROM actor
            UNION ALL SELECT -called.id, called.name, kind, called.key, actor.id FROM actor_name AS called JOIN actor ON actor.id = called.actor
            """
        ) { row in
            // Without places, a word that both spellings have is one.
            names.take(Array("\(row.text(1))\n\(ActorName.otherSpelling(row.text(1)) ?? "")".utf8), of: row.int(0), column: 0)
            let key = ActorName.key(row.text(1), row.optionalText(2).flatMap(EntityKind.init(rawValue:)))
            if ActorName.hash(key) != row.int(3) {
                found.note("actor @\(row.int(4)): it is looked up by another name than “\(row.text(1))”")
            }
            return true
        }
        for name in names.wrong {
            found.note("actor \(name < 0 ? "name \(-name)" : "@\(name)"): the index of words does not hold its name")
        }
        for problem in try names.problems(on: connection) { found.note(problem) }
        found.words += names.count
    }

    /// That it is told of each text whether it has letters that can be spelled otherwise.
    private func verifySpelling(_ found: inout Verification) throws {
        for article in try connection.numbers(
            """
            SELECT body.article FROM body JOIN article ON article.id = body.article WHERE respelled IS NOT
                CASE WHEN text GLOB \(SchemaViews.respelled) OR coalesce(title, '') GLOB \(SchemaViews.respelled) THEN 1 END LIMIT 100
            """)
        {
            found.note("article \(article): what is told of its letters is not so")
        }
    }

    /// That what is kept of articles that were removed is as it was written, and can be brought back.
    private func verifyRemoved(_ found: inout Verification) throws {
        let rows = RemovedRows(connection: connection)
        // Of cards that are damaged it is told elsewhere.
        let cards = (try? cards()) ?? []
        for article in try connection.numbers("SELECT article FROM removed ORDER BY article") {
            found.removed += 1
            if try rows.isBroken(article) {
                found.note("article \(article): what is kept of it is not as it was written when it was removed")
                continue
            }
            guard let line = try rows.removed(article)?.line else { continue }
            let stamp = RestorationStamp(at: 0, who: "", file: "")
            do {
                _ = try PreparedArticle(restoring: Array(line.utf8), stamp: stamp, cards: cards)
            } catch {
                found.note("article \(article): what is kept of it cannot be brought back: \(error)")
            }
        }
    }

    private func verifyReferences(_ found: inout Verification) throws {
        for (problem, sql) in ProofSQL.proofs {
            for place in try connection.rows(SQL(sql), make: { $0.text(0) }) { found.note("\(place): \(problem)") }
        }
    }
}
