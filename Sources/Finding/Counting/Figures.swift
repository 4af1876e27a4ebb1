import Actors
import Ledger
import Record
import SQLite

/// The statements of a query counted by outlet and month: how their sources are given crossed with who speaks, their form, what is done by them, and who is
/// heard most.
///
/// Every count is that of the statements which the same query finds with one more filter, so that each can be opened.
public struct Figures: Sendable {
    /// All statements.
    public let all: Counts
    /// Each outlet's, those with most statements first; articles that tell no outlet are in `all` alone.
    public let outlets: [OutletCounts]
    /// How many outlets have such statements.
    public let outletCount: Int
    /// The first day of each month from the first with a statement to the last.
    public let months: [Day]
    /// Since when articles are counted, where no days were asked for and there are more than `articles`.
    public let since: Day?

    /// Where no days are asked for, whole months are counted that hold about so many of the latest articles: what takes a moment.
    public static let articles = 1_000

    /// The layers whose findings are counted.
    public static let (sourcing, act) = ("sourcing", "act")

    /// How a source is given, by the layer's name for it, and what the one is who speaks; nil where that is not known.
    public struct Source: Sendable, Hashable {
        /// "named", "unnamed", …
        public let sourcing: String
        /// Person, organisation, …
        public let kind: EntityKind?

        /// A way of giving a source, of somebody of a kind.
        public init(_ sourcing: String, _ kind: EntityKind?) {
            self.sourcing = sourcing
            self.kind = kind
        }
    }

    /// What some statements are.
    public struct Counts: Sendable {
        /// How many there are.
        public fileprivate(set) var statements = 0
        /// Those of each month in which there are any, by its first day.
        public fileprivate(set) var months: [Day: Month] = [:]
        /// How their sources are given, and by whom.
        public fileprivate(set) var sources: [Source: Int] = [:]
        /// Direct, indirect, mixed.
        public fileprivate(set) var forms: [Form: Int] = [:]
        /// What is done by them, by the layer's names.
        public fileprivate(set) var acts: [String: Int] = [:]
        /// What lists of actors tell of who speaks, by the columns' names.
        public fileprivate(set) var attributes: [String: [String: Int]] = [:]
        /// By actors' rows; what others say that somebody said is left out.
        fileprivate var heard: [Int: Int] = [:]

        /// Statements whose source is given so.
        public func sourced(_ sourcing: String) -> Int {
            sources.reduce(0) { $0 + ($1.key.sourcing == sourcing ? $1.value : 0) }
        }
    }

    /// What the statements of a month are.
    public struct Month: Sendable, Hashable {
        /// How many there are.
        public fileprivate(set) var statements = 0
        /// How their sources are given, by the layer's names.
        public fileprivate(set) var sources: [String: Int] = [:]
    }

    /// What an outlet's statements are.
    public struct OutletCounts: Sendable {
        /// The outlet.
        public let outlet: Facets.Outlet
        /// Its statements.
        public let counts: Counts
        /// Who is heard most.
        public let speakers: [CountedActor]
        /// How much of its articles is in its own voice, by the first day of a month; empty where more is asked for than outlets and days.
        public let ownVoice: [Day: OwnWordCount]
    }
}

extension Ledger {
    /// Counts the statements of a query by outlet and month.
    ///
    /// - Parameters:
    ///   - query: what is counted; its order, limit and offset do not count.
    ///   - length: how many outlets are given at most, where none are asked for.
    ///   - speakers: how many of those who are heard are given at most, of each.
    ///   - articles: of more articles only those of the latest whole months that hold about so many, where no days are asked for.
    public func figures(
        _ query: StatementQuery, length: Int, speakers: Int, articles: Int = Figures.articles
    ) throws -> Figures {
        try connection.snapshot {
            var query = query
            let since = try firstMonth(query, articles)
            if let since { query.days = try DayRange(since: since.monthText, until: nil) }
            var (all, byOutlet) = (Figures.Counts(), [Int: Figures.Counts]())
            let layers = try countedValues()
            let told = try attributes()
            try connection.query(
                """
                SELECT \(query.outletColumn), statement.day, statement.form, statement.actor, \(StatementQuery.kind), \(OwnWords.isTold),
                    (SELECT group_concat(mark.value) FROM mark WHERE mark.statement = statement.id)
                FROM \(query.source())
                """
            ) { row in
                var counted = CountedStatement(row, layers)
                counted.attributes = row.optionalInt(3).flatMap { told[$0] } ?? [:]
                all.add(counted)
                if let outlet = row.optionalInt(0) { byOutlet[outlet, default: Figures.Counts()].add(counted) }
                return true
            }
            let largest = byOutlet.sorted { ($1.value.statements, $0.key) < ($0.value.statements, $1.key) }
            let shown = query.outlets.isEmpty ? Array(largest.prefix(length)) : largest
            return Figures(
                all: all,
                outlets: try shown.map { outlet, counts in
                    Figures.OutletCounts(
                        outlet: Facets.Outlet(id: outlet, name: try outletName(outlet)), counts: counts,
                        speakers: try counts.mostHeard(speakers).compactMap { id, count in
                            try actor(id: id).map { CountedActor(actor: $0, count: count) }
                        },
                        ownVoice: query.asksForArticlesAlone ? try ownVoice(of: outlet, query.days) : [:])
                },
                outletCount: byOutlet.count, months: Figures.months(from: all.months.keys.min(), to: all.months.keys.max()),
                since: since)
        }
    }

    /// The month since which articles are counted; nil where all are.
    func firstMonth(_ query: StatementQuery, _ articles: Int) throws -> Day? {
        guard query.days == .all, query.goesThroughArticles else { return nil }
        let outlets: SQL = query.outlets.isEmpty ? "1" : "outlet IN (\(query.outlets))"
        let edge = { (place: Int) in
            try self.connection.row(
                "SELECT day FROM article WHERE day IS NOT NULL AND \(outlets) ORDER BY day DESC LIMIT 1 OFFSET \(place)"
            ) { Day(number: $0.int(0)) }
        }
        guard let first = try edge(articles), let last = try edge(0) else { return nil }
        // The month of the edge is not whole, unless it is the only one.
        let months = Figures.months(from: first.monthStarts(1).first, to: last.monthStarts(1).first)
        return months.count > 1 ? months[1] : months.first
    }

    /// What the layers that are counted have found, by the rows of values.
    private func countedValues() throws -> [Int: CountedStatement.Finding] {
        let values = try connection.rows(
            """
            SELECT mark_value.id, layer.name, mark_value.value FROM layer CROSS JOIN mark_value ON mark_value.layer = layer.id
            WHERE layer.name IN (\([Figures.sourcing, Figures.act]))
            """
        ) { ($0.int(0), $0.text(1) == Figures.act ? CountedStatement.Finding.act($0.text(2)) : .sourcing($0.text(2))) }
        return Dictionary(values, uniquingKeysWith: { first, _ in first })
    }
}

/// What is counted of a statement.
private struct CountedStatement {
    enum Finding {
        case sourcing(String)
        case act(String)
    }

    let month: Day?
    let form: Form?
    /// Who says it, where no other says so.
    let speaker: Int?
    let kind: EntityKind?
    var sourcing: String?
    var acts: [String] = []
    /// What lists tell of who speaks.
    var attributes: [String: [String]] = [:]

    init(_ row: borrowing Row, _ layers: [Int: Finding]) {
        month = row.optionalInt(1).flatMap { Day(number: $0).monthStarts(1).first }
        form = Form(code: row.int(2))
        speaker = row.int(5) == 0 ? row.optionalInt(3) : nil
        kind = row.optionalText(4).flatMap(EntityKind.init(rawValue:))
        for value in row.text(6).utf8.split(separator: UInt8(ascii: ",")) {
            switch Int(Substring(value)).flatMap({ layers[$0] }) {
            case .sourcing(let name): sourcing = name
            case .act(let name): acts.append(name)
            case nil: break
            }
        }
    }
}

extension Figures.Counts {
    fileprivate mutating func add(_ statement: CountedStatement) {
        statements += 1
        if let month = statement.month { months[month, default: Figures.Month()].add(statement) }
        if let sourcing = statement.sourcing { sources[Figures.Source(sourcing, statement.kind), default: 0] += 1 }
        if let form = statement.form { forms[form, default: 0] += 1 }
        for act in statement.acts { acts[act, default: 0] += 1 }
        for (name, values) in statement.attributes {
            for value in values { attributes[name, default: [:]][value, default: 0] += 1 }
        }
        if let speaker = statement.speaker { heard[speaker, default: 0] += 1 }
    }

    fileprivate func mostHeard(_ length: Int) -> [(Int, Int)] {
        heard.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(length).map { ($0.key, $0.value) }
    }
}

extension Figures.Month {
    fileprivate mutating func add(_ statement: CountedStatement) {
        statements += 1
        if let sourcing = statement.sourcing { sources[sourcing, default: 0] += 1 }
    }
}

extension Figures {
    /// The first days of all months from one to another, both of them first days.
    static func months(from first: Day?, to last: Day?) -> [Day] {
        guard let first, let last, first <= last else { return [] }
        let (a, b) = (first.calendar, last.calendar)
        return last.monthStarts(12 * (b.year - a.year) + b.month - a.month + 1)
    }
}

extension Day {
    /// "2021-03"
    fileprivate var monthText: String { String(description.prefix(7)) }
}
