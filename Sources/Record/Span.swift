/// A stretch of an article's text: Unicode code points from `start`, `end` exclusive.
public struct Span: Sendable, Hashable, Comparable {
    /// The first code point, counted from the start of the text.
    public let start: Int
    /// The code point behind the last one; at least `start`.
    public let end: Int

    /// A span from `start` to `end`; an `end` before `start` gives an empty span at `start`.
    public init(_ start: Int, _ end: Int) {
        self.start = start
        self.end = max(start, end)
    }

    /// How many code points it holds.
    public var length: Int { end - start }

    /// Whether the two share a code point.
    public func overlaps(_ other: Span) -> Bool { start < other.end && other.start < end }

    /// Whether every code point of `other` lies in this span.
    public func contains(_ other: Span) -> Bool { start <= other.start && other.end <= end }

    /// In order of reading; of two that start together, the shorter first.
    public static func < (a: Span, b: Span) -> Bool { (a.start, a.end) < (b.start, b.end) }
}

/// A span together with the words that stand there, so that a record proves itself.
public struct Extract: Sendable, Hashable {
    /// Where the words stand.
    public let span: Span
    /// The slice of the article's text at `span`.
    public let text: String

    /// An extract whose `text` the caller has cut from the article at `span`.
    public init(span: Span, text: String) {
        self.span = span
        self.text = text
    }
}

extension [Extract] {
    /// The words of all pieces, with “ … ” between them.
    public var words: String { map(\.text).joined(separator: " … ") }
}
