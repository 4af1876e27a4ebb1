extension WordPiece {
    /// What is seen of a text, as one line of JSON, for comparison with `Training/prose.py`: the piece `ids`, their `offsets` (code
    /// points [start, end)), for each word a row of `words` [start, end, shape, gap, quote, paragraph, quotation, first piece],
    /// `windows` as by default, and the `owners` of the words among them.
    public func describe(_ text: String) -> String {
        let (prose, offsets) = scan(text, recording: true)
        let windows = prose.windows()
        let words = prose.words.map { word in
            [
                word.start, word.end, Int(word.shape.rawValue), Int(word.gap.rawValue), Int(word.quote.rawValue),
                Int(word.paragraph), Int(word.quotation), word.firstPiece,
            ]
        }
        return """
            {"ids":\(list(prose.pieces)),"offsets":\(rows(offsets)),"words":\(list(words.map(list))),\
            "windows":\(rows(windows)),"owners":\(list(prose.owners(of: windows)))}
            """
    }
}

private func list(_ values: [some CustomStringConvertible]) -> String { "[\(values.map(\.description).joined(separator: ","))]" }

private func rows(_ ranges: [Range<Int>]) -> String { list(ranges.map { list([$0.lowerBound, $0.upperBound]) }) }
