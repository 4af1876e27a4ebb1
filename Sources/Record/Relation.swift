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

    /// Whether they stand against each other.
    public var isAgainst: Bool { self == .opposes || self == .contradicts }
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
