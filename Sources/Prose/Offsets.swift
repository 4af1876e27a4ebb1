import Record

extension WordedText {
    /// The text from the first of some words to the end of the last; empty for an empty range.
    public func slice(_ range: Range<Int>) -> String {
        let range = range.clamped(to: words.indices)
        guard !range.isEmpty else { return "" }
        return slice(bytes: words[range.lowerBound].byteStart..<words[range.upperBound - 1].byteEnd)
    }

    /// The text at a span; offsets outside the text are taken for its ends.
    public func slice(_ span: Span) -> String {
        slice(bytes: byteOffset(ofCodePoint: span.start)..<byteOffset(ofCodePoint: span.end))
    }

    /// From the first code point of some words to the end of their last; empty, at 0, for an empty range.
    public func span(of range: Range<Int>) -> Span {
        let range = range.clamped(to: words.indices)
        return range.isEmpty ? Span(0, 0) : Span(words[range.lowerBound].start, words[range.upperBound - 1].end)
    }

    /// The words of which a span holds at least one code point.
    package func words(touching span: Span) -> Range<Int> {
        let first = firstWord { $0.end > span.start }
        return first..<max(first, firstWord { $0.start >= span.end })
    }

    /// The first word of which something is true that stays true of all behind it; the end of the words where it is true of none.
    private func firstWord(where isBehind: (Word) -> Bool) -> Int {
        var (low, high) = (0, words.count)
        while low < high {
            let middle = (low + high) / 2
            if isBehind(words[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }

    private func slice(bytes range: Range<Int>) -> String {
        let utf8 = text.utf8
        let start = utf8.index(utf8.startIndex, offsetBy: range.lowerBound)
        let end = utf8.index(start, offsetBy: range.count)
        return String(text[start..<end])
    }

    /// The byte of UTF-8 at which a code point starts, both counted from the start of the text; `byteCount` for its end.
    ///
    /// A binary search for the word, then a scan within the word or the gap behind it. Offsets outside the text give its ends.
    public func byteOffset(ofCodePoint codePoint: Int) -> Int {
        if codePoint <= 0 { return 0 }
        if codePoint >= codePointCount { return byteCount }
        let known = landmark(before: codePoint, start: \.start, end: \.end)
        var (at, left) = (known.byte, codePoint - known.codePoint)
        let utf8 = text.utf8
        var index = utf8.index(utf8.startIndex, offsetBy: at)
        while left > 0 && at < byteCount {
            let length = Self.length(lead: utf8[index])
            index = utf8.index(index, offsetBy: length)
            at += length
            left -= 1
        }
        return at
    }

    /// The code point that holds a byte of UTF-8, both counted from the start of the text; `codePointCount` for its end.
    ///
    /// A binary search for the word, then a scan within the word or the gap behind it. Offsets outside the text give its ends.
    public func codePoint(ofByteOffset byte: Int) -> Int {
        if byte <= 0 { return 0 }
        if byte >= byteCount { return codePointCount }
        let known = landmark(before: byte, start: \.byteStart, end: \.byteEnd)
        let utf8 = text.utf8
        var (index, codePoint) = (utf8.index(utf8.startIndex, offsetBy: known.byte), known.codePoint)
        for _ in known.byte..<byte {
            index = utf8.index(after: index)
            // The code point goes on while bytes are of the form 10xxxxxx.
            if utf8[index] & 0xC0 != 0x80 { codePoint += 1 }
        }
        return codePoint
    }

    /// The nearest place at or before an offset that is known in both counts: an end or else the start of the last word that
    /// starts before it, or the start of the text.
    private func landmark(
        before offset: Int, start: KeyPath<Word, Int>, end: KeyPath<Word, Int>
    ) -> (byte: Int, codePoint: Int) {
        var (low, high) = (0, words.count)
        while low < high {
            let middle = (low + high) / 2
            if words[middle][keyPath: start] <= offset { low = middle + 1 } else { high = middle }
        }
        guard low > 0 else { return (0, 0) }
        let word = words[low - 1]
        return word[keyPath: end] <= offset ? (word.byteEnd, word.end) : (word.byteStart, word.start)
    }

    /// Bytes of the scalar whose first byte is `lead`.
    private static func length(lead: UInt8) -> Int {
        switch lead {
        case ..<0x80: 1
        case ..<0xE0: 2
        case ..<0xF0: 3
        default: 4
        }
    }
}
