import Record
import Wire

/// The forms in which `dixit read` writes records.
enum RecordFormat: String, CaseIterable, Sendable {
    /// For people.
    case text
    /// One JSON array.
    case json
    /// One JSON object a line: the output contract.
    case jsonl
    /// One row a statement.
    case csv
}

/// Writes records in a form, each by itself, so that many threads can do it; what stands between them is put there in order.
struct RecordFormatter: Sendable {
    let format: RecordFormat
    /// How `text` is laid out.
    let layout: ArticleLayout

    /// What stands before the first record, whether or not there is one.
    var opening: [UInt8] {
        switch format {
        case .text, .jsonl: []
        case .json: Array("[".utf8)
        case .csv: Array(StatementTable.heading.utf8)
        }
    }

    /// What stands before a record.
    func lead(isFirst: Bool) -> [UInt8] {
        switch format {
        case .text: isFirst ? [] : Array("\n\n".utf8)
        case .json: Array((isFirst ? "\n" : ",\n").utf8)
        case .jsonl, .csv: []
        }
    }

    /// A record by itself.
    func bytes(_ record: ArticleRecord) -> [UInt8] {
        switch format {
        case .text: Array(layout.text(of: record).utf8)
        case .json: record.json
        case .jsonl: record.json + [UInt8(ascii: "\n")]
        case .csv: Array(StatementTable.rows(record).utf8)
        }
    }

    /// What stands behind the last record.
    var closing: [UInt8] { format == .json ? Array("\n]\n".utf8) : [] }
}
