import Actors
import Ledger
import Record
import SQLite

/// What somebody is reported to have said at different times that stands against each other. Both may have been right in their day, and either article may be wrong: that
/// is for the reader.
public struct Changes: Sendable {
    /// Who speaks.
    public let actor: ActorEntry
    /// What it is about; nil for all of it.
    public let topic: String?
    /// How many statements were looked at: the actor's own, as articles tell them.
    public let statements: Int
    /// Pairs of own statements of different articles and days, the earlier first; the surest first.
    public let pairs: [FacingPair]
    /// Pairs of which at least one is told by somebody else, who says that the actor said so; kept apart.
    public let toldByOthers: [FacingPair]
    /// How many pairs were held against each other.
    public let compared: Int

    /// Pairs that are held against each other at most: the nearest by their words.
    public static let mostPairs = 120
    /// With those that others tell at most so many.
    static let mostToldPairs = 40
    static let pairsOfEach = 4
}

extension Ledger {
    /// What an actor is reported to have said that stands against what it said at another time.
    ///
    /// - Parameter most: pairs that are held against each other.
    public func changes(
        of actor: ActorEntry, topic: Topic? = nil, most: Int = Changes.mostPairs, judge: any PairJudge
    ) throws -> Changes {
        try connection.snapshot {
            let own = try onTopic(gists(of: [actor], topic: topic), topic)
            let told = try onTopic(gists(of: [actor], nested: true, topic: topic), topic)
            let gists = own + told
            let likeness = WordLikeness(gists, actors: try names(ofActors: Set(gists.flatMap(\.mentioned))))
            let (first, second) = (0..<own.count, own.count..<gists.count)
            /// Of different articles and known, different days.
            let areApart = { (a: Int, b: Int) -> Bool in
                guard let one = gists[a].day, let other = gists[b].day else { return false }
                return one < other && gists[a].id.article != gists[b].id.article
            }
            let near = likeness.nearest(first, first, most: most, each: Changes.pairsOfEach, where: areApart)
            let nearTold = likeness.nearest(first, second, most: min(most, Changes.mostToldPairs), each: Changes.pairsOfEach) {
                areApart($0, $1) || areApart($1, $0)
            }
            .map { areApart($0.a, $0.b) ? $0 : WordLikeness.Near(a: $0.b, b: $0.a, likeness: $0.likeness) }
            return Changes(
                actor: actor, topic: topic?.words, statements: own.count, pairs: try against(near, gists, judge),
                toldByOthers: try against(nearTold, gists, judge), compared: near.count + nearTold.count)
        }
    }

    /// Those that hold enough of a topic.
    func onTopic(_ gists: [Gist], _ topic: Topic?) -> [Gist] {
        guard let topic else { return gists }
        return gists.filter { topic.holds(Term.all(in: $0.told.content).map(\.stem)) }
    }

    private func against(_ near: [WordLikeness.Near], _ gists: [Gist], _ judge: any PairJudge) throws -> [FacingPair] {
        let found = try judge.relations(of: near.map { (gists[$0.a].told, gists[$0.b].told) })
        var loader = EntryLoader(self)
        return try zip(near, found).filter { $1.relation?.isAgainst == true }.compactMap { near, found -> FacingPair? in
            guard let a = try loader.statement(row: gists[near.a].row), let b = try loader.statement(row: gists[near.b].row)
            else { return nil }
            return FacingPair(a: a, b: b, found: found, place: .across)
        }.sorted { $0.rank < $1.rank }
    }
}
