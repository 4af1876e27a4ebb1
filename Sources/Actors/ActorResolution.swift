import Ledger
import Record
import SQLite

/// Finds the actor that an entity of an article is, or makes one.
///
/// - An entity without a kind, or that is nowhere mentioned by a name, is no actor.
/// - Organisations, places, groups and documents are one actor where kind and name are the same (case, accents, full stops and a
///   leading "the" put aside).
/// - People are one where their full names are compatible (see `PersonName`) with all names that articles give the actor, and nothing that
///   the articles tell speaks against it: occupations that have nothing in common. Of several, the one whose occupation
///   is the same is meant; where that leaves not exactly one, the entity becomes an actor of its own.
/// - A lone surname, or one with a single initial, joins nobody, except where a person has given it to one actor as an alias.
package struct ActorResolution {
    package let connection: Connection

    package init(connection: Connection) { self.connection = connection }

    /// How many of one name are looked at; where there are more, nothing is certain.
    private static let looked = 256

    /// An actor with a name that is looked for.
    private struct Candidate {
        /// The actor that has the name.
        let actor: Int
        /// The one that a person has found it to be, or itself.
        let root: Int
        let occupations: Occupations
    }

    /// The actor of an entity, as it is to be assigned: mergers are not followed, so that they can be undone. nil where it is none.
    package func actor(for entity: Entity) throws -> Int? {
        guard let kind = entity.kind, entity.mentions.contains(where: { $0.form == .name }) else { return nil }
        let key = ActorName.key(entity.name, kind)
        guard !key.isEmpty else { return nil }
        let occupations = kind == .person ? Occupations(of: entity) : []
        guard let actor = try givenByPerson(key, kind, occupations) ?? found(entity.name, key, kind, occupations) else {
            return try ActorRows(connection: connection).insert(entity.name, kind.rawValue, callings: occupations.rawValue)
        }
        try ActorRows(connection: connection).name(actor, entity.name, byPerson: false)
        if !occupations.isEmpty {
            try connection.run(
                "UPDATE actor SET callings = callings | ? WHERE id = ? AND callings | ? != callings", occupations.rawValue, actor,
                occupations.rawValue)
        }
        return actor
    }

    /// The actors of entities, by their numbers.
    ///
    /// - Parameter known: those of which that is known already.
    package func actors(of entities: [Entity], _ known: [Int: Int] = [:]) throws -> [Int: Int] {
        var actors = known
        for entity in entities where actors[entity.id] == nil { actors[entity.id] = try actor(for: entity) }
        return actors
    }

    /// The one actor to whom a person has given this name.
    private func givenByPerson(_ key: String, _ kind: EntityKind, _ occupations: Occupations) throws -> Int? {
        let found = try candidates(key, kind, byPerson: true).filter { !$0.occupations.conflicts(with: occupations) }
        return Set(found.map(\.root)).count == 1 ? found.first?.actor : nil
    }

    private func found(_ name: String, _ key: String, _ kind: EntityKind, _ occupations: Occupations) throws -> Int? {
        if kind == .person, PersonName(name).isPartial { return nil }
        let fitting = try candidates(key, kind, byPerson: false).filter { candidate in
            try !candidate.occupations.conflicts(with: occupations) && (kind != .person || isCompatible(name, candidate.actor))
        }
        if kind != .person || Set(fitting.map(\.root)).count <= 1 { return fitting.first?.actor }
        let agreeing = fitting.filter { $0.occupations.agrees(with: occupations) }
        return Set(agreeing.map(\.root)).count == 1 ? agreeing.first?.actor : nil
    }

    /// Actors by the key of a name, in the order in which they were made; none where there are too many.
    private func candidates(_ key: String, _ kind: EntityKind, byPerson: Bool) throws -> [Candidate] {
        var found: [Int: Candidate] = [:]
        let hash = ActorName.hash(key)
        try connection.query(
            """
            SELECT actor.id, coalesce(merged_into, actor.id), callings, actor.name, kind FROM actor
            WHERE key = \(hash) AND by_person >= \(byPerson ? 1 : 0) AND (kind = \(kind.rawValue) OR kind IS NULL)
            UNION ALL
            SELECT actor.id, coalesce(merged_into, actor.id), callings, called.name, kind FROM actor_name AS called
            CROSS JOIN actor ON actor.id = called.actor
            WHERE called.key = \(hash) AND called.by_person >= \(byPerson ? 1 : 0) AND (kind = \(kind.rawValue) OR kind IS NULL)
            LIMIT \(ActorResolution.looked)
            """
        ) { row in
            // Hashes can agree where keys do not.
            if ActorName.key(row.text(3), row.optionalText(4).flatMap(EntityKind.init(rawValue:))) == key {
                found[row.int(0)] = Candidate(actor: row.int(0), root: row.int(1), occupations: Occupations(rawValue: row.int(2)))
            }
            return true
        }
        return found.count < ActorResolution.looked ? found.values.sorted { $0.actor < $1.actor } : []
    }

    private func isCompatible(_ name: String, _ actor: Int) throws -> Bool {
        let person = PersonName(name)
        let names = try connection.rows(
            """
            SELECT name FROM actor WHERE id = ?1 AND by_person = 0 UNION ALL SELECT name FROM actor_name WHERE actor = ?1 AND by_person = 0
            """, actor, make: { $0.text(0) })
        return names.allSatisfy { PersonName($0).isCompatible(with: person) }
    }
}
