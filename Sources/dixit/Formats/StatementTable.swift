import Record

/// Statements as comma-separated values (RFC 4180): one row each, for spreadsheets.
///
/// Spans are "10-24;30-61", code points, end exclusive. A cell of words that begins with `=`, `+`, `-`, `@`, a tab or a carriage
/// return gets an apostrophe before it, since spreadsheets would run it as a formula, and articles come from strangers (OWASP, "CSV
/// Injection"). The words themselves are unaltered in the JSON formats, and can be cut out of the article by the spans.
enum StatementTable {
    /// The names of the columns, as a row; new ones go to the end, so that the others keep their places.
    static let heading = row([
        "article", "outlet", "published", "statement", "parent", "form", "source", "cue", "content", "speaker", "confidence",
        "source_spans", "cue_spans", "content_spans", "speaker_confidence", "speaker_inferred",
    ])

    /// A row for each statement of a record.
    static func rows(_ record: ArticleRecord) -> String {
        let names = Dictionary(record.findings.entities.map { ($0.id, $0.name) }, uniquingKeysWith: { first, _ in first })
        return record.findings.statements.map { statement in
            row([
                safe(record.article.id), safe(record.article.outlet ?? ""), safe(record.article.published ?? ""),
                "\(statement.id)", statement.parent.map(String.init) ?? "", statement.form.rawValue,
                safe(words(statement.source)), safe(words(statement.cue)), safe(words(statement.content)),
                safe(statement.speaker.flatMap { names[$0] } ?? ""), share(statement.confidence),
                spans(statement.source), spans(statement.cue), spans(statement.content),
                statement.speakerConfidence.map(share) ?? "",
                statement.speaker == nil ? "" : "\(statement.isSpeakerInferred)",
            ])
        }.joined()
    }

    private static func row(_ cells: [String]) -> String { cells.map(quoted).joined(separator: ",") + "\r\n" }

    private static func quoted(_ cell: String) -> String {
        let needsQuotes = cell.utf8.contains { $0 == 0x2C || $0 == 0x22 || $0 == 0x0A || $0 == 0x0D }
        return needsQuotes ? "\"" + cell.replacing("\"", with: "\"\"") + "\"" : cell
    }

    private static func safe(_ words: String) -> String {
        switch words.unicodeScalars.first {
        case "=", "+", "-", "@", "\t", "\r": "'" + words
        default: words
        }
    }

    private static func words(_ extracts: [Extract]) -> String { extracts.map(\.text).joined(separator: " … ") }

    private static func spans(_ extracts: [Extract]) -> String {
        extracts.map { "\($0.span.start)-\($0.span.end)" }.joined(separator: ";")
    }

    private static func share(_ confidence: Double) -> String {
        "\(((confidence.isNaN ? 0 : min(max(confidence, 0), 1)) * 1000).rounded() / 1000)"
    }
}
