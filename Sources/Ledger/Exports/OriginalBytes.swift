extension ExportedArticle {
    /// The bytes that the article was given in, those of its SHA-256.
    public var original: [UInt8] { kept.given ?? Array(record.article.text.utf8) }
}
