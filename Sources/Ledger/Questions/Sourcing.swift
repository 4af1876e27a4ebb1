import Record

/// How an outlet sources, by its latest articles.
public struct OutletSourcing: Sendable {
    /// The outlet.
    public let outlet: ListedOutlet
    /// How many articles were looked at, the latest, copies left out.
    public let sampled: Int
    /// Statements in them: with a source that has a name, …
    public let named: Int
    /// … that is described alone, …
    public let unnamed: Int
    /// … and without one.
    public let missing: Int
    /// The share of their words in own voice; nil where there are none.
    public let ownVoice: Double?
    /// Who is heard most in them.
    public let speakers: [CountedActor]

    /// Statements in all.
    public var statements: Int { named + unnamed + missing }
}

extension Ledger {
    /// How an outlet sources.
    ///
    /// - Parameters:
    ///   - outlet: its row.
    ///   - sample: how many of its latest articles are looked at.
    /// - Throws: `QuestionFault`, where there is no such outlet.
    public func sourcing(of outlet: Int, sample: Int) throws -> OutletSourcing {
        try connection.snapshot {
            let listed = try connection.row(
                """
                SELECT outlet.id, outlet.name, count(article.id), max(article.day) FROM outlet LEFT JOIN article ON article.outlet = outlet.id
                WHERE outlet.id = ? GROUP BY outlet.id
                """, outlet
            ) {
                ListedOutlet(
                    id: $0.int(0), name: $0.text(1), articles: $0.int(2), lastDay: $0.optionalInt(3).map { Day(number: $0) })
            }
            guard let listed else { throw QuestionFault("there is no outlet \(outlet)") }
            var counting = SourcingCounts()
            var shelf = EntryShelf(self)
            let articles = try connection.numbers(LedgerSQL.articlesOfOutlet, [outlet, sample])
            for article in articles {
                let entries = try connection.numbers(LedgerSQL.shownStatements, [article]).compactMap {
                    try shelf.statement(row: $0)
                }
                let slices = try shelf.slices(article)
                counting.add(slices.text(Span(0, slices.count)) ?? "", entries)
            }
            return OutletSourcing(
                outlet: listed, sampled: articles.count, named: counting.named, unnamed: counting.unnamed,
                missing: counting.missing,
                ownVoice: counting.words > 0 ? counting.ownWords / Double(counting.words) : nil, speakers: counting.mostHeard(20))
        }
    }
}

private struct SourcingCounts {
    var named = 0
    var unnamed = 0
    var missing = 0
    var words = 0
    var ownWords = 0.0
    private var heard: [ActorEntry: Int] = [:]

    mutating func add(_ text: String, _ entries: [StatementEntry]) {
        for entry in entries {
            if let actor = entry.actor {
                named += 1
                heard[actor, default: 0] += 1
            } else if entry.statement.source.isEmpty, entry.speaker == nil {
                missing += 1
            } else {
                unnamed += 1
            }
        }
        guard let share = OwnVoice.share(of: text, entries.map(\.statement)) else { return }
        let count = text.split(whereSeparator: \.isWhitespace).count
        words += count
        ownWords += share * Double(count)
    }

    func mostHeard(_ length: Int) -> [CountedActor] {
        heard.sorted { ($1.value, $0.key.id) < ($0.value, $1.key.id) }.prefix(length).map {
            CountedActor(actor: $0.key, count: $0.value)
        }
    }
}
