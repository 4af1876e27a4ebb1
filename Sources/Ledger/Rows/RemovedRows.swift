import Record
import SQLite
import Wire

/// An article that a person has removed, as its row in `removed` keeps it.
package struct RemovedArticle: Sendable, Hashable {
    /// Its number.
    package let article: Int
    /// Of the bytes that were given.
    package let fingerprint: Fingerprint
    /// The article as `dixit export` writes it; nil where it was forgotten.
    package var line: String?
    /// The articles that were copies of it.
    package var copies: [Copy] = []

    /// An article that was a copy of a removed one.
    package struct Copy: Sendable, Hashable {
        package let article: Int
        /// Thousandths.
        package let likeness: Int
        /// By the numbers of its statements, those of the original that they repeated.
        package let repeats: [Int: Int]

        package init(article: Int, likeness: Int, repeats: [Int: Int]) {
            self.article = article
            self.likeness = likeness
            self.repeats = repeats
        }
    }

    package init(article: Int, fingerprint: Fingerprint, line: String?, copies: [Copy] = []) {
        self.article = article
        self.fingerprint = fingerprint
        self.line = line
        self.copies = copies
    }

    /// Copies as JSON; nil where there is none.
    package static func json(of copies: [Copy]) -> String? {
        if copies.isEmpty { return nil }
        var json = JSONWriter()
        json.array(copies) { copy, json in
            json.object { json in
                json.member("article", copy.article)
                json.member("likeness", copy.likeness)
                let pairs = copy.repeats.sorted { $0.key < $1.key }.map { "[\($0.key), \($0.value)]" }
                json.member("repeats", json: "[\(pairs.joined(separator: ", "))]")
            }
        }
        return String(decoding: json.bytes, as: UTF8.self)
    }

    /// Reads what `json(of:)` gives.
    package static func copies(_ json: inout JSONReader) throws -> [Copy] {
        var copies: [Copy] = []
        try json.array { json in
            var (article, likeness, repeats): (Int?, Int, [Int: Int]) = (nil, 1_000, [:])
            try json.object { name, json in
                switch name {
                case "article": article = try json.integer(in: LedgerRange.rows)
                case "likeness": likeness = try json.integer(in: 0...1_000)
                case "repeats":
                    try json.array { json in
                        var pair: [Int] = []
                        try json.array { pair.append(try $0.integer(in: ArticleRecord.ids)) }
                        guard pair.count == 2 else { throw json.fault("a pair of numbers is expected") }
                        repeats[pair[0]] = pair[1]
                    }
                default: try json.skip()
                }
            }
            guard let article else { throw json.fault("a copy has a number") }
            copies.append(Copy(article: article, likeness: likeness, repeats: repeats))
        }
        return copies
    }
}

/// The table of articles that were removed.
package struct RemovedRows {
    package let connection: Connection

    package init(connection: Connection) { self.connection = connection }

    /// The highest number that an article has had, 0 where there was none; as SQL.
    package static let lastArticle: SQL =
        "max(coalesce((SELECT max(id) FROM article), 0), coalesce((SELECT max(article) FROM removed), 0))"

    /// The number of the removed article that was given in bytes of this fingerprint.
    package func article(_ fingerprint: Fingerprint) throws -> Int? {
        try connection.row("SELECT article FROM removed WHERE sha256 = \(fingerprint.bytes)") { $0.int(0) }
    }

    /// Whether what a removed article said is kept, so that it can be brought back; nil where no article of that number was removed.
    package func isKept(_ article: Int) throws -> Bool? {
        try connection.row("SELECT line IS NOT NULL FROM removed WHERE article = \(article)") { $0.int(0) == 1 }
    }

    /// A removed article; nil where it is none.
    ///
    /// - Throws: `DatabaseError`, where its row is damaged.
    package func removed(_ article: Int) throws -> RemovedArticle? {
        let row = try connection.row("SELECT sha256, line, copies FROM removed WHERE article = \(article)") {
            (Fingerprint(kept: $0.blob(0)), $0.optionalText(1), $0.optionalText(2))
        }
        guard let (fingerprint, line, json) = row else { return nil }
        var reader = JSONReader(Array((json ?? "[]").utf8))
        guard let fingerprint, let copies = try? RemovedArticle.copies(&reader) else {
            throw DatabaseError(
                .damaged, connection.path, "what is kept of the removed article \(article) is damaged", DatabaseError.restore)
        }
        return RemovedArticle(article: article, fingerprint: fingerprint, line: line, copies: copies)
    }

    /// Writes a row, in the place of one that is there.
    package func write(_ removed: RemovedArticle) throws {
        try connection.run(
            """
            INSERT OR REPLACE INTO removed (article, sha256, line, copies)
            VALUES (\(removed.article), \(removed.fingerprint.bytes), \(removed.line), \(RemovedArticle.json(of: removed.copies)))
            """)
        try connection.run("UPDATE removed SET seal = \(seal(of: removed.article)) WHERE article = \(removed.article)")
    }

    /// Takes a row away.
    package func take(_ article: Int) throws { try connection.run("DELETE FROM removed WHERE article = \(article)") }

    /// Whether a row is there and not as it was written.
    package func isBroken(_ article: Int) throws -> Bool {
        guard let seal = try connection.row("SELECT seal FROM removed WHERE article = \(article)", make: { $0.blob(0) }) else {
            return false
        }
        return try seal != self.seal(of: article)
    }

    private func seal(of article: Int) throws -> [UInt8] {
        let row = try connection.row(
            """
            SELECT quote(article) || quote(sha256) || quote(line) || quote(copies) || (SELECT quote(mark) FROM origin)
            FROM removed WHERE article = \(article)
            """
        ) { $0.text(0) }
        return Fingerprint(of: Array((row ?? "").utf8)).bytes
    }

    /// What must not be, and what finds it: the first column names the place.
    package static let proofs: [(problem: String, sql: StaticString)] = [
        (
            "it is removed and there as well",
            "SELECT 'article ' || article FROM removed WHERE article IN (SELECT id FROM article) OR sha256 IN (SELECT sha256 FROM article) LIMIT 100"
        ),
        (
            "nobody has removed it, or somebody has brought it back",
            """
            SELECT 'article ' || removed.article FROM removed WHERE NOT EXISTS (SELECT 1 FROM act WHERE act.article = removed.article
                AND verb = 'remove' AND NOT EXISTS (SELECT 1 FROM act AS undoing WHERE undoing.undoes = act.id)) LIMIT 100
            """
        ),
        (
            "it was removed, and what is kept of it is not there",
            """
            SELECT 'article ' || article FROM act WHERE verb = 'remove' AND article IS NOT NULL
                AND NOT EXISTS (SELECT 1 FROM act AS undoing WHERE undoing.undoes = act.id)
                AND article NOT IN (SELECT article FROM removed) LIMIT 100
            """
        ),
        (
            "its text is kept though it was forgotten, or is not kept though it was not",
            """
            SELECT 'article ' || article FROM removed WHERE (line IS NULL) IS NOT EXISTS (SELECT 1 FROM act
                WHERE act.article = removed.article AND verb = 'forget') LIMIT 100
            """
        ),
        (
            "it is upon an article that is not there",
            """
            SELECT 'act ' || id FROM act WHERE article IS NOT NULL AND article NOT IN (SELECT id FROM article)
                AND article NOT IN (SELECT article FROM removed) LIMIT 100
            """
        ),
    ]
}
