import Record

extension WordedText {
    /// The text from the first of some words to the end of the last; empty for an empty range.
    public func slice(_ range: Range<Int>) -> String {
        let range = range.clamped(to: words.indices)
        guard !range.isEmpty else { return "" }
        let utf8 = text.utf8
        let start = utf8.index(utf8.startIndex, offsetBy: words[range.lowerBound].byteStart)
        let end = utf8.index(utf8.startIndex, offsetBy: words[range.upperBound - 1].byteEnd)
        return String(text[start..<end])
    }

    /// From the first code point of some words to the end of their last; empty, at 0, for an empty range.
    public func span(of range: Range<Int>) -> Span {
        let range = range.clamped(to: words.indices)
        return range.isEmpty ? Span(0, 0) : Span(words[range.lowerBound].start, words[range.upperBound - 1].end)
    }

    /// The words of which a span holds at least one code point.
    package func words(touching span: Span) -> Range<Int> {
        let first = words.partitioningIndex { $0.end > span.start }
        return first..<max(first, words.partitioningIndex { $0.start >= span.end })
    }
}
