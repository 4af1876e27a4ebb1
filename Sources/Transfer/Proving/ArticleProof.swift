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

    package func run(_ found: inout Verification) throws {
        let known = found.problems.count
        let corrections = try Corrections(of: article, on: connection)
        try proveDay(corrections, &found)
        try prove(corrections, &found)
        try proveStatements(&found)
        try proveEntities(&found)
        // What cannot be read has no consequences.
        guard found.problems.count == known else { return }
        try proveConsequences(&found)
        if try ArticleSeal(connection: connection).isBroken(article) {
            found.note("article \(article): its row, or what was found in it, is not as it was written")
        }
    }

    /// That the day, and how it is known, follow from what was given.
    private func proveDay(_ corrections: Corrections, _ found: inout Verification) throws {
        try connection.query("SELECT published, day, published_by, carried, corrected FROM article WHERE id = \(article)") {
            row in
            guard let carried = row.optionalText(3).map({ Article.Carried.all(in: $0) }) ?? [] else {
                found.note("article \(article): what it carries from its input is no JSON object")
                return true
            }
            let known = Article(id: "", path: "", published: row.optionalText(0), text: "", carried: carried)
            if known.published.flatMap({ Day(published: $0)?.number }) != row.optionalInt(1) {
                found.note("article \(article): its day is not that of its date")
            }
            let isCorrected = corrections.after.values[.published] != nil
            let source = isCorrected ? known.published.map { _ in DateSource.user } : known.dateSource
            if row.optionalText(4) != corrections.column {
                found.note("article \(article): what is told of its corrections is not what the log says")
            }
            if source?.rawValue != row.optionalText(2) {
                found.note("article \(article): how its date is known is not what came with it")
            }
            return true
        }
    }

    /// That what people have corrected is what the log says.
    private func prove(_ corrections: Corrections, _ found: inout Verification) throws {
        if corrections.after.values.isEmpty { return }
        let now = try ArticleValues(connection: connection).values(of: article)
        for field in corrections.after.fields where now[field] != corrections.after[field] {
            found.note("article \(article): its \(field.words) is not what a person has corrected it to")
        }
    }

    private func proveStatements(_ found: inout Verification) throws {
        let shown: SQL = "SELECT \(ReviewedRow.columns), number FROM statement WHERE article = \(article)"
        try connection.query(shown) { row in
            prove(ReviewedRow(row), of: row.int(ReviewedRow.width), &found)
            return true
        }
        do {
            for machine in try MachineRows(connection: connection).rows(of: article) {
                prove(machine.row, of: machine.number, &found)
            }
        } catch let error as DatabaseError where error.kind == .damaged {
            found.note("article \(article): \(error.reason)")
        }
    }

    private func prove(_ row: ReviewedRow?, of number: Int, _ found: inout Verification) {
        guard let all = row?.parts.all, slices.joined(all) != nil else {
            return found.note("statement \(StatementID(article: article, number: number)): its places are not in its article")
        }
        found.spans += all.count
    }

    private func proveEntities(_ found: inout Verification) throws {
        let entities: [StoredEntity]
        do {
            entities = try EntityRows(connection: connection).entities(of: article)
        } catch let error as DatabaseError where error.kind == .damaged {
            return found.note("article \(article): \(error.reason)")
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
        for number in try connection.rows(
            """
            SELECT DISTINCT speaker FROM statement WHERE article = \(article) AND speaker IS NOT NULL
            """, make: { $0.int(0) }) where !numbers.contains(number)
        {
            found.note("article \(article): a statement in it has a speaker who is no entity of it")
        }
    }

    private func proveConsequences(_ found: inout Verification) throws {
        for wanted in try AssignedActors(connection: connection, article: article).consequences() {
            let actor =
                try connection.row("SELECT actor FROM statement WHERE id = ?", wanted.statement) { $0.optionalInt(0) } ?? nil
            let about = try connection.rows("SELECT actor FROM about WHERE statement = ? ORDER BY actor", wanted.statement) {
                $0.int(0)
            }
            if actor != wanted.actor {
                found.note(
                    "statement \(StatementID(article: article, number: wanted.number)): it is not put down to the actor whom its speaker is"
                )
            }
            if about != wanted.about {
                found.note(
                    "statement \(StatementID(article: article, number: wanted.number)): whom it mentions is not what its article tells"
                )
            }
        }
    }
}
