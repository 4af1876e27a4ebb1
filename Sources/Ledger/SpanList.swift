import Record
import Wire

/// Lists of numbers as the file, the log and exports hold them: `[[10,24],[30,61]]`.
package enum SpanList {
    /// The JSON of some spans, by start and end.
    package static func json(_ spans: [Span]) -> String { json(spans.map { [$0.start, $0.end] }) }

    /// The JSON of some rows of numbers.
    static func json(_ rows: [[Int]]) -> String {
        "[" + rows.map { "[" + $0.map(String.init).joined(separator: ",") + "]" }.joined(separator: ",") + "]"
    }

    /// The spans in a column's text, by start and end; nil where it is not what `json` writes.
    package static func spans(_ json: String) -> [Span]? {
        guard let rows = rows(json, widths: 2...2) else { return nil }
        var spans: [Span] = []
        for row in rows {
            guard row[0] <= row[1] else { return nil }
            spans.append(Span(row[0], row[1]))
        }
        return spans
    }

    /// Lists of so many numbers each, none negative or of more than twelve digits; nil where the text is something else.
    static func rows(_ json: String, widths: ClosedRange<Int>) -> [[Int]]? {
        var json = json
        return json.withUTF8 { bytes in
            var scan = NumberScan(bytes: bytes)
            return scan.rows(widths)
        }
    }
}

private struct NumberScan {
    let bytes: UnsafeBufferPointer<UInt8>
    private var at = 0

    init(bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

    mutating func rows(_ widths: ClosedRange<Int>) -> [[Int]]? {
        guard take("[") else { return nil }
        var rows: [[Int]] = []
        while !take("]") {
            guard rows.isEmpty || take(","), let row = row(), widths.contains(row.count) else { return nil }
            rows.append(row)
        }
        return at == bytes.count ? rows : nil
    }

    private mutating func row() -> [Int]? {
        guard take("[") else { return nil }
        var row: [Int] = []
        repeat {
            guard let number = number() else { return nil }
            row.append(number)
        } while take(",")
        return take("]") ? row : nil
    }

    private mutating func number() -> Int? {
        let start = at
        var value = 0
        while at < bytes.count, at - start < 12, (48...57).contains(bytes[at]) {
            value = 10 * value + Int(bytes[at] - 48)
            at += 1
        }
        return at > start ? value : nil
    }

    private mutating func take(_ sign: Unicode.Scalar) -> Bool {
        guard at < bytes.count, bytes[at] == UInt8(ascii: sign) else { return false }
        at += 1
        return true
    }
}
