import Actors
import Record
import Reviews
import SQLite
import Testing
import Transfer

@testable import Finding
@testable import Ledger

/// Marks of invented layers, from an article that is added to a file that was exported and restored.
@Suite struct LedgerMarkTests {
    private let folder: LedgerFolder
    private let ledger: Ledger
    private let first = StatementID(article: 1, number: 0)
    private let second = StatementID(article: 1, number: 1)

    private static let temper = LayerCard(
        name: "temper", version: 2, title: "Temper", sentence: "How it is said.",
        choices: [
            .init("calm", label: "calm", sentence: "Calmly."),
            .init("cross", label: "cross", sentence: "Crossly.", isBadge: true),
        ],
        threshold: 0)
    private static let whom = LayerCard(
        name: "whom", version: 1, title: "Whom", sentence: "Whom it touches.", kind: .party, holdsSeveral: true,
        choices: [.init("kind", label: "kind", sentence: "Kindly."), .init("unkind", label: "unkind", sentence: "Unkindly.")],
        threshold: 0)

    private static func temper(_ choice: String, of statement: Int) -> Mark {
        Mark(of: .statement(statement), layer: "temper", value: .choice(choice), confidence: 0.8, by: .layer(version: 2))
    }

    private static func whom(_ entity: Int, _ choice: String, of statement: Int) -> Mark {
        Mark(
            of: .statement(statement), layer: "whom", value: .party(entity: entity, extract: nil, choice: choice),
            confidence: 0.6,
            by: .layer(version: 1), isOneOfSeveral: true)
    }

    init() throws {
        folder = try LedgerFolder()
        ledger = try folder.open()
        try ledger.keep([Self.temper, Self.whom])
        let plain = Written.korvinEntry()
        var findings = plain.findings
        findings.marks = [
            Self.temper("cross", of: 0), Self.temper("calm", of: 1), Self.whom(1, "kind", of: 0), Self.whom(0, "kind", of: 0),
        ]
        try ledger.add([
            PreparedArticle(
                article: plain.article, given: Array(plain.article.text.utf8), findings: findings, reader: plain.reader,
                layers: "temper 2, whom 1")
        ])
    }

    private func marks(_ id: StatementID, in ledger: Ledger? = nil) throws -> [Mark] {
        try (ledger ?? self.ledger).show(id).entry.marks
    }

    @Test func marksAreThereAsTheyWereLeft() throws {
        #expect(try marks(first) == [Self.temper("cross", of: 0), Self.whom(1, "kind", of: 0), Self.whom(0, "kind", of: 0)])
        #expect(try marks(second) == [Self.temper("calm", of: 1)])
        #expect(try ledger.cards() == [Self.temper, Self.whom])
        #expect(try ledger.verify().problems == [])
    }

    @Test func statementsAreFoundAndCountedByThem() throws {
        let query = try StatementQuery(ledger) { ["temper": ["cross"], "form": []][$0] ?? [] }
        #expect(try ledger.find(query).map(\.id) == [first])
        let byAddress = try StatementQuery(ledger) { $0 == "mark" ? ["temper:calm"] : [] }
        #expect(try ledger.find(byAddress).map(\.id) == [second])
        let facets = try ledger.facets(query, 5)
        #expect(facets.marks.map(\.card.name) == ["temper", "whom"])
        // A layer is counted under the other filters, not under its own.
        #expect(facets.marks[0].choices.map { "\($0.value) \($0.count)" } == ["calm 1", "cross 1"])
        #expect(throws: FilterError.self) { try StatementQuery(ledger) { $0 == "temper" ? ["loud"] : [] } }
    }

    /// What is rare is gone through by an index of its own, whatever else is asked for.
    @Test func rareOnesAreFoundByThemselves() throws {
        var query = StatementQuery()
        query.marks = [.init(layer: "temper", values: ["cross"])]
        #expect(try ledger.planned(query).rare == .marks("temper"))
        query.marks.append(.init(layer: "whom", values: ["kind"]))
        // One statement is cross, to two marks of kindness.
        #expect(try ledger.planned(query).rare == .marks("temper"))
        #expect(try ledger.find(query).map(\.id) == [first])
        for order in StatementQuery.Order.allCases {
            var all = StatementQuery()
            all.order = order
            query.order = order
            let expected = try ledger.find(all).filter { $0.marks.contains(Self.temper("cross", of: 0)) }
            #expect(try ledger.find(query) == expected)
        }
        query.words = try SearchQuery("dam")
        #expect(try ledger.planned(query).rare == nil)
    }

    @Test func anAddressAsksForChoicesEachOnce() throws {
        let query = try StatementQuery(ledger) { name in
            name == "mark" ? ["whom:kind", "temper:cross", "whom:kind"] : name == "temper" ? ["calm", "cross"] : []
        }
        #expect(
            query.marks == [
                StatementQuery.MarkFilter(layer: "temper", values: ["calm", "cross"]),
                StatementQuery.MarkFilter(layer: "whom", values: ["kind"]),
            ])
    }

    @Test(arguments: ["shape:round", "temper:heavy", "temper", "temper:", ":", "tempo:calm"])
    func aFilterThatNoLayerHasIsRefused(text: String) throws {
        #expect(throws: FilterError.self) { try StatementQuery(ledger) { $0 == "mark" ? [text] : [] } }
        // A layer of the program that has marked nothing here would find nothing.
        let tempo = LayerCard(
            name: "tempo", version: 1, title: "Tempo", sentence: "How fast.",
            choices: [.init("calm", label: "calm", sentence: "Slowly.")],
            threshold: 0)
        let error = #expect(throws: FilterError.self) {
            try StatementQuery(ledger, layers: [tempo]) { $0 == "tempo" ? ["calm"] : [] }
        }
        #expect(error?.description.contains("dixit reread --layers") == true)
    }

    @Test func aJudgementOnAMarkLeavesTheStatementAloneAndCanBeTakenBack() throws {
        let before = try ledger.show(first).entry
        let judged = try ledger.review(first, layer: "temper", .choices(["calm"]), by: "mara", at: 0)
        #expect(judged.marks.first?.value == .choice("calm") && judged.marks.first?.by == .person("mara"))
        #expect(judged.statement == before.statement && judged.state == .unreviewed)
        #expect(try ledger.verify().problems == [])
        // What the layer finds anew stands beside what the person said.
        try ledger.mark([1: [Self.temper("calm", of: 0), Self.temper("cross", of: 1)]], by: "temper 3")
        #expect(try marks(first).first?.by == .person("mara"))
        #expect(try marks(second) == [Self.temper("cross", of: 1)])
        try ledger.review(first, layer: "temper", .asFound, by: "mara", at: 0)
        #expect(try marks(first) == [Self.temper("calm", of: 0)])
        #expect(try ledger.reviews(of: 1).map(\.verb) == ["mark", "mark"])
        #expect(throws: QuestionError.self) { try ledger.review(first, layer: "temper", .choices(["loud"]), by: "mara") }
        #expect(throws: QuestionError.self) { try ledger.review(first, layer: "colour", .choices(["red"]), by: "mara") }
    }

    @Test func anExportMakesTheSameMarksAndJudgements() throws {
        try ledger.review(first, layer: "temper", .choices(["calm"]), by: "mara", at: 0)
        let other = try Ledger(at: folder.path + "/other.sqlite", for: .adding)
        try other.keep(ledger.cards())
        var lines: [[UInt8]] = []
        try ledger.export { article in
            lines.append(article.line)
            return true
        }
        try other.add(
            lines.map { try PreparedArticle(restoring: $0, stamp: RestorationStamp(at: 0, who: "ilse", file: "export.jsonl")) })
        #expect(try marks(first, in: other) == marks(first))
        // Nothing is marked again.
        #expect(try other.countToMark(by: "temper 2, whom 1") == 0)
        try other.review(first, layer: "temper", .asFound, by: "mara", at: 0)
        #expect(try marks(first, in: other).first == Self.temper("cross", of: 0))
        #expect(try other.verify().problems == [])
    }

    @Test func judgementsOnMarksAreTakenBackOneAfterTheOther() throws {
        let found = try marks(first)
        try ledger.review(first, layer: "temper", .choices(["calm"]), by: "mara", at: 0)
        try ledger.review(first, layer: "temper", .choices([]), by: "ole", at: 1)
        try ledger.review(first, layer: "temper", .asFound, by: "ole", at: 2)
        try ledger.undoReview(first, by: "ole", at: 3)
        #expect(try marks(first).map(\.layer) == ["whom", "whom"])
        try ledger.undoReview(first, by: "ole", at: 4)
        #expect(try marks(first).first?.by == .person("mara") && marks(first).first?.value == .choice("calm"))
        // What the layer finds meanwhile is what stands there once nobody has judged.
        try ledger.mark([1: [Self.temper("calm", of: 0)] + found.filter { $0.layer == "whom" }], by: "temper 3")
        try ledger.undoReview(first, by: "mara", at: 5)
        #expect(try marks(first) == [Self.temper("calm", of: 0)] + found.filter { $0.layer == "whom" })
        #expect(throws: QuestionError.self) { try ledger.undoReview(first, by: "mara") }
        #expect(
            try ledger.reviews(of: 1).map(\.words) == [
                "mark temper=calm", "mark temper=none", "mark temper=as-found", "undo mark temper=as-found",
                "undo mark temper=none", "undo mark temper=calm",
            ])
        #expect(try ledger.verify().problems == [])
    }

    @Test func ofAStatementAndItsMarksTheLatestJudgementIsTakenBack() throws {
        try ledger.review(first, layer: "temper", .choices(["calm"]), by: "mara", at: 0)
        try ledger.review(first, .right, by: "mara", at: 1)
        // The latest judgement of any kind is the one that is taken back.
        #expect(try ledger.undoReview(first, by: "mara", at: 2).state == .unreviewed)
        #expect(try marks(first).first?.by == .person("mara"))
    }

    @Test func aLayerOfOneValueIsGivenOneAndOneOfSeveralNoneTwice() throws {
        for choices in [["calm", "cross"], ["calm", "calm"], ["loud"]] {
            #expect(throws: QuestionError.self) { try ledger.review(first, layer: "temper", .choices(choices), by: "mara") }
        }
        #expect(throws: QuestionError.self) { try ledger.review(first, layer: "whom", .choices(["kind"]), by: "mara") }
        #expect(try ledger.review(first, layer: "temper", .choices([]), by: "mara").marks.map(\.layer) == ["whom", "whom"])
    }

    @Test func noneOfALayerIsNoMarkWhereItIsNoChoice() throws {
        #expect(try ledger.review(first, layer: "whom", .choices(["none"]), by: "mara").marks.map(\.layer) == ["temper"])
        #expect(try ledger.review(first, layer: "whom", .asFound, by: "mara").marks.count == 3)
        let error = #expect(throws: QuestionError.self) {
            try ledger.review(first, layer: "whom", .choices(["kind"]), by: "mara")
        }
        #expect(error?.description.contains("whom=none") == true)
    }

    @Test func facetsCountStatementsAndNotTheirMarks() throws {
        // Statement 0 is kind to two.
        let facets = try ledger.facets(StatementQuery(), 5)
        #expect(facets.marks.first { $0.card.name == "whom" }?.choices.map { "\($0.value) \($0.count)" } == ["kind 1"])
    }

    @Test func theTableNamesWhomMarksAreOf() throws {
        let entry = try ledger.show(first).entry
        #expect(entry.partyNames == [0: "Dessa Korvin", 1: "Ilse Varn"])
        #expect(EntryTable.row(entry).contains("temper=cross; whom=Ilse Varn (kind); whom=Dessa Korvin (kind)"))
    }

    @Test func whatWasFoundOfOtherWordsIsTakenAwayAndMarkedAgain() throws {
        try ledger.review(first, layer: "temper", .choices(["calm"]), by: "mara")
        #expect(try ledger.countToMark(by: "temper 2, whom 1") == 0)
        var correction = Correction()
        correction.content = [Span(0, 6)]
        let shown = try ledger.review(first, .fix(correction), by: "mara")
        // What a person has said of it stays.
        #expect(shown.marks.map(\.layer) == ["temper"])
        #expect(try ledger.countToMark(by: "temper 2, whom 1") == 1)
        #expect(try ledger.articlesToMark(by: "temper 2, whom 1", after: 0, limit: 9).map(\.entry.id) == [1])
        try ledger.mark([1: [Self.whom(0, "unkind", of: 0)]], by: "temper 2, whom 1")
        #expect(try marks(first).map(\.layer) == ["temper", "whom"])
        #expect(try ledger.verify().problems == [])
    }

    @Test func aJudgementThatChangesNoWordsLeavesMarksAlone() throws {
        let before = try marks(first)
        #expect(try ledger.review(first, .right, by: "mara").marks == before)
        #expect(try ledger.countToMark(by: "temper 2, whom 1") == 0)
    }

    @Test func aLineWithMarksThatTheirLayersDoNotLeaveIsRefused() throws {
        try ledger.review(second, layer: "temper", .choices(["cross"]), by: "mara", at: 0)
        var lines: [String] = []
        try ledger.export { article in
            lines.append(String(decoding: article.line, as: UTF8.self))
            return true
        }
        let line = try #require(lines.first)
        func restore(_ line: String, _ cards: [LayerCard]) throws {
            _ = try PreparedArticle(
                restoring: Array(line.utf8), stamp: RestorationStamp(at: 0, who: "ilse", file: "export.jsonl"), cards: cards)
        }
        let cards = [Self.temper, Self.whom]
        try restore(line, cards)
        let calm = #""temper": {"value": "cross", "confidence": 0.8, "version": 2}"#
        #expect(line.contains(calm))
        for wrong in [
            #""temper": [{"value": "cross", "confidence": 0.8, "version": 2}, {"value": "calm", "confidence": 0.8, "version": 2}]"#,
            #""temper": {"value": "loud", "confidence": 0.8, "version": 2}"#,
        ] {
            let changed = line.replacing(calm, with: wrong)
            #expect(throws: PreparedArticle.ExportError.self) { try restore(changed, cards) }
            // Where the layer is not known, or was of another version, nothing says what it can leave.
            try restore(changed, [Self.whom])
            try restore(changed.replacing(#""version": 2"#, with: #""version": 1"#), cards)
        }
    }

    private static let voice = LayerCard(
        name: "own_voice", version: 1, title: "Own voice", sentence: "What it says itself.", kind: .record, holdsSeveral: true,
        choices: [],
        threshold: 0)

    private static func voice(_ tone: String, by author: Mark.Author = .layer(version: 1)) -> Mark {
        let place = Extract(span: Span(0, 12), text: "Dessa Korvin")
        return Mark(
            of: .article, layer: "own_voice", value: .record(MarkRecord(place: place, members: [.init("judges", .word(tone))])),
            confidence: 0.5, by: author)
    }

    @Test func markingAgainPutsWhatIsLinkedNowInThePlaceOfWhatWas() throws {
        func link(_ value: String, by author: Mark.Author) throws -> Link {
            try #require(Link(1, 0, layer: "temper", value: value, confidence: 0.5, by: author))
        }
        let (old, new) = (try link("calm", by: .layer(version: 2)), try link("cross", by: .layer(version: 3)))
        try ledger.mark([1: []], links: [1: [old]], by: "temper 2")
        #expect(try ledger.load(article: 1).record.findings.links == [old])
        try ledger.mark([1: []], links: [1: [new]], by: "temper 3")
        #expect(try ledger.load(article: 1).record.findings.links == [new])
    }

    @Test func marksOfAnArticleAsAWholeAreKeptExportedAndRestored() throws {
        var findings = Written.korvinEntry(id: "voiced").findings
        findings.marks = [Self.voice("calm"), Self.voice("cross", by: .person("mara"))]
        let text = Written.korvin + " She said so twice."
        let article = Article(id: "voiced", path: "voiced.txt", text: text)
        let made = try Ledger(at: folder.path + "/voiced.sqlite", for: .adding)
        try made.keep([Self.voice])
        try made.add([PreparedArticle(article: article, given: Array(text.utf8), findings: findings, reader: Written.reader)])
        #expect(try made.load(article: 1).record.findings.marks == findings.marks)
        #expect(
            try made.connection.rows("SELECT article || ' ' || layer || ' ' || coalesce(by, '') FROM marks" as SQL) { $0.text(0) }
                .sorted() == ["1 own_voice ", "1 own_voice mara"])
        let other = try Ledger(at: folder.path + "/revoiced.sqlite", for: .adding)
        try made.export { article in
            try other.add([PreparedArticle(restoring: article.line, stamp: ExportingTests.stamp, cards: [Self.voice])])
            return true
        }
        #expect(try other.load(article: 1).record.findings.marks == findings.marks)
        #expect(try made.verify().problems == [] && other.verify().problems == [])
        // Where a person has judged, what is found anew is left out.
        try other.mark([1: [Self.voice("shrill")]], by: "own_voice 2")
        #expect(try other.load(article: 1).record.findings.marks == [findings.marks[1]])
        #expect(try other.verify().problems == [])
        try other.connection.run("UPDATE article_mark SET confidence = 1000")
        #expect(try !other.verify().problems.isEmpty)
    }

    /// Two statements of an article that a layer has linked, and two that a person has.
    private static let links = [
        Link(0, 1, layer: "relation", value: "opposes", confidence: 0.75, by: .layer(version: 3)),
        Link(2, 0, layer: "relation", value: "backs", confidence: 1, by: .person("mara")),
    ].compactMap { $0 }

    @Test func linksAreKeptExportedAndRestored() throws {
        var findings = Written.korvinEntry(id: "linked").findings
        findings.links = Self.links
        let text = Written.korvin + " She said so twice."
        let article = Article(id: "linked", path: "linked.txt", text: text)
        let made = try Ledger(at: folder.path + "/linked.sqlite", for: .adding)
        try made.add([PreparedArticle(article: article, given: Array(text.utf8), findings: findings, reader: Written.reader)])
        #expect(try made.load(article: 1).record.findings.links == Self.links)
        let view = "SELECT a || ' ' || value || ' ' || b || ' ' || coalesce(by, '') FROM links ORDER BY a" as SQL
        #expect(try made.connection.rows(view) { $0.text(0) } == ["s1.0 opposes s1.1 ", "s1.2 backs s1.0 mara"])
        let other = try Ledger(at: folder.path + "/relinked.sqlite", for: .adding)
        try made.export { article in
            try other.add([
                PreparedArticle(restoring: article.line, stamp: RestorationStamp(at: 0, who: "ilse", file: "export.jsonl"))
            ])
            return true
        }
        #expect(try other.load(article: 1).record.findings.links == Self.links)
        #expect(try made.verify().problems == [] && other.verify().problems == [])
        // Read again, the layer's links are those that it finds now; a person's stays as long as its statements do.
        findings.links = []
        _ = try other.reread(
            [RereadArticle(article: 1, findings: findings)], by: ReaderVersion(version: "2", model: "b"), who: "ole")
        #expect(try other.load(article: 1).record.findings.links == [Self.links[1]])
        _ = try other.reread(
            [RereadArticle(article: 1, findings: Findings())], by: ReaderVersion(version: "3", model: "b"), who: "ole")
        #expect(try other.load(article: 1).record.findings.links == [] && other.verify().problems == [])
    }

    @Test func aMarkThatWasChangedByOtherMeansIsTold() throws {
        try ledger.connection.run("UPDATE mark SET confidence = 1000 WHERE statement = 1")
        #expect(try ledger.verify().problems.contains { $0.contains("article 1") })
    }
}
