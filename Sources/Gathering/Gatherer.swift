import Foundation
import Record

/// Gathers articles from files, folders and standard input, one at a time, in the order they are named.
///
///     for event in Gatherer([.path("news"), .standardInput]) {
///         switch event {
///         case .article(let article, _, isForReading: true): read(article)
///         case .failure(let notice): say(notice); failed = true
///         …
///         }
///     }
///
/// What a file is taken for, `FileForm` tells. Folders are walked down in the byte order of names, each once, so that links in a circle end;
/// what is passed over in them is counted and noted.
///
/// - Pages and PDFs are taken apart by page workers, several at once, while those before them are given out; the order stays that of the input.
/// - An article without an id gets one from its place: the file's name without extension (in a folder, its path from there), with
///   `:` and the line's number for JSON Lines: `dev:3`; for standard input `stdin`, `stdin:3`. Where such an id was given out
///   already, the later article gets its path instead of the name, and where that was too, its path with `:2`, `:3`, …. Ids that
///   are given are taken as they are, whether or not they are unique.
/// - A plain text's first line is its title where a blank line follows and it is shorter than 200 characters; it stays in the text.
/// - A byte order mark of UTF-8 is left out. Bytes that are not UTF-8 are replaced by U+FFFD, with a warning.
/// - An empty text is given out with a warning.
/// - What is beyond `GatheringLimit` is refused without being held; the rest of the file is still gathered. Files of many articles are read in
///   memory that does not grow with the file.
///
/// - When its options' cancellation says so it ends, whatever it waits for.
///
/// An iterator with open files: use it from one thread.
public final class Gatherer: Sequence, IteratorProtocol {
    private var walk: InputWalk
    private let queue: GatheredQueue
    /// The file of many articles that is being gathered.
    private var file: (any OpenFile)?
    /// A pipe or an address, which has its turn when all before it has been given out: it may keep us waiting.
    private var slow: InputWalk.Step?
    private lazy var addresses = AddressGathering(queue.options.addresses, queue.options.cancellation)
    private var closedBytes = 0

    /// A gatherer that has gathered nothing yet.
    public convenience init(_ inputs: [Input], _ options: GatheringOptions = GatheringOptions()) {
        self.init(inputs, options, workers: PageWorkers(count: options.workers))
    }

    init(_ inputs: [Input], _ options: GatheringOptions, workers: PageWorkers) {
        walk = InputWalk(inputs)
        queue = GatheredQueue(options, workers: workers)
    }

    /// The bytes of all inputs up to what was given out last.
    public var bytesRead: Int { queue.position }

    /// The bytes of all inputs together; nil where one is a pipe, a device or an address. Walks through the folders.
    public static func totalBytes(_ inputs: [Input]) -> Int? {
        var total = 0
        for step in InputWalk(inputs) {
            switch step {
            case .file(let file):
                guard let size = file.size else { return nil }
                total += size
            case .address: return nil
            case .problem, .passedOver: continue
            }
        }
        return total
    }

    /// The next event; nil when all inputs are done.
    public func next() -> Gathered? {
        while !queue.options.cancellation.isCancelled {
            while queue.isEmpty || queue.hasRoomBesidePages, gatherMore() {}
            if let event = queue.removeFirst() { return event }
            if queue.isEmpty, file == nil, slow == nil, !gatherMore() { return nil }
        }
        return nil
    }

    /// Takes a piece more of the input; false where there is none, or where it has to be waited for and something else can be given out.
    private func gatherMore() -> Bool {
        if let file {
            if file.mayKeepWaiting, !queue.isEmpty { return false }
            let goesOn = file.gatherNext(into: queue) { queue.taken = closedBytes + $0 }
            if !goesOn {
                closedBytes = queue.taken
                self.file = nil
            }
            return true
        }
        if let slow {
            guard queue.isEmpty else { return false }
            self.slow = nil
            begin(slow)
            return true
        }
        switch walk.next() {
        case .file(let file)? where file.size == nil: slow = .file(file)
        case .address(let address)?: slow = .address(address)
        case let step?: begin(step)
        case nil: return false
        }
        return true
    }

    private func begin(_ step: InputWalk.Step) {
        switch step {
        case .file(let file): begin(file)
        case .address(let address): addresses.gather(address, into: queue)
        case .problem(let notice): queue.add(.failure(notice))
        case .passedOver(let notice): queue.add(.note(notice))
        }
    }

    // MARK: Files

    private func begin(_ file: InputFile) {
        do throws(ByteStreamError) {
            let stream = try ByteStream(file)
            if file.form != .archive, file.form != .parquet { try stream.unpack() }
            let head = try stream.peek(GatheringLimit.sniffed)
            let form = FileForm(named: file.form, head)
            switch form {
            case .page, .pdf, .feed, .document: try gather(page: stream, file, form)
            case .archive: begin(archive: file)
            case .parquet: begin(parquet: file)
            case .mailbox: self.file = MailboxFile(file, stream)
            case .table: try begin(file, stream, form, Opening(head, mayHoldNUL: true), head)
            case .workbook, .references: try begin(listing: stream, file, form)
            case .jsonLines: try begin(file, stream, form, Opening(head, mayHoldNUL: true), head)
            case .text, .jsonObject: try begin(file, stream, form, Opening(head), head)
            }
        } catch {
            closedBytes += file.size ?? 0
            queue.add(.failure(error.notice(file.place)))
        }
    }

    /// Begins a file of text.
    private func begin(
        _ file: InputFile, _ stream: ByteStream, _ form: FileForm, _ opening: Opening, _ head: ArraySlice<UInt8>
    ) throws(ByteStreamError) {
        switch opening {
        case .refused(let reason, let remedy):
            close(file, stream)
            queue.fail(file.place, reason, remedy)
        case .wide:
            let given = try whole(file, stream, limit: GatheringLimit.line) {
                let reason = "it is encoded in UTF-16 and longer than \(GatheringLimit.line >> 20) MiB"
                queue.fail(file.place, reason, "convert it to UTF-8, for instance with iconv -f UTF-16 -t UTF-8")
            }
            if let given { try begin(wide: given, file, form) }
        case .text(let mark):
            let mark = Array(head.prefix(mark))
            stream.drop(mark.count)
            switch form {
            case .jsonLines: self.file = LinesFile(file, stream, queue.options.names)
            case .jsonObject: try gather(object: stream, file, mark)
            case .table(let separator):
                self.file = try TableFile(
                    file, stream, separator: separator, chosen: queue.options.names, addresses: fetchable(file))
            default: try gather(text: stream, file, mark)
            }
        }
    }

    /// Begins a file of text in UTF-16, in memory as UTF-8. A text whose first line is a heading of columns is the table that Excel calls Unicode text.
    private func begin(wide given: [UInt8], _ file: InputFile, _ form: FileForm) throws(ByteStreamError) {
        let text = String(data: Data(given), encoding: .utf16).map { $0.hasPrefix("\u{FEFF}") ? String($0.dropFirst()) : $0 }
        guard let text else {
            return queue.fail(file.place, "it begins as UTF-16 and is damaged", "convert it to UTF-8, for instance with iconv")
        }
        let stream = ByteStream(memory: Array(text.utf8))
        let heading = text.prefix { !$0.isNewline }.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
        let isTable = form == .text && heading.count > 1 && (try? TableColumns(heading, queue.options.names)) != nil
        switch isTable ? .table(separator: 0x09) : form {
        case .jsonLines: self.file = LinesFile(file, stream, queue.options.names)
        case .table(let separator):
            self.file = try TableFile(file, stream, separator: separator, chosen: queue.options.names)
        case .jsonObject: add(objects: [Array(text.utf8)], given: given, file)
        default: add(text: text, replaced: 0, given: given, file)
        }
    }

    private func begin(archive file: InputFile) {
        guard let path = file.path, let size = file.size else {
            return queue.fail(
                file.place, "an archive cannot be read from a pipe or a browser", "add it with dixit add, by its file’s name")
        }
        guard size > 0 else { return queue.fail(file.place, "it is empty", "fetch it again") }
        guard let identity = ArchiveIdentity.of(path, size: size, queue.options.languages) else {
            return queue.add(.failure(.unreadable(path, errno)))
        }
        let place = queue.options.reached(identity)
        if let place, place.isEnd {
            closedBytes += size
            queue.taken = closedBytes
            return queue.add(
                .note(Notice(place: path, reason: "it was gone through before, to its end", remedy: "--again does it anew")))
        }
        self.file = ArchiveFile(file, path: path, identity: identity, after: place, command: queue.workers.command)
    }

    private func begin(parquet file: InputFile) {
        guard let path = file.path, file.size != nil else {
            let remedy = "add it with dixit add, by its file’s name"
            return queue.fail(file.place, "Parquet cannot be read from a pipe or a browser", remedy)
        }
        let wantsRecords = queue.options.keepsLedgerMember
        self.file = ParquetFile(file, path: path, wantsRecords: wantsRecords, command: queue.workers.command)
    }

    /// Counts a file's bytes as taken.
    private func close(_ file: InputFile, _ stream: ByteStream) {
        closedBytes += file.size ?? stream.position
        queue.taken = closedBytes
    }

    /// All of a file; nil where it is beyond the limit, which is then told.
    private func whole(_ file: InputFile, _ stream: ByteStream, limit: Int, else fail: () -> Void) throws(ByteStreamError)
        -> [UInt8]?
    {
        let bytes = try stream.rest(limit: limit)
        close(file, stream)
        if bytes == nil { fail() }
        return bytes
    }

    // MARK: Files that name articles

    /// What fetches the addresses that a file names; nil where nobody has named the file: what a visitor has sent leads nowhere.
    private func fetchable(_ file: InputFile) -> AddressGathering? {
        file.sent == nil && !queue.options.keepsLedgerMember ? addresses : nil
    }

    /// Begins a workbook or a bibliography, which a page worker lists.
    private func begin(listing stream: ByteStream, _ file: InputFile, _ form: FileForm) throws(ByteStreamError) {
        let bytes = try whole(file, stream, limit: GatheringLimit.line) {
            queue.fail(file.place, "the file is longer than \(GatheringLimit.line >> 20) MiB", "split it")
        }
        guard let bytes else { return }
        let request = PageRequest(kind: form == .workbook ? .workbook : .references, bytes: bytes, name: file.place)
        switch queue.workers.submit(request).wait(unless: queue.options.cancellation) {
        case .success(.tables(let tables)): try begin(tables, file)
        case .success(.references(let references)): begin(references, file)
        case .success: queue.fail(file.place, "it is not what its name says", "check what was saved under this name")
        case .failure(let refusal): queue.fail(file.place, refusal.reason, refusal.remedy)
        case nil: break
        }
    }

    private func begin(_ tables: [PageAnswer.Table], _ file: InputFile) throws(ByteStreamError) {
        var sheets: [TableFile] = []
        for table in tables where table.hidden == true {
            let reason = "its sheet “\(table.name)” is hidden, and was passed over"
            queue.add(.note(Notice(place: file.place, reason: reason, remedy: "show it in the workbook if it is meant")))
        }
        for table in tables where table.hidden != true {
            let sheet = tables.count > 1 ? table.name : nil
            sheets.append(
                try TableFile(
                    file, ByteStream(memory: Array(table.csv.utf8)), separator: UInt8(ascii: ","), chosen: queue.options.names,
                    addresses: fetchable(file), sheet: sheet))
        }
        self.file = WorkbookFile(file, sheets)
    }

    private func begin(_ references: [PageAnswer.Reference], _ file: InputFile) {
        guard let addresses = fetchable(file) else {
            let remedy = "add it with dixit add, by its file’s name"
            return queue.fail(file.place, "it names articles, which are not fetched for visitors", remedy)
        }
        let listed = references.map { one in
            let told = ToldArticle(title: one.title, author: one.author, outlet: one.outlet, published: one.published)
            return ListedArticle(address: one.url, files: one.files, told: told)
        }
        self.file = ListFile(file, listed, addresses)
    }

    // MARK: Files of one article

    /// - Parameter mark: the byte order mark, which the stream has behind it.
    private func gather(object stream: ByteStream, _ file: InputFile, _ mark: [UInt8]) throws(ByteStreamError) {
        let bytes = try whole(file, stream, limit: GatheringLimit.line) {
            queue.fail(file.place, "the file is longer than \(GatheringLimit.line >> 20) MiB", "give its articles as JSON Lines")
        }
        guard let bytes else { return }
        guard let several = MendedJSON.articles(of: bytes) ?? MendedJSON.withoutNaN(bytes).flatMap(MendedJSON.articles) else {
            return add(objects: [bytes], given: mark + bytes, file)
        }
        if several.isEmpty { queue.fail(file.place, "it holds an array without articles", "give articles in it") }
        add(objects: several, given: nil, file)
    }

    /// Adds the articles of a file's JSON objects.
    ///
    /// - Parameter given: the file's bytes where it is one object.
    private func add(objects: [[UInt8]], given: [UInt8]?, _ file: InputFile) {
        var dates = GivenDates(countsDays: false) { [names = queue.options.names] in
            var left = objects.makeIterator()
            return AnyIterator {
                while let object = left.next() { if let date = Article.published(ofObject: object, names) { return date } }
                return nil
            }
        }
        if let given {
            queue.add(object: objects[0], given: given, place: file.place, file, &dates) { queue.ids.article(file) }
        } else {
            let name = queue.ids.lines(file)
            for (number, article) in zip(1..., objects) {
                let place = "\(file.place), article \(number)"
                queue.add(object: article, given: article, place: place, file, &dates) { queue.ids.line(number, of: name) }
            }
        }
        if let notice = dates.notice(file.place) { queue.add(.warning(notice)) }
    }

    private func gather(text stream: ByteStream, _ file: InputFile, _ mark: [UInt8]) throws(ByteStreamError) {
        let bytes = try whole(file, stream, limit: GatheringLimit.article) { queue.add(.failure(.articleTooLong(file.place))) }
        guard let bytes else { return }
        let decoded = DecodedText(bytes)
        if let addresses = fetchable(file), let listed = AddressList.of(decoded.text) {
            self.file = ListFile(file, listed, addresses)
            return
        }
        add(text: decoded.text, replaced: decoded.replaced, given: mark + bytes, file)
    }

    /// Adds a plain text. Where its lines end with carriage returns alone, as old Macs wrote them, these become line feeds.
    private func add(text: String, replaced: Int, given: [UInt8], _ file: InputFile) {
        let bytes = text.utf8
        let isOld = bytes.contains(0x0D) && !bytes.contains(0x0A)
        let text = isOld ? String(decoding: bytes.map { $0 == 0x0D ? 0x0A : $0 }, as: UTF8.self) : text
        let article = Article(
            id: queue.ids.article(file), path: file.recordedPath, title: queue.options.told[.title] ?? PlainTitle.of(text),
            text: text)
        queue.add(article, given, place: file.place, replaced: replaced)
    }

    /// A page or a PDF, which a page worker takes apart.
    private func gather(page stream: ByteStream, _ file: InputFile, _ form: FileForm) throws(ByteStreamError) {
        let bytes = try whole(file, stream, limit: GatheringLimit.line) {
            queue.fail(file.place, "the file is longer than \(GatheringLimit.line >> 20) MiB", "split it into articles")
        }
        guard let bytes else { return }
        let origin = PageOrigin(id: queue.ids.article(file), place: file.place, path: file.recordedPath, given: bytes)
        let kind: PageRequest.Kind =
            switch form {
            case .pdf: .pdf
            case .feed: .feed
            case .document: .file
            default: .page
            }
        let name = kind == .file ? file.place : nil
        queue.add(PageRequest(kind: kind, bytes: bytes, name: name, contents: kind == .feed), origin)
    }
}
