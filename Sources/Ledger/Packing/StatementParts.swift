import Record
import SQLite

/// Where the parts of a statement stand, as the column `parts` holds it: code points of the article's text, packed.
///
/// How many spans source, cue and content have, as one number `source + 6 cue + 36 content` where none has more than five, else 216 and the
/// three numbers; then for each span its start, counted from the end of the one before it, and its length. (See `NumberPacking`.)
package struct StatementParts: Sendable, Hashable {
    package var source: [Span] = []
    package var cue: [Span] = []
    package var content: [Span] = []

    /// What the column holds.
    package var packed: [UInt8] {
        var packing = NumberPacking()
        let counts = [source.count, cue.count, content.count]
        if counts.allSatisfy({ $0 < 6 }) {
            packing.add(byte: UInt8(counts[0] + 6 * counts[1] + 36 * counts[2]))
        } else {
            packing.add(byte: StatementParts.many)
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

    private static let many: UInt8 = 216

    /// The parts of a statement.
    package init(source: [Span] = [], cue: [Span] = [], content: [Span] = []) {
        self.source = source
        self.cue = cue
        self.content = content
    }

    /// The parts in a column; nil where the bytes are not what `packed` gives.
    package init?(packed: [UInt8]) {
        var unpacking = NumberUnpacking(packed)
        guard let head = unpacking.byte(), head <= StatementParts.many else { return nil }
        var counts = [Int(head) % 6, Int(head) / 6 % 6, Int(head) / 36]
        if head == StatementParts.many { counts = (0..<3).compactMap { _ in unpacking.number() } }
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

extension Statement {
    /// Where its parts stand.
    package var parts: StatementParts {
        StatementParts(source: source.map(\.span), cue: cue.map(\.span), content: content.map(\.span))
    }
}

extension Row {
    /// The parts in a column; nil where it holds something else.
    package func parts(_ column: Int32) -> StatementParts? { StatementParts(packed: blob(column)) }

    /// Where the content stands, of the parts in a column.
    ///
    /// - Throws: `LedgerFault`, where the column holds something else.
    package func content(_ column: Int32, _ connection: Connection) throws -> [Span] {
        guard let parts = parts(column) else { throw connection.damaged("the places of a statement are damaged") }
        return parts.content
    }
}
