import Record
import Wire

/// A table with a heading, CSV or TSV, while it is gathered: each row is an article.
///
/// What a row was given in is the heading and the row: a table of two rows, from which the article can be read again.
final class TableFile: OpenFile {
    private let file: InputFile
    private let stream: ByteStream
    private let chosen: ArticleNames
    private var reader: TableReader
    private var heading: (columns: TableColumns, raw: [UInt8])?
    private var number = 0
    /// What stands before the row's number in ids; nil until one is made.
    private var name: String?

    /// - Parameters:
    ///   - separator: between fields; nil for what the first row shows.
    ///   - chosen: columns that a person has named.
    init(_ file: InputFile, _ stream: ByteStream, separator: UInt8?, chosen: ArticleNames) throws(ByteStreamError) {
        self.file = file
        self.stream = stream
        self.chosen = chosen
        let head = try stream.peek(GatheringLimit.sniffed)
        reader = TableReader(separator: separator ?? TableColumns.separator(in: head)) { try stream.piece() }
    }

    var mayKeepWaiting: Bool { file.size == nil }

    func gatherNext(into queue: GatheredQueue, taken: (Int) -> Void) -> Bool {
        do {
            let row = try reader.next()
            taken(stream.position)
            guard let row else {
                if heading == nil { queue.fail(file.place, "it holds no table", "give a heading and rows") }
                return false
            }
            number += 1
            return take(row, queue)
        } catch {
            queue.add(.failure((error as? ByteStreamError ?? .damaged).notice(file.place)))
            return false
        }
    }

    /// Takes a row; false where those behind it cannot be read.
    private func take(_ row: TableReader.Row, _ queue: GatheredQueue) -> Bool {
        let place = "\(file.place), row \(number)"
        switch row {
        case .fields(let fields, let raw):
            if fields == [[]] { return true }
            if let heading {
                add(fields, raw, heading.columns, headingRaw: heading.raw, place, queue)
                return true
            }
            return takeHeading(fields, raw, queue)
        case .tooLong(let length):
            queue.fail(
                place, "the row is longer than \(GatheringLimit.line >> 20) MiB (\(length) bytes)", "split or remove it")
        case .tooWide:
            queue.fail(
                place, "the row has more than \(TableReader.columns) columns", "remove it, or see what separates the columns")
        case .unclosed:
            queue.fail(
                place, "it opens a quotation mark that is never closed, and what follows cannot be told apart",
                "close it, or double it where it is part of the text")
            return false
        }
        return heading != nil
    }

    private func takeHeading(_ fields: [[UInt8]], _ raw: [UInt8], _ queue: GatheredQueue) -> Bool {
        do throws(TableColumnsError) {
            heading = (try TableColumns(fields.map { DecodedText($0).text }, chosen), raw)
            return true
        } catch {
            queue.fail(file.place, error.reason, error.remedy)
            return false
        }
    }

    private func add(
        _ fields: [[UInt8]], _ raw: [UInt8], _ columns: TableColumns, headingRaw: [UInt8], _ place: String, _ queue: GatheredQueue
    ) {
        let expected = columns.names.count
        guard fields.count == expected || fields.count > expected && fields[expected...].allSatisfy(\.isEmpty) else {
            let shown = "\(fields.count.counted("column")) where the heading has \(expected)"
            return queue.fail(place, "the row has \(shown)", "put fields that hold the separator in quotation marks")
        }
        let decoded = fields[..<expected].map { DecodedText($0) }
        let part = { (part: ArticleNames.Part) in columns.places[part].map { decoded[$0].text }.flatMap { $0.isEmpty ? nil : $0 }
        }
        let taken = Set(columns.places.values)
        let carried = columns.names.indices.filter {
            !taken.contains($0) && !columns.names[$0].isEmpty && !decoded[$0].text.isEmpty
        }
        let article = Article(
            id: part(.id) ?? madeID(queue), path: file.recordedPath, title: part(.title), outlet: part(.outlet),
            author: part(.author),
            published: part(.published), url: part(.url), text: part(.text) ?? "",
            carried: carried.map { .init(name: columns.names[$0], json: PageJSON.quoted(decoded[$0].text)) })
        queue.add(article, headingRaw + [0x0A] + raw, place: place, replaced: decoded.reduce(0) { $0 + $1.replaced })
    }

    private func madeID(_ queue: GatheredQueue) -> String {
        let name = self.name ?? queue.ids.lines(file)
        self.name = name
        return queue.ids.line(number, of: name)
    }
}
