import Actors
import Ledger
import Record
import SQLite

/// How many of something there are in a stretch of time.
public struct MonthCount: Sendable, Hashable {
    /// The first day of the month.
    public let month: Day
    /// How many.
    public let count: Int

    /// A month with its count.
    public init(month: Day, count: Int) {
        self.month = month
        self.count = count
    }
}

/// An actor with a count.
public struct CountedActor: Sendable, Hashable {
    /// The actor.
    public let actor: ActorEntry
    /// How many statements.
    public let count: Int
}

/// An outlet with what the ledger holds of it.
public struct ListedOutlet: Sendable, Hashable {
    /// Its row.
    public let id: Int
    /// Its name.
    public let name: String
    /// How many articles are from it.
    public let articles: Int
    /// When the latest of them was published.
    public let lastDay: Day?
}

/// An article in a list.
public struct ListedArticle: Sendable, Hashable {
    /// The article.
    public let article: ArticleEntry
    /// When it was published.
    public let day: Day?
    /// How many statements it has; those found wrong left out.
    public let statements: Int
}

/// What a ledger holds, at a glance.
public struct Overview: Sendable {
    /// How many articles there are, copies too.
    public let articles: Int
    /// How many statements; those found wrong and what copies repeat left out.
    public let statements: Int
    /// Articles by month of publication, from the first month with one to the last; those whose day is not known left out.
    public let months: [MonthCount]
    /// The first day and the last on which an article was published; nil where no day is known.
    public let days: ClosedRange<Day>?
    /// Who was heard most.
    public let speakers: [CountedActor]
    /// Since when these were looked for; nil where in all articles.
    public let since: Day?
    /// The outlets with most articles.
    public let outlets: [ListedOutlet]
    /// The articles that were added last.
    public let latest: [ListedArticle]
}

extension Ledger {
    /// A number that is another one when somebody else, in this program or another, has changed the file since it was asked for last. Numbers
    /// of two connections cannot be compared.
    public func changeMark() throws -> Int { try connection.row("PRAGMA data_version") { $0.int(0) } ?? 0 }

    /// What tells this ledger from others: 32 hexadecimal digits.
    public func origin() throws -> String { try connection.row("SELECT mark FROM origin") { $0.text(0) } ?? "" }

    /// What the ledger holds. Goes through the days of all articles in an index, and through the statements of about `Figures.articles` of the latest; keep what it
    /// gives.
    ///
    /// - Parameter length: how long the lists are at most.
    public func overview(length: Int) throws -> Overview {
        try connection.snapshot {
            let days = try connection.rows(
                "SELECT day, count(*) FROM article WHERE day IS NOT NULL GROUP BY day ORDER BY day"
            ) { ($0.int(0), $0.int(1)) }
            let span = days.first.flatMap { first in days.last.map { Day(number: first.0)...Day(number: $0.0) } }
            let months = Figures.months(from: span?.lowerBound.monthStarts(1).first, to: span?.upperBound.monthStarts(1).first)
            let since = try firstMonth(StatementQuery(), Figures.articles)
            return Overview(
                articles: try connection.row("SELECT count(*) FROM article") { $0.int(0) } ?? 0,
                statements: try countStatements(),
                months: MonthCount.counts(of: days, in: months), days: span,
                speakers: try since.map { try mostHeard(since: $0.number, length) } ?? mostHeard(length), since: since,
                outlets: try outlets(length), latest: try articles(before: nil, length))
        }
    }

    /// How many statements there are; those found wrong and what copies repeat left out, which have indexes of their own.
    private func countStatements() throws -> Int {
        let all = try connection.row("SELECT count(*) AS statements FROM statement") { $0.int(0) } ?? 0
        let repeated = try connection.row("SELECT count(*) FROM statement WHERE repeats IS NOT NULL") { $0.int(0) } ?? 0
        let wrong =
            try connection.row("SELECT count(*) FROM statement WHERE state > 0 AND state = 2 AND repeats IS NULL") { $0.int(0) }
            ?? 0
        return all - repeated - wrong
    }

    /// The article that was added last; 0 where there is none.
    public func lastArticle() throws -> Int { try connection.row("SELECT max(id) FROM article") { $0.int(0) } ?? 0 }

    /// How many articles were added behind one.
    public func countArticles(behind article: Int) throws -> Int {
        try connection.row("SELECT count(*) FROM article WHERE id > ?", article) { $0.int(0) } ?? 0
    }

    /// How many statements of an actor stand in articles that were added behind one; what others say that they said left out.
    public func count(of actor: Int, behind article: Int) throws -> Int {
        try connection.row(
            "SELECT count(*) FROM statement WHERE actor = \(actor) AND article > \(article) AND \(StatementQuery.own)"
        ) { $0.int(0) } ?? 0
    }

    private func mostHeard(since first: Int, _ length: Int) throws -> [CountedActor] {
        var counts: [(Int, Int)] = []
        try connection.query(
            """
            SELECT statement.actor, count(*) FROM article CROSS JOIN statement ON statement.article = article.id
            WHERE article.day >= \(first) AND statement.actor IS NOT NULL AND \(StatementQuery.own)
            GROUP BY statement.actor ORDER BY count(*) DESC, statement.actor LIMIT \(length)
            """
        ) { row in
            counts.append((row.int(0), row.int(1)))
            return true
        }
        return try counts.compactMap { id, count in try actor(id: id).map { CountedActor(actor: $0, count: count) } }
    }

    /// Who makes most statements in all articles; goes through all of them in an index.
    public func mostHeard(_ length: Int) throws -> [CountedActor] {
        var heard: [CountedActor] = []
        try eachHeard(length) { heard.append($0) }
        return heard
    }

    /// Hands out those who make statements, one at a time, who makes most first; goes through all statements in an index. Memory grows by 16 bytes an actor.
    ///
    /// - Parameters:
    ///   - length: how many at most.
    ///   - skipped: how many of the first are left out.
    ///   - each: gets an actor.
    public func eachHeard(
        _ length: Int = Int(Int32.max), skipping skipped: Int = 0, _ each: (CountedActor) throws -> Void
    ) throws {
        try connection.snapshot {
            let counts = try connection.rows(
                """
                SELECT actor, count(*) FROM statement WHERE actor IS NOT NULL AND \(StatementQuery.own)
                GROUP BY actor ORDER BY count(*) DESC, actor LIMIT \(length) OFFSET \(skipped)
                """
            ) { (id: $0.int(0), count: $0.int(1)) }
            for (id, count) in counts {
                if let actor = try actor(id: id) { try each(CountedActor(actor: actor, count: count)) }
            }
        }
    }

    /// The outlets, those with most articles first.
    public func outlets(_ length: Int) throws -> [ListedOutlet] {
        try connection.rows(
            """
            SELECT outlet.id, outlet.name, count(*), max(article.day) FROM article JOIN outlet ON outlet.id = article.outlet
            GROUP BY outlet.id ORDER BY count(*) DESC, outlet.name LIMIT \(length)
            """
        ) {
            ListedOutlet(id: $0.int(0), name: $0.text(1), articles: $0.int(2), lastDay: $0.optionalInt(3).map { Day(number: $0) })
        }
    }

    /// Articles in the order of adding, the latest first.
    ///
    /// - Parameters:
    ///   - before: an article's number: only those added before it.
    ///   - outlet: an outlet's row: only those from it.
    ///   - days: when they were published.
    public func articles(before: Int?, outlet: Int? = nil, days: DayRange = .all, _ length: Int) throws -> [ListedArticle] {
        try connection.snapshot {
            var loader = EntryLoader(self)
            return try connection.numbers(
                """
                SELECT id FROM article WHERE id < coalesce(\(before), 9223372036854775807) AND (\(outlet) IS NULL OR outlet = \(outlet))
                    AND (\(days.first) IS NULL OR day >= \(days.first)) AND (\(days.last) IS NULL OR day <= \(days.last)) ORDER BY id DESC LIMIT \(length)
                """
            ).compactMap {
                id in
                try listed(id, &loader)
            }
        }
    }

    package func listed(_ id: Int, _ loader: inout EntryLoader) throws -> ListedArticle? {
        guard let article = try loader.article(id) else { return nil }
        let day = try connection.row("SELECT day FROM article WHERE id = ?", id) { $0.optionalInt(0) } ?? nil
        let count = try connection.row("SELECT count(*) FROM statement WHERE article = \(id) AND state <> 2") { $0.int(0) } ?? 0
        return ListedArticle(article: article, day: day.map { Day(number: $0) }, statements: count)
    }

    /// How many statements of an actor are in articles of each month, from the first month with one to the last.
    public func months(of actor: Int) throws -> [MonthCount] {
        try connection.snapshot {
            var days: [(Int, Int)] = []
            try connection.query(
                """
                SELECT day, count(*) FROM statement WHERE actor = \(actor) AND day IS NOT NULL AND \(StatementQuery.own)
                GROUP BY day ORDER BY day
                """
            ) { row in
                days.append((row.int(0), row.int(1)))
                return true
            }
            guard let first = days.first, let last = days.last else { return [] }
            let (a, b) = (Day(number: first.0).calendar, Day(number: last.0).calendar)
            return MonthCount.counts(
                of: days, in: Day(number: last.0).monthStarts(12 * (b.year - a.year) + b.month - a.month + 1))
        }
    }

    /// In how many statements that count an actor is mentioned, and how many of them are whose own, others than the actor, those who mention it most first.
    func mentions(of actor: Int) throws -> (all: Int, by: [(actor: Int, count: Int)]) {
        var (all, by) = (0, [(actor: Int, count: Int)]())
        try connection.query(
            """
            SELECT statement.actor, count(*), ifnull(sum(\(OwnWords.isTold)), 0) FROM about
            CROSS JOIN statement ON statement.id = about.statement
            WHERE about.actor = \(actor) AND statement.state <> 2 AND statement.repeats IS NULL GROUP BY statement.actor
            """
        ) { row in
            all += row.int(1)
            let own = row.int(1) - row.int(2)
            if let speaker = row.optionalInt(0), speaker != actor, own > 0 { by.append((speaker, own)) }
            return true
        }
        return (all, by.sorted { ($1.count, $0.actor) < ($0.count, $1.actor) })
    }
}

extension Day {
    /// The first days of this day's month and of those before it, in order of time.
    package func monthStarts(_ count: Int) -> [Day] {
        let (year, month, _) = calendar
        let last = 12 * year + month - 1
        return (0..<count).reversed().compactMap { Day(year: (last - $0) / 12, month: (last - $0) % 12 + 1, day: 1) }
    }
}

extension MonthCount {
    /// Counts of days put together by month; days before the first month are left out.
    package static func counts(of days: [(Int, Int)], in starts: [Day]) -> [MonthCount] {
        var counts = [Int](repeating: 0, count: starts.count)
        for (day, count) in days {
            // The last month that begins on that day or before it.
            var (low, high) = (0, starts.count)
            while low < high {
                let middle = (low + high) / 2
                if starts[middle].number <= day { low = middle + 1 } else { high = middle }
            }
            if low > 0 { counts[low - 1] += count }
        }
        return zip(starts, counts).map { MonthCount(month: $0, count: $1) }
    }
}
