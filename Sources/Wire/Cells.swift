import Record

/// Cells of comma-separated values (RFC 4180), for spreadsheets.
///
/// Spans are "10-24;30-61", code points, end exclusive. A cell of words that begins with `=`, `+`, `-`, `@`, a tab or a carriage
/// return gets an apostrophe before it, since spreadsheets would run it as a formula, and articles come from strangers (OWASP, "CSV
/// Injection").
package enum Cells {
    /// Cells as a row, with its line end.
    package static func row(_ cells: [String]) -> String { cells.map(quoted).joined(separator: ",") + "\r\n" }

    private static func quoted(_ cell: String) -> String {
        let needsQuotes = cell.utf8.contains { $0 == 0x2C || $0 == 0x22 || $0 == 0x0A || $0 == 0x0D }
        return needsQuotes ? "\"" + cell.replacing("\"", with: "\"\"") + "\"" : cell
    }

    /// Words that come from outside, so that no spreadsheet runs them.
    package static func safe(_ words: String) -> String {
        switch words.unicodeScalars.first {
        case "=", "+", "-", "@", "\t", "\r": "'" + words
        default: words
        }
    }

    /// The pieces of a role with " … " between them.
    package static func words(_ extracts: [Extract]) -> String { extracts.map(\.text).joined(separator: " … ") }

    /// "10-24;30-61"
    package static func spans(_ extracts: [Extract]) -> String {
        extracts.map { "\($0.span.start)-\($0.span.end)" }.joined(separator: ";")
    }

    /// A share of one, rounded to three decimals.
    package static func share(_ confidence: Double) -> String {
        "\(((confidence.isNaN ? 0 : min(max(confidence, 0), 1)) * 1000).rounded() / 1000)"
    }
}
