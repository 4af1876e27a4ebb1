/// How two statements stand to each other. The words are the same wherever two statements are related: within an article, where the layer of answers finds it,
/// and across articles.
public enum Relation: String, Sendable, Hashable, CaseIterable {
    /// They say the same thing.
    case same
    /// The one backs the other.
    case supports
    /// They speak of the same matter, and neither backs nor opposes the other.
    case related
    /// The one answers, rejects or works against the other.
    case opposes
    /// They cannot both be true, or both be done.
    case contradicts
    /// They have nothing to do with each other.
    case unrelated

    /// Whether they stand against each other.
    public var isAgainst: Bool { self == .opposes || self == .contradicts }

    /// Whether they stand together.
    public var isTogether: Bool { self == .same || self == .supports }

    /// Between two statements in a sentence: "opposes".
    public var phrase: String {
        switch self {
        case .same: "says the same as"
        case .supports: "backs"
        case .related: "is on the same matter as"
        case .opposes: "opposes"
        case .contradicts: "contradicts"
        case .unrelated: "has nothing to do with"
        }
    }
}

/// What of a statement is read when it is held against another.
public struct ToldWords: Sendable, Hashable {
    /// Who says it; empty where that is not known.
    public let speaker: String
    /// The words that attribute it: "denied"; empty where there are none.
    public let cue: String
    /// What is said.
    public let content: String

    /// The words of a statement.
    public init(speaker: String, cue: String, content: String) {
        self.speaker = speaker
        self.cue = cue
        self.content = content
    }
}

/// How two statements are found to stand to each other.
public struct FoundRelation: Sendable, Hashable {
    /// What is likeliest; nil where it cannot be told.
    public let relation: Relation?
    /// How likely that is, 0 to 1; where it cannot be told, how likely the likeliest is.
    public let confidence: Double
    /// How likely each relation is, in the order of `Relation.allCases`; they sum to 1.
    public let shares: [Double]
    /// What proves it, in a phrase, where that is more than likeness: "12 against 40".
    public let proof: String?

    /// What was found.
    public init(relation: Relation?, confidence: Double, shares: [Double], proof: String? = nil) {
        self.relation = relation
        self.confidence = confidence
        self.shares = shares
        self.proof = proof
    }

    /// Something that is certain by a rule.
    public init(_ relation: Relation, confidence: Double, proof: String) {
        let rest = (1 - confidence) / Double(Relation.allCases.count - 1)
        self.init(
            relation: relation, confidence: confidence, shares: Relation.allCases.map { $0 == relation ? confidence : rest },
            proof: proof)
    }

    /// How likely they stand against each other, whichever way.
    public var against: Double { share(.opposes) + share(.contradicts) }

    /// How likely they stand together, whichever way.
    public var together: Double { share(.same) + share(.supports) }

    /// How likely one relation is.
    public func share(_ relation: Relation) -> Double {
        let at = Relation.allCases.firstIndex(of: relation) ?? 0
        return shares.indices.contains(at) ? shares[at] : 0
    }
}

/// Who says how two statements stand to each other.
public protocol PairJudge: Sendable {
    /// How the two of each pair stand to each other, in the order of the pairs.
    func relations(of pairs: [(ToldWords, ToldWords)]) throws -> [FoundRelation]
}
