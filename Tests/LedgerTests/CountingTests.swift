import Actors
import Finding
import Record
import Reviews
import SQLite
import Testing

@testable import Ledger

/// Statements counted by outlet and month, and as rows of a table.
@Suite struct CountingTests {
    private let folder: LedgerFolder
    private let ledger: Ledger

    private static let sourcing = LayerCard(
        name: "sourcing", version: 1, title: "Sourcing", sentence: "How.",
        choices: ["named", "unnamed", "none"].map { .init($0, label: $0, sentence: $0) }, threshold: 0)
    private static let act = LayerCard(
        name: "act", version: 1, title: "Act", sentence: "What.",
        choices: ["say", "deny"].map { .init($0, label: $0, sentence: $0) }, threshold: 0)

    /// Articles 1 and 2 are of the Beacon, of March and of May; 3 is the Echo's; 4 tells no outlet and no day.
    init() throws {
        folder = try LedgerFolder()
        ledger = try folder.open()
        try ledger.keep([CountingTests.sourcing, CountingTests.act])
        let officials =
            "Officials said the ferry pays. The toll list said twelve ships came. Ilse Varn denied that. It was feared that more would come."
        let entry = { (id: String, outlet: String?, published: String?) in
            Written.entry(
                // So many words of its own that none is a copy of another.
                officials + " " + (0..<60).map { "\(id)\($0)" }.joined(separator: " "),
                [
                    .init(names: ["Officials"], kind: .group), .init(names: ["The toll list"], kind: .document),
                    .init(names: ["Ilse Varn"]),
                ],
                [
                    .init(who: "Officials", words: "the ferry pays"), .init(who: "The toll list", words: "twelve ships came"),
                    .init(who: "Ilse Varn", cue: "denied", words: "that"),
                    .init(who: nil, cue: "feared", words: "that more would come"),
                ], id: id, outlet: outlet, published: published)
        }
        try ledger.add([
            entry("one", "The Beacon", "2021-03-12"), entry("two", "The Beacon", "2021-05-01"),
            entry("three", "The Echo", "2021-05-02"),
            entry("four", nil, nil),
        ])
        for article in 1...4 {
            let marks = [("unnamed", "say"), ("unnamed", "say"), ("named", "deny"), ("none", "say")].enumerated().flatMap {
                at, values in
                [("sourcing", values.0), ("act", values.1)].map { layer, value in
                    Mark(of: .statement(at), layer: layer, value: .choice(value), confidence: 0.9, by: .layer(version: 1))
                }
            }
            try ledger.mark([article: marks], by: "act 1, sourcing 1")
        }
    }

    private func figures(_ articles: Int = 100, _ change: (inout StatementQuery) throws -> Void = { _ in }) throws -> Figures {
        var query = StatementQuery()
        try change(&query)
        return try ledger.figures(query, length: 5, speakers: 3, articles: articles)
    }

    @Test func statementsAreCountedByOutletAndMonth() throws {
        let figures = try figures()
        #expect(figures.all.statements == 16 && figures.outletCount == 2 && figures.since == nil)
        #expect(figures.outlets.map(\.outlet.name) == ["The Beacon", "The Echo"])
        #expect(figures.months.map(\.description) == ["2021-03-01", "2021-04-01", "2021-05-01"])
        let beacon = try #require(figures.outlets.first)
        #expect(beacon.counts.statements == 8 && beacon.counts.months[figures.months[0]]?.statements == 4)
        #expect(beacon.counts.months[figures.months[1]] == nil)
        #expect(beacon.counts.months[figures.months[2]]?.sources == ["unnamed": 2, "named": 1, "none": 1])
        #expect(beacon.counts.forms == [.indirect: 8] && beacon.counts.acts == ["say": 6, "deny": 2])
        #expect(beacon.speakers.contains { $0.actor.name == "Ilse Varn" && $0.count == 2 })
    }

    @Test func whoIsNotNamedIsToldApartByWhatTheyAre() throws {
        let sources = try #require(figures().outlets.first).counts.sources
        #expect(sources[.init("unnamed", .group)] == 2 && sources[.init("unnamed", .document)] == 2)
        #expect(sources[.init("named", .person)] == 2 && sources[.init("none", nil)] == 2)
    }

    @Test func whatIsCountedIsWhatTheSameFilterFinds() throws {
        let beacon = try #require(figures().outlets.first)
        for (source, count) in beacon.counts.sources {
            var query = StatementQuery()
            (query.outlets, query.kinds) = ([beacon.outlet.id], [source.kind])
            query.marks = [.init(layer: "sourcing", values: [source.sourcing])]
            #expect(try ledger.find(query).count == count, "\(source)")
        }
    }

    @Test func ofManyArticlesTheLatestWholeMonthsAreCounted() throws {
        let may = try figures(2)
        #expect(may.since?.description == "2021-04-01" && may.all.statements == 8)
        // Whoever asks for days gets all of them.
        #expect(try figures(2) { $0.days = try DayRange(since: "2021", until: nil) }.all.statements == 12)
        // A single month is counted whole, however many articles it has.
        #expect(try figures(1) { $0.days = .all }.since?.description == "2021-05-01")
    }

    @Test func ownVoiceIsToldOfArticlesAlone() throws {
        let months = try #require(figures().outlets.first).ownVoice
        #expect(months.count == 2 && months.values.allSatisfy { $0.articles == 1 && $0.words == 83 && $0.own == 72 }, "\(months)")
        #expect(try figures { $0.kinds = [.person] }.outlets.allSatisfy(\.ownVoice.isEmpty))
    }

    @Test func aRowTellsWhatTheViewOfStatementsTells() throws {
        var rows: [StatementFact] = []
        try ledger.facts(StatementQuery()) {
            rows.append($0)
            return true
        }
        let told = try ledger.connection.rows(
            "SELECT id, day, outlet, speaker, actor, kind, sourcing, form, confidence FROM statements ORDER BY rowid"
        ) { row in
            [row.text(0)] + (1...7).map { row.optionalText($0) ?? "" } + ["\(row.optionalText(8) ?? "")"]
        }
        #expect(rows.count == 16)
        #expect(
            rows.map { row in
                [
                    "\(row.id)", row.day?.description ?? "", row.outlet ?? "", row.speaker ?? "", row.actor.map { "\($0)" } ?? "",
                    row.kind?.rawValue ?? "", row.marks["sourcing"] ?? "", row.form.rawValue, "\(row.confidence)",
                ]
            } == told)
        #expect(
            rows.first?.row([]).split(separator: ",", omittingEmptySubsequences: false).count
                == StatementFact.heading([]).split(separator: ",").count)
    }

    @Test func rowsAreThoseThatAreAskedFor() throws {
        var query = StatementQuery()
        (query.outlets, query.kinds) = ([1], [.group, nil])
        var ids: [String] = []
        try ledger.facts(query) {
            ids.append("\($0.id)")
            return ids.count < 3
        }
        #expect(ids == ["s1.0", "s1.3", "s2.0"])
        var articles: [ArticleFact] = []
        query.kinds = []
        try ledger.articleFacts(query) {
            articles.append($0)
            return true
        }
        #expect(articles.map(\.id) == [1, 2] && articles.map(\.ownWords) == [72, 72] && articles.map(\.statements) == [4, 4])
    }
}
