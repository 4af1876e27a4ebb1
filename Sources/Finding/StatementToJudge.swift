import Ledger
import Record
import SQLite

/// A statement with what is looked at to judge it, and no more: many of them are shown on one page.
public struct StatementToJudge: Sendable, Hashable {
    /// The statement.
    public let entry: StatementEntry
    /// The paragraphs that it stands in.
    public let context: Extract
    /// The statement that it repeats, where its article is a copy.
    public let repeats: StatementID?
    /// The number of the latest act on it or on its whole article; 0 where there is none.
    public let lastReview: Int
    /// Who has judged it, where that is not taken back: whose judgement is the next to be.
    public let judgedBy: String?
    /// What it can be told by: the statements of the same paragraphs, and the one that it stands in now.
    public let holders: [StatementEntry]
}

extension Ledger {
    /// Statements as they are judged. What they have in common is asked once for all that stand one behind the other and are of one article.
    public func toJudge(_ entries: [StatementEntry]) throws -> [StatementToJudge] {
        try connection.snapshot {
            var loader = EntryLoader(self)
            var (judged, left) = ([StatementToJudge](), entries[...])
            while let article = left.first?.id.article {
                let run = left.prefix { $0.id.article == article }
                judged += try toJudge(run, &loader)
                left = left.dropFirst(run.count)
            }
            return judged
        }
    }

    /// Statements of one article, which are some.
    private func toJudge(_ entries: ArraySlice<StatementEntry>, _ loader: inout EntryLoader) throws -> [StatementToJudge] {
        let article = entries[entries.startIndex].article
        let slices = try loader.slices(article.id)
        let contexts = entries.map { slices.paragraphs(around: $0.statement) }
        let spans = contexts.map(\.span)
        // Not all of the article, which may hold a great many.
        let near = try loader.statements(
            of: article.id, in: Span(spans.map(\.start).min() ?? 0, spans.map(\.end).max() ?? 0),
            and: entries.compactMap(\.statement.parent))
        let (acts, originals) = (try ActsToUndo(on: article.id, connection), try originals(of: article))
        return zip(entries, contexts).map { entry, context in
            StatementToJudge(
                entry: entry, context: context, repeats: originals[entry.id.number], lastReview: acts.last(on: entry.id.number),
                judgedBy: acts.judge(of: entry.id.number), holders: entry.holders(among: near, in: context.span))
        }
    }

    /// Who has judged a statement, where that is not taken back.
    public func judge(of id: StatementID) throws -> String? { try ActsToUndo(on: id.article, connection).judge(of: id.number) }

    /// What the statements of a copy repeat, by their numbers.
    private func originals(of article: ArticleEntry) throws -> [Int: StatementID] {
        guard article.copyOf != nil else { return [:] }
        let pairs = try connection.rows(
            """
            SELECT statement.number, original.article, original.number
            FROM statement CROSS JOIN statement AS original ON original.id = statement.repeats WHERE statement.article = \(article.id)
            """
        ) { ($0.int(0), StatementID(article: $0.int(1), number: $0.int(2))) }
        return Dictionary(pairs, uniquingKeysWith: { first, _ in first })
    }
}

extension StatementEntry {
    /// The statements that it can be told by: those of its paragraphs which neither are it nor stand in it, and the one that it stands in now.
    ///
    /// - Parameter all: of its article, as far as they stand near it.
    func holders(among all: [StatementEntry], in paragraphs: Span) -> [StatementEntry] {
        var inside: Set<Int> = [id.number]
        // What stands in what stands in it, as deep as that goes.
        while let further = all.first(where: {
            !inside.contains($0.id.number) && $0.statement.parent.map(inside.contains) ?? false
        }) {
            inside.insert(further.id.number)
        }
        return all.filter { other in
            if inside.contains(other.id.number) { return false }
            return other.id == parent || other.statement.content.contains { paragraphs.overlaps($0.span) }
        }
    }
}

/// The acts on the statements of an article: which is the latest, and whose the next to be taken back.
private struct ActsToUndo {
    /// The latest act on each statement by its number, and that on the article as a whole.
    private var last: [Int?: Int] = [:]
    /// Who has made the latest judgement on each statement that is not taken back.
    private var judges: [Int: String] = [:]

    init(on article: Int, _ connection: Connection) throws {
        let acts = try connection.rows(
            "SELECT id, statement, verb, who, undoes FROM act WHERE article = \(article) AND verb <> 'restore' ORDER BY id"
        ) { (id: $0.int(0), statement: $0.optionalInt(1), verb: $0.text(2), who: $0.text(3), undoes: $0.optionalInt(4)) }
        let undone = Set(acts.compactMap(\.undoes))
        for act in acts {
            last[act.statement] = act.id
            if let number = act.statement, ActsToUndo.judgements.contains(act.verb), !undone.contains(act.id) {
                judges[number] = act.who
            }
        }
    }

    private static let judgements: Set = ["right", "wrong", "fix", "missed", "mark"]

    func last(on number: Int) -> Int { max(last[number] ?? 0, last[nil] ?? 0) }

    func judge(of number: Int) -> String? { judges[number] }
}
