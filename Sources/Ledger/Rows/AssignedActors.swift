import Record
import SQLite
import Wire

/// Who speaks in an article's statements and whom they mention, as its entities are assigned to actors now.
package struct AssignedActors {
    package let connection: Connection
    package let article: Int

    package init(connection: Connection, article: Int) {
        self.connection = connection
        self.article = article
    }

    /// What follows for one statement.
    package struct Consequence: Hashable {
        package let statement: Int
        package let number: Int
        /// Who speaks, mergers followed.
        package let actor: Int?
        /// Whom the content mentions beside who speaks, ascending.
        package let about: [Int]
    }

    /// Writes the speakers of statements and the table of mentions anew.
    package func write() throws {
        for wanted in try consequences() {
            try connection.run(
                "UPDATE statement SET actor = ? WHERE id = ? AND actor IS NOT ?", wanted.actor, wanted.statement, wanted.actor)
            try connection.run("DELETE FROM about WHERE statement = ?", wanted.statement)
            for actor in wanted.about {
                try connection.run("INSERT INTO about (actor, statement) VALUES (?, ?)", actor, wanted.statement)
            }
        }
    }

    /// What the tables must say of each statement of the article.
    package func consequences() throws -> [Consequence] {
        let rows = ActorRows(connection: connection)
        let entities = try EntityRows(connection: connection).entities(of: article).compactMap { entity in
            try entity.actor.flatMap { try rows.root(of: $0) }.map { (entity: entity, actor: $0) }
        }
        let actors = Dictionary(entities.map { ($0.entity.number, $0.actor) }, uniquingKeysWith: { first, _ in first })
        let statements = try connection.rows(
            "SELECT id, number, speaker, actor, \(StatementParts.columns) FROM statement WHERE article = \(article)"
        ) {
            guard let parts = StatementParts($0, from: 4) else {
                throw DatabaseError(
                    .damaged, connection.path, "the places of statement s\(article).\($0.int(1)) are damaged",
                    DatabaseError.restore
                )
            }
            return (
                id: $0.int(0), number: $0.int(1), speaker: $0.optionalInt(2), actor: $0.optionalInt(3), content: parts.content
            )
        }
        return try statements.map { statement in
            let actor =
                try statement.speaker.map { actors[$0] }
                ?? statement.actor.flatMap { try rows.root(of: named(in: statement.number) ?? $0) }
            let about = Set(entities.filter { $0.actor != actor && $0.entity.isMentioned(in: statement.content) }.map(\.actor))
            return Consequence(statement: statement.id, number: statement.number, actor: actor, about: about.sorted())
        }
    }

    /// The speaker whom a person has named for a statement, where the article does not mention them: as it was named, before any merger.
    private func named(in number: Int) throws -> Int? {
        let details = try connection.rows(
            """
            SELECT detail FROM act WHERE article = \(article) AND statement = \(number) AND verb IN ('fix', 'missed')
                AND NOT EXISTS (SELECT 1 FROM act AS undoing WHERE undoing.undoes = act.id)
            ORDER BY id DESC
            """
        ) { ReviewDetail(json: $0.text(0)) }
        return details.first.flatMap { $0?.after.actor }
    }
}
