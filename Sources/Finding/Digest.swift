import Actors
import Ledger
import Record

/// What a query finds, put together by who says it, for somebody who is told of it once a day.
public struct Digest: Sendable {
    /// What one speaker says.
    public struct Voice: Sendable {
        /// Who it is; nil where nobody is known by a name.
        public let actor: ActorEntry?
        /// Their statements, the latest first.
        public let statements: [StatementEntry]

        /// What they are called.
        public var name: String { actor?.name ?? "Nobody known by a name" }
    }

    /// Who says most first; what nobody is known for last.
    public let voices: [Voice]
    /// How many articles these statements stand in.
    public let articles: Int
    /// Whether there are more than were wanted.
    public let isThereMore: Bool

    /// How many statements there are.
    public var statements: Int { voices.reduce(0) { $0 + $1.statements.count } }

    /// How many statements are looked at, where nothing else is asked for.
    public static let limit = 1_000
}

extension Ledger {
    /// What a query finds, by who says it.
    ///
    /// - Parameter query: its limit is how many statements there are at most.
    public func digest(_ query: StatementQuery) throws -> Digest {
        var query = query
        query.order = .date
        let limit = query.limit
        query.limit += 1
        let found = try find(query)
        let taken = found.prefix(limit)
        var places: [Int?: Int] = [:]
        var voices: [(actor: ActorEntry?, statements: [StatementEntry])] = []
        for entry in taken {
            let place = places[entry.actor?.id, default: voices.count]
            if place == voices.count { voices.append((entry.actor, [])) }
            places[entry.actor?.id] = place
            voices[place].statements.append(entry)
        }
        let sorted = voices.sorted { a, b in
            let (left, right) = (a.actor == nil ? 1 : 0, b.actor == nil ? 1 : 0)
            return (left, b.statements.count, a.actor?.name ?? "") < (right, a.statements.count, b.actor?.name ?? "")
        }
        return Digest(
            voices: sorted.map { Digest.Voice(actor: $0.actor, statements: $0.statements) },
            articles: Set(taken.map(\.article.id)).count, isThereMore: found.count > limit)
    }

    /// The last article that was added before a day, in universal time; 0 where there is none. Those that were added since are gone through.
    public func lastArticle(addedBefore day: Day) throws -> Int {
        try connection.row("SELECT id FROM article WHERE added < \(day.number * 86_400) ORDER BY id DESC LIMIT 1") { $0.int(0) }
            ?? 0
    }

    /// When an article was added: seconds since 1970-01-01, UTC; nil where there is no such article.
    public func added(article: Int) throws -> Int? {
        try connection.row("SELECT added FROM article WHERE id = \(article)") { $0.int(0) }
    }
}
