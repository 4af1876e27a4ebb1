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
    /// Their numbers.
    public var ids: [Int] { actors.map(\.id) }

    /// - Throws: `QuestionError`, where somebody is on both sides.
    func expectApart(from other: ComparedSide) throws(QuestionError) {
        guard !Set(ids).isDisjoint(with: other.ids) else { return }
        throw QuestionError(
            "\(actor.name) and \(other.actor.name) are one side; name two, or see what one said at different times")
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

    /// The links that articles hold between statements of two sides, by their places.
    func links(of gists: [Gist], to others: [Gist]) throws -> [(a: Int, b: Int, standing: Standing)] {
        let second = Dictionary(others.enumerated().map { ($1.row, $0) }, uniquingKeysWith: { old, _ in old })
        var links: [(a: Int, b: Int, standing: Standing)] = []
        for (a, gist) in gists.enumerated() {
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
                if let b = second[row.int(0)], let relation = Relation(rawValue: row.text(1)) {
                    links.append((a, b, .linked(relation, confidence: Double(row.int(2)) / 1_000)))
                }
                return true
            }
        }
        return links
    }
}
