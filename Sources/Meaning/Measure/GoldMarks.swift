import Foundation
import Record

/// An article whose statements people have marked: whose they are and what is meant by them. The keys are those of the marked files
/// (`who`, `k`, `n`, `act`, `to`, `on`, `f`, `vs`, `ag`, `d`); what is missing is taken for not marked.
public struct MarkedArticle: Decodable, Sendable {
    /// Its id, by which a prediction is paired with it.
    public let id: String
    /// Its text.
    public let text: String
    /// The day or moment of publication, as given, from which "last week" counts.
    public let published: String?
    let statements: [MarkedStatement]

    /// The articles of a file of JSON Lines.
    ///
    /// - Throws: `MarkedFileError` that names the line which is no marked article.
    public static func articles(in file: Data, called name: String) throws -> [MarkedArticle] {
        try MarkedLines.decode(
            file, called: name, "marked article: its statements need source, cue, content, who, n, act, on and f")
    }
}

/// Why a file holds no marked articles, as a sentence.
public struct MarkedFileError: Error, Equatable, CustomStringConvertible {
    /// The sentence.
    public let description: String
}

/// A statement with what people marked.
struct MarkedStatement: Decodable, Sendable {
    let spans: StatementSpans
    /// Whose it is: a name, "?" and a description, names joined by " + ", "-" for nobody.
    let who: String
    /// How the source is named.
    let sourcing: String
    let act: String
    let addressee: String?
    /// Names with the speaker's tone toward them.
    let about: [(name: String, tone: String)]
    /// Letters of claims.
    let claims: Set<Character>
    let opposed: [Int]
    let supported: [Int]
    /// The day or period when it was said: "2016-10-11", "2016-10", "2016", "2016-W41".
    let day: String?

    private enum Keys: String, CodingKey {
        case source, cue, content, who, n, act, to, on, f, vs, ag, d
    }

    init(from decoder: any Decoder) throws {
        let members = try decoder.container(keyedBy: Keys.self)
        func spans(_ key: Keys) throws -> [Span] {
            try (members.decodeIfPresent([[Int]].self, forKey: key) ?? []).map { span in
                guard span.count == 2, 0 <= span[0], span[0] <= span[1] else {
                    throw DecodingError.dataCorruptedError(
                        forKey: key, in: members, debugDescription: "a span begins at 0 or later, and does not end before")
                }
                return Span(span[0], span[1])
            }
        }
        self.spans = StatementSpans(source: try spans(.source), cue: try spans(.cue), content: try spans(.content))
        who = try members.decode(String.self, forKey: .who)
        sourcing = try members.decode(String.self, forKey: .n)
        act = try members.decodeIfPresent(String.self, forKey: .act) ?? ""
        addressee = try members.decodeIfPresent(String.self, forKey: .to)
        about = try (members.decodeIfPresent([[String]].self, forKey: .on) ?? []).compactMap {
            $0.count == 2 ? ($0[0], $0[1]) : nil
        }
        claims = Set(try members.decodeIfPresent(String.self, forKey: .f) ?? "")
        opposed = try members.decodeIfPresent([Int].self, forKey: .vs) ?? []
        supported = try members.decodeIfPresent([Int].self, forKey: .ag) ?? []
        day = try members.decodeIfPresent(String.self, forKey: .d)
    }
}
