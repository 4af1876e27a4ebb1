import Actors
import Ledger
import Record
import Reviews
import SQLite

extension ExportedArticle {
    /// The bytes that the article was given in, those of its SHA-256.
    public var original: [UInt8] { envelope.given ?? Array(article.record.article.text.utf8) }
}
