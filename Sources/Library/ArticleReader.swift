import Foundation
import Gathering
import Ledger
import Meaning
import Reading
import Record

/// Reads an article and marks what it holds: the one place where either is done.
///
///     let reader = ArticleReader(try Reader(modelAt: path))
///     let record = reader.record(of: article, isForReading: true, unless: cancellation)
///
/// It may be used from as many threads as there are.
public struct ArticleReader: Sendable {
    /// Program and model, as every record names them.
    public let version: ReaderVersion
    /// Reads and marks an article; nil where that was given up.
    private let find: @Sendable (Article, Cancellation) throws(ReadingTimeError) -> Findings?

    /// Opens the model at `path`, to read with all processors.
    ///
    /// - Throws: `ModelError`, where it cannot be used.
    package init(modelAt path: String) throws {
        try self.init(Reader(modelAt: path, threads: ProcessInfo.processInfo.activeProcessorCount))
    }

    /// A reader with a model.
    ///
    /// - Throws: `ModelError`, where the model's part for the layers of meaning is damaged.
    public init(_ reader: Reader) throws {
        let marker = try Marker(for: reader)
        version = reader.version
        find = { article, cancellation throws(ReadingTimeError) in
            let budget = ReadingBudget(words: max(article.text.roughWords, article.text.utf8.count / 6))
            let read = reader.read(article.text, unless: { cancellation.isCancelled || budget.isSpent })
            if read == nil, !cancellation.isCancelled { throw ReadingTimeError(budget) }
            return read.map { marker.marked(article, $0) }
        }
    }

    /// - Parameter find: finds the statements of a text; nil where that was given up. Called from many threads at once.
    package init(
        version: ReaderVersion, find: @escaping @Sendable (String, Cancellation) throws(ReadingTimeError) -> Findings?
    ) {
        self.version = version
        self.find = { article, cancellation throws(ReadingTimeError) in try find(article.text, cancellation) }
    }

    /// What an article holds; nil where that was given up.
    ///
    /// - Parameter isForReading: false for what is kept unread.
    /// - Throws: `ReadingTimeError`, where reading it takes far longer than texts of its length do.
    public func record(
        of article: Article, isForReading: Bool, unless cancellation: Cancellation
    ) throws(ReadingTimeError) -> ArticleRecord? {
        guard isForReading else { return ArticleRecord(article: article, findings: Findings(), reader: version) }
        guard let findings = try find(article, cancellation) else { return nil }
        return ArticleRecord(article: article, findings: findings, reader: version)
    }

    /// An article that was gathered, read and ready to be added; nil where that was given up.
    func prepared(
        of gathered: GatheredArticle, unless cancellation: Cancellation
    ) throws(ReadingTimeError) -> PreparedArticle? {
        let record = try self.record(of: gathered.article, isForReading: gathered.isForReading, unless: cancellation)
        guard let record else { return nil }
        return PreparedArticle(
            article: record.article, given: gathered.given, findings: record.findings, reader: record.reader,
            layers: gathered.isForReading ? Layers.versions : nil)
    }
}
