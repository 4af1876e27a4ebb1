import Finding
import Ledger
import Reading

/// Makes the sentence vectors of a ledger's statements that have none yet: for `dixit find --like`.
///
/// What is made is on the disk after each few articles; the next run goes on from there.
package struct VectorFilling {
    /// The ledger's file.
    package let ledger: String
    private let encoder: SentenceEncoder
    /// Told how many articles are done after each few, and how many there are; false ends the work, with what is done kept.
    package let progress: (_ done: Int, _ all: Int) -> Bool

    package init(ledger: String, encoder: SentenceEncoder, progress: @escaping (_ done: Int, _ all: Int) -> Bool) {
        self.ledger = ledger
        self.encoder = encoder
        self.progress = progress
    }

    /// How many articles are done in one transaction.
    private static let taken = 32

    /// Makes all that are missing.
    ///
    /// - Returns: of how many articles they were made.
    /// - Throws: `DatabaseError`.
    package func run() throws -> Int {
        let ledger = try Ledger(at: ledger, for: .changing)
        let all = try ledger.countUnvectored(Likeness.kind).missing
        var (done, last) = (0, 0)
        while let end = try step(on: ledger, after: last, limit: VectorFilling.taken) {
            done += end.count
            last = end.last
            guard progress(done, all) else { return done }
        }
        return done
    }

    /// Makes those of the next articles; nil where there are none.
    ///
    /// - Returns: how many articles they were, and the number of the last.
    func step(on ledger: Ledger, after article: Int, limit: Int) throws -> (count: Int, last: Int)? {
        let articles = try ledger.unvectored(Likeness.kind, after: article, limit: limit)
        guard let last = articles.last else { return nil }
        try ledger.keep(articles.map { (article: $0, vectors: vectors(of: $0)) }, Likeness.kind)
        return (articles.count, last.id)
    }

    private func vectors(of article: UnvectoredArticle) -> [[Float]] {
        guard !article.contents.isEmpty else { return [] }
        let title = article.title.flatMap { $0.isEmpty ? nil : $0 }
        let contents = article.contents.map(\.words)
        // A paragraph mostly holds several statements.
        let paragraphs = Array(Set(article.paragraphs)).sorted()
        let made = encoder.vectors(of: contents + paragraphs + (title.map { [$0] } ?? []))
        let ofParagraph = Dictionary(zip(paragraphs, made.dropFirst(contents.count)), uniquingKeysWith: { first, _ in first })
        return contents.indices.map {
            Likeness.vector(
                content: made[$0], title: title == nil ? nil : made.last, paragraph: ofParagraph[article.paragraphs[$0]])
        }
    }
}
