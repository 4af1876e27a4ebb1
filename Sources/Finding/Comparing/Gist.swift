import Actors
import Ledger
import Record
import SQLite

/// A statement as it is held against others: its words, and where it stands. Thousands of them are taken out at once, so it has no more than that.
struct Gist: Sendable {
    /// Its row in the ledger.
    let row: Int
    let id: StatementID
    /// The day of its article, days since 1970-01-01.
    let day: Int?
    let told: ToldWords
    /// Whom its content mentions.
    var mentioned: [Int] = []

    /// The places, from `start` on, of those whose very words an earlier one has: nothing is learned from holding them against others again.
    static func repeated(_ gists: [Gist], from start: Int) -> Set<Int> {
        var seen: Set<String> = []
        return Set(gists.indices.filter { !seen.insert(gists[$0].told.content.lowercased()).inserted }.map { $0 + start })
    }
}

extension Ledger {
    /// More statements of one side are not looked at: the latest are.
    static let comparedAtMost = 5_000

    /// What some actors say, the latest first: told by articles themselves or, with `nested`, by others inside what these say. What an article tells was *not* said, or
    /// might be said, is left out, copies are, and what people have found wrong.
    func gists(of actors: [ActorEntry], nested: Bool = false, topic: Topic? = nil) throws -> [Gist] {
        guard !actors.isEmpty else { return [] }
        var query = StatementQuery()
        (query.speakers, query.isNested) = (actors.map(\.id), nested)
        query.words = try topic?.searched()
        let asked: SQL = """
            \(query.conditions()) AND NOT EXISTS (
                SELECT 1 FROM mark CROSS JOIN mark_value ON mark_value.id = mark.value CROSS JOIN layer ON layer.id = mark_value.layer
                WHERE mark.statement = statement.id AND layer.name = 'polarity' AND mark_value.value <> 'reported')
            """
        let latest: SQL = """
            SELECT statement.id FROM statement WHERE \(asked)
            ORDER BY statement.day DESC, statement.id DESC LIMIT \(Ledger.comparedAtMost)
            """
        var mentioned: [Int: [Int]] = [:]
        try connection.query("SELECT statement, actor FROM about WHERE statement IN (\(latest))") { row in
            mentioned[row.int(0), default: []].append(row.int(1))
            return true
        }
        let names = Dictionary(actors.map { ($0.id, $0.name) }, uniquingKeysWith: { first, _ in first })
        var slices: (article: Int, text: Slices)?
        var gists: [Gist] = []
        let rows = try connection.rows(
            """
            SELECT statement.id, article, number, day, actor, cue_start, cue_length, content_start, content_length, pieces
            FROM statement WHERE statement.id IN (\(latest)) ORDER BY article, number
            """
        ) {
            (
                row: $0.int(0), id: StatementID(article: $0.int(1), number: $0.int(2)), day: $0.optionalInt(3), actor: $0.int(4),
                cue: Ledger.span($0.optionalInt(5), $0.optionalInt(6)),
                content: Ledger.span($0.optionalInt(7), $0.optionalInt(8)),
                pieces: $0.optionalInt(9) ?? 0
            )
        }
        for found in rows {
            if slices?.article != found.id.article {
                guard let text = try connection.text(of: found.id.article) else { continue }
                slices = (found.id.article, Slices(of: text))
            }
            let words = { (part: Int, span: Span?) -> String in
                let spans = found.pieces & part == 0 ? [span].compactMap { $0 } : try self.pieces(of: found.row, part)
                return slices?.text.joined(spans).map { String(decoding: $0, as: UTF8.self) } ?? ""
            }
            let told = ToldWords(
                speaker: names[found.actor] ?? "", cue: try words(2, found.cue), content: try words(4, found.content))
            guard !told.content.isEmpty else { continue }
            let others = (mentioned[found.row] ?? []).filter { names[$0] == nil }.sorted()
            gists.append(Gist(row: found.row, id: found.id, day: found.day, told: told, mentioned: others))
        }
        return gists
    }

    private static func span(_ start: Int?, _ length: Int?) -> Span? {
        guard let start, let length else { return nil }
        return Span(start, start + length)
    }

    /// The spans of a part that has several: 1 source, 2 cue, 4 content.
    private func pieces(of statement: Int, _ part: Int) throws -> [Span] {
        try connection.rows("SELECT start, length FROM piece WHERE statement = \(statement) AND part = \(part) ORDER BY number") {
            Span($0.int(0), $0.int(0) + $0.int(1))
        }
    }
}

/// What a comparison is about, as somebody asks for it: "negotiations with the United States".
public struct Topic: Sendable, Hashable {
    /// As it was given.
    public let words: String
    /// The terms of it that tell something.
    let terms: [String]

    /// A topic of some words.
    ///
    /// - Throws: `QuestionError`, where none of them tells anything.
    public init(_ words: String) throws {
        self.words = words
        terms = Array(Set(Term.all(in: words).map(\.stem))).sorted()
        guard !terms.isEmpty else {
            throw QuestionError(
                "“\(words.prefix(60))” tells no topic; give words that stand in what was said, such as negotiations")
        }
    }

    /// A search for any of its words.
    func searched() throws -> SearchQuery {
        let all = Term.all(in: words).map(\.surface)
        return try SearchQuery(all.map { "\"\($0.lowercased())\"" }.joined(separator: " OR "))
    }

    /// Whether enough of its terms are among some.
    func holds(_ found: some Sequence<String>) -> Bool {
        let found = Set(found)
        return terms.count { found.contains($0) } * 5 >= terms.count * 2
    }
}
