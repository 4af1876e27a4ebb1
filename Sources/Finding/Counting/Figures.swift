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
            let (all, byOutlet) = try counted(query)
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

    /// The counts of all statements of a query, and of each outlet's.
    ///
    /// Statements that are alike in all that is counted are counted together first: of a million there are some thousand kinds.
    private func counted(_ query: StatementQuery) throws -> (all: Figures.Counts, byOutlet: [Int: Figures.Counts]) {
        var (alike, heard) = ([CountedStatement: Int](), [Heard: Int]())
        let layers = try countedValues()
        var (findings, months) = (CountedFindings(layers), CountedMonths())
        // What other layers have found is not taken out of the file; without the sign SQLite would look for each value by itself.
        let values = layers.keys.sorted()
        try connection.query(
            """
            SELECT \(query.outletColumn), statement.day, statement.form, statement.actor, \(StatementQuery.kind), \(OwnWords.isTold),
                (SELECT group_concat(mark.value) FROM mark WHERE mark.statement = statement.id AND +mark.value IN (\(values)))
            FROM \(query.source())
            """
        ) { row in
            let (outlet, actor) = (row.optionalInt(0), row.optionalInt(3))
            let month = row.optionalInt(1).flatMap { months.month(of: $0) }
            alike[CountedStatement(row, outlet, month, findings.number(of: row.text(6))), default: 0] += 1
            if let actor { heard[Heard(outlet: outlet, actor: actor, isTold: row.int(5) != 0), default: 0] += 1 }
            return true
        }
        var (all, byOutlet) = (Figures.Counts(), [Int: Figures.Counts]())
        for (statement, count) in alike {
            let found = findings.all[statement.findings]
            all.add(statement, count, found)
            if let outlet = statement.outlet { byOutlet[outlet, default: Figures.Counts()].add(statement, count, found) }
        }
        let told = try attributes()
        for (heard, count) in heard {
            let attributes = told[heard.actor] ?? [:]
            all.add(heard, count, attributes)
            if let outlet = heard.outlet { byOutlet[outlet]?.add(heard, count, attributes) }
        }
        return (all, byOutlet)
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
    private func countedValues() throws -> [Int: CountedFindings.Finding] {
        let values = try connection.rows(
            """
            SELECT mark_value.id, layer.name, mark_value.value FROM layer CROSS JOIN mark_value ON mark_value.layer = layer.id
            WHERE layer.name IN (\([Figures.sourcing, Figures.act]))
            """
        ) { ($0.int(0), $0.text(1) == Figures.act ? CountedFindings.Finding.act($0.text(2)) : .sourcing($0.text(2))) }
        return Dictionary(values, uniquingKeysWith: { first, _ in first })
    }
}

/// What is counted of a statement, but for who says it.
private struct CountedStatement: Hashable {
    let outlet: Int?
    /// Its first day.
    let month: Day?
    let form: Form?
    let kind: EntityKind?
    /// The number of what layers have found of it.
    let findings: Int

    init(_ row: borrowing Row, _ outlet: Int?, _ month: Day?, _ findings: Int) {
        (self.outlet, self.month, self.findings) = (outlet, month, findings)
        form = Form(code: row.int(2))
        kind = row.optionalText(4).flatMap(EntityKind.init(rawValue:))
    }
}

/// The months of days; of each day it is found once.
private struct CountedMonths {
    private var known: [Int: Day?] = [:]

    /// The first day of the month of a day.
    mutating func month(of day: Int) -> Day? {
        if let month = known[day] { return month }
        let month = Day(number: day).monthStarts(1).first
        known[day] = .some(month)
        return month
    }
}

/// Who says statements, of which outlet, and whether others say so.
private struct Heard: Hashable {
    let outlet: Int?
    let actor: Int
    let isTold: Bool
}

/// What the layers that are counted have found of statements. There are few ways in which statements are marked, and each is read once.
private struct CountedFindings {
    enum Finding {
        case sourcing(String)
        case act(String)
    }

    private let layers: [Int: Finding]
    private var numbers: [String: Int] = [:]
    private(set) var all: [(sourcing: String?, acts: [String])] = []

    init(_ layers: [Int: Finding]) { self.layers = layers }

    /// The number of what was found.
    ///
    /// - Parameter marks: the rows of their values, with commas between them.
    mutating func number(of marks: String) -> Int {
        if let known = numbers[marks] { return known }
        var found: (sourcing: String?, acts: [String]) = (nil, [])
        for value in marks.utf8.split(separator: UInt8(ascii: ",")) {
            switch Int(Substring(value)).flatMap({ layers[$0] }) {
            case .sourcing(let name): found.sourcing = name
            case .act(let name): found.acts.append(name)
            case nil: break
            }
        }
        all.append(found)
        numbers[marks] = all.count - 1
        return all.count - 1
    }
}

extension Figures.Counts {
    fileprivate mutating func add(
        _ statement: CountedStatement, _ count: Int, _ found: (sourcing: String?, acts: [String])
    ) {
        statements += count
        if let month = statement.month { months[month, default: Figures.Month()].add(count, found.sourcing) }
        if let sourcing = found.sourcing { sources[Figures.Source(sourcing, statement.kind), default: 0] += count }
        if let form = statement.form { forms[form, default: 0] += count }
        for act in found.acts { acts[act, default: 0] += count }
    }

    fileprivate mutating func add(_ speaker: Heard, _ count: Int, _ attributes: [String: [String]]) {
        if !speaker.isTold { heard[speaker.actor, default: 0] += count }
        for (name, values) in attributes {
            for value in values { self.attributes[name, default: [:]][value, default: 0] += count }
        }
    }

    fileprivate func mostHeard(_ length: Int) -> [(Int, Int)] {
        heard.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(length).map { ($0.key, $0.value) }
    }
}

extension Figures.Month {
    fileprivate mutating func add(_ count: Int, _ sourcing: String?) {
        statements += count
        if let sourcing { sources[sourcing, default: 0] += count }
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
