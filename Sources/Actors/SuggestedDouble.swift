import Ledger
import Record
import SQLite

/// Two actors that are likely to be one, with what speaks for it and against it. It is for a person to decide.
public struct SuggestedDouble: Sendable, Hashable {
    /// The one that would stay.
    public let actor: ActorProfile
    /// The one that would be merged into it.
    public let other: ActorProfile
    /// What counts most first.
    public let evidence: [ActorEvidence]

    /// The points of all evidence: more are more likely to be one. No probability.
    public var points: Double { SuggestedDouble.points(evidence) }

    static func points(_ evidence: [ActorEvidence]) -> Double { evidence.reduce(0) { $0 + $1.points } }

    /// A pair is suggested that has so many points.
    static let least = 2.25
    /// Of so many pairs the evidence is weighed: of those whose names are most alike, and that are most heard.
    static let looked = 1_000
}

extension Ledger {
    /// Actors that are likely to be one, the likeliest first; of as many points the most heard. The same ledger gives the same ones in the same order.
    ///
    /// Pairs that people have found to be different, or split, are left out. Pairs come from an index of the words of names: each actor is compared
    /// with those that share a word, initials or nearly a surname with it, of which 32 a word are looked at.
    ///
    /// - Parameters:
    ///   - actor: one of each pair; nil for all pairs.
    ///   - kind: what one of each pair is; nil for all.
    ///   - limit: how many at most.
    /// - Throws: `DatabaseError`, also where the actor is not there.
    public func suggestedDoubles(of actor: Int? = nil, kind: EntityKind? = nil, limit: Int) throws -> [SuggestedDouble] {
        try connection.snapshot {
            let root = try actor.map { try connection.existing(actor: $0) }
            let candidates = try DoubleCandidates(connection: connection)
            let rows = ActorRows(connection: connection)
            let apart = Set(
                try ApartActors(connection: connection).pairs().map { pair in
                    Set([try rows.root(of: pair.one) ?? pair.one, try rows.root(of: pair.other) ?? pair.other])
                })
            let weighing = try EvidenceWeighing(connection: connection, actors: candidates.actors)
            var found: [(pair: DoubleCandidates.Pair, evidence: [ActorEvidence], points: Double)] = []
            for pair in candidates.pairs(of: root, kind: kind, limit: SuggestedDouble.looked)
            where !apart.contains([pair.one, pair.other]) {
                let evidence = try weighing.evidence(pair)
                let points = SuggestedDouble.points(evidence)
                if points >= SuggestedDouble.least { found.append((pair, evidence, points)) }
            }
            // What comes first among equals is what candidates come in: the most heard.
            let ranked = found.enumerated().sorted { a, b in
                a.element.points != b.element.points ? a.element.points > b.element.points : a.offset < b.offset
            }.prefix(limit).map(\.element)
            var profiles = ActorProfiles(self)
            return try ranked.compactMap { one in
                guard let actor = try profiles.profile(of: one.pair.one), let other = try profiles.profile(of: one.pair.other)
                else { return nil }
                return SuggestedDouble(actor: actor, other: other, evidence: one.evidence)
            }
        }
    }
}
