import Foundation
import Record
import Wire

/// A file of JSON Lines, while it is gathered.
final class LinesFile: OpenFile {
    private let file: InputFile
    private let stream: ByteStream
    private var number = 0
    /// Whether a line has come that is not blank.
    private var holdsAny = false
    /// What stands before the line's number in ids; nil until one is made.
    private var name: String?
    private var dates: GivenDates

    init(_ file: InputFile, _ stream: ByteStream, _ names: ArticleNames) {
        self.file = file
        self.stream = stream
        let again = stream.fromHere()
        dates = GivenDates(countsDays: false) {
            let stream = again()
            return AnyIterator {
                while let line = try? stream?.line(limit: GatheringLimit.line) {
                    if case .line(let bytes) = line, let date = Article.published(ofObject: bytes, names) { return date }
                }
                return nil
            }
        }
    }

    var mayKeepWaiting: Bool { file.size == nil }

    func gatherNext(into queue: GatheredQueue, taken: (Int) -> Void) -> Bool {
        do {
            let line = try stream.line(limit: GatheringLimit.line)
            taken(stream.position)
            guard let line else {
                if let notice = dates.notice(file.place) { queue.add(.warning(notice)) }
                if !holdsAny { queue.add(.note(Notice(place: file.place, reason: "it holds no line", remedy: nil))) }
                return false
            }
            number += 1
            let place = "\(file.place):\(number)"
            switch line {
            case .tooLong(let length):
                holdsAny = true
                queue.fail(
                    place, "the line is longer than \(GatheringLimit.line >> 20) MiB (\(length) bytes)", "split or remove it")
            case .line(let bytes):
                if bytes.allSatisfy({ $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }) { return true }
                holdsAny = true
                queue.add(object: bytes, given: bytes, place: place, file, &dates) { id(queue) }
            }
            return true
        } catch {
            queue.add(.failure(error.notice(file.place)))
            return false
        }
    }

    /// An id for the line that was read last.
    private func id(_ queue: GatheredQueue) -> String {
        let name = self.name ?? queue.ids.lines(file)
        self.name = name
        return queue.ids.line(number, of: name)
    }
}

extension GatheredQueue {
    /// Adds the article of a JSON object.
    ///
    /// - Parameters:
    ///   - dates: those of the objects that it stands among.
    ///   - madeID: makes the id of an object that has none.
    func add(
        object bytes: [UInt8], given: [UInt8], place: String, _ file: InputFile, _ dates: inout GivenDates, madeID: () -> String
    ) {
        let decoded = DecodedText(bytes)
        do throws(ArticleError) {
            let json = Array(decoded.text.utf8)
            var article: Article
            do throws(ArticleError) {
                article = try Article(json: json, id: "", path: file.recordedPath, names: options.names)
            } catch {
                // Python's programs write NaN, which JSON does not have, where nothing is known.
                guard case .syntax = error, let mended = MendedJSON.withoutNaN(json) else { throw error }
                article = try Article(json: mended, id: "", path: file.recordedPath, names: options.names)
            }
            // NewsAPI's word for what an outlet has taken back.
            guard article.text.trimmingCharacters(in: .whitespacesAndNewlines) != "[Removed]" else {
                return add(.note(Notice(place: place, reason: "its outlet has taken it back (“[Removed]”)", remedy: nil)))
            }
            if article.id.isEmpty { article.id = madeID() }
            if !options.keepsLedgerMember { article.published = article.published.map { dates.understood($0) } }
            add(article, given, place: place, replaced: decoded.replaced)
        } catch {
            fail(place, error.description, error.remedy)
        }
    }
}

extension Article {
    /// When the article of a JSON object was published, as it says itself; nil where it says nothing, or is none.
    static func published(ofObject json: [UInt8], _ names: ArticleNames) -> String? {
        (try? Article(json: json, id: "", path: "", names: names))?.published
    }
}

extension ArticleError {
    /// What to do about it, as a clause.
    fileprivate var remedy: String {
        switch self {
        case .syntax: "mend it or leave it out"
        case .notAnObject: "give one object a line"
        case .noText: "give the article's text there, or name the member that holds it with --map text=NAME"
        case .notAString(name: "text", _): "give the article's text as a string"
        case .notAString: "give a string or null"
        case .authorNotAString: "give a string or a list of strings"
        }
    }
}
