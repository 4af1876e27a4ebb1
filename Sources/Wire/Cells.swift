import Record

/// Cells of comma-separated values (RFC 4180), for spreadsheets.
///
/// Spans are "10-24;30-61", code points, end exclusive. Articles come from strangers, and a spreadsheet runs what begins with `=`, `+`, `-` or `@`, also
/// written wide, as a formula (OWASP, "CSV Injection"): such a sign gets an apostrophe before it. A cell may begin elsewhere than it does here, since
/// spreadsheets cut lines at semicolons and tabs too: the sign is looked for behind each of those and behind line ends as well, white space passed over.
package enum Cells {
    /// Cells as a row, with its line end.
    package static func row(_ cells: [String]) -> String { cells.map(quoted).joined(separator: ",") + "\r\n" }

    private static func quoted(_ cell: String) -> String {
        let needsQuotes = cell.utf8.contains { $0 == 0x2C || $0 == 0x22 || $0 == 0x0A || $0 == 0x0D }
        return needsQuotes ? "\"" + cell.replacing("\"", with: "\"\"") + "\"" : cell
    }

    /// Words that come from outside, so that no spreadsheet runs them.
    package static func safe(_ words: String) -> String {
        var safe = String.UnicodeScalarView()
        // Whether a cell may begin here.
        var isStart = true
        if let first = words.unicodeScalars.first, first == "\t" || first == "\r" || first == "\n" { safe.append("'") }
        for scalar in words.unicodeScalars {
            if isStart, signs.contains(scalar) { safe.append("'") }
            if separators.contains(scalar) { isStart = true } else if !isPassedOver(scalar) { isStart = false }
            safe.append(scalar)
        }
        return String(safe)
    }

    /// What begins a formula.
    private static let signs: Set<Unicode.Scalar> = ["=", "+", "-", "@", "\u{FF1D}", "\u{FF0B}", "\u{FF0D}", "\u{FF20}"]
    /// What spreadsheets cut lines at.
    private static let separators: Set<Unicode.Scalar> = [
        ";", "\t", "\n", "\r", "\u{B}", "\u{C}", "\u{85}", "\u{2028}", "\u{2029}",
    ]

    /// What spreadsheets take away before they look for a sign: white space, quotation marks, a byte order mark.
    private static func isPassedOver(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.isWhitespace || scalar == "\u{FEFF}" || scalar == "\"" || scalar == "\u{0}"
    }

    /// "10-24;30-61"
    package static func spans(_ extracts: [Extract]) -> String {
        extracts.map { "\($0.span.start)-\($0.span.end)" }.joined(separator: ";")
    }

    /// A share of one, rounded to three decimals.
    package static func share(_ confidence: Double) -> String {
        "\(((confidence.isNaN ? 0 : min(max(confidence, 0), 1)) * 1000).rounded() / 1000)"
    }
}
