import CSQLite
import Finding
import Record
import Reviews
import SQLite
import Testing

@testable import Ledger

/// Statements that are taken out of the ledger together.
@Suite struct LoadingTests {
    private let folder: LedgerFolder
    private let ledger: Ledger

    init() throws {
        folder = try LedgerFolder()
        ledger = try folder.open()
        try ledger.add([
            LoadingTests.told, Written.korvinEntry(), Written.korvinEntry(id: "copy", outlet: "Far Bank", given: [1]),
        ])
        try ledger.review(StatementID(article: 1, number: 1), .wrong, by: "mara")
        try ledger.review(StatementID(article: 2, number: 2), .right, by: "mara")
        try ledger.keep([LoadingTests.card])
        let marks = (0..<4).map {
            Mark(of: .statement($0), layer: "sourcing", value: .choice("named"), confidence: 0.5, by: .layer(version: 1))
        }
        try ledger.mark([1: marks], by: "sourcing 1")
    }

    /// One says that another one says it, who says that a third says it.
    private static let told = Written.entry(
        "Ilse Varn said Odo Fane claimed that Dessa Korvin had told a guard that the gate was shut. “It is open,” said Dessa Korvin.",
        [.init(names: ["Ilse Varn"]), .init(names: ["Odo Fane"]), .init(names: ["Dessa Korvin"])],
        [
            .init(who: "Ilse Varn", words: "Odo Fane claimed that Dessa Korvin had told a guard that the gate was shut"),
            .init(who: "Odo Fane", cue: "claimed", words: "that Dessa Korvin had told a guard that the gate was shut", parent: 0),
            .init(who: "Dessa Korvin", cue: "had told", words: "that the gate was shut", parent: 1),
            .init(who: "Dessa Korvin", words: "“It is open,”"),
        ], id: "told")

    private static let card = LayerCard(
        name: "sourcing", version: 1, title: "Sourcing", sentence: "How the source is given.",
        choices: [.init("named", label: "named", sentence: "By name.")], threshold: 0)

    /// An article of so many statements.
    private static func many(_ count: Int) -> PreparedArticle {
        Written.entry(
            (0..<count).map { "Ilse Varn said gate \($0) is shut. " }.joined(), [.init(names: ["Ilse Varn"])],
            (0..<count).map { .init(who: "Ilse Varn", words: "gate \($0) is shut") }, id: "many\(count)")
    }

    /// How many queries are run meanwhile, by SQLite's own count.
    private func queries(_ body: () throws -> Void) rethrows -> Int {
        func runs() -> Int {
            var (sum, statement) = (0, sqlite3_next_stmt(ledger.connection.handle, nil))
            while let found = statement {
                sum += Int(sqlite3_stmt_status(found, SQLITE_STMTSTATUS_RUN, 0))
                statement = sqlite3_next_stmt(ledger.connection.handle, found)
            }
            return sum
        }
        let before = runs()
        try body()
        return runs() - before
    }

    @Test func whatIsTakenTogetherIsWhatIsTakenAlone() throws {
        for article in 1...3 {
            let rows = try ledger.connection.numbers(
                "SELECT id FROM statement WHERE article = \(article) AND state <> 2 ORDER BY number")
            let alone = try rows.map { row in
                var loader = EntryLoader(ledger)
                return try #require(try loader.statement(row: row))
            }
            let together = try ledger.load(article: article).statements
            #expect(together == alone && together.count == 3)
            for count in 0...4 { #expect(try ledger.statements(of: article, first: count) == Array(alone.prefix(count))) }
        }
        // What stood inside the one that was found wrong stands inside what held that.
        let inner = try #require(try ledger.load(article: 1).statements.first { $0.id.number == 2 })
        #expect(inner.parent == StatementID(article: 1, number: 0) && inner.tellers == ["Ilse Varn"] && inner.marks.count == 1)
        #expect(throws: QuestionError.self) { try ledger.statements(of: 9, first: 1) }
    }

    @Test func statementsAreJudgedWithWhatIsShownOfEach() throws {
        try ledger.reviewAll(of: 1, by: "tor")
        for article in 1...3 {
            let entries = try ledger.load(article: article).statements
            #expect(try ledger.toJudge(entries) == entries.flatMap { try ledger.toJudge([$0]) })
            for (judged, shown) in zip(try ledger.toJudge(entries), try entries.map { try ledger.show($0.id) }) {
                #expect((judged.context, judged.repeats) == (shown.context, shown.repeats))
                #expect(judged.lastReview == shown.reviews.last?.id ?? 0)
            }
        }
        let both = try ledger.load(article: 3).statements.prefix(1) + ledger.load(article: 2).statements.suffix(1)
        let judged = try ledger.toJudge(Array(both))
        #expect(judged[0].repeats == StatementID(article: 2, number: 0) && judged[0].lastReview == 0)
        #expect(judged[1].repeats == nil && judged[1].lastReview == 2)
    }

    @Test func asMuchIsAskedForManyStatementsAsForFew() throws {
        let added = try ledger.add([LoadingTests.many(2), LoadingTests.many(12)])
        let asked = try added.map { added in
            try queries { _ = try ledger.toJudge(ledger.load(article: added.article).statements) }
        }
        #expect(asked[0] == asked[1] && asked[0] > 0)
    }
}
