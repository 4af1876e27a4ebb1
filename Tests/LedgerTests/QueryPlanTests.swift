import Actors
import Finding
import Reviews
import SQLite
import Testing
import Transfer

@testable import Ledger

/// How SQLite goes about the queries: at a million statements, reading a table from end to end takes seconds.
@Suite struct QueryPlanTests {
    static let queries: [(String, StaticString)] = [
        ("byRelevance", LedgerSQL.byRelevance), ("byDate", LedgerSQL.byDate),
        ("articlesByRelevance", LedgerSQL.articlesByRelevance),
        ("articlesByDate", LedgerSQL.articlesByDate), ("actorsByWords", LedgerSQL.actorsByWords),
        ("countSpoken", LedgerSQL.countSpoken),
        ("actorsByKey", LedgerSQL.actorsByKey), ("articlesOfActor", LedgerSQL.articlesOfActor),
        ("corrections", LedgerSQL.corrections),
        ("settleLeast", LedgerSQL.settleLeast), ("standingMergers", LedgerSQL.standingMergers),
        ("countMentions", LedgerSQL.countMentions), ("spokenTotals", LedgerSQL.spokenTotals),
        ("spokenWithDate", LedgerSQL.spokenWithDate),
        ("spokenWithoutDate", LedgerSQL.spokenWithoutDate), ("mentionedBySpeaker", LedgerSQL.mentionedBySpeaker),
        ("quotedBySpeaker", LedgerSQL.quotedBySpeaker), ("outletsOfSpeaker", LedgerSQL.outletsOfSpeaker),
        ("lastJudgement", LedgerSQL.lastJudgement),
        ("leastCertain", LedgerSQL.leastCertain), ("leastCertainOnes", LedgerSQL.leastCertainOnes),
        ("reviewActs", LedgerSQL.reviewActs),
        ("articlesAfter", LedgerSQL.articlesAfter),
        ("reviewedAfter", LedgerSQL.reviewedAfter), ("halfReviewed", LedgerSQL.halfReviewed),
        ("shownStatements", LedgerSQL.shownStatements),
        ("keptArticle", LedgerSQL.keptArticle), ("keptStatements", LedgerSQL.keptStatements),
        ("keptMachine", LedgerSQL.keptMachine),
        ("keptActs", LedgerSQL.keptActs), ("children", LedgerSQL.children), ("repetitions", LedgerSQL.repetitions),
        ("copies", LedgerSQL.copies),
    ]

    private func plan(_ sql: StaticString) throws -> [String] {
        let folder = try LedgerFolder()
        let connection = try folder.open().connection
        var steps: [String] = []
        // The program's own literal, with two words of this test's before it.
        let text = "EXPLAIN QUERY PLAN \(sql)"
        let places = text.matches(of: /\?(\d+)/).compactMap { Int($0.output.1) }.max() ?? text.count { $0 == "?" }
        try connection.query(text: text, [(any SQLValue)?](repeating: nil, count: places)) { row in
            steps.append(row.text(3))
            return true
        }
        return steps
    }

    @Test(arguments: queries.map(\.0))
    func noQueryReadsATableFromEndToEnd(name: String) throws {
        let steps = try plan(#require(QueryPlanTests.queries.first { $0.0 == name }).1)
        #expect(!steps.isEmpty)
        for step in steps where step.hasPrefix("SCAN") {
            let goesThroughItsOwnRows =
                step.contains(/VIRTUAL TABLE INDEX \d+:M/) || step.contains("subquery")
                || step.contains("USING INDEX statement_state") || step.contains("USING INDEX act_a")
                || step.contains("USING COVERING INDEX article_least")
            #expect(goesThroughItsOwnRows, "\(name): \(step)")
        }
    }

    @Test func anActorsStatementsAreCountedInTheIndexAlone() throws {
        for sql in [LedgerSQL.countSpoken, LedgerSQL.spokenTotals, LedgerSQL.mentionedBySpeaker, LedgerSQL.outletsOfSpeaker] {
            #expect(try plan(sql).contains { $0.contains("SEARCH statement USING COVERING INDEX statement_actor_day") })
        }
    }

    @Test(arguments: [LedgerSQL.spokenWithDate, LedgerSQL.spokenWithoutDate])
    func whatIsWantedInOrderComesInOrderFromTheIndex(sql: StaticString) throws {
        #expect(try !plan(sql).contains { $0.contains("TEMP B-TREE") })
    }
}
