import Record
import Wire

/// Files of annotated articles, JSON Lines that are measured rather than read: all of their lines must be right.
public enum AnnotatedFile {
    /// What a file's articles are for.
    public enum Part: Sendable {
        /// Their statements are right: each must have its text, which all spans count in.
        case gold
        /// Their statements are compared with gold ones: a text is not needed.
        case predictions
    }

    /// Reads every line of a file; blank ones do not count, and a byte order mark is left out. Of articles with the same id the last
    /// one counts.
    ///
    /// - Throws: a notice that names the file, and the line where one is broken.
    public static func articles(at path: String, as part: Part) throws(Notice) -> [AnnotatedArticle] {
        try lines(at: path, id: \.id) { (json) throws(AnnotatedArticleError) in
            let article = try AnnotatedArticle(json: json)
            if part == .gold, article.text == nil { throw .missing("text") }
            return article
        }
    }

    /// Reads every line of a file of time expressions, in the same way.
    public static func times(at path: String) throws(Notice) -> [AnnotatedTimes] {
        try lines(at: path, id: \.id) { (json) throws(AnnotatedArticleError) in try AnnotatedTimes(json: json) }
    }

    private static func lines<Line>(
        at path: String, id: (Line) -> String, _ read: ([UInt8]) throws(AnnotatedArticleError) -> Line
    ) throws(Notice) -> [Line] {
        let name = path == "-" ? "standard input" : path
        var lines: [Line] = []
        var places: [String: Int] = [:]
        do {
            let stream = try open(path, name)
            var number = 0
            while let line = try stream.line(limit: GatheringLimit.line) {
                number += 1
                guard let article = try AnnotatedFile.line(line, place: "\(name):\(number)", read) else { continue }
                if let place = places[id(article)] {
                    lines[place] = article
                } else {
                    places[id(article)] = lines.count
                    lines.append(article)
                }
            }
        } catch let failure as ByteStreamError {
            throw failure.notice(name)
        } catch let notice as Notice {
            throw notice
        } catch {
            throw Notice(place: name, reason: "\(error)", remedy: "mend it")
        }
        return lines
    }

    /// The file behind its byte order mark.
    private static func open(_ path: String, _ name: String) throws -> ByteStream {
        let stream = try ByteStream(path: path == "-" ? nil : path)
        switch try Opening(stream.peek(GatheringLimit.sniffed)) {
        case .text(let mark): stream.drop(mark)
        case .wide:
            throw Notice(
                place: name, reason: "it is encoded in UTF-16",
                remedy: "convert it to UTF-8, for instance with iconv -f UTF-16 -t UTF-8")
        case .refused(let reason, let remedy): throw Notice(place: name, reason: reason, remedy: remedy)
        }
        return stream
    }

    private static func line<Line>(
        _ line: ByteStream.Line, place: String, _ read: ([UInt8]) throws(AnnotatedArticleError) -> Line
    ) throws(Notice) -> Line? {
        switch line {
        case .tooLong(let length):
            throw Notice(place: place, reason: "the line is too long (\(length) bytes)", remedy: "split or remove it")
        case .line(let bytes):
            if bytes.allSatisfy({ $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }) { return nil }
            do throws(AnnotatedArticleError) {
                return try read(bytes)
            } catch {
                throw Notice(place: place, reason: error.description, remedy: remedy(for: error))
            }
        }
    }

    private static func remedy(for error: AnnotatedArticleError) -> String {
        switch error {
        case .json: "mend the line or leave it out"
        case .notAnObject: "give one object a line"
        case .missing("text"): "give the article's text there, which the spans count in"
        case .missing("statements"): "give the article's statements there, [] where it has none"
        case .missing("timex"): "give the article's time expressions there, [] where it has none"
        case .missing: "give it there"
        case .notAString: "give a string"
        }
    }
}
