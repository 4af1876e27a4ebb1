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

    // MARK: Steps that were released

    /// A file that somebody has made with version 9 holds just these tables. What follows on them is a step of its own, and leaves them alone.
    @Test func aFileOfThePresentVersionIsKnownByItsText() throws {
        _ = try folder.open(.changing)
        let text = try FileSchema.text(of: Connection(at: folder.ledger, for: .reading))
        #expect(
            Fingerprint(of: text).hex == Schema.fingerprint, "the tables are others than before: CONTRIBUTING.md, a migration")
        let new = try LedgerFolder()
        #expect(try FileSchema.text(of: new.open().connection) == text)
    }

    /// What a step makes of the golden file of the version before, all rows but those of the indexes of words. Where a change to the writing of rows
    /// changes it, the step needs what it has written so far as its own, as `Version3` is step 2 to 3's and `Version5Seal` step 4 to 5's.
    @Test(arguments: [
        (4, "3a66168e6d7ce778f5bb9d4ce2c598f2156997b16682a54454e836c3caf3aef9"),
        (5, "f51643e010e5389738da8f9d67623265ece705c8803c987e788a51cedced782a"),
    ])
    func aStepMakesWhatItMadeWhenItWasReleased(version: Int, hash: String) throws {
        let golden = Repository.root.appending(path: "Tests/Fixtures/ledgers/version-\(version).sqlite")
        try Data(contentsOf: golden).write(to: URL(fileURLWithPath: folder.ledger))
        let connection = try Connection(at: folder.ledger, for: .writing)
        try connection.run("PRAGMA foreign_keys = OFF")
        if case .work(let step) = Schema.history.steps[version - 1] { try connection.transaction { try step(connection) } }
        var text: [UInt8] = []
        for table in try FileSchema(of: connection).tables where !table.contains("_words") && !table.hasPrefix("sqlite_") {
            let columns = try connection.rows("SELECT name FROM pragma_table_info(\(table))" as SQL) { $0.text(0) }
            let quoted = columns.map { "quote(\"\($0)\")" }.joined(separator: " || ' ' || ")
            try connection.runAll("CREATE TEMP TABLE row AS SELECT '\(table) ' || \(quoted) AS text FROM \"\(table)\"")
            text += try connection.rows("SELECT text FROM temp.row ORDER BY text" as SQL) { $0.text(0) }.joined(separator: "\n")
                .utf8
            try connection.runAll("DROP TABLE temp.row")
        }
        #expect(Fingerprint(of: text).hex == hash)
    }

    @Test func whatOtherMeansHaveChangedBeforeStaysTold() throws {
        let golden = Repository.root.appending(path: "Tests/Fixtures/ledgers/version-5.sqlite")
        try Data(contentsOf: golden).write(to: URL(fileURLWithPath: folder.ledger))
        try Connection(at: folder.ledger, for: .writing).run("UPDATE article SET author = 'Eve' WHERE id = 2")
        let problems = try folder.open(.changing).verify().problems
        #expect(problems == ["article 2: its row, or what was found in it, is not as it was written"])
    }
}
