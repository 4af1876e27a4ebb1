import Ledger
import Record
import SQLite

/// Finds the row of the table of actors in which an entity of an article is counted, or makes one.
///
/// A row is one way in which articles speak of somebody; which rows are one actor is seen from all of them (`ActorSettlement`), so that it does
/// not matter which article came first.
///
/// - An entity without a kind, or that is nowhere mentioned by a name, is no actor.
/// - Of organisations, places, groups and documents there is one row a kind and name (case, accents, full stops and a leading "the" put aside).
/// - Of people there is one row a full name and set of occupations. A lone surname, or one with a single initial, has a row of its own in
///   each article: only the article knows whose it is.
/// - A name that a person has given to one actor alone is that actor's.
package struct ActorResolution: ActorAssignment {
    package let connection: Connection

    package init(connection: Connection) { self.connection = connection }

    /// How many of one name are looked at; where a person has named more, nothing is certain.
    private static let looked = 256

    package func actor(for entity: Entity) throws -> Int? {
        guard let kind = entity.kind, entity.mentions.contains(where: { $0.form == .name }) else { return nil }
        let key = ActorName.key(entity.name, kind)
        guard !key.isEmpty else { return nil }
        let occupations = kind == .person ? Occupations(of: entity) : []
        let rows = ActorRows(connection: connection)
        guard let actor = try givenByPerson(key, kind) ?? found(entity.name, key, kind, occupations) else {
            return try rows.insert(entity.name, kind.rawValue, occupations: occupations.rawValue)
        }
        try rows.name(actor, entity.name, byPerson: false)
        return actor
    }

    package func settle(_ actors: Set<Int>) throws { try ActorSettlement(connection: connection).settle(actors) }

    /// The actors of entities, by their numbers.
    ///
    /// - Parameter known: those of which that is known already.
    package func actors(of entities: [Entity], _ known: [Int: Int] = [:]) throws -> [Int: Int] {
        var actors = known
        for entity in entities where actors[entity.id] == nil { actors[entity.id] = try actor(for: entity) }
        return actors
    }

    /// The one actor to whom a person has given this name.
    private func givenByPerson(_ key: String, _ kind: EntityKind) throws -> Int? {
        var found: [(actor: Int, root: Int)] = []
        let hash = ActorName.hash(key)
        try connection.query(
            """
            SELECT actor.id, coalesce(merged_into, actor.id), actor.name, kind FROM actor
            WHERE key = \(hash) AND by_person = 1 AND (kind = \(kind.rawValue) OR kind IS NULL)
            UNION ALL
            SELECT actor.id, coalesce(merged_into, actor.id), called.name, kind FROM actor_name AS called
            CROSS JOIN actor ON actor.id = called.actor
            WHERE called.key = \(hash) AND called.by_person = 1 AND (kind = \(kind.rawValue) OR kind IS NULL)
            LIMIT \(ActorResolution.looked)
            """
        ) { row in
            // Hashes can agree where keys do not.
            if ActorName.key(row.text(2), row.optionalText(3).flatMap(EntityKind.init(rawValue:))) == key {
                found.append((row.int(0), row.int(1)))
            }
            return true
        }
        guard found.count < ActorResolution.looked, Set(found.map(\.root)).count == 1 else { return nil }
        return found.map(\.actor).min()
    }

    /// The row of this name and these occupations.
    private func found(_ name: String, _ key: String, _ kind: EntityKind, _ occupations: Occupations) throws -> Int? {
        let person = kind == .person ? PersonName(name) : nil
        if person?.isPartial == true { return nil }
        var found: Int?
        try connection.query(
            """
            SELECT id, name FROM actor WHERE key = \(ActorName.hash(key)) AND kind = \(kind.rawValue) AND occupations = \(occupations.rawValue)
                AND by_person = 0 AND apart IS NULL ORDER BY id
            """
        ) { row in
            let called = row.text(1)
            if person.map({ $0 == PersonName(called) }) ?? (ActorName.key(called, kind) == key) { found = row.int(0) }
            return found == nil
        }
        return found
    }
}
