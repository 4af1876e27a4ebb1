import Record

/// Files of annotated articles, JSON Lines that are measured rather than read: all of their lines must be right.
public enum AnnotatedFile {
    /// Reads every line of a file; blank ones do not count. Of articles with the same id the last one counts.
    ///
    /// - Throws: a notice that names the file, and the line where one is broken.
    public static func articles(at path: String) throws(Notice) -> [AnnotatedArticle] {
        var articles: [AnnotatedArticle] = []
        var places: [String: Int] = [:]
        do {
            let stream = try ByteStream(path: path == "-" ? nil : path)
            var number = 0
            while let line = try stream.line(limit: GatheringLimit.line) {
                number += 1
                guard let article = try article(line, place: "\(path):\(number)") else { continue }
                if let place = places[article.id] {
                    articles[place] = article
                } else {
                    places[article.id] = articles.count
                    articles.append(article)
                }
            }
        } catch let failure as ByteStream.Failure {
            throw .unreadable(path, failure.code)
        } catch let notice as Notice {
            throw notice
        } catch {
            throw Notice(place: path, reason: "\(error)", remedy: "mend it")
        }
        return articles
    }

    private static func article(_ line: ByteStream.Line, place: String) throws -> AnnotatedArticle? {
        switch line {
        case .tooLong(let length):
            throw Notice(place: place, reason: "the line is too long (\(length) bytes)", remedy: "split or remove it")
        case .line(let bytes):
            if bytes.allSatisfy({ $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }) { return nil }
            do {
                return try AnnotatedArticle(json: bytes)
            } catch {
                throw Notice(place: place, reason: "\(error)", remedy: "mend the line or leave it out")
            }
        }
    }
}
