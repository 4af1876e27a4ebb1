import Finding
import Mending
import Record
import SQLite
import Testing
import Transfer

@testable import Ledger

/// Outlets are renamed and merged, and articles that name them as before are theirs.
@Suite struct OutletTests {
    private let folder: LedgerFolder

    init() throws { folder = try LedgerFolder() }

    private static func entry(_ id: String, _ outlet: String) -> PreparedArticle {
        Written.entry(
            "Ilse Varn said the \(id) was late.", [Written.Person(names: ["Ilse Varn"])],
            [Written.Saying(who: "Ilse Varn", words: "the \(id) was late")], id: id, outlet: outlet, published: "2021-03-14")
    }

    /// 1 beacon, 2 The Beacon, 3 Far Bank
    private func ledger() throws -> Ledger {
        let ledger = try folder.open()
        try ledger.add([Self.entry("ferry", "beacon"), Self.entry("barge", "The Beacon"), Self.entry("tram", "Far Bank")])
        return ledger
    }

    private func outlets(_ ledger: Ledger) throws -> [String?] {
        try ledger.connection.numbers("SELECT id FROM article ORDER BY id").map {
            try ledger.show(article: $0).loaded.entry.outlet
        }
    }

    @Test func aMergedOutletsArticlesAreTheOthers() throws {
        let ledger = try ledger()
        let act = try ledger.merge(outlets: [1], into: 2, by: "mara")
        #expect(try outlets(ledger) == ["The Beacon", "The Beacon", "Far Bank"])
        #expect(try ledger.outlet(named: "beacon") == 2)
        var query = StatementQuery()
        query.outlets = [2]
        #expect(try ledger.find(query).count == 2)
        try ledger.add([Self.entry("coach", "beacon")])
        #expect(try outlets(ledger).last == "The Beacon")
        #expect(try ledger.verify().problems == [])
        try ledger.undoOutletAct(act, by: "ole")
        #expect(try outlets(ledger) == ["beacon", "The Beacon", "Far Bank", "beacon"])
        #expect(try ledger.verify().problems == [])
    }

    @Test func mergersAreUndoneInAnyOrder() throws {
        let ledger = try ledger()
        let first = try ledger.merge(outlets: [1], into: 2, by: "mara")
        let second = try ledger.merge(outlets: [2], into: 3, by: "mara")
        #expect(try outlets(ledger) == ["Far Bank", "Far Bank", "Far Bank"])
        try ledger.undoOutletAct(first, by: "mara")
        #expect(try outlets(ledger) == ["beacon", "Far Bank", "Far Bank"])
        try ledger.undoOutletAct(second, by: "mara")
        #expect(try outlets(ledger) == ["beacon", "The Beacon", "Far Bank"])
        #expect(try ledger.verify().problems == [])
    }

    @Test func aRenamedOutletIsNamedByBothNames() throws {
        let ledger = try ledger()
        let act = try ledger.rename(outlet: 3, to: "The Far Bank", by: "mara")
        #expect(try outlets(ledger).last == "The Far Bank")
        #expect(try ledger.outlet(named: "Far Bank") == 3)
        try ledger.add([Self.entry("coach", "Far Bank"), Self.entry("bus", "The Far Bank")])
        #expect(try outlets(ledger).suffix(2) == ["The Far Bank", "The Far Bank"])
        #expect(try ledger.verify().problems == [])
        try ledger.undoOutletAct(act, by: "ole")
        #expect(try outlets(ledger)[2] == "Far Bank")
        #expect(try ledger.verify().problems == [])
    }

    @Test func aNameIsNoTwoOutlets() throws {
        let ledger = try ledger()
        #expect(throws: TakenNameError.self) { try ledger.rename(outlet: 1, to: "The Beacon", by: "mara") }
        let act = try ledger.rename(outlet: 1, to: "Old Beacon", by: "mara")
        #expect(throws: TakenNameError.self) { try ledger.rename(outlet: 2, to: "beacon", by: "mara") }
        try ledger.rename(outlet: 1, to: "Beacon of old", by: "mara")
        try ledger.rename(outlet: 3, to: "Old Beacon", by: "mara")
        // The later name holds, so that undoing the earlier act changes nothing.
        try ledger.undoOutletAct(act, by: "mara")
        #expect(try ledger.verify().problems == [])
        for name in ["", " ", "a\nb", "2", "9"] {
            #expect(throws: QuestionError.self) { try ledger.rename(outlet: 2, to: name, by: "mara") }
        }
        #expect(throws: QuestionError.self) { try ledger.rename(outlet: 9, to: "x", by: "mara") }
        #expect(throws: QuestionError.self) { try ledger.merge(outlets: [1, 1], into: 2, by: "mara") }
        #expect(throws: QuestionError.self) { try ledger.merge(outlets: [2], into: 2, by: "mara") }
    }

    @Test func undoingThatWouldGiveTwoOutletsOneNameIsRefused() throws {
        let ledger = try ledger()
        try ledger.rename(outlet: 1, to: "Old Beacon", by: "mara")
        let second = try ledger.rename(outlet: 1, to: "Beacon of old", by: "mara")
        try ledger.rename(outlet: 3, to: "Old Beacon", by: "mara")
        #expect(throws: DatabaseError.self) { try ledger.undoOutletAct(second, by: "mara") }
        #expect(try ledger.verify().problems == [])
    }

    @Test func anArticleOfAMergedOutletComesBackUnderTheOther() throws {
        let ledger = try ledger()
        try ledger.remove(article: 1, by: "mara")
        try ledger.merge(outlets: [1], into: 2, by: "mara")
        try ledger.rename(outlet: 2, to: "Beacon", by: "mara")
        try ledger.bringBack(article: 1, by: "mara")
        #expect(try outlets(ledger) == ["Beacon", "Beacon", "Far Bank"])
        #expect(try ledger.verify().problems == [])
    }

    @Test func anExportCarriesOutletsWithTheirNumbers() throws {
        let ledger = try ledger()
        var values = FieldValues()
        values[.outlet] = "North Light"
        try ledger.correct(article: 1, values, by: "mara", at: 5)
        try ledger.merge(outlets: [1], into: 2, by: "mara", at: 6)
        try ledger.rename(outlet: 2, to: "Beacon", by: "mara", at: 7)
        let other = try Ledger(at: folder.path + "/other.sqlite", for: .adding)
        try ledger.export { article in
            try other.add([PreparedArticle(restoring: article.line, stamp: ExportingTests.stamp)])
            return true
        }
        #expect(try other.dump() == ledger.dump())
        #expect(try other.outletEntries() == ledger.outletEntries())
        #expect(try other.outletActs() == ledger.outletActs())
        #expect(try other.verify().problems == [])
        try other.undoOutletAct(try #require(other.outletActs().last).id, by: "mara")
        #expect(try other.outletEntries().first { $0.id == 1 }?.mergedInto == nil)
        #expect(try other.verify().problems == [])
    }

    // MARK: Into a ledger that has something of its own

    /// Another ledger: 1 The Beacon, 2 The Echo
    private func other() throws -> Ledger {
        let other = try Ledger(at: folder.path + "/other.sqlite", for: .adding)
        try other.add([Self.entry("barge", "The Beacon"), Self.entry("moth", "The Echo")])
        return other
    }

    private func restore(_ lines: [[UInt8]], into other: Ledger) throws {
        for line in lines { try other.add([PreparedArticle(restoring: line, stamp: ExportingTests.stamp)]) }
    }

    @Test func whatPeopleDidToOutletsIsTakenInByTheirNames() throws {
        let (ledger, other) = try (ledger(), other())
        try ledger.merge(outlets: [1], into: 2, by: "mara", at: 6)
        try ledger.rename(outlet: 3, to: "The Far Bank", by: "mara", at: 7)
        try restore(ledger.exportedLines(), into: other)
        #expect(try outlets(other) == ["The Beacon", "The Echo", "The Beacon", "The Far Bank"])
        let acts = try other.outletActs()
        #expect(
            acts.map { "\($0.at) \($0.who): \($0.words)" } == [
                "7 mara: 4 “Far Bank” → “The Far Bank”, taken in from export.jsonl",
                "6 mara: 3 “beacon” into 1 “The Beacon”, taken in from export.jsonl",
            ])
        #expect(try other.verify().problems == [])
        try other.undoOutletAct(acts[1].id, by: "ole")
        #expect(try outlets(other)[2] == "beacon")
        // What comes again is there already, also where it was undone here.
        try restore(ledger.exportedLines(), into: other)
        #expect(try other.outletActs().count == 3 && outlets(other)[2] == "beacon")
        #expect(try other.verify().problems == [])
    }

    @Test func itIsTakenInThoughTheArticlesAreThereAlready() throws {
        let (ledger, other) = try (ledger(), other())
        try restore(ledger.exportedLines(), into: other)
        try ledger.rename(outlet: 2, to: "Beacon", by: "mara")
        let merger = try ledger.merge(outlets: [3], into: 2, by: "mara")
        try restore(ledger.exportedLines(), into: other)
        #expect(try outlets(other) == ["Beacon", "The Echo", "beacon", "Beacon"])
        try ledger.undoOutletAct(merger, by: "ole")
        try restore(ledger.exportedLines(), into: other)
        #expect(try outlets(other) == ["Beacon", "The Echo", "beacon", "Far Bank"])
        #expect(try other.verify().problems == [])
    }

    @Test func aNameThatAnotherOutletHasHereMakesTheTwoOne() throws {
        let (ledger, other) = try (ledger(), other())
        try ledger.rename(outlet: 1, to: "The Echo", by: "mara")
        try restore(ledger.exportedLines(), into: other)
        #expect(try outlets(other) == ["The Beacon", "The Echo", "The Echo", "Far Bank"])
        #expect(try other.verify().problems == [])
    }

    @Test func whatPeopleHereDidToAnOutletStays() throws {
        let (ledger, other) = try (ledger(), other())
        try other.rename(outlet: 1, to: "Beacon", by: "ole")
        try other.merge(outlets: [2], into: 1, by: "ole")
        try ledger.add([Self.entry("coach", "The Echo")])
        try ledger.rename(outlet: 2, to: "Old Beacon", by: "mara")
        try ledger.merge(outlets: [4], into: 3, by: "mara")
        try restore(ledger.exportedLines(), into: other)
        #expect(try outlets(other) == ["Beacon", "Beacon", "beacon", "Far Bank", "Beacon"])
        #expect(try other.outletActs().map(\.who) == ["ole", "ole"])
        #expect(try other.verify().problems == [])
    }

    @Test func anOwnExportChangesNothing() throws {
        let ledger = try ledger()
        let act = try ledger.merge(outlets: [1], into: 2, by: "mara")
        let lines = try ledger.exportedLines()
        try ledger.undoOutletAct(act, by: "mara")
        let before = try ledger.dump()
        try restore(lines, into: ledger)
        #expect(try ledger.dump() == before && ledger.outletActs().count == 2)
        #expect(try ledger.verify().problems == [])
    }

    @Test func whatWasDoneHereAndComesBackFromAnotherLedgerIsKnown() throws {
        let (ledger, other) = try (ledger(), other())
        let act = try ledger.merge(outlets: [1], into: 2, by: "mara")
        try restore(ledger.exportedLines(), into: other)
        try ledger.undoOutletAct(act, by: "mara")
        try restore(other.exportedLines(), into: ledger)
        #expect(try outlets(ledger).prefix(3) == ["beacon", "The Beacon", "Far Bank"] && ledger.outletActs().count == 2)
        #expect(try ledger.verify().problems == [])
    }

    @Test func anExportThatCallsNoOutletByNameIsTakenInWithoutThem() throws {
        let (ledger, other) = try (ledger(), other())
        try ledger.rename(outlet: 3, to: "The Far Bank", by: "mara")
        let former = try ledger.exportedLines().map {
            let line = String(decoding: $0, as: UTF8.self).replacing(#/, "outlets": \[[^\]]*\](?=\})/#, with: "")
            return Array(line.utf8)
        }
        #expect(try former != ledger.exportedLines())
        try restore(former, into: other)
        #expect(try outlets(other).last == "Far Bank" && other.outletActs().isEmpty)
        #expect(try other.verify().problems == [])
    }

    @Test(arguments: [#""name": "a\nb""#, #""name": """#, #""name": "7""#, #""outlet": 9"#])
    func anActThatCannotBeIsLeftOut(_ member: String) throws {
        let (ledger, other) = try (ledger(), other())
        try ledger.rename(outlet: 3, to: "The Far Bank", by: "mara")
        let name = String(member.split(separator: ":")[0])
        let lines = try ledger.exportedLines().map { line in
            let was = name == #""name""# ? #""name": "The Far Bank"}"# : #""outlet": 3, "name""#
            return Array(
                String(decoding: line, as: UTF8.self).replacing(
                    was, with: name == #""name""# ? member + "}" : member + #", "name""#
                ).utf8)
        }
        try restore(lines, into: other)
        #expect(try outlets(other).last == "Far Bank" && other.outletActs().isEmpty)
        #expect(try other.verify().problems == [])
    }

    // MARK: The log

    @Test func theLogTellsWhatOutletsWereCalledThen() throws {
        let ledger = try ledger()
        try ledger.rename(outlet: 1, to: "Alpha", by: "mara")
        let second = try ledger.rename(outlet: 1, to: "Beta", by: "mara")
        let merger = try ledger.merge(outlets: [1], into: 2, by: "mara")
        try ledger.undoOutletAct(second, by: "ole")
        let undoing = try ledger.undoOutletAct(merger, by: "ole")
        #expect(undoing.words == "1 “Alpha” parted from 2 “The Beacon”" && undoing.outlets == [2, 1])
        #expect(
            try ledger.outletActs().reversed().map(\.words) == [
                "1 “beacon” → “Alpha”", "1 “Alpha” → “Beta”", "1 “Beta” into 2 “The Beacon”", "1 “Beta” → “Alpha”",
                "1 “Alpha” parted from 2 “The Beacon”",
            ])
        #expect(try ledger.outletActs(upon: 2).map(\.id) == [5, 3])
        #expect(try ledger.outletActs(upon: 3).isEmpty)
    }

    // MARK: The name of one that stands under it

    @Test func anOutletTakesTheNameOfOneThatStandsUnderIt() throws {
        let ledger = try ledger()
        let merger = try ledger.merge(outlets: [2, 3], into: 1, by: "mara")
        let act = try ledger.rename(outlet: 1, to: "The Beacon", by: "mara")
        #expect(try outlets(ledger) == ["The Beacon", "The Beacon", "The Beacon"])
        #expect(try ledger.outlet(standingFor: 1) == 2 && ledger.outlet(standingFor: 3) == 2)
        #expect(try ledger.verify().problems == [])
        try ledger.add([Self.entry("coach", "beacon")])
        #expect(try outlets(ledger).last == "The Beacon")
        try ledger.undoOutletAct(act, by: "ole")
        #expect(try outlets(ledger) == ["beacon", "beacon", "beacon", "beacon"])
        #expect(try ledger.verify().problems == [])
        let again = try ledger.merge(outlets: [1], into: 2, by: "mara")
        try ledger.undoOutletAct(merger, by: "ole")
        #expect(try outlets(ledger) == ["The Beacon", "The Beacon", "Far Bank", "The Beacon"])
        try ledger.undoOutletAct(again, by: "ole")
        #expect(try outlets(ledger) == ["beacon", "The Beacon", "Far Bank", "beacon"])
        #expect(try ledger.verify().problems == [])
    }

    @Test func whatIsToldOfATakenNameCanBeDone() throws {
        let ledger = try ledger()
        let other = #expect(throws: TakenNameError.self) { try ledger.rename(outlet: 1, to: "Far Bank", by: "mara") }
        #expect(other?.description.hasSuffix("dixit outlet merge 3 1 makes them one") == true)
        try ledger.rename(outlet: 2, to: "North Light", by: "mara")
        try ledger.merge(outlets: [2], into: 1, by: "mara")
        let under = #expect(throws: TakenNameError.self) { try ledger.rename(outlet: 1, to: "The Beacon", by: "mara") }
        #expect(under?.isUnder == true && under?.description.hasSuffix("undo that first (dixit outlet log 2)") == true)
        try ledger.undoOutletAct(1, by: "mara")
        try ledger.rename(outlet: 1, to: "The Beacon", by: "mara")
        #expect(try outlets(ledger).prefix(2) == ["The Beacon", "The Beacon"])
        let error = #expect(throws: QuestionError.self) { try ledger.merge(outlets: [3], into: 1, by: "mara") }
        #expect(error?.description.contains("outlet 1 was merged into 2") == true)
        #expect(try ledger.verify().problems == [])
    }
}
