import Actors
import Ledger
import Record
import SQLite

/// What is asked of the ledger's statements: words, and whatever else must hold. Everything that lists, counts, shows or exports statements asks
/// by it, so that every filter holds everywhere.
///
///     var query = StatementQuery()
///     query.words = try SearchQuery("dam OR harbour")
///     query.outlets = [try ledger.outlet(named: "Far Bank")]
///     let found = try ledger.find(query)
///
/// An empty list asks for nothing. Statements found wrong, and those that a copy repeats, are never found.
public struct StatementQuery: Sendable, Hashable {
    /// What comes first.
    public enum Order: String, Sendable, Hashable, CaseIterable {
        /// What is nearest in meaning, where a likeness is asked for; else what is about the words most (BM25, see `Relevance`); of more than 5,000 the 5,000 added last are ranked, and the others stand behind them, those added
        /// last first. Without words, as `date`.
        case relevance
        /// The latest; what has no date last.
        case date
        /// What came into the ledger last.
        case added
    }

    /// Words of contents, cues and sources.
    public var words: SearchQuery?
    /// Who speaks: one of these actors.
    public var speakers: [Int] = []
    /// What those are who speak: one of these; nil for what is not known.
    public var kinds: [EntityKind?] = []
    /// What a list of somebody's own tells of who speaks: of each of these columns one of its values.
    public var attributes: [AttributeFilter] = []
    /// Whom the content mentions: one of these actors.
    public var about: [Int] = []
    /// Who published it: one of these outlets, by their rows.
    public var outlets: [Int] = []
    /// When the article was published.
    public var days = DayRange.all
    /// How that is known: in one of these ways.
    public var dateSources: [DateSource] = []
    /// Only statements of articles behind this one, in the order of adding: see `Ledger.lastArticle(addedBefore:)`.
    public var after: Int?
    /// When it was said, as the layer of that name tells: on one of these days, or in a time that holds one.
    public var said = DayRange.all
    /// Direct, indirect or mixed: one of these.
    public var forms: [Form] = []
    /// What layers have found: of each of these layers one of its values.
    public var marks: [MarkFilter] = []
    /// Only statements that somebody has judged, or that nobody has.
    public var isReviewed: Bool?
    /// Only statements that stand inside what somebody else says, or those that do not.
    public var isNested: Bool?
    /// The least confidence, 0 to 1.
    public var confidence = 0.0
    /// Only statements of this article.
    public var article: Int?
    /// What it is to be like in meaning. The nearest are found, among those that all else leaves.
    public var like: Likeness?
    /// What comes first.
    public var order = Order.relevance
    /// What is asked of marks that few statements have, by which they are gone through: see `Ledger.planned`.
    var rare: Part?
    /// How many are wanted at most.
    public var limit = 20
    /// How many are passed over before that.
    public var offset = 0

    /// A query for all statements.
    public init() {}

    /// A query for words.
    public init(_ words: SearchQuery) { self.words = words }

    /// A query for what an actor says.
    public init(speaker: Int) { speakers = [speaker] }

    /// Values of a column of lists of actors, one of which must be told of who speaks.
    public struct AttributeFilter: Sendable, Hashable {
        /// The column's name.
        public let name: String
        /// The values.
        public let values: [String]

        /// Some values of a column.
        public init(name: String, values: [String]) {
            self.name = name
            self.values = values
        }
    }

    /// Values of a layer, one of which must have been found.
    public struct MarkFilter: Sendable, Hashable {
        /// The layer's name.
        public let layer: String
        /// The names of the values.
        public let values: [String]

        /// Some values of a layer.
        public init(layer: String, values: [String]) {
            self.layer = layer
            self.values = values
        }
    }

    /// One of the conditions of a query, so that what is counted can leave one out.
    enum Part: Hashable {
        case words, speakers, kinds, about, outlets, days, dateSources, added, said, forms, reviewed, nested, confidence, article
        case marks(String)
        case attribute(String)
    }
}

// MARK: SQL

extension StatementQuery {
    /// The parts that ask for something.
    var parts: [Part] {
        let all: [(Part, Bool)] = [
            (.words, words != nil), (.speakers, !speakers.isEmpty), (.kinds, !kinds.isEmpty), (.about, !about.isEmpty),
            (.outlets, !outlets.isEmpty),
            (.days, days != .all), (.dateSources, !dateSources.isEmpty), (.added, after != nil), (.said, said != .all),
            (.forms, !forms.isEmpty), (.reviewed, isReviewed != nil),
            (.nested, isNested != nil),
            (.confidence, confidence > 0), (.article, article != nil),
        ]
        return all.filter(\.1).map(\.0) + marks.map { .marks($0.layer) } + attributes.map { .attribute($0.name) }
    }

    /// What must hold of a row of `statement` that counts as said by its speaker: what somebody else says that they said is that one's claim.
    static let own: SQL = "statement.state <> 2 AND statement.repeats IS NULL AND NOT \(OwnWords.told)"

    /// What the one is who makes a row of `statement`, by name, as the view `statements` tells it; NULL where that is not known.
    static let kind: SQL = """
        coalesce((SELECT actor.kind FROM actor WHERE actor.id = statement.actor), (
            SELECT CASE entity.kind WHEN 1 THEN 'person' WHEN 2 THEN 'organization' WHEN 3 THEN 'place' WHEN 4 THEN 'group'
                WHEN 5 THEN 'document' END
            FROM entity WHERE entity.id = statement.article * 1048576 + statement.speaker))
        """

    /// What a kind that is not known is called where kinds are asked for.
    public static let unknownKind = "unknown"

    /// What must hold of a row of `statement`.
    ///
    /// - Parameter without: parts that are left out.
    func conditions(without: Set<Part> = []) -> SQL {
        .all(["statement.state <> 2", "statement.repeats IS NULL"] + parts.filter { !without.contains($0) }.map(condition))
    }

    private func condition(_ part: Part) -> SQL {
        switch part {
        case .words: "statement.id IN (SELECT rowid FROM statement_words WHERE statement_words MATCH \(words?.pattern))"
        case .speakers: StatementQuery.isOne("statement.actor", of: speakers)
        case .kinds:
            "coalesce(\(StatementQuery.kind), \(StatementQuery.unknownKind)) IN (\(kinds.map { $0?.rawValue ?? StatementQuery.unknownKind }))"
        case .about:
            """
            EXISTS (SELECT 1 FROM about WHERE about.statement = statement.id AND \(StatementQuery.isOne("about.actor", of: about)))
            """
        case .outlets:
            "statement.article IN (SELECT id FROM article WHERE \(StatementQuery.isOne("article.outlet", of: outlets)))"
        case .days: days.condition(on: "statement.day")
        case .added: "statement.article > \(after)"
        case .dateSources:
            "statement.article IN (SELECT id FROM article WHERE \(dateSourceCondition))"
        case .said, .marks:
            "EXISTS (SELECT 1 FROM mark WHERE mark.statement = statement.id AND mark.value IN (\(valuesAsked(by: part))))"
        case .forms: StatementQuery.isOne("statement.form", of: forms.map(\.code))
        case .reviewed: isReviewed == true ? "statement.state > 0" : "statement.state = 0"
        case .nested: isNested == true ? OwnWords.told : "NOT \(OwnWords.told)"
        case .confidence: "statement.confidence >= \(Int((confidence * 1_000).rounded()))"
        case .article: "statement.article = \(article)"
        case .attribute(let name):
            ActorAttribute.condition(on: "statement.actor", name, attributes.first { $0.name == name }?.values ?? [])
        }
    }

    /// The rows of `mark_value` one of which must be marked.
    ///
    /// - Parameter part: `said`, or that of a layer.
    private func valuesAsked(by part: Part) -> SQL {
        let (layer, condition): (String, SQL) =
            if case .marks(let name) = part {
                (name, "mark_value.value IN (\(marks.first { $0.layer == name }?.values ?? []))")
            } else {
                ("said", saidCondition)
            }
        return """
            SELECT mark_value.id FROM mark_value JOIN layer ON layer.id = mark_value.layer WHERE layer.name = \(layer) AND \(condition)
            """
    }

    /// What must hold of days as their marks name them, "2019-09-02/2019-09-08": some of them are asked for.
    private var saidCondition: SQL {
        let since = said.first.map { "substr(mark_value.value, -10) >= \(Day(number: $0).description)" as SQL }
        let until = said.last.map { "substr(mark_value.value, 1, 10) <= \(Day(number: $0).description)" as SQL }
        return .all([since, until].compactMap { $0 })
    }

    /// What must hold of a row of `article`.
    var dateSourceCondition: SQL { "article.published_by IN (\(dateSources.map(\.rawValue)))" }

    private static func isOne(_ column: SQL, of values: [Int]) -> SQL {
        values.count == 1 ? "\(column) = \(values[0])" : "\(column) IN (\(values))"
    }

    /// What is gone through first: what leaves the fewest rows.
    private enum Driver { case words, statements, marks(Part), about, articles }

    private func driver(_ asked: Set<Part>) -> Driver {
        if asked.contains(.words) { return .words }
        if asked.contains(.article) || asked.contains(.speakers) { return .statements }
        if let rare, asked.contains(rare) { return .marks(rare) }
        if asked.contains(.about) { return .about }
        // What was judged is little, and has an index.
        if isReviewed == true, asked.contains(.reviewed), asked.isDisjoint(with: [.outlets, .days]) { return .statements }
        return .articles
    }

    /// Whether articles are gone through, in the order of their days, or of one outlet's.
    var goesThroughArticles: Bool { if case .articles = driver(Set(parts)) { true } else { false } }

    /// The outlet of a row of `source()`.
    var outletColumn: SQL {
        goesThroughArticles ? "article.outlet" : "(SELECT article.outlet FROM article WHERE article.id = statement.article)"
    }

    /// The tables to go through, with what must hold of them.
    ///
    /// `CROSS JOIN` keeps their order as it is written (https://sqlite.org/optoverview.html#crossjoin).
    ///
    /// - Parameter without: parts that are left out.
    func source(without: Set<Part> = []) -> SQL {
        switch driver(Set(parts).subtracting(without)) {
        case .words:
            """
            statement_words CROSS JOIN statement ON statement.id = statement_words.rowid
            WHERE statement_words MATCH \(words?.pattern) AND \(conditions(without: without.union([.words])))
            """
        case .statements: "statement WHERE \(conditions(without: without))"
        case .marks(let part):
            """
            statement WHERE statement.id IN (SELECT mark.statement FROM mark WHERE mark.value IN (\(valuesAsked(by: part))))
                AND \(conditions(without: without.union([part])))
            """
        case .about:
            """
            statement WHERE statement.id IN (SELECT statement FROM about WHERE \(StatementQuery.isOne("about.actor", of: about)))
                AND \(conditions(without: without.union([.about])))
            """
        case .articles:
            """
            article CROSS JOIN statement ON statement.article = article.id
            WHERE \(articleConditions(without)) AND \(conditions(without: without.union([.outlets, .days, .dateSources, .added])))
            """
        }
    }

    private func articleConditions(_ without: Set<Part>) -> SQL {
        var conditions: [SQL] = []
        if !outlets.isEmpty, !without.contains(.outlets) {
            conditions.append(StatementQuery.isOne("article.outlet", of: outlets))
        }
        if days != .all, !without.contains(.days) { conditions.append(days.condition(on: "article.day")) }
        if after != nil, !without.contains(.added) { conditions.append("article.id > \(after)") }
        if !dateSources.isEmpty, !without.contains(.dateSources) { conditions.append(dateSourceCondition) }
        return .all(conditions)
    }

    /// Of more matches than these the last are ranked: ranking a hundred thousand would take a tenth of a second.
    static let ranked = 5_000

    /// Whether some of its matches are ranked.
    var isRanked: Bool { order == .relevance && words != nil }

    /// The rows of `statement`, in order; where it is ranked, those of them that are.
    var rows: SQL {
        guard isRanked else { return "\(rowsInOrder) LIMIT \(limit) OFFSET \(offset)" }
        return """
            SELECT id FROM (
                SELECT statement.id AS id, dixit_relevance(statement_words) AS score FROM \(source())
                ORDER BY statement_words.rowid DESC LIMIT \(StatementQuery.ranked))
            ORDER BY score, id LIMIT \(limit) OFFSET \(offset)
            """
    }

    /// The articles and numbers of the statements, in no order.
    var places: SQL { "SELECT statement.article, statement.number FROM \(source())" }

    /// The rows behind those that are ranked.
    var unrankedRows: SQL {
        let start = max(offset, StatementQuery.ranked)
        return """
            SELECT statement.id FROM \(source()) ORDER BY statement_words.rowid DESC LIMIT \(offset + limit - start) OFFSET \(start)
            """
    }

    private var rowsInOrder: SQL {
        // Articles themselves, and an index of them by their days, have them in these orders.
        let order: SQL =
            switch (order, driver(Set(parts))) {
            case (.added, .articles): "article.id DESC, statement.number"
            // The sign keeps SQLite from going through an index that has this order and nothing that is asked for.
            case (.added, _): "+statement.article DESC, statement.number"
            case (_, .articles): "article.day DESC, article.id DESC, statement.number DESC"
            default: "statement.day DESC, statement.article DESC, statement.number DESC"
            }
        return "SELECT statement.id FROM \(source()) ORDER BY \(order)"
    }
}

extension Ledger {
    /// A query that knows which of the marks it asks for are rare here: going through those is faster than through all articles.
    func planned(_ query: StatementQuery) throws -> StatementQuery {
        var (planned, least) = (query, StatementQuery.rarest + 1)
        planned.rare = nil
        guard query.words == nil, query.speakers.isEmpty, query.article == nil else { return planned }
        for part in query.parts {
            guard let marked = query.countOfMarks(part, atMost: least),
                let count = try connection.row(marked, make: { $0.int(0) }), count < least
            else { continue }
            (planned.rare, least) = (part, count)
        }
        return planned
    }
}

extension StatementQuery {
    /// How many marks are rare at most: sorting their statements takes some milliseconds.
    fileprivate static let rarest = 5_000

    /// Counts the marks that a part asks for, as far as a number; nil where it asks for none.
    fileprivate func countOfMarks(_ part: Part, atMost most: Int) -> SQL? {
        switch part {
        case .said, .marks:
            "SELECT count(*) FROM (SELECT 1 FROM mark WHERE mark.value IN (\(valuesAsked(by: part))) LIMIT \(most))"
        default: nil
        }
    }
}

extension DayRange {
    /// What must hold of a column of days.
    func condition(on column: SQL) -> SQL {
        .all([first.map { "\(column) >= \($0)" }, last.map { "\(column) <= \($0)" }].compactMap { $0 })
    }
}
