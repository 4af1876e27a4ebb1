import Actors
import CSQLite
import Finding
import Mending
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
        try ledger.keep([QueryPlanTests.sourcing])
        try ledger.add([Written.korvinEntry(), Written.entry("Ilse Varn said the harbour pays.", id: "b")])
        try QueryPlanTests.tellWhoIsWho(ledger)
        let korvin = try ledger.actor("Dessa Korvin", for: .any).id
        var listed = ActorRecord(name: "Dessa Korvin", kind: .person)
        listed.attributes = [ActorAttribute(name: "party", value: "Harbour Union")].compactMap { $0 }
        _ = try ledger.importActors([listed], by: "mara")
        _ = try StatementQuery(ledger) { $0 == "attribute" ? ["party=Harbour Union"] : [] }
        for query in try QueryPlanTests.queries(korvin, outlet: 1) {
            _ = try ledger.find(query)
            _ = try ledger.findArticles(query)
            _ = try ledger.facets(query, 5)
            _ = try ledger.search(query, 5)
            try ledger.matches(query) { _, _ in true }
            try ledger.findAll(query) { _ in true }
            try ledger.facts(query) { _ in true }
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
        let uncertain = try ledger.leastCertain(5)
        _ = try ledger.leastCertain(5, behind: uncertain.last.map { QueuePlace(behind: $0) })
        _ = try ledger.judgedByOthers(than: "mara", 5)
        _ = try ledger.judgedByOthers(than: "mara", 5, behind: uncertain.last.map { QueuePlace(behind: $0) })
        try QueryPlanTests.judge(ledger)
        try QueryPlanTests.lookAround(ledger, korvin)
        var lines: [[UInt8]] = []
        try ledger.export {
            lines.append($0.line)
            return true
        }
        // Where it was empty, actors have their numbers again; where it was not, they are found anew.
        var restoring: [Ledger] = []
        for isEmpty in [true, false] {
            let other = try Ledger(at: "\(folder.path)/restored-\(isEmpty).sqlite", for: .adding)
            if !isEmpty { try other.add([Written.entry("The ferry pays.", id: "ferry")]) }
            for line in lines { try other.add([PreparedArticle(restoring: line, stamp: ExportingTests.stamp)]) }
            restoring.append(other)
        }
        try ledger.export(.reviewed) { _ in true }
        _ = try ledger.actorActs(upon: korvin)
        let other = try ledger.actor("Ilse Varn", for: .any).id
        let act = try ledger.differ(korvin, from: other, by: "mara")
        _ = try ledger.actorActs(upon: other)
        try ledger.undoActorAct(act, by: "mara")
        _ = try ledger.months(of: korvin)
        _ = try ledger.articles(before: nil, 5)
        let reader = ReaderVersion(version: "9", model: "newer")
        _ = try ledger.articlesToReread(by: reader, after: 0, limit: 5)
        _ = try ledger.reread([RereadArticle(article: 1, findings: Findings())], by: reader, who: "mara")
        try QueryPlanTests.mend(ledger)
        let texts = Set(([ledger] + restoring).flatMap(\.connection.preparedTexts))
        asked = texts.filter { !before.contains($0) && !$0.hasPrefix("PRAGMA") && !$0.hasPrefix("BEGIN") }.sorted()
    }

    /// Everything that is done to articles as a whole and to outlets, and undone.
    private static func mend(_ ledger: Ledger) throws {
        try ledger.add([
            Written.korvinEntry(id: "again", outlet: "Echo", given: Array("again".utf8)),
            Written.entry("A tram.", id: "tram", outlet: "The Echo"),
        ])
        var values = FieldValues()
        (values[.title], values[.published], values[.outlet]) = ("Toll", "2021-04-02", "North Light")
        try ledger.undoArticleAct(ledger.correct(article: 1, values, by: "mara").act, by: "mara")
        try ledger.undoArticleAct(ledger.remove(article: 1, by: "mara"), by: "mara")
        try ledger.undoOutletAct(ledger.merge(outlets: [2], into: 1, by: "mara"), by: "mara")
        try ledger.undoOutletAct(ledger.rename(outlet: 1, to: "Beacon", by: "mara"), by: "mara")
        try ledger.remove(article: 4, by: "mara")
        _ = try ledger.removedArticles()
        _ = try ledger.articleActs(upon: 1)
        _ = try ledger.outletActs(upon: 1)
        try ledger.export { _ in true }
        _ = try ledger.forgetRemoved(by: "mara")
    }

    private static let sourcing = LayerCard(
        name: "sourcing", version: 1, title: "Sourcing", sentence: "How the source is given.",
        choices: [.init("named", label: "named", sentence: "By name."), .init("none", label: "none", sentence: "Not at all.")],
        threshold: 0)

    /// What people judge, of marks too, and marking again.
    private static func judge(_ ledger: Ledger) throws {
        let id = StatementID(article: 1, number: 1)
        let mark = Mark(of: .statement(1), layer: "sourcing", value: .choice("named"), confidence: 0.9, by: .layer(version: 1))
        let voice = Mark(of: .article, layer: "own_voice", value: .choice("calm"), confidence: 0.9, by: .layer(version: 1))
        _ = try ledger.countToMark(by: "sourcing 1")
        _ = try ledger.articlesToMark(by: "sourcing 1", after: 0, limit: 5)
        try ledger.mark([1: [mark, voice]], by: "sourcing 1")
        try ledger.review(id, layer: "sourcing", .choices(["none"]), by: "mara")
        try ledger.mark([1: [mark, voice]], by: "sourcing 2")
        try ledger.undoReview(id, by: "mara")
        try ledger.review(id, layer: "sourcing", .choices(["none"]), by: "mara")
        try ledger.review(id, layer: "sourcing", .asFound, by: "mara")
        var parts = Correction()
        parts.content = [Span(18, 30)]
        parts.speaker = .new(ActorRecord(name: "Odo Fane", kind: .person))
        try ledger.review(id, .fix(parts), by: "mara")
        try ledger.addMissed(in: 1, parts, by: "mara")
        try ledger.reviewAll(of: 1, by: "mara")
        _ = try ledger.reviews(of: 1)
        _ = try (ledger.judgedValues(), ledger.judge(of: id))
    }

    /// What pages and commands list.
    private static func lookAround(_ ledger: Ledger, _ actor: Int) throws {
        _ = try ledger.overview(length: 5)
        _ = try (ledger.origin(), ledger.lastArticle(), ledger.countArticles(behind: 1), ledger.count(of: actor, behind: 1))
        for outlets in [[], [1], [1, 2]] {
            for days in [DayRange.all, try DayRange(since: "2021", until: nil)] {
                var query = StatementQuery()
                (query.outlets, query.days) = (outlets, days)
                _ = try ledger.figures(query, length: 2, speakers: 2, articles: 1)
                try ledger.articleFacts(query) { _ in true }
            }
        }
        _ = try ledger.mostHeard(5)
        try ledger.eachHeard { _ in }
        _ = try ledger.heard(5, skipping: 1)
        _ = try (ledger.lastArticle(addedBefore: Day(number: 1)), ledger.added(article: 1))
        _ = try ledger.outlets(5)
        let outlets = try ledger.outlets(sample: 5)
        _ = try ledger.sourcing(of: 1, outlets)
        _ = try ledger.latest(of: 1, outlets, 5)
        if let outlet = outlets.listed.first { _ = try ledger.sharedQuotations(of: outlet, outlets) }
        _ = try ledger.utterance(of: StatementID(article: 1, number: 1))
        _ = try ledger.toJudge(ledger.statements(of: 1, first: 2))
        for isTyping in [true, false] { _ = try ledger.called("the be", isTyping: isTyping, among: outlets, limit: 5) }
        let (one, other) = try (ledger.side("@\(actor)"), ledger.side("Ilse Varn"))
        for topic in [nil, try Topic("harbour")] {
            _ = try ledger.compare(one, other, topic: topic)
            _ = try ledger.changes(of: one.actor, topic: topic)
        }
        let days = try DayRange(since: "2021", until: "2022")
        for outlet in [nil, 1] {
            for before in [nil, 2] {
                for days in [DayRange.all, days] { _ = try ledger.articles(before: before, outlet: outlet, days: days, 5) }
            }
        }
        _ = try ledger.actors(named: "Tarn", limit: 5)
        _ = try ledger.actors(limit: 5)
        _ = try ledger.actors(kind: .person, limit: 5)
        _ = try ledger.suggestedDoubles(of: actor, limit: 5)
        try ledger.exportActors { _ in true }
        _ = try ledger.actorActs()
        _ = try ledger.outlet(named: "The Beacon")
        _ = try ledger.entityNames(of: 1)
        _ = try ledger.countForExport()
        _ = try ledger.exported(1, choosing: [0])
        _ = try ledger.countToReread(by: Written.reader)
        try ledger.alias(actor, "The Korvin", by: "mara")
        try ledger.addRole(actor, ActorRecord.Term(name: "harbour master", first: nil, last: nil), by: "mara")
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
            { $0.article = 1 }, { $0.after = 1 }, { $0.kinds = [.person, nil] },
            { $0.marks = [.init(layer: "sourcing", values: ["named"])] },
            { $0.attributes = [.init(name: "party", values: ["Harbour Union"])] },
            { $0.said = try DayRange(since: "2021", until: "2022") },
        ]
        for words in ["harbour", nil] {
            // Each filter alone, and each beside each other one.
            for (at, change) in changes.enumerated() {
                for other in changes[...at] {
                    for order in StatementQuery.Order.allCases {
                        var query = StatementQuery()
                        query.words = try words.map { try SearchQuery($0) }
                        query.order = order
                        try change(&query)
                        try other(&query)
                        all.append(query)
                    }
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
        // What people did to outlets, which is little.
        "USING INDEX act_a", "USING INDEX act_outlet", "SCAN layer", "USING COVERING INDEX statement_state", "SCAN CONSTANT ROW",
        "subquery",
        // What was found is counted, of a bounded number; readers and outlets are few.
        "SCAN json_each", "SCAN found", "SCAN counted", "SCAN telling", "SCAN judged", "SCAN reader", "SCAN outlet",
        "SCAN piece", "SCAN origin", "SCAN removed",
    ]

    /// What goes through all articles or actors on purpose, by words of its text.
    private static let deliberate = [
        // Who keeps what it gives asks once in a state of the ledger.
        "SELECT outlet, id FROM article",
        // Of few articles all statements are counted, and how many there are is counted once in a state of the ledger.
        "SELECT article.outlet, statement.day, statement.form, statement.actor", "SELECT count(*) AS statements FROM statement",
        // A table of all articles.
        "SELECT article.id FROM article\nWHERE",
        // In the order of adding, from the last one on, until there are enough.
        "ORDER BY article.id DESC, statement.number", "ORDER BY article.id DESC\nLIMIT",
        // From the last one on, until one was added earlier.
        "SELECT id FROM article WHERE added <",
        // Once before marking again.
        "SELECT count(*) FROM article WHERE layers IS NOT",
        // All actors are listed, compared with each other, or written.
        "SELECT actor.id FROM actor LEFT JOIN", "called.name, actor.kind FROM actor_name AS called", "actor.heard, root.name",
        "SELECT id, name, kind FROM actor WHERE merged_into IS NULL ORDER BY id",
        // Who belongs to a group, once in a comparison: roles are fewer than statements by far.
        "WHERE sort = 'group' AND actor_role.name COLLATE NOCASE IN",
        // Once when an article is removed: that no band of it is left.
        "DELETE FROM article WHERE id",
        // How many acts there are, once in an article or a batch that is restored: in an index, and there are few.
        "(SELECT count(*) FROM act)",
        // Whether somebody has mended anything: an index that holds such acts alone, up to the first.
        "SELECT 1 FROM act INDEXED BY act_mending WHERE verb IN",
    ]

    @Test func noQueryReadsATableFromEndToEnd() throws {
        #expect(asked.count > 60)
        for sql in asked {
            let isDeliberate = QueryPlanTests.deliberate.contains { sql.contains($0) }
            for step in try plan(sql) where step.hasPrefix("SCAN") && !isDeliberate {
                let isAllowed =
                    step.contains(/VIRTUAL TABLE INDEX \d+:(M|=)/) || QueryPlanTests.allowed.contains { step.contains($0) }
                #expect(isAllowed, "\(step): \(sql)")
            }
            // All entities that have an actor are nearly all there are.
            #expect(try !plan(sql).contains { $0.contains("entity_actor (actor>?)") }, "\(sql)")
        }
    }

    @Test func theLatestArticlesOfOutletsComeFromIndexesAlone() throws {
        let sql = try #require(asked.first { $0.contains("SELECT outlet, id FROM article") })
        let steps = try plan(sql)
        #expect(
            steps.contains { $0.contains("USING COVERING INDEX article_outlet") }
                && !steps.contains { $0.contains("TEMP B-TREE") })
    }

    @Test func anActorsStatementsAreCountedInTheIndexAlone() throws {
        let counts = asked.filter {
            $0.contains("SELECT count(*)") && $0.contains("WHERE (statement.state <> 2)") && $0.contains("statement.actor = ?")
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
