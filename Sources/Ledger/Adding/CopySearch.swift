import Record
import SQLite

/// Looks for an article of which a new one is a copy.
///
/// A copy has the same words (white space and case put aside), or 3-word shingles of which at least nine in ten are shared (Jaccard's
/// measure). It is always linked to an original, never to another copy: only originals stand in the table of bands.
package struct CopySearch {
    /// The article that was there first, and how alike the two are.
    package struct Original {
        package let article: Int
        /// Jaccard's measure in thousandths, 900 to 1000.
        package let likeness: Int
        package let text: [UInt8]

        package init(article: Int, likeness: Int, text: [UInt8]) {
            self.article = article
            self.likeness = likeness
            self.text = text
        }
    }

    package let connection: Connection
    /// Only articles before this one are looked at; nil for all.
    private let before: Int?

    package init(connection: Connection, before: Int? = nil) {
        self.connection = connection
        self.before = before
    }

    private var bound: Int { before ?? LedgerRange.rows.upperBound + 1 }

    /// How many articles are compared at most; more share a band only where an outlet puts the same words around everything.
    private static let compared = 64

    /// The most alike of the originals, the earliest of several; nil where none is alike enough.
    package func original(of shingles: Shingles) throws -> Original? {
        if let same = try sameWords(as: shingles) { return same }
        var best: Original?
        for candidate in try candidates(shingles.bands, bound: 0..<bound) {
            guard let text = try connection.text(of: candidate) else { continue }
            let likeness = shingles.likeness(to: Shingles(of: text))
            let thousandths = Int(likeness * 1000)
            if likeness >= Shingles.copy, thousandths > best?.likeness ?? 0 {
                best = Original(article: candidate, likeness: thousandths, text: text)
            }
        }
        return best
    }

    private func sameWords(as shingles: Shingles) throws -> Original? {
        guard !shingles.isEmpty else { return nil }
        let hash = Int(truncatingIfNeeded: shingles.textHash)
        let found = try connection.row(
            "SELECT coalesce(copy_of, id) FROM article WHERE text_hash = \(hash) AND id < \(bound) ORDER BY id LIMIT 1"
        ) { $0.int(0) }
        guard let found, let text = try connection.text(of: found) else { return nil }
        // The found one may be a copy of an original that differs a little from both.
        let its = Shingles(of: text)
        let likeness = its.textHash == shingles.textHash ? 1 : shingles.likeness(to: its)
        return likeness >= Shingles.copy ? Original(article: found, likeness: Int(likeness * 1000), text: text) : nil
    }

    /// The originals that share a band, those that share the most first.
    package func candidates(_ bands: [Int], bound: Range<Int>) throws -> [Int] {
        var shared: [Int: Int] = [:]
        for band in bands {
            let articles = try connection.numbers(
                "SELECT article FROM band WHERE hash = \(band) AND article >= \(bound.lowerBound) AND article < \(bound.upperBound) LIMIT 64"
            )
            for article in articles { shared[article, default: 0] += 1 }
        }
        return shared.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(CopySearch.compared).map(\.key)
    }
}

extension Connection {
    /// The text of an article, UTF-8; nil where there is none.
    package func text(of article: Int) throws -> [UInt8]? {
        try row("SELECT text FROM body WHERE article = \(article)") { row in row.withBytes(0) { Array($0) } }
    }
}

/// The statements of an original, to find those that a copy repeats.
package struct RepeatedStatements {
    private var rows: [Key: [Int]] = [:]

    private struct Key: Hashable {
        let form: Int
        let content: UInt64
        let cue: UInt64
    }

    package init(of original: CopySearch.Original, on connection: Connection) throws {
        let slices = Slices(of: original.text)
        try connection.query(
            "SELECT id, form, \(StatementParts.columns) FROM statement WHERE article = \(original.article) ORDER BY number"
        ) { row in
            guard let parts = StatementParts(row, from: 2) else {
                throw DatabaseError(
                    .damaged, connection.path, "a statement of article \(original.article) is damaged", DatabaseError.restore)
            }
            let key = Key(
                form: row.int(1), content: RepeatedStatements.hash(slices, parts.content),
                cue: RepeatedStatements.hash(slices, parts.cue))
            rows[key, default: []].append(row.int(0))
            return true
        }
    }

    /// The row of a statement with the same words, each given out once; nil where there is none left.
    package mutating func take(_ statement: Statement, in slices: Slices) -> Int? {
        take(form: statement.form.code, content: statement.content.map(\.span), cue: statement.cue.map(\.span), in: slices)
    }

    /// The same of a statement whose parts stand in these places of its article's text.
    package mutating func take(form: Int, content: [Span], cue: [Span], in slices: Slices) -> Int? {
        let key = Key(
            form: form, content: RepeatedStatements.hash(slices, content), cue: RepeatedStatements.hash(slices, cue))
        guard var left = rows[key], !left.isEmpty else { return nil }
        let first = left.removeFirst()
        rows[key] = left
        return first
    }

    private static func hash(_ slices: Slices, _ spans: [Span]) -> UInt64 { Shingles(of: slices.joined(spans) ?? []).textHash }
}
