import Record
import Wire

/// A table with a heading, CSV or TSV, while it is gathered: each row is an article.
///
/// What a row was given in is the heading and the row: a table of two rows, from which the article can be read again.
final class TableFile: OpenFile {
    private let file: InputFile
    private let stream: ByteStream
    private let chosen: ArticleNames
    /// What fetches the articles of a table that holds addresses alone; nil where that is not wanted.
    private let addresses: AddressGathering?
    /// The sheet of a workbook that it is.
    private let sheet: String?
    private var reader: TableReader
    private var heading: (columns: TableColumns, raw: [UInt8])?
    private var number = 0
    /// Whether a row has come behind the heading.
    private var holdsAny = false
    /// The table from its heading on, once more, where that can be had, else its beginning.
    private let again: () -> ByteStream
    private var dates = GivenDates()
    /// What stands before the row's number in ids; nil until one is made.
    private var name: String?

    /// - Parameters:
    ///   - separator: between fields; nil for what the first row shows.
    ///   - chosen: columns that a person has named.
    init(
        _ file: InputFile, _ stream: ByteStream, separator: UInt8?, chosen: ArticleNames, addresses: AddressGathering? = nil,
        sheet: String? = nil
    ) throws(ByteStreamError) {
        self.addresses = addresses
        self.sheet = sheet
        self.file = file
        self.stream = stream
        self.chosen = chosen
        var head = try stream.peek(ByteStream.capacity)
        var separator = separator
        if let told = TableColumns.toldSeparator(in: head) {
            // Excel's own line in front of the heading, "sep=;".
            separator = told.separator
            stream.drop(told.length)
            head = head.dropFirst(told.length)
        }
        let beginning = Array(head)
        let whole = stream.fromHere()
        again = { whole() ?? ByteStream(memory: beginning) }
        reader = TableReader(separator: separator ?? TableColumns.separator(in: head.prefix(GatheringLimit.sniffed))) {
            try stream.piece()
        }
    }

    var mayKeepWaiting: Bool { file.size == nil || heading?.columns.isList == true }

    /// Whether its heading has told where the texts, or their addresses, are.
    var isOfArticles: Bool { heading != nil }

    /// How notices name it.
    private var place: String { sheet.map { "\(file.place), sheet “\($0)”" } ?? file.place }

    func gatherNext(into queue: GatheredQueue, taken: (Int) -> Void) -> Bool {
        do {
            let row = try reader.next()
            taken(stream.position)
            guard let row else {
                if heading == nil { queue.fail(place, "it holds no table", "give a heading and rows") }
                if heading != nil, !holdsAny {
                    queue.add(.note(Notice(place: place, reason: "it has a heading and no row", remedy: nil)))
                }
                if let notice = dates.notice(place) { queue.add(.warning(notice)) }
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
        let place = "\(self.place), row \(number)"
        switch row {
        case .fields(let fields, let raw):
            if fields == [[]] { return true }
            if raw.contains(0) {
                queue.fail(place, "the row holds a NUL byte", "take it out, and see whether the file is damaged")
                return heading != nil
            }
            if let heading {
                holdsAny = true
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
            let columns = try TableColumns(fields.map { DecodedText($0).text }, chosen, mayList: addresses != nil)
            heading = (columns, raw)
            dates = GivenDates { [again, separator = reader.separator] in
                TableFile.dates(of: columns, in: again(), separator: separator)
            }
            tellColumns(columns, queue)
            return true
        } catch {
            // A workbook's other sheets may hold what explains its articles.
            let notice = Notice(place: place, reason: error.reason, remedy: error.remedy)
            queue.add(sheet == nil ? .failure(notice) : .note(notice))
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
        let told = Dictionary(
            uniqueKeysWithValues: ArticleNames.Part.allCases.compactMap { part in
                columns.place(of: part) { decoded[$0].text.isEmpty }.map { (part, $0) }
            })
        let part = { (part: ArticleNames.Part) in told[part].map { decoded[$0].text } }
        if columns.isList, let addresses {
            let article = ToldArticle(
                title: part(.title), author: part(.author), outlet: part(.outlet),
                published: part(.published).map { dates.understood($0) })
            return ListFile.gather(ListedArticle(address: part(.url), told: article), of: file, addresses, into: queue)
        }
        let taken = Set(columns.places.values).union(told.values)
        let carried = columns.names.indices.filter {
            !taken.contains($0) && !columns.names[$0].isEmpty && !decoded[$0].text.isEmpty
        }
        let article = Article(
            id: part(.id) ?? madeID(queue), path: file.recordedPath, title: part(.title), outlet: part(.outlet),
            author: part(.author),
            published: part(.published).map { dates.understood($0) }, url: part(.url), text: part(.text) ?? "",
            carried: carried.map { .init(name: columns.names[$0], json: PageJSON.quoted(decoded[$0].text)) })
        let given = headingRaw + [0x0A] + raw
        guard HTMLCell.isIn(article.text) else {
            return queue.add(article, given, place: place, replaced: decoded.reduce(0) { $0 + $1.replaced })
        }
        var origin = PageOrigin(id: article.id, place: place, path: article.path, given: given)
        origin.row = article
        queue.add(PageRequest(kind: .fragment, bytes: Array(article.text.utf8)), origin)
    }

    // MARK: What is told of the table

    /// The cells of a table's column of dates.
    private static func dates(of columns: TableColumns, in stream: ByteStream, separator: UInt8) -> AnyIterator<String> {
        guard columns.places[.published] != nil else { return AnyIterator { nil } }
        var reader = TableReader(separator: separator) { try stream.piece() }
        return AnyIterator {
            while let row = try? reader.next() {
                switch row {
                case .fields(let fields, _):
                    let isEmpty = { (place: Int) in !fields.indices.contains(place) || fields[place].isEmpty }
                    guard let place = columns.place(of: .published, isEmpty: isEmpty) else { continue }
                    return DecodedText(fields[place]).text
                case .unclosed: return nil
                default: continue
                }
            }
            return nil
        }
    }

    /// Names, once, the columns that are no part of an article, and the parts that one of them may hold.
    private func tellColumns(_ columns: TableColumns, _ queue: GatheredQueue) {
        let missing = [ArticleNames.Part.title, .outlet, .published].filter { columns.places[$0] == nil }
        let taken = columns.known
        let others = columns.names.indices.filter { !taken.contains($0) && !columns.names[$0].isEmpty }.map { columns.names[$0] }
        guard !others.isEmpty else { return }
        guard let part = missing.first else {
            let reason = "columns that are no part of an article are carried as they are: \(TableColumns.list(others))"
            return queue.add(.note(Notice(place: place, reason: reason, remedy: "--map PART=NAME says which part one is")))
        }
        let parts = missing.map { "“\($0.rawValue)”" }.joined(separator: " or ")
        let reason = "no column is known to hold \(parts); others are \(TableColumns.list(others))"
        queue.add(.note(Notice(place: place, reason: reason, remedy: "--map \(part.rawValue)=NAME names one")))
    }

    private func madeID(_ queue: GatheredQueue) -> String {
        let name = self.name ?? queue.ids.lines(file)
        self.name = name
        return queue.ids.line(number, of: name)
    }
}
