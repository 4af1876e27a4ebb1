import Meaning
import Reading
import Record
import Wire

/// A reader as C holds it. May be used from many threads at once.
private final class OpenReader: Sendable {
    let reader: Reader
    private let marker: Marker

    init(_ reader: Reader) throws {
        self.reader = reader
        marker = try Marker(for: reader)
    }

    /// The line that `dixit read -f jsonl` writes for an article, without its line feed.
    func record(of article: Article) -> [UInt8] {
        let findings = reader.read(article.text, unless: { false }).map { marker.marked(article, $0) } ?? Findings()
        return ArticleRecord(article: article, findings: findings, reader: reader.version).json
    }
}

/// `dixit_reader_open`: opens a model.
///
/// - Parameters:
///   - model: the file's path.
///   - engine: "int8", "float" or "portable"; NULL takes the fastest that this machine can run.
/// - Returns: a reader, to be closed with `dixit_reader_close`; NULL where `error` says why.
@_cdecl("dixit_reader_open")
public func openReader(
    _ model: UnsafePointer<CChar>, _ engine: UnsafePointer<CChar>?, _ error: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
) -> UnsafeMutableRawPointer? {
    Handed.attempt(error) {
        let named = try engine.map { name in
            let name = String(cString: name)
            guard let engine = Reader.Engine(rawValue: name) else {
                let known = Reader.Engine.allCases.map(\.rawValue).joined(separator: ", ")
                throw CallError(description: "there is no engine “\(name)”; name one of \(known), or none")
            }
            return engine
        }
        let reader = try Reader(modelAt: String(cString: model), engine: named)
        return Unmanaged.passRetained(try OpenReader(reader)).toOpaque()
    }
}

/// `dixit_reader_about`: the version of the program, the model as records name it, and the engine: an object in JSON.
@_cdecl("dixit_reader_about")
public func aboutReader(_ reader: UnsafeMutableRawPointer, _ length: UnsafeMutablePointer<Int>?) -> UnsafeMutablePointer<CChar>? {
    let reader = Unmanaged<OpenReader>.fromOpaque(reader).takeUnretainedValue().reader
    var writer = JSONWriter()
    writer.object { json in
        json.member("version", reader.version.version)
        json.member("model", reader.version.model)
        json.member("engine", reader.engine.rawValue)
    }
    return Handed.bytes(writer.bytes, length)
}

/// `dixit_reader_read`: reads an article. Called from as many threads at once as there are.
///
/// - Parameters:
///   - article: an object in JSON as `dixit read` takes it on a line: `text`, and where known `id`, `title`, `outlet`, …
///   - size: its bytes.
///   - id: what the article is called where the object has no `id`.
///   - path: the file that the record names.
/// - Returns: the line that `dixit read -f jsonl` writes, without its line feed; NULL where `error` says why.
@_cdecl("dixit_reader_read")
public func readArticle(
    _ reader: UnsafeMutableRawPointer, _ article: UnsafePointer<UInt8>, _ size: Int, _ id: UnsafePointer<CChar>,
    _ path: UnsafePointer<CChar>, _ length: UnsafeMutablePointer<Int>?,
    _ error: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
) -> UnsafeMutablePointer<CChar>? {
    let reader = Unmanaged<OpenReader>.fromOpaque(reader).takeUnretainedValue()
    return Handed.attempt(error) {
        let json = Array(UnsafeBufferPointer(start: article, count: size))
        let article = try Article(json: json, id: String(cString: id), path: String(cString: path))
        return Handed.bytes(reader.record(of: article), length)
    }
}

/// `dixit_reader_close`: closes a reader; nobody may be reading with it.
@_cdecl("dixit_reader_close")
public func closeReader(_ reader: UnsafeMutableRawPointer) { Unmanaged<OpenReader>.fromOpaque(reader).release() }
