import Foundation
import Record

/// Gathers articles from files, folders and standard input, one at a time, in the order they are named.
///
///     for event in Gatherer([.path("news"), .standardInput]) {
///         switch event {
///         case .article(let article, _): read(article)
///         case .warning(let notice): say(notice)
///         case .failure(let notice): say(notice); failed = true
///         }
///     }
///
/// A file is a web page where it is named `.html`, `.htm` or `.xhtml`, a PDF where it is named `.pdf`, JSON Lines where it is named `.jsonl` or `.ndjson`, one JSON object where it is named `.json`, else plain text in
/// UTF-8. Standard input, pipes and devices are JSON Lines where their first character is `{` (one object where that stands alone
/// on its line), else plain text. The members of an object are told at `Article.init(json:)`.
///
/// Folders are walked down in the byte order of names, each once, so that links in a circle end; in them `.txt`, `.jsonl`,
/// `.ndjson` and `.json` are read, and hidden and other files passed over.
///
/// - An article without an id gets one from its place: the file's name without extension (in a folder, its path from there), with
///   `:` and the line's number for JSON Lines: `dev:3`; for standard input `stdin`, `stdin:3`. Where such an id was given out
///   already, the later article gets its path instead of the name, and where that was too, its path with `:2`, `:3`, …. Ids that
///   are given are taken as they are, whether or not they are unique.
/// - A plain text's first line is its title where a blank line follows and it is shorter than 200 characters; it stays in the text.
/// - A byte order mark of UTF-8 is left out. Bytes that are not UTF-8 are replaced by U+FFFD, with a warning.
/// - An empty text is given out with a warning.
/// - What is beyond `GatheringLimit` is refused without being held; the rest of the file is still gathered. JSON Lines are read in
///   memory that does not grow with the file.
///
/// An iterator with open files: use it from one thread.
public final class Gatherer: Sequence, IteratorProtocol {
    private var walk: InputWalk
    private var lines: LinesInProgress?
    private var pending: [Gathered] = []
    private var closedBytes = 0
    private var ids = MadeIDs()
    private let pages = PageWorker()

    /// JSON Lines that are being read.
    private struct LinesInProgress {
        let file: InputFile
        let stream: ByteStream
        var number = 0
        /// What stands before the line's number in ids; nil until one is made.
        var name: String?
    }

    /// A gatherer that has gathered nothing yet.
    public init(_ inputs: [Input]) { walk = InputWalk(inputs) }

    /// The bytes taken from all inputs so far.
    public var bytesRead: Int { closedBytes + (lines?.stream.position ?? 0) }

    /// The bytes of all inputs together; nil where one is a pipe or a device. Walks through the folders.
    public static func totalBytes(_ inputs: [Input]) -> Int? {
        var total = 0
        for case .file(let file) in InputWalk(inputs) {
            guard let size = file.size else { return nil }
            total += size
        }
        return total
    }

    /// The next event; nil when all inputs are done.
    public func next() -> Gathered? {
        while pending.isEmpty {
            if lines != nil {
                readLine()
            } else {
                switch walk.next() {
                case .file(let file): begin(file)
                case .problem(let notice): return .failure(notice)
                case nil: return nil
                }
            }
        }
        return pending.removeFirst()
    }

    // MARK: Files

    private func begin(_ file: InputFile) {
        do {
            let stream = try ByteStream(path: file.path)
            if file.form == .page || file.form == .pdf { return try gather(page: stream, file) }
            let head = try stream.peek(GatheringLimit.sniffed)
            switch Opening(head) {
            case .refused(let reason, let remedy):
                closedBytes += file.size ?? 0
                fail(file.place, reason, remedy)
            case .text(let mark):
                stream.drop(mark)
                try begin(file, stream, Gatherer.form(file, head.dropFirst(mark)), mark: Array(head.prefix(mark)))
            }
        } catch {
            fail(.unreadable(file.place, (error as? ByteStream.Failure)?.code ?? 0))
        }
    }

    /// - Parameter mark: the byte order mark, which the stream has behind it.
    private func begin(_ file: InputFile, _ stream: ByteStream, _ form: InputFile.Form, mark: [UInt8]) throws {
        switch form {
        case .jsonLines:
            lines = LinesInProgress(file: file, stream: stream)
        case .jsonObject:
            let bytes = try stream.rest(limit: GatheringLimit.line)
            closedBytes += file.size ?? stream.position
            guard let bytes else {
                return fail(
                    file.place, "the file is longer than \(GatheringLimit.line >> 20) MiB", "give its articles as JSON Lines")
            }
            gather(object: bytes, given: mark.isEmpty ? bytes : mark + bytes, place: file.place, file) { ids.article(file) }
        case .text, .shownByFirstByte, .page, .pdf:
            let bytes = try stream.rest(limit: GatheringLimit.article)
            closedBytes += file.size ?? stream.position
            guard let bytes else { return failTooLong(file.place) }
            gather(text: bytes, given: mark.isEmpty ? bytes : mark + bytes, file)
        }
    }

    private static func form(_ file: InputFile, _ head: ArraySlice<UInt8>) -> InputFile.Form {
        guard file.form == .shownByFirstByte else { return file.form }
        let visible = head.drop { $0 == 0x20 || (0x09...0x0D).contains($0) }
        guard visible.first == UInt8(ascii: "{") else { return .text }
        let firstLine = visible.prefix { $0 != 0x0A }.dropFirst()
        let standsAlone = firstLine.allSatisfy { $0 == 0x20 || $0 == 0x09 || $0 == 0x0D } && visible.contains(0x0A)
        return standsAlone ? .jsonObject : .jsonLines
    }

    private func readLine() {
        guard var current = lines else { return }
        do {
            guard let line = try current.stream.line(limit: GatheringLimit.line) else {
                closedBytes += current.stream.position
                lines = nil
                return
            }
            current.number += 1
            lines = current
            let place = "\(current.file.place):\(current.number)"
            switch line {
            case .tooLong(let length):
                fail(place, "the line is longer than \(GatheringLimit.line >> 20) MiB (\(length) bytes)", "split or remove it")
            case .line(let bytes):
                if bytes.allSatisfy({ $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }) { return }
                gather(object: bytes, given: bytes, place: place, current.file, madeID: lineID)
            }
        } catch {
            lines = nil
            fail(.unreadable(current.file.place, error.code))
        }
    }

    /// An id for the line that was read last.
    private func lineID() -> String {
        guard var current = lines else { return "" }
        let name = current.name ?? ids.lines(current.file)
        current.name = name
        lines = current
        return ids.line(current.number, of: name)
    }

    // MARK: Articles

    private func gather(text bytes: [UInt8], given: [UInt8], _ file: InputFile) {
        let decoded = DecodedText(bytes)
        let article = Article(
            id: ids.article(file), path: file.recordedPath, title: Gatherer.title(ofPlainText: decoded.text), text: decoded.text)
        give(article, given, place: file.place, replaced: decoded.replaced)
    }

    /// A page or a PDF, which the page worker takes apart.
    private func gather(page stream: ByteStream, _ file: InputFile) throws {
        let bytes = try stream.rest(limit: GatheringLimit.line)
        closedBytes += file.size ?? stream.position
        guard let bytes else {
            return fail(file.place, "the file is longer than \(GatheringLimit.line >> 20) MiB", "split it into articles")
        }
        do throws(PageWorker.Refusal) {
            let page = try pages.article(in: bytes, file.form == .pdf ? .pdf : .page)
            var article = Article(
                id: ids.article(file), path: file.recordedPath, title: page.title, outlet: page.outlet, author: page.author,
                published: page.published, url: page.url, text: page.text)
            for case (let name, let value?) in [("language", page.language), ("credit", page.credit)] {
                article.carried.append(.init(name: name, json: Gatherer.quoted(value)))
            }
            if let language = page.language, language != "en" {
                warn(
                    file.place, "its language is “\(language)”", "only English is understood; do not rely on what is found in it")
            }
            give(article, bytes, place: file.place, replaced: page.replaced)
        } catch {
            fail(file.place, error.reason, error.remedy)
        }
    }

    /// A string as JSON.
    private static func quoted(_ text: String) -> String {
        (try? JSONEncoder().encode(text)).map { String(decoding: $0, as: UTF8.self) } ?? "null"
    }

    /// - Parameter madeID: makes the id of an object that has none.
    private func gather(object bytes: [UInt8], given: [UInt8], place: String, _ file: InputFile, madeID: () -> String) {
        let decoded = DecodedText(bytes)
        do {
            let json = decoded.replaced == 0 ? bytes : Array(decoded.text.utf8)
            var article = try Article(json: json, id: "", path: file.recordedPath)
            if article.id.isEmpty { article.id = madeID() }
            give(article, given, place: place, replaced: decoded.replaced)
        } catch {
            fail(place, error.description, Gatherer.remedy(for: error))
        }
    }

    private func give(_ article: Article, _ given: [UInt8], place: String, replaced: Int) {
        guard article.text.utf8.count <= GatheringLimit.article else { return failTooLong(place) }
        if replaced > 0 {
            let places = replaced == 1 ? "1 place in it is" : "\(replaced) places in it are"
            warn(place, "\(places) not UTF-8 and became U+FFFD", "convert it to UTF-8 if that matters")
        }
        if article.text.unicodeScalars.allSatisfy(\.properties.isWhitespace) {
            warn(place, "its text is empty", "it is recorded without statements")
        }
        pending.append(.article(article, given: given))
    }

    private static func title(ofPlainText text: String) -> String? {
        let lines = text.utf8.prefix(4_000).split(separator: 0x0A, maxSplits: 2, omittingEmptySubsequences: false)
        let isBlank = { (line: Substring.UTF8View) in line.allSatisfy { $0 == 0x20 || (0x09...0x0D).contains($0) } }
        guard lines.count == 3, !isBlank(lines[0]), isBlank(lines[1]), !isBlank(lines[2]) else { return nil }
        var title = Substring(lines[0]).unicodeScalars
        while let last = title.last, last.properties.isWhitespace { title.removeLast() }
        while let first = title.first, first.properties.isWhitespace { title.removeFirst() }
        return title.count < 200 ? String(title) : nil
    }

    // MARK: Notices

    private static func remedy(for fault: Article.Fault) -> String {
        switch fault {
        case .syntax: "mend it or leave it out"
        case .notAnObject: "give one object a line"
        case .noText: "give the article's text there"
        case .notAString(name: "text", _): "give the article's text as a string"
        case .notAString: "give a string or null"
        case .authorNotAString: "give a string or a list of strings"
        }
    }

    private func failTooLong(_ place: String) {
        fail(place, "the article is longer than \(GatheringLimit.article >> 20) MiB", "split it into articles")
    }

    private func fail(_ place: String, _ reason: String, _ remedy: String) {
        fail(Notice(place: place, reason: reason, remedy: remedy))
    }

    private func fail(_ notice: Notice) { pending.append(.failure(notice)) }

    private func warn(_ place: String, _ reason: String, _ remedy: String) {
        pending.append(.warning(Notice(place: place, reason: reason, remedy: remedy)))
    }
}
