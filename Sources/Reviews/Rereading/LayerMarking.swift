import Ledger
import Record
import SQLite

extension Ledger {
    /// How many articles other layers, or other versions of them, have marked.
    ///
    /// - Parameter layers: those that mark now, as `PreparedArticle.layers` names them.
    public func countToMark(by layers: String) throws -> Int {
        try connection.row("SELECT count(*) FROM article WHERE layers IS NOT \(layers)") { $0.int(0) } ?? 0
    }

    /// The next articles that other layers have marked, as they stand, in the order of their numbers.
    public func articlesToMark(by layers: String, after article: Int, limit: Int) throws -> [LoadedArticle] {
        try connection.snapshot {
            try connection.numbers(
                "SELECT id FROM article WHERE layers IS NOT \(layers) AND id > \(article) ORDER BY id LIMIT \(limit)"
            ).map(load)
        }
    }

    /// Puts what layers mark now in the place of what they had marked, in one transaction. What people have judged of a mark stays; what the
    /// layer finds now stands beside it.
    ///
    /// - Parameters:
    ///   - marks: by the articles' numbers; the marks of an article's statements by the numbers of these.
    ///   - links: between statements of an article, likewise.
    public func mark(_ marks: [Int: [Mark]], links: [Int: [Link]] = [:], by layers: String) throws {
        try connection.transaction {
            let linkRows = LinkRows(connection: connection)
            let rows = MarkRows(connection: connection)
            for (article, marks) in marks.sorted(by: { $0.key < $1.key }) {
                try ArticleSeal(connection: connection).renew(article) {
                    let ofLayers = marks.filter { if case .layer = $0.by { true } else { false } }
                    let found = Dictionary(grouping: ofLayers, by: \.subject)
                    let statements = try connection.rows("SELECT id, number FROM statement WHERE article = \(article)") {
                        (row: $0.int(0), number: $0.int(1))
                    }
                    for statement in statements {
                        try rows.replace(with: found[.statement(statement.number)] ?? [], of: statement.row)
                    }
                    try rows.replace(with: found[.article] ?? [], ofArticle: article)
                    try linkRows.removeFound(of: article)
                    try linkRows.insert(links[article] ?? [], of: article)
                    try connection.run("UPDATE article SET layers = \(layers) WHERE id = \(article)")
                }
            }
        }
    }
}
