import Actors
import Ledger
import Record
import SQLite
import Wire

/// What is asked of the duties that a ledger holds. An empty list asks for nothing.
public struct DutyQuery: Sendable, Hashable {
    /// Who is bound: one of these actors.
    public var bearers: [Int] = []
    /// Who says so: one of these actors.
    public var speakers: [Int] = []
    /// Words of the instrument, in any case.
    public var instrument: String?
    /// "owed", "promised", "kept", "broken": one of these.
    public var statuses: [String] = []
    /// When the article was published.
    public var days = DayRange.all
    /// How many are wanted at most.
    public var limit = Int(Int32.max)

    /// What a duty can be said to be, in the order in which it is shown.
    public static let statuses = ["owed", "promised", "kept", "broken"]

    /// A query for all duties.
    public init() {}
}

/// A duty that somebody speaks of: who owes what under which instrument, and who says that it is owed, promised, kept or broken. It is never more than
/// somebody's word.
public struct ListedDuty: Sendable, Hashable {
    /// Who is bound; nil where the article does not tell.
    public let bearer: Party?
    /// What is owed, in the article's words.
    public let duty: Extract
    /// What binds them, in the article's words; nil where it names nothing.
    public let instrument: Extract?
    /// "owed", "promised", "kept" or "broken".
    public let status: String
    /// The statement that says so; nil where the article does in its own voice.
    public let by: StatementID?
    /// Who makes that statement; nil for the article's own voice, and where nobody is known.
    public let speaker: Party?
    /// The article that it stands in.
    public let article: ArticleEntry
    /// When it was said, else when the article was published; nil where neither is known.
    public let days: DaySpan?
    /// How likely somebody is said there to owe, promise, keep or break it, 0 to 1.
    public let confidence: Double

    /// Somebody by name, and who they are across articles where that is known.
    public struct Party: Sendable, Hashable {
        /// What they are called.
        public let name: String
        /// Who they are across articles.
        public let actor: ActorEntry?
    }

    /// Who says so, for people: the speaker, somebody who is not named, or the outlet in its own voice.
    public var sayer: String {
        if by != nil { return speaker?.name ?? "somebody not named" }
        return (article.outlet ?? "the article") + " in its own voice"
    }

    /// The instrument as duties are put together by it: small letters, without a determiner before it.
    public var instrumentKey: String {
        let words = (instrument?.text ?? "").lowercased().split { $0.isWhitespace }
        return words.drop {
            ["the", "a", "an", "this", "that", "these", "those", "its", "their", "his", "her", "our"].contains($0)
        }
        .joined(separator: " ")
    }
}

extension Ledger {
    /// The duties that articles speak of, by instrument and bearer, and then in order of time; those without an instrument last. What copies of an article
    /// repeat counts once, and what a statement says that was found wrong does not count.
    public func duties(_ query: DutyQuery) throws -> [ListedDuty] {
        try connection.snapshot {
            let found = try connection.rows(
                """
                SELECT article_mark.article, article_mark.detail FROM layer CROSS JOIN mark_value ON mark_value.layer = layer.id
                CROSS JOIN article_mark ON article_mark.value = mark_value.id CROSS JOIN article ON article.id = article_mark.article
                WHERE layer.name = 'duties' AND \(query.days.condition(on: "article.day"))
                ORDER BY article_mark.article, article_mark.number
                """
            ) { (article: $0.int(0), detail: $0.text(1)) }
            var loader = EntryLoader(self)
            var duties: [ListedDuty] = []
            for (article, detail) in found {
                guard let mark = (try? Mark.all(of: .article, json: Array(detail.utf8)))?.first,
                    case .record(let record) = mark.value
                else {
                    throw DatabaseError(.damaged, path, "a duty of article \(article) is damaged", DatabaseError.restore)
                }
                if let duty = try duty(record, mark.confidence, of: article, query, &loader) { duties.append(duty) }
            }
            return Array(duties.sorted(by: ListedDuty.isBefore).prefix(query.limit))
        }
    }

    /// A duty as it is listed; nil where it is not asked for, or does not count.
    private func duty(
        _ record: MarkRecord, _ confidence: Double, of article: Int, _ query: DutyQuery, _ loader: inout EntryLoader
    ) throws -> ListedDuty? {
        let members = Dictionary(record.members.map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first })
        guard case .word(let status)?? = members["status"], case .extract(let duty)?? = members["duty"] else { return nil }
        if !query.statuses.isEmpty, !query.statuses.contains(status) { return nil }
        var instrument: Extract?
        if case .extract(let extract)?? = members["instrument"] { instrument = extract }
        if let asked = query.instrument, instrument?.text.lowercased().contains(asked.lowercased()) != true { return nil }
        var bearer: ListedDuty.Party?
        if case .id(let id)?? = members["bearer"] { bearer = try party(id, of: article, &loader) }
        if !query.bearers.isEmpty, bearer?.actor.map({ query.bearers.contains($0.id) }) != true { return nil }
        guard let entry = try loader.article(article) else { return nil }
        var (by, speaker): (StatementID?, ListedDuty.Party?) = (nil, nil)
        var days = entry.published.flatMap { Day(published: $0) }.flatMap { DaySpan(from: $0, until: $0) }
        if case .id(let number)?? = members["by"] {
            let row = try connection.row(
                "SELECT id FROM statement WHERE article = \(article) AND number = \(number) AND state <> 2 AND repeats IS NULL"
            ) { $0.int(0) }
            guard let row, let statement = try loader.statement(row: row) else { return nil }
            by = statement.id
            speaker = statement.speaker.map { ListedDuty.Party(name: statement.actor?.name ?? $0, actor: statement.actor) }
            for mark in statement.marks where mark.layer == "said" { if case .days(let said, _) = mark.value { days = said } }
        } else if entry.copyOf != nil {
            return nil
        }
        if !query.speakers.isEmpty, speaker?.actor.map({ query.speakers.contains($0.id) }) != true { return nil }
        return ListedDuty(
            bearer: bearer, duty: duty, instrument: instrument, status: status, by: by, speaker: speaker, article: entry,
            days: days,
            confidence: confidence)
    }

    private func party(_ entity: Int, of article: Int, _ loader: inout EntryLoader) throws -> ListedDuty.Party? {
        guard let name = try loader.names(article)[entity] else { return nil }
        let actor = try connection.row("SELECT actor FROM entity WHERE id = \(article * EntityRows.limit + entity)") {
            $0.optionalInt(0)
        }
        let entry = try (actor ?? nil).flatMap { try self.actor(id: $0) }
        return ListedDuty.Party(name: entry?.name ?? name, actor: entry)
    }
}

extension ListedDuty {
    /// By instrument, bearer and time.
    fileprivate static func isBefore(_ a: ListedDuty, _ b: ListedDuty) -> Bool {
        let (left, right) = (a.order, b.order)
        if left != right { return left < right }
        let (from, other) = (a.days?.from.number ?? Int.max, b.days?.from.number ?? Int.max)
        return (from, a.article.id, a.duty.span.start) < (other, b.article.id, b.duty.span.start)
    }

    private var order: Order {
        Order(hasNone: instrument == nil ? 1 : 0, instrument: instrumentKey, bearer: bearer?.name.lowercased() ?? "~")
    }

    private struct Order: Hashable, Comparable {
        let hasNone: Int
        let instrument: String
        let bearer: String

        static func < (a: Order, b: Order) -> Bool { (a.hasNone, a.instrument, a.bearer) < (b.hasNone, b.instrument, b.bearer) }
    }
}
