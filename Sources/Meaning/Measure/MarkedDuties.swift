import Foundation
import Record

/// A text whose duties people have marked: who owes what under which instrument, and who says so.
public struct MarkedDuties: Decodable, Sendable {
    /// Its id, by which a prediction is paired with it.
    public let id: String
    /// Its text.
    public let text: String
    /// The day or moment of publication, as given.
    public let published: String?
    /// Who gives the speech, where it is one.
    public let speaker: String?
    let duties: [MarkedDuty]

    private enum CodingKeys: String, CodingKey {
        case id, text, published, speaker
        case duties = "gold_duties"
    }

    /// The texts of a file of JSON Lines.
    ///
    /// - Throws: `MarkedFileError` that names the line which holds no such text.
    public static func texts(in file: Data, called name: String) throws -> [MarkedDuties] {
        try MarkedLines.decode(
            file, called: name, "text with duties: it needs id, text, and gold_duties, each with bearer, status and by")
    }
}

/// A duty as it was marked.
struct MarkedDuty: Decodable, Sendable {
    let bearer: String
    let duty: Span?
    let instrument: Span?
    let status: String
    /// Who says so; "the author" for the text's own voice.
    let by: String

    private enum Keys: String, CodingKey { case bearer, duty, instrument, status, by }

    init(from decoder: any Decoder) throws {
        let members = try decoder.container(keyedBy: Keys.self)
        bearer = try members.decode(String.self, forKey: .bearer)
        duty = try members.decodeIfPresent(MarkedSpan.self, forKey: .duty)?.span
        instrument = try members.decodeIfPresent(MarkedSpan.self, forKey: .instrument)?.span
        status = try members.decode(String.self, forKey: .status)
        by = try members.decode(String.self, forKey: .by)
    }
}

/// A span of a marked file: [start, end], or an object with both.
struct MarkedSpan: Decodable, Sendable {
    let span: Span

    private enum Keys: String, CodingKey { case start, end }

    init(from decoder: any Decoder) throws {
        let (start, end): (Int, Int)
        if let members = try? decoder.container(keyedBy: Keys.self) {
            (start, end) = (try members.decode(Int.self, forKey: .start), try members.decode(Int.self, forKey: .end))
        } else {
            let ends = try [Int](from: decoder)
            guard ends.count == 2 else { throw MarkedSpan.fault(decoder) }
            (start, end) = (ends[0], ends[1])
        }
        guard 0 <= start, start <= end else { throw MarkedSpan.fault(decoder) }
        span = Span(start, end)
    }

    private static func fault(_ decoder: any Decoder) -> DecodingError {
        .dataCorrupted(
            .init(codingPath: decoder.codingPath, debugDescription: "a span begins at 0 or later, and does not end before"))
    }
}

/// Reading marked files line by line.
enum MarkedLines {
    /// The rows of a file of JSON Lines; empty lines are passed over.
    ///
    /// - Parameter what: what a line must be, behind "is no".
    /// - Throws: `MarkedFileError` that names the line which is none.
    static func decode<Row: Decodable>(_ file: Data, called name: String, _ what: String) throws -> [Row] {
        try file.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).enumerated().compactMap { number, line in
            if line.allSatisfy({ $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\r") }) { return nil }
            guard let row = try? JSONDecoder().decode(Row.self, from: line) else {
                throw MarkedFileError(description: "\(name):\(number + 1) is no \(what)")
            }
            return row
        }
    }
}
