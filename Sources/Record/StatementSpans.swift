/// A statement as spans alone: what an annotator marks, and what measuring compares.
public struct StatementSpans: Sendable, Hashable {
    /// Where the source stands; empty where it is missing.
    public var source: [Span]
    /// Where the attributing words stand.
    public var cue: [Span]
    /// Where what is said stands.
    public var content: [Span]

    /// A statement of its three roles.
    public init(source: [Span] = [], cue: [Span] = [], content: [Span] = []) {
        self.source = source
        self.cue = cue
        self.content = content
    }

    /// The spans of a statement that the reader found.
    public init(_ statement: Statement) {
        self.init(
            source: statement.source.map(\.span), cue: statement.cue.map(\.span), content: statement.content.map(\.span))
    }
}
