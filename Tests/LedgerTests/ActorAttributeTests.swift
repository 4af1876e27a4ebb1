import Actors
import Finding
import Record
import SQLite
import TestSupport
import Testing
import Transfer

@testable import Ledger

/// Columns of somebody's own list of actors.
@Suite struct ActorAttributeTests {
    private let folder: LedgerFolder
    private let ledger: Ledger

    /// Dessa Korvin (@1), twice heard, and Ilse Varn (@2), once.
    init() throws {
        folder = try LedgerFolder()
        ledger = try folder.open()
        try ledger.add([Written.korvinEntry()])
    }

    private func record(_ name: String, _ attributes: [(String, String)]) throws -> ActorRecord {
        var record = ActorRecord(name: name, kind: .person)
        record.attributes = try attributes.map { try #require(ActorAttribute(name: $0.0, value: $0.1)) }
        return record
    }

    private func importAll() throws {
        _ = try ledger.importActors(
            [
                record("Dessa Korvin", [("party", "Harbour Union"), ("gender", "f")]),
                record("Ilse Varn", [("party", "River List"), ("gender", "f")]),
            ], by: "me")
    }

    private func found(_ attributes: String...) throws -> [String] {
        let query = try StatementQuery(ledger) { $0 == "attribute" ? attributes : [] }
        return try ledger.find(query).map { "\($0.id)" }.sorted()
    }

    @Test func statementsAreFoundByWhatAListTells() throws {
        try importAll()
        #expect(try found("party=Harbour Union") == ["s1.0", "s1.1"] && found("party=river list") == ["s1.2"])
        #expect(try found("party=Harbour Union", "party=River List").count == 3)
        #expect(try found("Party=Harbour Union", "gender=f").count == 2)
        #expect(try ledger.attributeNames() == ["gender", "party"])
    }

    @Test(arguments: ["party", "party=", "party=Nobody", "town=Dravic", "=f", ""])
    func whatNoListTellsIsRefusedWithWhatOneTells(text: String) throws {
        #expect(throws: FilterError.self) { try found(text) }
        try importAll()
        let error = #expect(throws: FilterError.self) { try found(text) }
        #expect(error?.description.contains(text.hasPrefix("party=N") ? "Harbour Union, River List" : "gender, party") == true)
    }

    @Test func whoIsMergedTakesThemAlongAndUndoingTakesThemAway() throws {
        try importAll()
        try ledger.merge(2, into: 1, by: "me")
        #expect(try found("party=River List").count == 3)
        #expect(try ledger.show(actor: "@1").attributes == ["party": ["Harbour Union", "River List"], "gender": ["f"]])
        let act = try #require(try ledger.actorActs(upon: 1).last { $0.verb == "import" && $0.words.contains("Harbour") })
        #expect(act.words.contains("party “Harbour Union”"))
        try ledger.undoActorAct(act.id, by: "me")
        #expect(throws: FilterError.self) { try found("party=Harbour Union") }
        #expect(try ledger.verify().problems.isEmpty)
    }

    @Test func aLaterListReplacesWhatAnEarlierOneToldInItsColumnsAlone() throws {
        try importAll()
        _ = try ledger.importActors([record("Dessa Korvin", [("party", "River List")])], by: "me")
        #expect(try ledger.show(actor: "@1").attributes == ["party": ["River List"], "gender": ["f"]])
        let act = try #require(try ledger.actorActs(upon: 1).first)
        #expect(act.words == "party “River List”, no more party “Harbour Union”")
        try ledger.undoActorAct(act.id, by: "me")
        #expect(try ledger.show(actor: "@1").attributes == ["party": ["Harbour Union"], "gender": ["f"]])
        #expect(try ledger.verify().problems.isEmpty)
    }

    @Test func whatWasToldOfOneWhoIsMergedIsReplacedToo() throws {
        try importAll()
        try ledger.merge(2, into: 1, by: "me")
        _ = try ledger.importActors([record("Ilse Varn", [("party", "None")])], by: "me")
        #expect(try ledger.show(actor: "@1").attributes["party"] == ["None"])
        #expect(try ledger.verify().problems.isEmpty)
    }

    @Test func rowsOfOneListThatMeanOneActorAddUp() throws {
        let rows = [("party", "Harbour Union"), ("party", "River List")]
        for _ in 0..<2 {
            var list = ActorList()
            for row in rows { _ = try ledger.importActors([record("Dessa Korvin", [row])], of: &list, by: "me") }
        }
        #expect(try ledger.show(actor: "@1").attributes == ["party": ["Harbour Union", "River List"]])
    }

    @Test func theyTellNobodyFromOthersAndAreNoIds() throws {
        try importAll()
        // Another of the same party is somebody else.
        let made = try ledger.importActors([record("Odo Fane", [("party", "River List")])], by: "me")
        guard case .made? = made.first else {
            Issue.record("\(made)")
            return
        }
        #expect(try ledger.show(actor: "@1").externals.isEmpty)
        #expect(throws: (any Error).self) {
            try ActorRecord(line: Array(#"{"name": "A", "external": {"attribute:party": "x"}}"#.utf8))
        }
    }

    @Test func exportedLinesAndExportsBringThemBack() throws {
        try importAll()
        var lines: [[UInt8]] = []
        try ledger.exportActors {
            lines.append($0.line)
            return true
        }
        #expect(
            String(decoding: lines[0], as: UTF8.self).contains(#""attributes": {"gender": ["f"], "party": ["Harbour Union"]}"#))
        #expect(try ActorRecord(line: lines[0]).attributes.map(\.value) == ["f", "Harbour Union"])
        let other = try Ledger(at: "\(folder.path)/other.sqlite", for: .adding)
        try ledger.export {
            try other.add([PreparedArticle(restoring: $0.line, stamp: ExportingTests.stamp)])
            return true
        }
        #expect(try other.attributes() == ledger.attributes() && !other.attributes().isEmpty)
    }

    @Test func theyAreCountedInFacetsAndFiguresAndStandInTables() throws {
        try importAll()
        let facets = try ledger.facets(StatementQuery(), 5)
        #expect(facets.attributes.map(\.name) == ["gender", "party"])
        #expect(facets.attributes[1].values.map(\.value) == ["Harbour Union", "River List"])
        #expect(facets.attributes[1].values.map(\.count) == [2, 1])
        // Other values of a column are counted as if none of it were asked for.
        var query = StatementQuery()
        query.attributes = [.init(name: "party", values: ["River List"])]
        #expect(try ledger.facets(query, 5).attributes.map { $0.values.map(\.count) } == [[1], [2, 1]])
        let figures = try ledger.figures(StatementQuery(), length: 2, speakers: 2)
        #expect(figures.all.attributes == ["party": ["Harbour Union": 2, "River List": 1], "gender": ["f": 3]])
        var rows: [String] = []
        try ledger.facts(StatementQuery()) {
            rows.append($0.row(["gender", "party"]))
            return true
        }
        #expect(StatementFact.heading(["gender", "party"]).hasSuffix("model,speaker_gender,speaker_party\r\n"))
        #expect(rows.map { $0.hasSuffix(",f,Harbour Union\r\n") } == [true, true, false])
    }

    // MARK: Tables

    @Test func everyColumnOfATableThatIsNotKnownIsAnAttribute() throws {
        let columns = ["Name", "kind", "id", "aliases", "wikidata", "Home country", ""]
        try ActorRecord.check(columns: columns)
        let record = try ActorRecord(
            columns: columns, cells: ["Dessa Korvin ", "Person", "7", "Korvin; The Warden;", "Q42", " Orvane", "x"])
        #expect(record.name == "Dessa Korvin" && record.kind == .person && record.id == 7)
        #expect(record.aliases == ["Korvin", "The Warden"] && record.externals.map(\.value) == ["Q42"])
        #expect(record.attributes.map { "\($0.name)=\($0.value)" } == ["home_country=Orvane"])
        #expect(try ActorRecord(columns: columns, cells: ["A", "", " "]).attributes.isEmpty)
    }

    @Test(arguments: [["party"], ["name", "Größe"], ["name", "1st"], ["name", String(repeating: "a", count: 41)]])
    func columnsThatCannotBeAreRefused(columns: [String]) {
        #expect(throws: QuestionError.self) { try ActorRecord.check(columns: columns) }
    }

    @Test(arguments: [
        ["", "person", "@1"], ["…", "", ""], ["A", "ghost", ""], ["A", "", "s1.0"],
        [String(repeating: "a", count: 1_001), "", ""],
    ])
    func cellsThatCannotBeAreRefused(cells: [String]) {
        #expect(throws: QuestionError.self) { try ActorRecord(columns: ["name", "kind", "id"], cells: cells) }
    }
}
