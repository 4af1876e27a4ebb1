/// An article with what was found in it and who found it: one record of Dixit's output.
public struct ArticleRecord: Sendable, Hashable {
    /// The article as it was given.
    public let article: Article
    /// Its statements and entities.
    public let findings: Findings
    /// The program and model that found them.
    public let reader: ReaderVersion

    /// A record of its three parts.
    public init(article: Article, findings: Findings, reader: ReaderVersion) {
        self.article = article
        self.findings = findings
        self.reader = reader
    }
}
