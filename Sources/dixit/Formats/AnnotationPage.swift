import Foundation
import Ledger
import Record
import Transfer
import Wire

/// Statements as W3C Web Annotations (https://www.w3.org/TR/annotation-model/) in JSON-LD: one page, an annotation for each statement.
///
/// An annotation's targets are the pieces of source, cue and content, told apart by `styleClass`, each with a text position and a text
/// quote; positions count code points of the article's text, as the standard says. Its bodies are the form, and who speaks. The text annotated
/// is named by the SHA-256 of the bytes given (RFC 6920), so that it cannot be taken for a page that has changed since; the page's
/// address stands beside it.
enum AnnotationPage {
    static let opening = #"{"@context": "http://www.w3.org/ns/anno.jsonld", "type": "AnnotationPage", "items": ["#

    /// What stands behind the last annotation: the page's id too, which only then is known.
    static func closing(_ id: ID) -> String { "\n], \"id\": \"\(id)\"}\n" }

    /// What identifies a page: a name made of its annotations (a UUID of version 8, RFC 9562), the same for the same ones in the same order.
    struct ID: CustomStringConvertible {
        private(set) var isOfNothing = true
        private var digest = Fingerprint(of: []).bytes

        /// Takes up one more annotation.
        mutating func count(_ annotation: [UInt8]) {
            digest = Fingerprint(of: digest + annotation).bytes
            isOfNothing = false
        }

        var description: String {
            var bytes = Array(digest.prefix(16))
            bytes[6] = bytes[6] & 0x0F | 0x80
            bytes[8] = bytes[8] & 0x3F | 0x80
            return "urn:uuid:\(UUID(uuid: bytes.withUnsafeBytes { $0.load(as: uuid_t.self) }).uuidString.lowercased())"
        }
    }

    /// How much of the text stands on each side of a quote, in code points.
    private static let around = 32

    /// The annotation of a statement.
    static func annotation(_ entry: StatementEntry, in article: LoadedArticle) -> [UInt8] {
        let name = "ni:///sha-256;" + base64URL(article.fingerprint.bytes)
        let text = Context(article)
        var json = JSONWriter()
        json.object { json in
            json.member("id", "\(name)#statement-\(entry.id.number)")
            json.member("type", "Annotation")
            json.member("motivation", "identifying")
            json.name("creator")
            json.object { json in
                json.member("type", entry.state == .unreviewed ? "Software" : "Person")
                json.member(
                    "name",
                    entry.state == .unreviewed
                        ? "Dixit \(article.record.reader.version), \(article.record.reader.model)" : "a reviewer")
            }
            json.name("body")
            json.array(bodies(of: entry)) { body, json in
                json.object { json in
                    json.member("type", "TextualBody")
                    json.member("purpose", body.purpose)
                    json.member("value", body.value)
                }
            }
            json.name("target")
            json.array(targets(of: entry.statement)) { target, json in
                json.object { json in
                    json.member("type", "SpecificResource")
                    json.member("styleClass", target.role)
                    json.name("source")
                    write(source: name, of: entry.article, to: &json)
                    json.name("selector")
                    json.array([true, false]) { isPosition, json in write(target.extract, isPosition, text, to: &json) }
                }
            }
        }
        return json.bytes
    }

    private static func bodies(of entry: StatementEntry) -> [(purpose: String, value: String)] {
        let speaker = entry.actor?.name ?? entry.speaker
        return [("classifying", entry.statement.form.rawValue)] + (speaker.map { [("identifying", $0)] } ?? [])
    }

    private static func targets(of statement: Statement) -> [(role: String, extract: Extract)] {
        [("source", statement.source), ("cue", statement.cue), ("content", statement.content)].flatMap { role, extracts in
            extracts.map { (role, $0) }
        }
    }

    private static func write(source name: String, of article: ArticleEntry, to json: inout JSONWriter) {
        json.object { json in
            json.member("id", name)
            json.member("type", "Text")
            json.member("format", "text/plain")
            if let title = article.title { json.member("title", title) }
            if let url = article.url { json.member("via", url) }
        }
    }

    private static func write(_ extract: Extract, _ isPosition: Bool, _ text: Context, to json: inout JSONWriter) {
        json.object { json in
            if isPosition {
                json.member("type", "TextPositionSelector")
                json.member("start", extract.span.start)
                json.member("end", extract.span.end)
            } else {
                json.member("type", "TextQuoteSelector")
                json.member("exact", extract.text)
                json.member("prefix", text.slice(extract.span.start - around, extract.span.start))
                json.member("suffix", text.slice(extract.span.end, extract.span.end + around))
            }
        }
    }

    /// Base 64 with the alphabet for addresses, unpadded (RFC 4648, section 5).
    static func base64URL(_ bytes: [UInt8]) -> String {
        let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)
        var text: [UInt8] = []
        for at in stride(from: 0, to: bytes.count, by: 3) {
            let part = bytes[at..<min(at + 3, bytes.count)]
            let number = part.reduce(0) { $0 << 8 | Int($1) } << (8 * (3 - part.count))
            for digit in 0...part.count { text.append(digits[number >> (18 - 6 * digit) & 63]) }
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// An article's text, to be cut by code points.
    private struct Context {
        private let scalars: [Unicode.Scalar]

        init(_ article: LoadedArticle) { scalars = Array(article.record.article.text.unicodeScalars) }

        func slice(_ start: Int, _ end: Int) -> String {
            let (start, end) = (max(0, start), min(scalars.count, end))
            return start < end ? String(String.UnicodeScalarView(scalars[start..<end])) : ""
        }
    }
}
