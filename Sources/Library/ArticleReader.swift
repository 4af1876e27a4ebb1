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
    private let find: @Sendable (String, Cancellation) -> Findings?
    /// What stands beside the statements of a record that has just been read: here layers give their marks.
    private let mark: @Sendable (ArticleRecord) -> ArticleRecord

    /// Opens the model at `path`.
    ///
    /// - Throws: `ModelError`, where it cannot be used.
    package init(modelAt path: String) throws { self.init(try Reader(modelAt: path)) }

    /// A reader with a model.
    public init(_ reader: Reader) {
        self.init(version: reader.version, mark: ArticleReader.marked) { text, cancellation in
            reader.read(text) { cancellation.isCancelled }
        }
    }

    /// - Parameters:
    ///   - find: finds the statements of a text; nil where that was given up. Called from many threads at once.
    ///   - mark: called in the same thread.
    package init(
        version: ReaderVersion, mark: @escaping @Sendable (ArticleRecord) -> ArticleRecord = { $0 },
        find: @escaping @Sendable (String, Cancellation) -> Findings?
    ) {
        self.version = version
        self.find = find
        self.mark = mark
    }

    private static func marked(_ record: ArticleRecord) -> ArticleRecord {
        ArticleRecord(
            article: record.article, findings: Layers.marked(record.article, record.findings), reader: record.reader)
    }

    /// What an article holds; nil where that was given up.
    ///
    /// - Parameter isForReading: false for what is kept unread.
    public func record(of article: Article, isForReading: Bool, unless cancellation: Cancellation) -> ArticleRecord? {
        guard isForReading else { return ArticleRecord(article: article, findings: Findings(), reader: version) }
        guard let findings = find(article.text, cancellation) else { return nil }
        return mark(ArticleRecord(article: article, findings: findings, reader: version))
    }

    /// An article that was gathered, read and ready to be added; nil where that was given up.
    func prepared(of gathered: GatheredArticle, unless cancellation: Cancellation) -> PreparedArticle? {
        guard let record = record(of: gathered.article, isForReading: gathered.isForReading, unless: cancellation) else {
            return nil
        }
        return PreparedArticle(
            article: record.article, given: gathered.given, findings: record.findings, reader: record.reader,
            layers: gathered.isForReading ? Layers.versions : nil)
    }
}
