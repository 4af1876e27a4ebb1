import Record
import SQLite

/// Spans as the log and exports hold them: `[[10,24],[30,61]]`.
package enum SpanList {
    /// The JSON of some spans.
    package static func json(_ spans: [Span]) -> String {
        "[" + spans.map { "[\($0.start),\($0.end)]" }.joined(separator: ",") + "]"
    }

    /// The spans in a column's text; nil where it is not what `json` writes.
    package static func spans(_ json: String) -> [Span]? {
        var json = json
        return json.withUTF8 { spans($0) }
    }

    /// The spans in UTF-8 text; nil where it is not what `json` writes.
    package static func spans(_ json: UnsafeBufferPointer<UInt8>) -> [Span]? {
        guard let rows = rows(json, width: 2) else { return nil }
        var spans: [Span] = []
        for row in rows {
            guard row[0] <= row[1] else { return nil }
            spans.append(Span(row[0], row[1]))
        }
        return spans
    }

    /// Spans and forms of mentions, as version 1 of the file held them, the form as a third number; nil where the text is something else.
    package static func mentions(_ json: String) -> [(span: Span, form: MentionForm)]? {
        var json = json
        guard let rows = json.withUTF8({ rows($0, width: 3) }) else { return nil }
        var mentions: [(Span, MentionForm)] = []
        for row in rows {
            guard row[0] <= row[1], let form = MentionForm(code: row[2]) else { return nil }
            mentions.append((Span(row[0], row[1]), form))
        }
        return mentions
    }

    /// Lists of `width` numbers each, as many as there are.
    private static func rows(_ json: UnsafeBufferPointer<UInt8>, width: Int) -> [[Int]]? {
        var at = 0
        func take(_ sign: Unicode.Scalar) -> Bool {
            guard at < json.count, json[at] == UInt8(ascii: sign) else { return false }
            at += 1
            return true
        }
        func number() -> Int? {
            let start = at
            var value = 0
            while at < json.count, at - start < 12, let digit = Int(exactly: json[at])?.advanced(by: -48), (0...9).contains(digit)
            {
                value = 10 * value + digit
                at += 1
            }
            return at > start ? value : nil
        }
        guard take("[") else { return nil }
        var rows: [[Int]] = []
        while !take("]") {
            guard rows.isEmpty || take(","), take("[") else { return nil }
            var row: [Int] = []
            for column in 0..<width {
                guard column == 0 || take(","), let value = number() else { return nil }
                row.append(value)
            }
            guard take("]") else { return nil }
            rows.append(row)
        }
        return at == json.count ? rows : nil
    }
}
