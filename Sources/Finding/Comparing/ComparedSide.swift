import Actors
import Ledger
import Record
import SQLite

/// One side of a comparison: an actor, and where it is a group, those who belong to it.
public struct ComparedSide: Sendable, Hashable {
    /// The actor that was asked for.
    public let actor: ActorEntry
    /// Who else speaks for this side: those of whom the ledger knows that they belong to it.
    public let members: [ActorEntry]

    /// All who speak.
    var actors: [ActorEntry] { [actor] + members }
    var ids: [Int] { actors.map(\.id) }
}

/// Two statements side by side, and how they stand to each other.
public struct FacingPair: Sendable, Hashable {
    /// The one: of the first side, or the earlier.
    public let a: StatementEntry
    /// The other.
    public let b: StatementEntry
    /// How they stand to each other.
    public let found: FoundRelation
    /// Where that was found.
    public let place: Place

    /// Where a relation was found.
    public enum Place: String, Sendable, Hashable {
        /// In the one article that tells both.
        case article
        /// Between two articles, by holding the statements against each other.
        case across
    }

    /// What orders pairs: those against each other first, the surest first; then those that stand together; then what is on the same matter.
    var rank: (Int, Double) {
        guard let relation = found.relation else { return (3, -found.against) }
        return (relation.isAgainst ? 0 : relation.isTogether ? 1 : 2, -found.confidence)
    }
}

extension FacingPair {
    /// A relation that the layer of answers has found in an article.
    static func told(_ value: String, confidence: Double) -> FoundRelation? {
        guard let relation = Relation(rawValue: value) else { return nil }
        return FoundRelation(
            relation: relation, confidence: confidence,
            shares: Relation.allCases.map { $0 == relation ? confidence : (1 - confidence) / 5 })
    }
}

extension Ledger {
    /// A side of a comparison by what it is called, or by its number.
    ///
    /// - Throws: `QuestionError`, where nobody, or several, are called so.
    public func side(_ reference: String) throws -> ComparedSide {
        let actor = try actor(Int(reference) == nil ? reference : "@" + reference, for: .speaking)
        return ComparedSide(actor: actor, members: try members(of: actor))
    }

    /// Those who belong to a group, as their roles tell.
    private func members(of actor: ActorEntry) throws -> [ActorEntry] {
        let called = [actor.name] + (try names(of: actor))
        let found = try connection.numbers(
            """
            SELECT DISTINCT coalesce(actor.merged_into, actor.id) FROM actor_role CROSS JOIN actor ON actor.id = actor_role.actor
            WHERE sort = 'group' AND actor_role.name COLLATE NOCASE IN (\(called.prefix(100).map { $0 }))
            ORDER BY 1 LIMIT 200
            """)
        return try found.filter { $0 != actor.id }.compactMap { try self.actor(id: $0) }
    }

    /// What layers have found between statements of one article, by the rows of both: within some statements, or from them to others.
    func links(of gists: [Gist], to others: [Gist]) throws -> [(a: Int, b: Int, found: FoundRelation)] {
        let (first, second) = (
            Dictionary(gists.enumerated().map { ($1.row, $0) }, uniquingKeysWith: { old, _ in old }),
            Dictionary(others.enumerated().map { ($1.row, $0) }, uniquingKeysWith: { old, _ in old })
        )
        var links: [(a: Int, b: Int, found: FoundRelation)] = []
        for gist in gists {
            try connection.query(
                """
                SELECT other, value, confidence FROM (
                    SELECT link.b AS other, mark_value.value AS value, link.confidence AS confidence
                    FROM link CROSS JOIN mark_value ON mark_value.id = link.value WHERE link.a = \(gist.row)
                    UNION ALL
                    SELECT link.a, mark_value.value, link.confidence
                    FROM link CROSS JOIN mark_value ON mark_value.id = link.value WHERE link.b = \(gist.row)
                )
                """
            ) { row in
                if let b = second[row.int(0)], let a = first[gist.row],
                    let found = FacingPair.told(row.text(1), confidence: Double(row.int(2)) / 1_000)
                {
                    links.append((a, b, found))
                }
                return true
            }
        }
        return links
    }
}
