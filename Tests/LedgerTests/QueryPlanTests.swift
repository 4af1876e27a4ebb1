import Actors
import CSQLite
import Finding
import Record
import Reviews
import SQLite
import Testing
import Transfer

@testable import Ledger

/// How SQLite goes about the queries: at a million statements, reading a table from end to end takes seconds.
///
/// The queries are those that a session prepares which asks for everything that can be asked; none is written down here.
@Suite struct QueryPlanTests {
    private let folder: LedgerFolder
    private let ledger: Ledger

    init() throws {
        folder = try LedgerFolder()
        ledger = try folder.open()
        let before = Set(ledger.connection.preparedTexts)
        try ledger.add([Written.korvinEntry(), Written.entry("Ilse Varn said the harbour pays.", id: "b")])
        try QueryPlanTests.tellWhoIsWho(ledger)
        let korvin = try ledger.actor("Dessa Korvin", for: .any).id
        for query in try QueryPlanTests.queries(korvin, outlet: 1) {
            _ = try ledger.find(query)
            _ = try ledger.findArticles(query)
            _ = try ledger.facets(query, 5)
            try ledger.matches(query) { _, _ in true }
        }
        var said = StatementQuery(speaker: korvin)
        _ = try ledger.statements(of: said)
        said.days = try DayRange(since: "2021", until: "2022")
        _ = try ledger.statements(of: said)
        _ = try ledger.show(article: 1)
        _ = try ledger.show(StatementID(article: 1, number: 0))
        _ = try ledger.show(actor: "@\(korvin)")
        try ledger.review(StatementID(article: 1, number: 0), .right, by: "mara")
        try ledger.undoReview(StatementID(article: 1, number: 0), by: "mara")
        _ = try ledger.leastCertain()
        _ = try ledger.leastCertain(5)
        try ledger.export { _ in true }
        try ledger.export(.reviewed) { _ in true }
        _ = try ledger.actorActs(upon: korvin)
        let other = try ledger.actor("Ilse Varn", for: .any).id
        let act = try ledger.differ(korvin, from: other, by: "mara")
        _ = try ledger.actorActs(upon: other)
        try ledger.undoActorAct(act, by: "mara")
        _ = try ledger.months(of: korvin)
        _ = try ledger.mentioners(of: korvin, 5)
        _ = try ledger.articles(before: nil, 5)
        let reader = ReaderVersion(version: "9", model: "newer")
        _ = try ledger.articlesToReread(by: reader, after: 0, limit: 5)
        _ = try ledger.reread([RereadArticle(article: 1, findings: Findings())], by: reader, who: "mara")
        asked = ledger.connection.preparedTexts.filter {
            !before.contains($0) && !$0.hasPrefix("PRAGMA") && !$0.hasPrefix("BEGIN")
        }
    }

    private let asked: [String]

    /// Two of one name who can be told apart, and a lone surname that is theirs or somebody's.
    private static func tellWhoIsWho(_ ledger: Ledger) throws {
        for (number, (who, what)) in [
            ("Ivo Tarn", "senator"), ("Tarn", "guest"), ("Ivo Tarn", "striker"), ("Ivo Tarn", "senator"), ("Ivo Tarn", "striker"),
            ("Ivo Tarn", "senator"), ("Ivo Tarn", "senator"), ("Ivo Tarn", "senator"), ("Tarn", "senator"),
        ].enumerated() {
            let text = "\(who), the \(what), came on day \(number) to Mila Sorn and the Beacon."
            try ledger.add([
                Written.entry(
                    text,
                    [
                        Written.Person(names: [who], others: [("the \(what)", .nominal)]), Written.Person(names: ["Mila Sorn"]),
                        Written.Person(names: ["Beacon"], kind: .organization),
                    ], id: "tarn\(number)")
            ])
        }
    }

    private static func queries(_ actor: Int, outlet: Int) throws -> [StatementQuery] {
        var all: [StatementQuery] = []
        let changes: [(inout StatementQuery) throws -> Void] = [
            { _ in }, { $0.speakers = [actor] }, { $0.speakers = [actor, 2] }, { $0.about = [actor] }, { $0.about = [actor, 2] },
            { $0.outlets = [outlet] }, { $0.days = try DayRange(since: "2021", until: nil) }, { $0.forms = [.direct] },
            { $0.isReviewed = true }, { $0.isReviewed = false }, { $0.isNested = true }, { $0.confidence = 0.5 },
            { $0.article = 1 },
            { $0.marks = [.init(layer: "sourcing", values: ["named"])] },
            { $0.said = try DayRange(since: "2021", until: "2022") },
        ]
        for words in ["harbour", nil] {
            for change in changes {
                for order in StatementQuery.Order.allCases {
                    var query = StatementQuery()
                    query.words = try words.map { try SearchQuery($0) }
                    query.order = order
                    try change(&query)
                    all.append(query)
                }
            }
        }
        return all
    }

    private func plan(_ sql: String) throws -> [String] {
        var statement: OpaquePointer?
        let status = sqlite3_prepare_v2(ledger.connection.handle, "EXPLAIN QUERY PLAN " + sql, -1, &statement, nil)
        defer { sqlite3_finalize(statement) }
        try #require(status == SQLITE_OK, "\(sql)")
        var steps: [String] = []
        while sqlite3_step(statement) == SQLITE_ROW { steps.append(String(cString: sqlite3_column_text(statement, 3))) }
        return steps
    }

    /// What goes through a table on purpose: in the order that is asked for until there is enough, or through what is small.
    private static let allowed = [
        "USING INDEX article_day", "USING COVERING INDEX article_day", "USING COVERING INDEX article_least",
        "USING INDEX article_least", "USING INDEX statement_state",
        "USING INDEX act_a", "SCAN layer", "USING COVERING INDEX statement_state", "SCAN CONSTANT ROW", "subquery",
        "SCAN json_each",
        "SCAN piece", "SCAN origin",
    ]

    @Test func noQueryReadsATableFromEndToEnd() throws {
        #expect(asked.count > 60)
        for sql in asked {
            for step in try plan(sql) where step.hasPrefix("SCAN") {
                let isAllowed =
                    step.contains(/VIRTUAL TABLE INDEX \d+:(M|=)/) || QueryPlanTests.allowed.contains { step.contains($0) }
                #expect(isAllowed, "\(step): \(sql)")
            }
            // All entities that have an actor are nearly all there are.
            #expect(try !plan(sql).contains { $0.contains("entity_actor (actor>?)") }, "\(sql)")
        }
    }

    @Test func anActorsStatementsAreCountedInTheIndexAlone() throws {
        let counts = asked.filter {
            $0.contains("count(*)") && $0.contains("WHERE (statement.state <> 2)") && $0.contains("statement.actor = ?")
        }
        #expect(!counts.isEmpty)
        for sql in counts where !sql.contains("statement.day >=") {
            #expect(try plan(sql).contains { $0.contains("SEARCH statement USING COVERING INDEX statement_actor_day") }, "\(sql)")
        }
    }

    @Test func whatIsWantedInOrderComesInOrderFromTheIndex() throws {
        let ordered = asked.filter { $0.contains("statement.day IS NOT NULL") || $0.contains("statement.day IS NULL") }
        #expect(!ordered.isEmpty)
        for sql in ordered { #expect(try !plan(sql).contains { $0.contains("TEMP B-TREE FOR ORDER BY") }, "\(sql)") }
    }
}
