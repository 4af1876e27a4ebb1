import Actors
import Ledger
import Record
import Reviews
import SQLite

/// Proves one article: that all places are in its text, and that the tables say what follows from its entities.
package struct ArticleProof {
    package let article: Int
    package let slices: Slices
    package let connection: Connection

    /// - Parameter words: what the index of statements' words holds.
    package func run(_ found: inout Verification, _ words: inout IndexedWords) throws {
        let (places, entities) = (try proveStatements(&found, &words), try proveEntities(&found))
        // What follows from rows that cannot be read cannot be told.
        if places, entities { try proveConsequences(&found) }
    }

    /// - Returns: whether all can be read.
    private func proveStatements(_ found: inout Verification, _ words: inout IndexedWords) throws -> Bool {
        var areReadable = true
        try connection.query(LedgerSQL.provedStatements, [article]) { row in
            let counts = row.int(3) != 0
            for column in Int32(2)...4 where column != 3 && !row.isNull(column) {
                guard let parts = row.parts(column), slices.joined(parts.source + parts.cue + parts.content) != nil else {
                    found.note("statement \(article).\(row.int(1)): its places are not in its article")
                    words.forget(row.int(0))
                    areReadable = false
                    return true
                }
                found.spans += parts.source.count + parts.cue.count + parts.content.count
            }
            if counts, let content = row.parts(2).flatMap({ slices.joined($0.content) }) {
                words.take(content, of: row.int(0), column: 0)
            }
            return true
        }
        return areReadable
    }

    /// - Returns: whether they can be read.
    private func proveEntities(_ found: inout Verification) throws -> Bool {
        let packed = try connection.row("SELECT packed FROM entities WHERE article = ?", article) { $0.blob(0) }
        guard let entities = packed.flatMap({ PackedEntities.unpack($0) }) else {
            found.note("article \(article): its entities are missing or damaged")
            return false
        }
        found.entities += entities.count
        for entity in entities {
            guard let mentions = entity.entity(in: slices)?.mentions else {
                found.note("article \(article): the mentions of its entity \(entity.number) are not in it")
                continue
            }
            found.spans += mentions.count
            if let actor = entity.actor, try ActorRows(connection: connection).root(of: actor) == nil {
                found.note("article \(article): its entity \(entity.number) is an actor @\(actor) that is not there")
            }
        }
        let numbers = Set(entities.map(\.number))
        if numbers.count < entities.count { found.note("article \(article): two of its entities have the same number") }
        for number in try connection.rows(LedgerSQL.speakers, article, make: { $0.int(0) }) where !numbers.contains(number) {
            found.note("article \(article): a statement in it has a speaker who is no entity of it")
        }
        return true
    }

    private func proveConsequences(_ found: inout Verification) throws {
        for wanted in try AssignedActors(connection: connection, article: article).consequences() {
            let actor =
                try connection.row("SELECT actor FROM statement WHERE id = ?", wanted.statement) { $0.optionalInt(0) } ?? nil
            let about = try connection.rows("SELECT actor FROM about WHERE statement = ? ORDER BY actor", wanted.statement) {
                $0.int(0)
            }
            if actor != wanted.actor {
                found.note("statement \(article).\(wanted.number): it is not put down to the actor whom its speaker is")
            }
            if about != wanted.about {
                found.note("statement \(article).\(wanted.number): whom it mentions is not what its article tells")
            }
        }
    }
}
