import Actors
import Ledger
import Record
import SQLite

/// What somebody is reported to have said on the same matters at different times. Whether that changed, and who has it right, is for the reader.
public struct Changes: Sendable {
    /// Who speaks.
    public let actor: ActorEntry
    /// What it is about; nil for all of it.
    public let topic: String?
    /// How many statements were looked at: the actor's own, as articles tell them.
    public let statements: Int
    /// Pairs of own statements of different articles and days, the earlier first: those whose words stand against each other, then those that are nearest in words.
    public let pairs: [FacingPair]
    /// Pairs of which one is told by somebody else, who says that the actor said so; kept apart.
    public let toldByOthers: [FacingPair]

    /// Pairs shown at most.
    public static let mostPairs = 24
    /// With those that others tell at most so many.
    static let mostToldPairs = 8
    static let pairsOfEach = 2
    /// So many times as many are looked at: most of those in the same words are left out.
    static let looked = 20

    /// Those that stand against each other, or differ in a number or day.
    public var apart: [FacingPair] { pairs.filter(\.standing.isApart) }
}

extension Ledger {
    /// What an actor is reported to have said on the same matters at different times.
    public func changes(of actor: ActorEntry, topic: Topic? = nil) throws -> Changes {
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
            let near = likeness.nearest(
                first, first, most: Changes.mostPairs * Changes.looked, each: Changes.pairsOfEach, where: areApart)
            let nearTold = likeness.nearest(
                first, second, most: Changes.mostToldPairs * Changes.looked, each: Changes.pairsOfEach
            ) { areApart($0, $1) || areApart($1, $0) }
            .map { areApart($0.a, $0.b) ? $0 : WordLikeness.Near(a: $0.b, b: $0.a, likeness: $0.likeness, shared: $0.shared) }
            return Changes(
                actor: actor, topic: topic?.words, statements: own.count,
                pairs: try facing(near, gists, most: Changes.mostPairs),
                toldByOthers: try facing(nearTold, gists, most: Changes.mostToldPairs))
        }
    }

    /// Those that hold enough of a topic.
    func onTopic(_ gists: [Gist], _ topic: Topic?) -> [Gist] {
        guard let topic else { return gists }
        return gists.filter { topic.holds(Term.all(in: $0.told.content).map(\.stem)) }
    }

    /// Pairs as they are shown; whoever said the same again has not changed.
    private func facing(_ near: [WordLikeness.Near], _ gists: [Gist], most: Int) throws -> [FacingPair] {
        let held = near.filter { $0.isWorthReading(in: gists) }.map { (near: $0, standing: $0.standing(in: gists)) }.filter {
            $0.standing.relation != .same
        }
        var loader = EntryLoader(self)
        return try held.sorted { $0.standing.rank < $1.standing.rank }.prefix(most).compactMap { near, standing -> FacingPair? in
            guard let a = try loader.statement(row: gists[near.a].row), let b = try loader.statement(row: gists[near.b].row)
            else { return nil }
            return FacingPair(a: a, b: b, standing: standing)
        }
    }
}
