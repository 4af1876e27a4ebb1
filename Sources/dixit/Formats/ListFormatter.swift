import Finding
import Ledger
import Record
import Wire

/// Writes a list of answers in one of the formats of records.
struct ListFormatter<Item> {
    /// How an item is written as text, for people, its last line with a line feed.
    let text: (Item) -> String
    /// How it is written as a JSON value.
    let json: (Item, inout JSONWriter) -> Void
    /// The names of the columns.
    let heading: String
    /// How it is written as rows.
    let row: (Item) -> String

    /// All items. As text, an empty line stands between two of them.
    func bytes(_ items: [Item], as format: RecordFormat) -> [UInt8] {
        switch format {
        case .text: return Array(items.map(text).joined(separator: "\n").utf8)
        case .csv: return Array((heading + items.map(row).joined()).utf8)
        case .jsonl: return items.flatMap { line($0) + [UInt8(ascii: "\n")] }
        case .json:
            return Array("[".utf8) + items.map { [UInt8(ascii: "\n")] + line($0) }.joined(separator: [UInt8(ascii: ",")])
                + Array("\n]\n".utf8)
        }
    }

    /// One item by itself: in json not as an array, but as an object.
    func bytes(one item: Item, as format: RecordFormat) -> [UInt8] {
        format == .json ? bytes([item], as: .jsonl) : bytes([item], as: format)
    }

    private func line(_ item: Item) -> [UInt8] {
        var writer = JSONWriter()
        json(item, &writer)
        return writer.bytes
    }
}

extension ListFormatter<StatementEntry> {
    /// Statements.
    static func statements(_ layout: EntryLayout) -> ListFormatter {
        ListFormatter(
            text: { layout.text(of: $0) }, json: { $0.write(to: &$1) }, heading: EntryTable.heading, row: EntryTable.row)
    }

    /// Statements that were asked for by their meaning.
    static func near(_ layout: EntryLayout) -> ListFormatter {
        ListFormatter(
            text: { layout.text(of: $0) }, json: { $0.write(to: &$1) }, heading: EntryTable.headingWithNearness,
            row: EntryTable.row)
    }
}

extension ListFormatter<FoundArticle> {
    /// Articles.
    static func articles(_ layout: EntryLayout) -> ListFormatter {
        ListFormatter(
            text: { layout.text(of: $0) }, json: { $0.write(to: &$1) }, heading: FoundArticleTable.heading,
            row: FoundArticleTable.row)
    }
}
