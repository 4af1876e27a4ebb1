import Record
import SQLite

/// Which actors the entities of articles are assigned to.
package struct AssignedEntities {
    package let connection: Connection

    package init(connection: Connection) { self.connection = connection }

    /// An entity with the actor that it has, or is to have.
    package struct Place: Hashable {
        package let article: Int
        package let number: Int
        package let actor: Int

        package init(article: Int, number: Int, actor: Int) {
            self.article = article
            self.number = number
            self.actor = actor
        }
    }

    /// The entities of an article that stand for an actor, mergers followed.
    package func places(of root: Int, in article: Int) throws -> [Place] {
        try EntityRows(connection: connection).entities(of: article).compactMap { entity in
            guard let actor = entity.actor, try ActorRows(connection: connection).root(of: actor) == root else { return nil }
            return Place(article: article, number: entity.number, actor: actor)
        }
    }

    /// What an entity is called and what kind it is.
    package func description(of place: Place) throws -> (name: String, kind: EntityKind?)? {
        guard
            let entity = try EntityRows(connection: connection).entities(of: place.article).first(where: {
                $0.number == place.number
            }),
            let text = try connection.text(of: place.article), let name = entity.name(in: Slices(of: text))
        else { return nil }
        return (name, entity.kind)
    }

    /// Gives entities other actors, with all that follows from it for the statements.
    ///
    /// - Returns: the actors that they had, and those that they have.
    /// - Throws: `DatabaseError`, also where one of the articles was changed by other means.
    @discardableResult
    package func assign(_ places: [Place]) throws -> Set<Int> {
        var touched = Set(places.map(\.actor))
        for (article, places) in Dictionary(grouping: places, by: \.article).sorted(by: { $0.key < $1.key }) {
            let actors = Dictionary(places.map { ($0.number, $0.actor) }, uniquingKeysWith: { first, _ in first })
            let rows = EntityRows(connection: connection)
            let entities = try rows.entities(of: article).map { entity in
                var entity = entity
                if let actor = actors[entity.number] {
                    if let former = entity.actor { touched.insert(former) }
                    entity.actor = actor
                }
                return entity
            }
            try ArticleSeal(connection: connection).change(article) {
                try rows.write(entities, of: article)
                try AssignedActors(connection: connection, article: article).write()
            }
        }
        for actor in touched { try ActorRows(connection: connection).recount(actor) }
        return touched
    }
}
