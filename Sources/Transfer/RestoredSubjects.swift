import Actors
import Ledger
import Record
import SQLite

/// Who those are here whom acts of another ledger are upon.
///
/// It keeps where articles mention whom, so that a line which names very many places does not read an article again for each.
final class RestoredSubjects {
    private let connection: Connection
    /// The mark of the other ledger.
    private let ledger: String
    /// The numbers of the entities that are mentioned, by where, by the rows of articles.
    private var mentioned: [Int: [Span: Int]] = [:]
    /// Of how many articles that is kept; when there are more, all is forgotten.
    private static let limit = 256

    init(connection: Connection, ledger: String) {
        (self.connection, self.ledger) = (connection, ledger)
    }

    /// The row of the table of actors that is counted where articles mention somebody, the one of most of these places; where none of the articles is
    /// here, the one that was taken in under that number, or those of that name and kind: several leave open who it is.
    func actors(_ subject: ExportedActors.Subject) throws -> [Int] {
        var counts: [Int: Int] = [:]
        for place in try subject.mentions.compactMap(place) { counts[place.actor, default: 0] += 1 }
        if let most = counts.max(by: { ($0.value, -$0.key) < ($1.value, -$1.key) }) { return [most.key] }
        let number = try connection.numbers(
            "SELECT actor FROM actor_external WHERE scheme = \(ExternalID.otherLedger + ledger) AND value = \("@\(subject.id)") LIMIT 1"
        )
        if !number.isEmpty { return number }
        let key = ActorName.hash(ActorName.key(subject.name, subject.kind))
        return try connection.numbers(
            """
            SELECT DISTINCT coalesce(merged_into, id) FROM actor
            WHERE key = \(key) AND name = \(subject.name) AND kind IS \(subject.kind?.rawValue) LIMIT 2
            """)
    }

    /// The only one whom it can be.
    func actor(_ subject: ExportedActors.Subject) throws -> Int? {
        let actors = try actors(subject)
        return actors.count == 1 ? actors[0] : nil
    }

    /// The entity that an article mentions at a place, with its actor; nil where the article is not here, or mentions nobody there who is one.
    func place(_ mention: ExportedActors.MentionPlace) throws -> AssignedEntities.Place? {
        guard let fingerprint = Fingerprint(hex: mention.article),
            let article = try connection.row("SELECT id FROM article WHERE sha256 = \(fingerprint.bytes)", make: { $0.int(0) })
        else { return nil }
        let entity = try mentions(of: article)[mention.span].flatMap { number in
            try EntityRows(connection: connection).entity(number, of: article)
        }
        guard let entity, let actor = entity.actor else { return nil }
        return AssignedEntities.Place(article: article, number: entity.number, actor: actor)
    }

    private func mentions(of article: Int) throws -> [Span: Int] {
        if let known = mentioned[article] { return known }
        if mentioned.count >= RestoredSubjects.limit { mentioned = [:] }
        let pairs = try EntityRows(connection: connection).entities(of: article).flatMap { entity in
            entity.mentions.map { ($0.span, entity.number) }
        }
        let found = Dictionary(pairs, uniquingKeysWith: { first, _ in first })
        mentioned[article] = found
        return found
    }
}
