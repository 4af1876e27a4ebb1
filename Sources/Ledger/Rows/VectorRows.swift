import Record
import SQLite
import Wire

/// The sentence vectors of an article's statements as the file holds them: bytes, with a step for each vector.
package struct VectorRows {
    package let connection: Connection

    package init(connection: Connection) { self.connection = connection }

    /// The row of an encoder; nil where nothing was made by it.
    package func encoder(_ kind: VectorKind) throws -> Int? {
        try connection.row("SELECT id FROM encoder WHERE name = \(kind.name) AND width = \(kind.width)") { $0.int(0) }
    }

    /// Writes the vectors of an article's statements in the place of those that it has.
    ///
    /// - Parameter vectors: by the numbers of the statements.
    package func write(_ vectors: [(number: Int, vector: [Float])], of article: Int, by kind: VectorKind) throws {
        try connection.run("INSERT OR IGNORE INTO encoder (name, width) VALUES (\(kind.name), \(kind.width))")
        var (steps, bytes): ([UInt8], [UInt8]) = ([], [])
        for (_, vector) in vectors {
            let (step, quantized) = VectorRows.quantized(vector, width: kind.width)
            steps += withUnsafeBytes(of: step.bitPattern.littleEndian, Array.init)
            bytes += quantized.map { UInt8(bitPattern: $0) }
        }
        let numbers = "[" + vectors.map { "\($0.number)" }.joined(separator: ", ") + "]"
        try connection.run(
            """
            INSERT OR REPLACE INTO vector (article, encoder, count, statements, steps, bytes)
            VALUES (\(article), \(try encoder(kind)), \(vectors.count), \(numbers), \(steps), \(bytes))
            """)
    }

    /// Forgets the vectors of the article that a statement stands in: its words are about to change, or have done.
    package func forget(statement row: Int) throws {
        try connection.run("DELETE FROM vector WHERE article = (SELECT article FROM statement WHERE id = \(row))")
    }

    /// A vector in bytes: what is largest in it is 127 steps.
    package static func quantized(_ vector: [Float], width: Int) -> (step: Float, bytes: [Int8]) {
        let largest = vector.reduce(0) { max($0, abs($1)) }
        guard largest > 1e-30, largest.isFinite else { return (0, [Int8](repeating: 0, count: width)) }
        let step = largest / 127
        let bytes = vector.prefix(width).map { Int8(max(-127, min(127, ($0 / step).rounded()))) }
        return (step, bytes + [Int8](repeating: 0, count: width - bytes.count))
    }

    /// What must hold of a row of `vector` that can be used: one that is damaged, or that a stranger has made, is as if it were not there.
    package static func isWhole(_ kind: VectorKind) -> SQL {
        """
        vector.count >= 0 AND typeof(vector.bytes) = 'blob' AND typeof(vector.steps) = 'blob'
            AND length(vector.bytes) = vector.count * \(kind.width) AND length(vector.steps) = vector.count * 4
        """
    }
}

/// What has made some vectors: those of two kinds cannot be compared.
public struct VectorKind: Sendable, Hashable {
    /// The model, and how its texts are made.
    public let name: String
    /// How many numbers a vector has.
    public let width: Int

    /// A kind of vectors.
    public init(name: String, width: Int) {
        self.name = name
        self.width = width
    }
}

/// An article of whose statements there are no vectors yet.
public struct UnvectoredArticle: Sendable {
    /// Its number.
    public let id: Int
    /// Its headline.
    public let title: String?
    /// What its statements say, of those that count, by their numbers.
    public let contents: [(number: Int, words: String)]
    /// The paragraphs in which these begin.
    public let paragraphs: [String]
}

extension Ledger {
    /// How many articles have no vectors of a kind, or not of all statements that count, and how many there are at all.
    public func countUnvectored(_ kind: VectorKind) throws -> (missing: Int, all: Int) {
        try connection.snapshot {
            let missing = try connection.row("SELECT count(*) FROM article WHERE \(try isUnvectored(kind))") { $0.int(0) } ?? 0
            return (missing, try countArticles())
        }
    }

    /// The next articles without vectors of a kind, in the order of their numbers.
    public func unvectored(_ kind: VectorKind, after article: Int, limit: Int) throws -> [UnvectoredArticle] {
        try connection.snapshot {
            let found = try connection.rows(
                "SELECT id, title FROM article WHERE id > \(article) AND \(try isUnvectored(kind)) ORDER BY id LIMIT \(limit)"
            ) { (id: $0.int(0), title: $0.optionalText(1)) }
            return try found.map { id, title in
                let contents = try connection.rows(
                    "SELECT number, content FROM statements WHERE article = \(id) ORDER BY number"
                ) { (number: $0.int(0), words: $0.optionalText(1) ?? "") }
                return UnvectoredArticle(
                    id: id, title: title, contents: contents, paragraphs: try paragraphs(of: contents, in: id))
            }
        }
    }

    private func paragraphs(of contents: [(number: Int, words: String)], in article: Int) throws -> [String] {
        let slices = Slices(of: try connection.text(of: article) ?? [])
        var starts: [Int: Int] = [:]
        try connection.query("SELECT number, content_start FROM statement WHERE article = \(article)") { row in
            starts[row.int(0)] = row.optionalInt(1)
            return true
        }
        return contents.map { number, words in starts[number].flatMap { slices.line(at: $0) } ?? words }
    }

    /// Keeps the vectors of some articles, in one transaction. One whose statements have changed since they were asked for is left without.
    ///
    /// - Parameter vectors: of an article's statements, in their order.
    public func keep(_ vectors: [(article: UnvectoredArticle, vectors: [[Float]])], _ kind: VectorKind) throws {
        try connection.transaction {
            for (article, vectors) in vectors where article.contents.count == vectors.count {
                let now = try connection.rows(
                    "SELECT number, content FROM statements WHERE article = \(article.id) ORDER BY number"
                ) { (number: $0.int(0), words: $0.optionalText(1) ?? "") }
                guard now.elementsEqual(article.contents, by: ==) else { continue }
                let numbered = zip(article.contents, vectors).map { (number: $0.number, vector: $1) }
                try VectorRows(connection: connection).write(numbered, of: article.id, by: kind)
            }
        }
    }

    private func isUnvectored(_ kind: VectorKind) throws -> SQL {
        """
        NOT EXISTS (SELECT 1 FROM vector WHERE vector.article = article.id
            AND vector.encoder = \(try VectorRows(connection: connection).encoder(kind) ?? 0) AND \(VectorRows.isWhole(kind)))
        """
    }
}
