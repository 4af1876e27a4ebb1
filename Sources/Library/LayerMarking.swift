import Ledger
import Meaning
import Reading
import Record
import Reviews

/// Marks a ledger's articles again by the layers that there are now, without reading them again.
package struct LayerMarking {
    /// The ledger's file.
    package let ledger: String
    private let marker: Marker
    /// Told how many articles are done after each few, and how many there are; false ends the work, with what is done kept.
    package let progress: (_ done: Int, _ all: Int) -> Bool

    /// - Throws: `ModelError`, where the model's part for the layers of meaning is damaged.
    package init(ledger: String, reader: Reader, progress: @escaping (_ done: Int, _ all: Int) -> Bool) throws {
        self.ledger = ledger
        marker = try Marker(for: reader)
        self.progress = progress
    }

    /// How many articles are marked in one transaction.
    private static let taken = 64

    /// Marks all that other layers, or other versions, have marked.
    ///
    /// - Returns: how many articles were marked.
    /// - Throws: `DatabaseError`.
    package func run() throws -> Int {
        let ledger = try Ledger(at: ledger, for: .changing)
        try ledger.keep(Layers.cards)
        let all = try ledger.countToMark(by: Layers.versions)
        var (done, last) = (0, 0)
        while true {
            let articles = try ledger.articlesToMark(by: Layers.versions, after: last, limit: LayerMarking.taken)
            guard let end = articles.last else { return done }
            var (marks, links): ([Int: [Mark]], [Int: [Link]]) = ([:], [:])
            for article in articles {
                let unmarked = Findings(
                    statements: article.record.findings.statements, entities: article.record.findings.entities)
                let marked = marker.markedAgain(article.record.article, unmarked)
                (marks[article.entry.id], links[article.entry.id]) = (marked.marks, marked.links)
            }
            try ledger.mark(marks, links: links, by: Layers.versions)
            done += articles.count
            last = end.entry.id
            guard progress(done, all) else { return done }
        }
    }
}
