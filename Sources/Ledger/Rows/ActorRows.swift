import Record
import SQLite

/// The rows of an actor and its names.
package struct ActorRows {
    package let connection: Connection

    package init(connection: Connection) { self.connection = connection }

    /// Makes an actor with one name.
    ///
    /// - Parameters:
    ///   - occupations: the set of bits of `Occupations`.
    ///   - id: its number; nil for the next one.
    package func insert(_ name: String, _ kind: String?, occupations: Int = 0, byPerson: Bool = false, id: Int? = nil) throws
        -> Int
    {
        try connection.run(
            "INSERT INTO actor (id, name, key, kind, occupations, by_person) VALUES (?, ?, ?, ?, ?, ?)", id, name,
            hash(name, kind),
            kind, occupations, byPerson ? 1 : 0)
        let actor = connection.lastInserted
        connection.touch(actor)
        try enterWords(of: actor, name)
        try writeKeys(of: actor)
        return actor
    }

    /// Writes what a person's names are looked up by, word by word.
    package func writeKeys(of actor: Int) throws {
        let found = try connection.row("SELECT name FROM actor WHERE id = \(actor) AND kind = \(EntityKind.person.rawValue)") {
            PersonName($0.text(0))
        }
        guard let name = found, !name.last.isEmpty else { return }
        let surname = ActorName.hash(name.last)
        let given = name.isPartial ? nil : ActorName.hash(name.first)
        connection.touch(actor)
        try connection.run(
            "UPDATE actor SET surname = \(name.isPartial ? -surname : surname), given = \(given) WHERE id = \(actor)")
    }

    // MARK: How often articles speak of it

    /// Counts an article for the actors of its entities.
    ///
    /// - Returns: those of which so much more is known now that it has to be seen who they are (`weight`).
    package func count(_ article: Int) throws -> Set<Int> {
        var changed: Set<Int> = []
        let actors = try connection.numbers(
            "SELECT DISTINCT actor FROM entity NOT INDEXED WHERE \(EntityRows.ids(of: article)) AND actor IS NOT NULL")
        for actor in actors {
            let before = try connection.row("SELECT heard, contested FROM actor WHERE id = \(actor)") {
                (heard: $0.int(0), sample: $0.optionalText(1))
            }
            guard let (heard, sample) = before else { continue }
            try connection.run("UPDATE actor SET heard = \(heard + 1) WHERE id = \(actor)")
            if ActorRows.weight(heard) != ActorRows.weight(heard + 1) { changed.insert(actor) }
            if let sample, try take(article, in: sample, of: actor) { changed.insert(actor) }
        }
        return changed
    }

    /// Takes an article into the sample of an actor; whether the sample is another one now.
    private func take(_ article: Int, in json: String, of actor: Int) throws -> Bool {
        guard var sample = ArticleSample(json: json), !sample.articles.isEmpty else { return true }
        let hash = try connection.row("SELECT sha256 FROM article WHERE id = \(article)") { ArticleSample.hash($0.blob(0)) }
        guard let hash, sample.take(article, hash: hash) else { return false }
        connection.touch(actor)
        try connection.run("UPDATE actor SET contested = \(sample.json) WHERE id = \(actor)")
        return true
    }

    /// Some of the articles that speak of an actor.
    package func sample(of actor: Int) throws -> ArticleSample {
        let known = try connection.row("SELECT contested FROM actor WHERE id = \(actor)") { $0.text(0) }
        if let sample = known.flatMap(ArticleSample.init(json:)), !sample.articles.isEmpty { return sample }
        var sample = ArticleSample()
        try connection.query(
            """
            SELECT article.id, sha256 FROM (SELECT DISTINCT id / 1048576 AS number FROM entity WHERE actor = \(actor))
            CROSS JOIN article ON article.id = number
            """
        ) { row in
            _ = sample.take(row.int(0), hash: ArticleSample.hash(row.blob(1)))
            return true
        }
        return sample
    }

    /// Counts anew in how many articles an actor is.
    package func recount(_ actor: Int) throws {
        connection.touch(actor)
        try connection.run(
            """
            UPDATE actor SET heard = (SELECT count(DISTINCT entity.id / 1048576) FROM entity WHERE entity.actor = \(actor)),
                contested = CASE WHEN contested IS NOT NULL THEN '[]' END
            WHERE id = \(actor)
            """)
    }

    /// What a number of articles weighs: the number, all but its three highest bits put aside. It changes seldom where much is known, so that
    /// who is who need not be seen again with each article.
    package static func weight(_ heard: Int) -> Int {
        let spare = max(0, Int.bitWidth - heard.leadingZeroBitCount - 3)
        return (heard >> spare) << spare
    }

    /// The actor that an actor was merged into, or itself; nil where there is none of this number.
    package func root(of actor: Int) throws -> Int? {
        try connection.row("SELECT coalesce(merged_into, id) FROM actor WHERE id = ?", actor) { $0.int(0) }
    }

    /// Gives an actor a further name; true where it had not got it.
    ///
    /// - Parameter id: the number of the name; nil for the next one.
    @discardableResult
    package func name(_ actor: Int, _ name: String, byPerson: Bool, id: Int? = nil) throws -> Bool {
        let main = try connection.row("SELECT name, kind FROM actor WHERE id = ?", actor) { ($0.text(0), $0.optionalText(1)) }
        guard let main, main.0 != name else { return false }
        try connection.run(
            "INSERT OR IGNORE INTO actor_name (id, actor, name, key, by_person) VALUES (?, ?, ?, ?, ?)", id, actor, name,
            hash(name, main.1),
            byPerson ? 1 : 0)
        guard connection.changed > 0 else { return false }
        connection.touch(actor)
        try enterWords(of: -connection.lastInserted, name)
        return true
    }

    /// Takes a further name away from an actor.
    package func removeName(_ actor: Int, _ name: String) throws {
        let row = try connection.row("SELECT id FROM actor_name WHERE actor = ? AND name = ?", actor, name) { $0.int(0) }
        guard let row else { return }
        connection.touch(actor)
        try connection.run(
            """
            INSERT INTO actor_words (actor_words, rowid, name, other_spelling)
            VALUES ('delete', \(-row), \(name), \(ActorName.otherSpelling(name)))
            """)
        try connection.run("DELETE FROM actor_name WHERE id = ?", row)
    }

    /// Enters a name into the index of words.
    ///
    /// - Parameter called: an actor's number; a further name's, negative.
    private func enterWords(of called: Int, _ name: String) throws {
        try connection.run(
            """
            INSERT INTO actor_words (rowid, name, other_spelling) VALUES (\(called), \(name), \(ActorName.otherSpelling(name)))
            """)
    }

    private func hash(_ name: String, _ kind: String?) -> Int {
        ActorName.hash(ActorName.key(name, kind.flatMap(EntityKind.init(rawValue:))))
    }
}
