import Record
import SQLite

/// Which articles are copies of which, where an original goes or comes back.
package struct CopyRows {
    package let connection: Connection

    package init(connection: Connection) { self.connection = connection }

    /// The copies of an article, with which of their statements repeat which.
    package func copies(of original: Int) throws -> [RemovedArticle.Copy] {
        try connection.rows("SELECT id, likeness FROM article WHERE copy_of = \(original) ORDER BY id") {
            (id: $0.int(0), likeness: $0.int(1))
        }.map { copy in
            let pairs = try connection.rows(
                """
                SELECT statement.number, first.number FROM statement JOIN statement AS first ON first.id = statement.repeats
                WHERE statement.article = \(copy.id)
                """
            ) { ($0.int(0), $0.int(1)) }
            return RemovedArticle.Copy(
                article: copy.id, likeness: copy.likeness, repeats: Dictionary(pairs, uniquingKeysWith: { first, _ in first }))
        }
    }

    /// Makes an article an original by itself.
    package func part(_ article: Int) throws {
        guard let text = try connection.text(of: article) else { return }
        try link(article, to: nil, Shingles(of: text), text, remembering: nil)
    }

    /// Sees of which article before it one is a copy, as when it was added; with its own copies.
    ///
    /// - Parameter former: tells which statements repeated which, where it is a copy of that one.
    package func settle(_ article: Int, remembering former: RemovedArticle? = nil) throws {
        guard let text = try connection.text(of: article) else { return }
        let shingles = Shingles(of: text)
        let original = try CopySearch(connection: connection, before: article).original(of: shingles)
        let now = try connection.row("SELECT copy_of FROM article WHERE id = \(article)") { $0.optionalInt(0) } ?? nil
        guard original?.article != now else { return }
        let copies = try connection.numbers("SELECT id FROM article WHERE copy_of = \(article) ORDER BY id")
        try link(article, to: original, shingles, text, remembering: former)
        for copy in copies { try settle(copy, remembering: former) }
    }

    /// Sees which articles behind an original are copies of it, once it has come back.
    package func settle(behind former: RemovedArticle) throws {
        let article = former.article
        guard let text = try connection.text(of: article),
            try connection.row("SELECT copy_of FROM article WHERE id = \(article)", make: { $0.isNull(0) }) == true
        else { return }
        let shingles = Shingles(of: text)
        var behind = Set(
            try CopySearch(connection: connection).candidates(shingles.bands, bound: article + 1..<LedgerRange.rows.upperBound))
        behind.formUnion(former.copies.map(\.article).filter { $0 > article })
        let hash = Int(truncatingIfNeeded: shingles.textHash)
        behind.formUnion(
            try connection.numbers("SELECT id FROM article WHERE text_hash = \(hash) AND id > \(article) LIMIT 1000"))
        for other in behind.sorted() { try settle(other, remembering: former) }
    }

    private func link(
        _ article: Int, to original: CopySearch.Original?, _ shingles: Shingles, _ text: [UInt8],
        remembering former: RemovedArticle?
    ) throws {
        let kept = former.flatMap { former in
            former.article == original?.article ? former.copies.first { $0.article == article } : nil
        }
        try ArticleSeal(connection: connection).renew(article) {
            try connection.run(
                "UPDATE article SET copy_of = \(original?.article), likeness = \(kept?.likeness ?? original?.likeness) WHERE id = \(article)"
            )
            for band in shingles.bands {
                if original == nil {
                    try connection.run("INSERT OR IGNORE INTO band (hash, article) VALUES (\(band), \(article))")
                } else {
                    try connection.run("DELETE FROM band WHERE hash = \(band) AND article = \(article)")
                }
            }
            try settleRepeats(article, original, Slices(of: text), kept)
            try connection.settleLeast(article)
        }
    }

    /// Which statements repeat which.
    private func settleRepeats(_ article: Int, _ original: CopySearch.Original?, _ slices: Slices, _ kept: RemovedArticle.Copy?)
        throws
    {
        var repeated = try original.map { try RepeatedStatements(of: $0, on: connection) }
        let rows = try connection.rows(
            "SELECT id, number, form, repeats, \(StatementParts.columns) FROM statement WHERE article = \(article) ORDER BY number"
        ) { (id: $0.int(0), number: $0.int(1), form: $0.int(2), repeats: $0.optionalInt(3), parts: StatementParts($0, from: 4)) }
        let words = WordRows(connection: connection)
        for row in rows {
            var wanted: Int?
            if let kept {
                wanted = try kept.repeats[row.number].flatMap { number in
                    try connection.row("SELECT id FROM statement WHERE article = \(original?.article) AND number = \(number)") {
                        $0.int(0)
                    }
                }
            } else if let parts = row.parts {
                wanted = repeated?.take(form: row.form, content: parts.content, cue: parts.cue, in: slices)
            }
            guard wanted != row.repeats else { continue }
            try words.withdraw(row.id)
            try connection.run("UPDATE statement SET repeats = \(wanted) WHERE id = \(row.id)")
            try words.enter(row.id)
        }
    }
}
