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

/// `ledger-1.sqlite.z` is a ledger as version 1 of the file was, packed with zlib: two articles and a copy, with reviews, a split, an alias, a
/// merger and its undoing.
@Suite struct MigrationTests {
    private let folder: LedgerFolder

    init() throws {
        folder = try LedgerFolder()
        let packed = try Data(contentsOf: Repository.root.appending(path: "Tests/Fixtures/ledger-1.sqlite.z"))
        let file = try #require(Packed.unpack([UInt8](packed)))
        try Data(file).write(to: URL(fileURLWithPath: folder.ledger))
    }

    @Test func anOlderFileIsRefusedForReadingAndNamesTheRemedy() throws {
        let error = #expect(throws: DatabaseError.self) { try folder.open(.reading) }
        #expect(error?.kind == .older && error?.remedy.contains("dixit add") == true)
    }

    @Test func anOlderFileIsBroughtForwardWholeWithACopyKept() throws {
        let before = try Data(contentsOf: URL(fileURLWithPath: folder.ledger))
        let ledger = try folder.open(.changing)
        let found = try ledger.verify()
        #expect(found.problems == [])
        let counts: [Int] = [found.articles, found.copies, found.statements, found.entities, found.actors, found.acts]
        #expect(counts == [3, 1, 12, 16, 6, 8])
        #expect(try Data(contentsOf: URL(fileURLWithPath: folder.ledger + ".version-1")).count == before.count)
    }

    @Test func aFileBroughtForwardHasTheTablesOfANewOne() throws {
        let tables = { (ledger: Ledger) in
            try Set(
                ledger.connection.rows("SELECT type, name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%'") { row in
                    (0..<3).map { row.text($0) }
                })
        }
        let other = try LedgerFolder()
        #expect(try tables(folder.open(.changing)) == tables(other.open()))
    }

    @Test func whatPeopleDidIsCarriedForwardAndCanBeUndone() throws {
        let ledger = try folder.open(.changing)
        #expect(
            try ledger.show(StatementID(article: 1, number: 3)).entry.statement.content.map(\.text) == [
                " Ilse Varn had warned of a strike"
            ])
        #expect(try ledger.show(StatementID(article: 1, number: 3)).machine?.content.map(\.span) == [Span(180, 217)])
        #expect(try ledger.show(StatementID(article: 1, number: 1)).entry.state == .wrong)
        try ledger.undoReview(StatementID(article: 1, number: 3), by: "ole")
        #expect(try ledger.statements(of: StatementQuery(speaker: 6)).count == 2)
        try ledger.undoActorAct(5, by: "ole")
        #expect(try ledger.statements(of: StatementQuery(speaker: 4)).count == 3)
        #expect(try ledger.verify().problems == [])
    }
}
