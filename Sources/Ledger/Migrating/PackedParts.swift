import Record

/// How the column `parts` of versions 3 and 4 of the file holds where the parts of a statement stand. Frozen.
///
/// How many spans source, cue and content have, as one number `source + 6 cue + 36 content` where none has more than five, else 216 and the
/// three numbers; then for each span its start, counted from the end of the one before it, and its length. (See `NumberPacking`.)
extension StatementParts {
    /// What the column holds.
    var packed: [UInt8] {
        var packing = NumberPacking()
        let counts = [source.count, cue.count, content.count]
        if counts.allSatisfy({ $0 < 6 }) {
            packing.add(byte: UInt8(counts[0] + 6 * counts[1] + 36 * counts[2]))
        } else {
            packing.add(byte: StatementParts.several)
            counts.forEach { packing.add($0) }
        }
        var end = 0
        for span in source + cue + content {
            packing.add(signed: span.start - end)
            packing.add(span.length)
            end = span.end
        }
        return packing.bytes
    }

    private static let several: UInt8 = 216

    /// The parts in a column; nil where the bytes are not what `packed` gives.
    init?(packed: [UInt8]) {
        var unpacking = NumberUnpacking(packed)
        guard let head = unpacking.byte(), head <= StatementParts.several else { return nil }
        var counts = [Int(head) % 6, Int(head) / 6 % 6, Int(head) / 36]
        if head == StatementParts.several { counts = (0..<3).compactMap { _ in unpacking.number() } }
        guard counts.count == 3 else { return nil }
        var parts: [[Span]] = []
        var end = 0
        for count in counts {
            var spans: [Span] = []
            for _ in 0..<count {
                guard let span = unpacking.span(from: end) else { return nil }
                spans.append(span)
                end = span.end
            }
            parts.append(spans)
        }
        guard unpacking.isAtEnd else { return nil }
        self.init(source: parts[0], cue: parts[1], content: parts[2])
    }
}
