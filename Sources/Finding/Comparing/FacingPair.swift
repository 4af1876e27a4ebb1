import Ledger
import Record

/// How two statements stand to each other, and what tells so.
public enum Standing: Sendable, Hashable {
    /// The one article that tells both links them, with a confidence from 0 to 1, as the layer of answers has found.
    case linked(Relation, confidence: Double)
    /// Their words alone show it; the proof is a phrase: "the same words, but 12 and 40".
    case shown(Relation, proof: String)
    /// They are near in their words, from 0 to 1, and no more than that is told.
    case near(Double)

    /// How they stand to each other; nil where that is not told.
    public var relation: Relation? {
        switch self {
        case .linked(let relation, _), .shown(let relation, _): relation
        case .near: nil
        }
    }

    /// How likely a link is; nil where it is none.
    public var confidence: Double? { if case .linked(_, let confidence) = self { confidence } else { nil } }

    /// What their words show; nil where they show nothing.
    public var proof: String? { if case .shown(_, let proof) = self { proof } else { nil } }

    /// What tells it: "article" or "words"; nil where nothing does.
    var teller: String? {
        switch self {
        case .linked: "article"
        case .shown: "words"
        case .near: nil
        }
    }

    /// Whether the one stands against the other, or names another number or day for the same thing.
    public var isApart: Bool {
        switch self {
        case .linked(let relation, _): relation.isAgainst
        case .shown(let relation, _): relation.isAgainst || relation == .related
        case .near: false
        }
    }

    /// As a heading above both.
    public var heading: String {
        switch self {
        case .linked(.same, _): "They say the same"
        case .linked(.supports, _): "One backs the other"
        case .linked(.related, _): "On the same matter"
        case .linked(.opposes, _): "One opposes the other"
        case .linked(.contradicts, _): "One contradicts the other"
        case .shown(_, let proof): proof.prefix(1).uppercased() + proof.dropFirst()
        case .near: "Near in words"
        }
    }

    /// What stands behind the heading, where it comes from.
    public var remark: String? {
        switch self {
        case .linked(_, let confidence): "as the article has it, \(Int((100 * confidence).rounded())) % sure"
        case .shown, .near: nil
        }
    }

    /// What orders pairs: those apart first, the surest first; then those that stand together; then what is near in words.
    var rank: (Int, Double) {
        if case .near(let likeness) = self { return (2, -likeness) }
        return (isApart ? 0 : 1, -(confidence ?? 1))
    }
}

/// Two statements side by side, and how they stand to each other.
public struct FacingPair: Sendable, Hashable {
    /// The one: of the first side, or the earlier.
    public let a: StatementEntry
    /// The other.
    public let b: StatementEntry
    /// How they stand to each other.
    public let standing: Standing
}
