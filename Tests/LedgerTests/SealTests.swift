import Actors
import Record
import Reviews
import SQLite
import Testing
import Transfer

@testable import Ledger

/// What was changed by other means than Dixit's stays told, whatever is done with the ledger afterwards.
@Suite struct SealTests {
    private let folder: LedgerFolder
    private let ledger: Ledger
    private let first = StatementID(article: 1, number: 0)
    private static let temper = LayerCard(
        name: "temper", version: 1, title: "Temper", sentence: "How it is said.",
        choices: [.init("calm", label: "calm", sentence: "Calmly."), .init("cross", label: "cross", sentence: "Crossly.")],
        threshold: 0)

    init() throws {
        folder = try LedgerFolder()
        ledger = try folder.open()
        try ledger.keep([Self.temper])
        try ledger.add([Written.korvinEntry(), Written.korvinEntry(id: "copy", given: Array("other bytes".utf8))])
        try ledger.add([Written.entry("Ilse Varn said the ferry pays.", [.init(names: ["Ilse Varn"])], id: "ferry")])
    }

    /// Changes an article as another program would.
    private func tamper(_ article: Int = 1) throws {
        try ledger.connection.run("UPDATE article SET url = 'https://beacon.example/other' WHERE id = \(article)")
    }

    private func problems() throws -> [String] { try ledger.verify().problems }

    private static let content: Correction = {
        var parts = Correction()
        parts.content = [Span(4, 9)]
        return parts
    }()

    /// What people do to a ledger, each of which seals an article anew.
    private static let judgements: [@Sendable (Ledger) throws -> Void] = [
        { try $0.review(StatementID(article: 1, number: 0), .right, by: "mara") },
        { try $0.review(StatementID(article: 1, number: 1), .fix(content), by: "mara") },
        { try $0.addMissed(in: 1, content, by: "mara") },
        { try $0.undoReview(StatementID(article: 1, number: 2), by: "mara") },
        { try $0.reviewAll(of: 1, by: "mara") },
        { try $0.review(StatementID(article: 1, number: 0), layer: "temper", .choices(["calm"]), by: "mara") },
        { _ = try $0.split($0.actor("Dessa Korvin", for: .any).id, articles: [1], by: "mara") },
        { try $0.undoActorAct(2, by: "mara") },
    ]

    @Test(arguments: judgements.indices)
    func noJudgementSealsWhatOtherMeansHaveChanged(judgement: Int) throws {
        try ledger.review(StatementID(article: 1, number: 2), .wrong, by: "ole")
        _ = try ledger.split(ledger.actor("Ilse Varn", for: .any).id, articles: [1], by: "ole")
        #expect(try problems() == [])
        try tamper()
        let (before, acts) = (try ledger.dump(), try ledger.dumpOfActs())
        let error = #expect(throws: DatabaseError.self) { try Self.judgements[judgement](ledger) }
        #expect(error?.reason == "article 1 was changed by other means than Dixit, so that nothing in it is judged")
        #expect(error?.remedy.contains("dixit verify") == true)
        #expect(try ledger.dump() == before && ledger.dumpOfActs() == acts)
        #expect(try problems() == ["article 1: its row, or what was found in it, is not as it was written"])
    }

    @Test(arguments: judgements.indices)
    func everyJudgementLeavesAWholeLedger(judgement: Int) throws {
        try ledger.review(StatementID(article: 1, number: 2), .wrong, by: "ole")
        _ = try ledger.split(ledger.actor("Ilse Varn", for: .any).id, articles: [1], by: "ole")
        try Self.judgements[judgement](ledger)
        #expect(try problems() == [])
    }

    @Test func otherArticlesAreJudgedAsEver() throws {
        try tamper(3)
        try ledger.review(first, .right, by: "mara")
        #expect(try problems() == ["article 3: its row, or what was found in it, is not as it was written"])
    }

    @Test func whatTheMachineFindsAnewIsWrittenAndTheSealStaysBroken() throws {
        try tamper()
        let mark = Mark(of: .statement(0), layer: "temper", value: .choice("calm"), confidence: 1, by: .layer(version: 1))
        try ledger.mark([1: [mark]], by: "temper 1")
        #expect(try problems().count == 1)
        let changes = try ledger.reread(
            [RereadArticle(article: 1, findings: Findings())], by: ReaderVersion(version: "2", model: "second"), who: "mara")
        // The copy is whole as before: what it repeated was taken away by Dixit.
        #expect(try changes.gone == 3 && problems() == ["article 1: its row, or what was found in it, is not as it was written"])
    }

    @Test func aCopyThatOtherMeansHaveChangedStaysToldWhenItsOriginalIsReadAnew() throws {
        try tamper(2)
        _ = try ledger.reread(
            [RereadArticle(article: 1, findings: Findings())], by: ReaderVersion(version: "2", model: "second"), who: "mara")
        #expect(try problems() == ["article 2: its row, or what was found in it, is not as it was written"])
    }

    @Test func aLinkIsSealedWithTheArticleOfItsFirstStatement() throws {
        try ledger.connection.runAll(
            "INSERT INTO mark_value VALUES (9, 1, 1, 'calm'); INSERT INTO link VALUES (1, 2, 9, 1000, NULL)")
        #expect(try problems() == ["article 1: its row, or what was found in it, is not as it was written"])
    }

    // MARK: Acts

    /// A ledger into which the lines of an export come beside acts of its own, so that these are numbered and hashed anew.
    @Test(arguments: [
        "UPDATE act SET who = 'ole' WHERE id = 2", "DELETE FROM act WHERE id = 5", "UPDATE act SET hash = x'00' WHERE id = 3",
        nil,
    ])
    func restoringPutsNoActRight(sql: String?) throws {
        for number in 0..<3 { try ledger.review(StatementID(article: 1, number: number), .right, by: "mara", at: number) }
        var lines: [[UInt8]] = []
        try ledger.export {
            lines.append($0.line)
            return true
        }
        let other = try Ledger(at: folder.path + "/other.sqlite", for: .adding)
        let restore = { (line: [UInt8]) in _ = try other.add([PreparedArticle(restoring: line, stamp: ExportingTests.stamp)]) }
        try restore(lines[0])
        try restore(lines[1])
        #expect(try other.verify().problems == [])
        if let sql { try other.connection.runAll(sql) }
        let before = try other.verify().problems
        #expect(before.isEmpty == (sql == nil))
        try restore(lines[2])
        #expect(try other.verify().problems.count == before.count)
    }

    // MARK: Layers

    @Test(arguments: [
        ("UPDATE layer SET card = '{}'", "the layer “temper”: its card is damaged"),
        ("UPDATE layer SET card = replace(card, 'Calmly', 'Loudly')", "the layer “temper”: it is not as it was written"),
        ("UPDATE layer SET card = NULL", "the layer “temper”: it is not as it was written"),
        (
            "INSERT INTO layer (name, card) SELECT 'form', replace(card, 'temper', 'form') FROM layer",
            "the layer “form”: it is not as it was written"
        ),
        ("UPDATE layer SET card = x'FF'", "the layer “temper”: its card is damaged"),
    ])
    func aLayerThatOtherMeansHaveChangedOrMadeIsNamed(sql: String, problem: String) throws {
        try ledger.connection.runAll(sql)
        #expect(try problems() == [problem])
    }

    @Test func aLayerWhoseNumberWasChangedIsNamed() throws {
        let mood = try LayerCard(
            json: Array(String(decoding: Self.temper.json, as: UTF8.self).replacingOccurrences(of: "temper", with: "mood").utf8))
        try ledger.keep([mood])
        #expect(try problems() == [])
        try ledger.connection.runAll(
            "UPDATE layer SET id = -4 WHERE name = 'mood'; UPDATE layer SET id = 2 WHERE name = 'temper'")
        #expect(try problems() == ["the layers: there are 2, and their numbers are not those of 2"])
    }

    @Test func aCardThatOtherMeansHaveChangedIsPutRightByTheProgramThatHasIt() throws {
        try ledger.connection.runAll("UPDATE layer SET card = '{}'")
        try ledger.keep([Self.temper])
        #expect(try problems() == [] && ledger.cards() == [Self.temper])
    }
}
