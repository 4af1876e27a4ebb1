import Actors
import Finding
import Foundation
import Record
import Reviews
import SQLite
import Testing
import Transfer

@testable import Ledger

@Suite struct ProvingTests {
    private let folder: LedgerFolder

    init() throws { folder = try LedgerFolder() }

    /// A ledger of an article and a copy of it, closed.
    private func make() throws {
        let ledger = try folder.open()
        try ledger.add([Written.korvinEntry(), Written.korvinEntry(id: "copy", given: Array("other bytes".utf8))])
        try ledger.takeInLog()
    }

    @Test func aWholeLedgerIsProvedAndCounted() throws {
        try make()
        let found = try folder.open(.reading).verify()
        #expect(found.problems.isEmpty)
        #expect(found.articles == 2 && found.copies == 1 && found.statements == 6 && found.actors == 2)
    }

    @Test func aCopyIsLinkedAndWhatItRepeatsDoesNotCount() throws {
        try make()
        let ledger = try folder.open(.reading)
        #expect(
            try ledger.connection.row("SELECT copy_of, likeness FROM article WHERE id = 2") { [$0.int(0), $0.int(1)] } == [
                1, 1000,
            ])
        #expect(try ledger.connection.row("SELECT count(*) FROM statement_words_docsize") { $0.int(0) } == 3)
    }

    @Test func nearlyTheSameTextIsACopyAndHalfOfItIsNot() throws {
        let words = (0..<400).map { "word\($0)" }
        let text = words.joined(separator: " ")
        var changed = words
        changed[200] = "another"
        let ledger = try folder.open()
        let added = try ledger.add([
            Written.entry(text, id: "a"), Written.entry(changed.joined(separator: "\n").uppercased(), id: "b"),
            Written.entry(words[..<200].joined(separator: " "), id: "c"),
        ])
        #expect(added == [.new(1), .copy(2, of: 1), .new(3)])
    }

    @Test(arguments: [
        "UPDATE statement SET content_start = 5000 WHERE id = 1", "UPDATE article SET sha256 = zeroblob(32) WHERE id = 1",
        "UPDATE statement SET cue_length = -1 WHERE id = 1",
        "UPDATE statement SET content_start = 9223372036854775807 WHERE id = 1",
        "UPDATE statement SET source_length = NULL WHERE id = 1", "DELETE FROM entity WHERE id = 1048576",
        "UPDATE entity SET kind = 9 WHERE id = 1048576", "UPDATE statement SET form = 2 WHERE id = 1",
        "UPDATE article SET url = 'x' WHERE id = 1", "UPDATE body SET text = 'Another text.' WHERE article = 1",
        "UPDATE body SET text = x'FF' WHERE article = 1", "UPDATE statement SET speaker = 77 WHERE id = 1",
        "UPDATE statement SET state = 2 WHERE id = 1", "UPDATE statement SET parent = 55 WHERE id = 2",
        "UPDATE statement SET actor = 2 WHERE id = 1", "UPDATE statement SET actor = NULL WHERE id = 1",
        "INSERT INTO about VALUES (2, 1)", "UPDATE article SET least = 1 WHERE id = 1", "UPDATE article SET day = 1 WHERE id = 1",
        "UPDATE entity SET mentions = '[[1,2' WHERE id = 1048576", "UPDATE article SET title = 'Another' WHERE id = 1",
        "UPDATE actor SET name = 'Dessa Corvin' WHERE id = 1", "UPDATE actor SET merged_into = 2 WHERE id = 1",
        "INSERT INTO statement_words (rowid, content) VALUES (3, 'more')",
        "INSERT INTO article_words (rowid, text) VALUES (9, 'more')",
        "INSERT INTO statement_words (statement_words, rowid, content) VALUES ('delete', 1, 'the harbour would stay open')",
        "DELETE FROM machine_statement; UPDATE article SET last_number = 1 WHERE id = 1",
        "PRAGMA foreign_keys = OFF; DELETE FROM actor WHERE id = 1",
    ])
    func whatIsWrongIsNamed(damage: String) throws {
        try make()
        do {
            let ledger = try folder.open()
            try ledger.connection.runAll(damage)
        }
        #expect(try !folder.open(.reading).verify().problems.isEmpty)
    }

    @Test func aBackupIsAWholeLedgerAndReplacesNothing() throws {
        try make()
        let (writing, copy) = (try folder.open(), folder.path + "/copy.sqlite")
        try folder.open(.reading).backUp(to: copy)
        try writing.add([Written.entry("Something else entirely.", id: "b")])
        #expect(try Ledger(at: copy, for: .reading).verify().articles == 2)
        #expect(throws: DatabaseError.self) { try writing.backUp(to: copy) }
    }

    @Test func aFileCutOrOverwrittenIsAFaultAProblemOrHarmlessAndNeverWrittenTo() throws {
        try make()
        let whole = try Data(contentsOf: URL(fileURLWithPath: folder.ledger))
        var state: UInt64 = 1
        for turn in 0..<50 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            let at = Int(state >> 33) % whole.count
            var damaged = whole
            if turn % 2 == 0 {
                damaged = damaged.prefix(at)
            } else {
                for i in at..<min(at + 64, whole.count) { damaged[i] ^= 0x5A }
            }
            let path = folder.path + "/damaged-\(turn).sqlite"
            try Data(damaged).write(to: URL(fileURLWithPath: path))
            do {
                _ = try Ledger(at: path, for: .reading).verify()
            } catch let error as DatabaseError {
                #expect(error.description.contains(path))
            }
            #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == Data(damaged))
        }
    }

    @Test func aLaterSchemaIsRefusedAndAnEarlierOneIsBroughtForwardWithACopyKept() throws {
        try make()
        let later = Schema.history.followed(by: "CREATE TABLE more (id INTEGER PRIMARY KEY)")
        #expect(throws: DatabaseError.self) { try Ledger(at: folder.ledger, for: .reading, history: later) }
        _ = try Ledger(at: folder.ledger, for: .changing, history: later)
        let kept = "\(folder.ledger).version-\(Schema.history.version)"
        #expect(try Ledger(at: kept, for: .reading).verify().articles == 2)
        let error = #expect(throws: DatabaseError.self) { try folder.open() }
        #expect(error?.kind == .newer)
    }

    @Test func aMigrationThatFailsChangesNothing() throws {
        try make()
        #expect(throws: DatabaseError.self) {
            try Ledger(
                at: folder.ledger, for: .changing, history: Schema.history.followed(by: "CREATE TABLE more (id); NONSENSE"))
        }
        #expect(try folder.open(.reading).verify().problems.isEmpty)
    }
}
