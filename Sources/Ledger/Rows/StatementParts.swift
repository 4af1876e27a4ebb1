import Record
import SQLite
import Wire

/// Where the parts of a statement stand: code points of the article's text.
///
/// In the tables each part is the start and length of its first piece; where a part has several, all of them stand in the table `piece`.
package struct StatementParts: Sendable, Hashable {
    package var source: [Span] = []
    package var cue: [Span] = []
    package var content: [Span] = []

    /// The parts of a statement.
    package init(source: [Span] = [], cue: [Span] = [], content: [Span] = []) {
        self.source = source
        self.cue = cue
        self.content = content
    }

    /// All pieces, of the source first.
    package var all: [Span] { source + cue + content }

    /// The codes of the parts in the tables.
    private static let codes = (source: 1, cue: 2, content: 4)

    /// What is to be asked of the table `statement`, in the order in which `init(_:from:)` reads it.
    package static let columns: SQL = """
        statement.source_start, statement.source_length, statement.cue_start, statement.cue_length, statement.content_start,
        statement.content_length, CASE WHEN statement.pieces IS NOT NULL THEN (
            SELECT '[' || group_concat('[' || part || ',' || start || ',' || length || ']') || ']' FROM (
                SELECT part, start, length FROM piece WHERE piece.statement = statement.id ORDER BY part, number)) END
        """

    /// The columns of the tables that `values` and `machineValues` are the values of.
    package static let written: SQL = """
        source_start, source_length, cue_start, cue_length, content_start, content_length, pieces
        """

    /// What the table `statement` holds; `writePieces` has to follow.
    package var values: SQL {
        let several = several.reduce(0) { $0 | $1.code }
        return "\(firsts), \(several == 0 ? nil : several)"
    }

    /// What the table `machine_statement` holds.
    package var machineValues: SQL {
        let rows = several.flatMap { part in part.spans.map { [part.code, $0.start, $0.length] } }
        return "\(firsts), \(rows.isEmpty ? nil : SpanList.json(rows))"
    }

    /// Whether a part has several pieces.
    package var hasSeveralPieces: Bool { !several.isEmpty }

    /// Writes the pieces of parts that have several.
    ///
    /// - Parameter row: the statement's.
    package func writePieces(of row: Int, on connection: Connection) throws {
        try connection.run("DELETE FROM piece WHERE statement = \(row)")
        for part in several {
            for (number, span) in part.spans.enumerated() {
                try connection.run(
                    """
                    INSERT INTO piece (statement, part, number, start, length)
                    VALUES (\(row), \(part.code), \(number), \(span.start), \(span.length))
                    """)
            }
        }
    }

    private var firsts: SQL {
        let (source, cue, content) = (source.first, self.cue.first, self.content.first)
        return "\(source?.start), \(source?.length), \(cue?.start), \(cue?.length), \(content?.start), \(content?.length)"
    }

    /// The parts that have several pieces.
    private var several: [(code: Int, spans: [Span])] {
        let codes = StatementParts.codes
        return [(codes.source, source), (codes.cue, cue), (codes.content, content)].filter { $0.1.count > 1 }
    }

    /// The parts in seven columns; nil where they are not what is written.
    ///
    /// - Parameter column: the first of them.
    package init?(_ row: borrowing Row, from column: Int32) {
        var parts: [[Span]] = []
        for part in Int32(0)..<3 {
            guard let spans = StatementParts.first(row.optionalInt(column + 2 * part), row.optionalInt(column + 2 * part + 1))
            else {
                return nil
            }
            parts.append(spans)
        }
        self.init(source: parts[0], cue: parts[1], content: parts[2])
        guard let pieces = row.optionalText(column + 6) else { return }
        guard let rows = SpanList.rows(pieces, widths: 3...3) else { return nil }
        var several: [Int: [Span]] = [:]
        for row in rows { several[row[0], default: []].append(Span(row[1], row[1] + row[2])) }
        let codes = StatementParts.codes
        source = several[codes.source] ?? source
        cue = several[codes.cue] ?? cue
        content = several[codes.content] ?? content
        // What SQL reads of the first piece is what stands here.
        guard [source, cue, content].map(\.first) == parts.map(\.first) else { return nil }
    }

    // MARK: Contents alone, for counting what many statements cover

    /// What is to be asked of the table `statement` for the first piece of the content.
    package static let contentColumns: SQL = "statement.content_start, statement.content_length"

    /// The first piece of the content in two columns; empty where there is none that could be.
    package static func content(_ row: borrowing Row, from column: Int32) -> [Span] {
        first(row.optionalInt(column), row.optionalInt(column + 1)) ?? []
    }

    /// All pieces of those contents of an article that have several.
    package static func contentPieces(of article: Int, on connection: Connection) throws -> [Span] {
        try connection.rows(
            """
            SELECT piece.start, piece.length FROM statement CROSS JOIN piece ON piece.statement = statement.id AND piece.part = \(codes.content)
            WHERE statement.article = \(article) AND statement.state <> 2 AND statement.pieces & \(codes.content)
            """
        ) { content($0, from: 0) }.flatMap(\.self)
    }

    private static func first(_ start: Int?, _ length: Int?) -> [Span]? {
        switch (start, length) {
        case (nil, nil): []
        case (let start?, let length?) where (0...limit).contains(start) && (0...limit).contains(length):
            [Span(start, start + length)]
        default: nil
        }
    }

    /// More code points than any text has.
    private static let limit = 1 << 40
}

extension Statement {
    /// Where its parts stand.
    package var parts: StatementParts {
        StatementParts(source: source.map(\.span), cue: cue.map(\.span), content: content.map(\.span))
    }
}
