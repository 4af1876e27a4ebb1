import Record
import SQLite

/// Version 5 to 6: how the date of an article is known stands in a column, what articles are sealed by holds all of their rows, and actors are sealed too.
struct SealStep {
    let connection: Connection

    func run() throws {
        let changed = try changedArticles()
        try connection.runAll(SealColumns.all)
        try connection.run("UPDATE origin SET layers = (SELECT count(*) FROM layer)")
        try keepDateSources()
        try makeBands()
        let seal = Version6Seal(connection: connection)
        for article in try articles() where !changed.contains(article) { try seal.write(article) }
        let actors = ActorSeal(connection: connection)
        for actor in try connection.numbers("SELECT id FROM actor ORDER BY id") { try actors.write(actor) }
    }

    private func articles() throws -> [Int] { try connection.numbers("SELECT id FROM article ORDER BY id") }

    /// The articles that other means than Dixit's have changed. They keep the seal that they have, which is none of the present version either, so that
    /// `verify` tells of them as before.
    private func changedArticles() throws -> Set<Int> {
        let seal = Version5Seal(connection: connection)
        return Set(try articles().filter { try seal.isBroken($0) })
    }

    private func keepDateSources() throws {
        try connection.query("SELECT id, published, carried FROM article WHERE published IS NOT NULL AND carried IS NOT NULL") {
            row in
            let known = Article(
                id: "", path: "", published: row.text(1), text: "", carried: Article.Carried.all(in: row.text(2)) ?? [])
            if let source = known.dateSource {
                try connection.run("UPDATE article SET published_by = \(source.rawValue) WHERE id = \(row.int(0))")
            }
            return true
        }
    }

    /// Makes what copies are known by anew: step 4 to 5 kept it of texts that it stored another way than they were.
    private func makeBands() throws {
        try connection.run("DELETE FROM band")
        try connection.query(
            "SELECT id, text FROM article JOIN body ON body.article = article.id WHERE copy_of IS NULL ORDER BY id"
        ) { row in
            for band in Shingles(of: row.withBytes(1) { Array($0) }).bands {
                try connection.run("INSERT OR IGNORE INTO band (hash, article) VALUES (\(band), \(row.int(0)))")
            }
            return true
        }
    }
}
