import Record

/// Who speaks in an article's statements and whom they mention, as its entities are assigned to actors now.
struct AssignedActors {
    let connection: Connection
    let article: Int

    /// Writes the speakers of statements and the table of mentions anew, mergers followed.
    func write() throws {
        let entities = try connection.rows(
            """
            SELECT entity.number, coalesce(actor.merged_into, actor.id), entity.mentions FROM entity JOIN actor ON actor.id = entity.actor
            WHERE entity.article = ?
            """, article
        ) { (number: $0.int(0), actor: $0.int(1), mentions: SpanList.mentions($0.text(2)) ?? []) }
        let actors = Dictionary(entities.map { ($0.number, $0.actor) }, uniquingKeysWith: { first, _ in first })
        let statements = try connection.rows("SELECT id, speaker, actor, content FROM statement WHERE article = ?", article) {
            (id: $0.int(0), speaker: $0.optionalInt(1), actor: $0.optionalInt(2), content: SpanList.spans($0.text(3)) ?? [])
        }
        for statement in statements {
            // A person may have named a speaker whom the article does not.
            let named = try statement.actor.flatMap { try ActorRows(connection: connection).root(of: $0) }
            let actor = statement.speaker.map { actors[$0] } ?? named
            if actor != statement.actor { try connection.run("UPDATE statement SET actor = ? WHERE id = ?", actor, statement.id) }
            try connection.run("DELETE FROM about WHERE statement = ?", statement.id)
            for entity in entities where entity.actor != actor {
                guard entity.mentions.contains(where: { mention in statement.content.contains { $0.contains(mention.span) } })
                else { continue }
                try connection.run("INSERT OR IGNORE INTO about (actor, statement) VALUES (?, ?)", entity.actor, statement.id)
            }
        }
    }
}
