import Actors
import Finding
import Foundation
import Record
import Reviews
import SQLite
import TestSupport
import Testing
import Transfer

@testable import Ledger

/// Ledgers that the Dixits of their time made, one of each version of the file: Tests/Fixtures/ledgers.
@Suite struct GoldenLedgerTests {
    static let versions = [1, 2, 3, 4, 5, 6, 7, 8, 9]
    private let folder: LedgerFolder

    init() throws { folder = try LedgerFolder() }

    /// Puts the ledger of a version into the folder.
    private func place(_ version: Int) throws -> Data {
        let golden = try Data(contentsOf: Repository.root.appending(path: "Tests/Fixtures/ledgers/version-\(version).sqlite"))
        try golden.write(to: URL(fileURLWithPath: folder.ledger))
        return golden
    }

    /// What the Dixit that made it told of it.
    private static func told(_ version: Int) throws -> [String] {
        try Repository.fixture("ledgers/version-\(version).jsonl").map { String(decoding: $0, as: UTF8.self) }
    }

    @Test(arguments: versions)
    func anEarlierOneIsRefusedForReadingAndLeftAsItIs(version: Int) throws {
        let golden = try place(version)
        do {
            _ = try folder.open(.reading)
            #expect(version == Schema.history.version)
        } catch let error as DatabaseError {
            #expect(error.kind == .older && version < Schema.history.version)
            #expect(error.description.contains("an earlier Dixit made it (version \(version), now \(Schema.history.version))"))
        }
        #expect(try Data(contentsOf: URL(fileURLWithPath: folder.ledger)) == golden)
    }

    @Test(arguments: versions)
    func itIsBroughtForwardWholeWithACopyKept(version: Int) throws {
        _ = try place(version)
        let found = try folder.open(.changing).verify()
        #expect(found.problems == [])
        #expect(found.articles == 5 && found.copies == 1 && found.statements == 19)
        let kept = "\(folder.ledger).version-\(version)"
        #expect(FileManager.default.fileExists(atPath: kept) == (version < Schema.history.version))
    }

    @Test(arguments: versions)
    func nothingThatItHeldIsLost(version: Int) throws {
        _ = try place(version)
        let lines = Set(try LedgerContents(of: folder.open(.changing)).lines())
        for line in try GoldenLedgerTests.told(version) { #expect(lines.contains(line), "lost: \(line)") }
    }

    @Test(arguments: versions)
    func whatPeopleDidToActorsIsThereAndCanBeUndone(version: Int) throws {
        _ = try place(version)
        let ledger = try folder.open(.changing)
        let acts = try ledger.actorActs()
        #expect(acts.map(\.verb).reversed().prefix(5) == ["merge", "alias", "split", "merge", "undo"])
        try ledger.undoActorAct(11, by: "mara")
        #expect(try ledger.show(actor: "@8").actor.name == "Korvin")
        if version >= 5 { #expect(try ledger.show(actor: "@9").actor.name == "Eastern Drava") }
        try ledger.undoReview(StatementID(article: 1, number: 2), by: "mara")
        #expect(try ledger.show(StatementID(article: 1, number: 2)).machine == nil)
        #expect(try ledger.verify().problems == [])
    }

    @Test(arguments: versions)
    func itsLinesMakeTheSameLedgerAnew(version: Int) throws {
        _ = try place(version)
        let ledger = try folder.open(.changing)
        let other = try Ledger(at: folder.path + "/other.sqlite", for: .adding)
        var lines: [[UInt8]] = []
        try ledger.export(removed: { lines.append($0) }) { article in
            lines.append(article.line)
            return true
        }
        for line in lines { try other.add([PreparedArticle(restoring: line, stamp: ExportingTests.stamp)]) }
        #expect(try other.verify().problems == [])
        #expect(try LedgerContents(of: other).lines() == LedgerContents(of: ledger).lines())
    }
}
