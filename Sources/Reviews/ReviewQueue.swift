import Actors
import Ledger
import Record
import SQLite

/// A place in the queue of statements to judge: behind one that stands in it, or stood in it before somebody judged it.
public struct QueuePlace: Sendable, Hashable, CustomStringConvertible {
    /// How sure the machine was of it: thousandths.
    let confidence: Int
    /// The statement.
    let id: StatementID

    /// Behind a statement.
    public init(behind entry: StatementEntry) {
        (confidence, id) = (Int((entry.statement.confidence * 1_000).rounded()), entry.id)
    }

    /// A place as `description` writes it; nil where the text is none.
    public init?(_ text: String) {
        let parts = text.split(separator: "-", maxSplits: 1)
        guard parts.count == 2, let confidence = Int(parts[0]), 0...1_000 ~= confidence,
            case .statement(let id)? = LedgerID(String(parts[1]))
        else { return nil }
        (self.confidence, self.id) = (confidence, id)
    }

    /// "412-s12.3"
    public var description: String { "\(confidence)-\(id)" }
}

extension Ledger {
    /// The statement that the machine is least certain of, among those that nobody has judged; nil where there is none.
    public func leastCertain() throws -> StatementEntry? { try leastCertain(1).first }

    /// The statements that the machine is least certain of, among those that nobody has judged, the least certain first.
    ///
    /// - Parameters:
    ///   - count: how many at most.
    ///   - place: behind what; nil from the first.
    public func leastCertain(_ count: Int, behind place: QueuePlace? = nil) throws -> [StatementEntry] {
        try connection.snapshot {
            let (sure, id) = (place?.confidence ?? -1, place?.id ?? StatementID(article: 0, number: 0))
            // What is wanted stands in articles that begin before the place, or in the first so many behind it.
            return try entries(
                """
                SELECT id FROM statement
                WHERE article IN (SELECT id FROM article WHERE least <= \(sure) UNION ALL
                        SELECT id FROM (SELECT id FROM article WHERE least > \(sure) ORDER BY least, id LIMIT \(count)))
                    AND state = 0 AND repeats IS NULL AND (confidence, article, number) > (\(sure), \(id.article), \(id.number))
                ORDER BY confidence, article, number LIMIT \(count)
                """)
        }
    }

    /// The statements that others have judged and one person has not, as the machine has found them, in the order of articles: judged once more, they tell how
    /// far people agree.
    ///
    /// - Parameters:
    ///   - who: the person.
    ///   - place: behind what; nil from the first.
    public func judgedByOthers(than who: String, _ count: Int, behind place: QueuePlace? = nil) throws -> [StatementEntry] {
        try connection.snapshot {
            let id = place?.id ?? StatementID(article: 0, number: -1)
            let judged = try entries(
                """
                SELECT statement.id FROM (
                    SELECT article, statement AS number FROM act INDEXED BY act_article
                    WHERE article IS NOT NULL AND (article, statement) > (\(id.article), \(id.number)) AND verb IN ('right', 'wrong', 'fix')
                        AND NOT EXISTS (SELECT 1 FROM act AS undoing WHERE undoing.undoes = act.id)
                    GROUP BY article, statement HAVING NOT max(who = \(who)) ORDER BY article, statement LIMIT \(count)
                ) AS judged JOIN statement ON statement.article = judged.article AND statement.number = judged.number
                ORDER BY judged.article, judged.number
                """)
            return try judged.map { try asFound($0) }
        }
    }

    /// A statement as the machine has found it, whatever people have made of it; one that a person has added as it is.
    public func asFound(_ entry: StatementEntry) throws -> StatementEntry {
        var loader = EntryLoader(self)
        return try loader.asFound(entry) ?? entry
    }

    private func entries(_ rows: SQL) throws -> [StatementEntry] {
        var loader = EntryLoader(self)
        return try connection.numbers(rows).compactMap { try loader.statement(row: $0) }
    }
}
