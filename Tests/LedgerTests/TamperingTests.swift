import Actors
import CSQLite
import Finding
import Foundation
import Mending
import Record
import Reviews
import SQLite
import Testing
import Transfer

@testable import Ledger

/// M4 of the findings: `verify` said "whole" where a value was changed, added or taken away. Benchmarks/tampering.py goes through every table and column.
@Suite struct TamperingTests {
    private let folder: LedgerFolder
    private let ledger: Ledger

    init() throws {
        folder = try LedgerFolder()
        ledger = try folder.open()
        try ledger.add([Written.korvinEntry(), Written.korvinEntry(id: "copy", given: Array("other bytes".utf8))])
        let actor = try ledger.actor("Dessa Korvin", for: .any).id
        try ledger.alias(actor, "The Grey Eel", by: "mara")
        try ledger.addRole(actor, .init(name: "port warden", first: Day(published: "2021-01-01")), by: "mara")
        _ = try ledger.importActors(
            [try ActorRecord(line: Array(#"{"name": "Dessa Korvin", "external": {"wikidata": "Q1"}}"#.utf8))], by: "ole")
        try ledger.review(StatementID(article: 1, number: 0), .right, by: "mara")
        try ledger.add([
            Written.entry("The ferry pays.", id: "ferry", outlet: "The Echo"),
            Written.entry("The tram pays.", id: "tram", outlet: "Echo"),
        ])
        try ledger.remove(article: 4, by: "mara")
        var values = FieldValues()
        (values[.title], values[.published]) = ("Toll", "2021-04-02")
        try ledger.correct(article: 3, values, by: "mara")
        try ledger.merge(outlets: [3], into: 2, by: "mara")
        try ledger.rename(outlet: 2, to: "Echo of the North", by: "mara")
    }

    @Test func whatPeopleDoLeavesAWholeLedger() throws { #expect(try ledger.verify().problems == []) }

    @Test(arguments: [
        // What an entity is called and is, which a seal left out whose sum was taken of its number alone.
        "UPDATE entity SET name = 'Eve' WHERE id = 1048576", "UPDATE entity SET kind = 3 WHERE id = 1048577",
        "UPDATE article SET published_by = 'meta' WHERE id = 1", "UPDATE article SET published = '1999-01-01' WHERE id = 1",
        "UPDATE article SET carried = 'not json' WHERE id = 1", "UPDATE body SET respelled = 1 WHERE article = 1",
        "DELETE FROM band WHERE article = 1 AND hash = (SELECT min(hash) FROM band)", "UPDATE band SET article = 2",
        "UPDATE actor SET kind = NULL WHERE id = 1", "UPDATE actor SET occupations = 4 WHERE id = 1",
        "UPDATE actor SET by_person = 1 WHERE id = 2",
        "UPDATE actor SET person_into = 2 WHERE id = 1", "UPDATE actor SET machine_into = 2 WHERE id = 1",
        "UPDATE actor SET probable = 1 WHERE id = 1",
        "UPDATE actor SET contested = '[]' WHERE id = 1", "UPDATE actor SET apart = 1 WHERE id = 1",
        "UPDATE actor SET given = 5 WHERE id = 1",
        "UPDATE actor_name SET by_person = 0", "UPDATE actor_name SET actor = 2", "UPDATE actor_role SET name = 'harbour thief'",
        "UPDATE actor_role SET first_day = 18629", "DELETE FROM actor_role", "DELETE FROM actor_external",
        "INSERT INTO actor_role (actor, sort, name) VALUES (2, 'group', 'the Grey Eels')",
        "INSERT INTO actor_external VALUES (2, 'wikidata', 'Q2')",
        "UPDATE origin SET mark = 'x'", "INSERT INTO origin (id, mark) VALUES (2, 'y')",
        "INSERT INTO statement_words_config VALUES ('rank', 'bm25(9)')",
        // How the pages of an index hang together, and what it counts.
        "UPDATE statement_words_idx SET term = x'78'", "UPDATE article_words_idx SET pgno = pgno + 2",
        "UPDATE article_words_data SET block = x'0901' WHERE id = 1", "DELETE FROM actor_words_data WHERE id = 1",
        "DELETE FROM utterance_words_data WHERE id = 1",
        "INSERT INTO utterance_words (rowid, runs) VALUES (1, 'rabc')",
        "UPDATE statement_words_docsize SET sz = x'7F7F7F7F' WHERE id = 1", "DELETE FROM article_words_docsize WHERE id = 1",
        "DELETE FROM act", "UPDATE act SET who = 'eve'",
        "UPDATE statement SET state = 0 WHERE id = 1",
        // What people have corrected, removed, renamed and merged.
        "UPDATE article SET title = 'Trick' WHERE id = 3", "UPDATE article SET corrected = NULL WHERE id = 3",
        "UPDATE article SET corrected = '{\"title\": \"Trick\", \"published\": null}' WHERE id = 3",
        "UPDATE article SET published_by = 'meta' WHERE id = 3", "UPDATE article SET came_from = 3 WHERE id = 3",
        "UPDATE removed SET line = NULL", "UPDATE removed SET line = replace(line, 'tram', 'trum')",
        "UPDATE removed SET article = 5", "UPDATE removed SET sha256 = x'00'", "UPDATE removed SET copies = '[]'",
        "DELETE FROM removed",
        "INSERT INTO removed (article, sha256) VALUES (9, x'00')",
        "UPDATE outlet SET given = NULL", "UPDATE outlet SET merged_into = NULL",
        "UPDATE outlet SET merged_into = 1 WHERE id = 3",
        "UPDATE outlet SET name = 'Evil Echo' WHERE id = 3", "DELETE FROM outlet WHERE id = 3",
        "INSERT INTO outlet (name) VALUES ('Evil Echo')", "UPDATE origin SET outlets = 5", "UPDATE outlet SET seal = NULL",
        "DELETE FROM reader", "UPDATE outlet SET name = 'Evil Beacon' WHERE id = 1",
    ])
    func whatWasChangedByOtherMeansIsNamed(sql: String) throws {
        try ledger.takeInLog()
        // As another program would, which does not defend what the indexes of words keep.
        var other: OpaquePointer?
        #expect(sqlite3_open(folder.ledger, &other) == SQLITE_OK)
        let changed = sqlite3_exec(other, "PRAGMA foreign_keys = OFF; PRAGMA ignore_check_constraints = ON;" + sql, nil, nil, nil)
        #expect(changed == SQLITE_OK && sqlite3_close(other) == SQLITE_OK)
        #expect(try !folder.open(.reading).verify().problems.isEmpty)
    }

    // L4: `export` never ended on a file with two pages swapped: a search by key came upon what was there before.
    @Test func anExportOfATableWhoseKeysDoNotGrowEnds() throws {
        _ = try ledger.importActors(
            try (1...200).map { try ActorRecord(line: Array("{\"name\": \"Warden \($0)\", \"kind\": \"person\"}".utf8)) },
            by: "ole")
        try ledger.takeInLog()
        // Behind the first key of the page that now comes first, a search finds the next page to hold smaller ones.
        try swapPages(of: "actor", [3, 2, 4, 0, 1])
        let error = #expect(throws: DatabaseError.self) { try folder.open(.reading).export { _ in true } }
        #expect(error?.reason == "the pages of its table actor are out of order")
    }

    /// Puts the first pages of a table into another order (https://sqlite.org/fileformat2.html#b_tree_pages).
    private func swapPages(of table: String, _ order: [Int]) throws {
        let number = { (sql: SQL) in try #require(try ledger.connection.row(sql) { $0.int(0) }) }
        let start = try (number("SELECT rootpage FROM sqlite_schema WHERE name = \(table)") - 1) * number("PRAGMA page_size")
        var file = try Data(contentsOf: URL(fileURLWithPath: folder.ledger))
        let cells = Int(file[start + 3]) << 8 | Int(file[start + 4])
        try #require(file[start] == 5 && cells > order.count)
        let places = order.indices.map { start + (Int(file[start + 12 + 2 * $0]) << 8 | Int(file[start + 13 + 2 * $0])) }
        let pages = places.map { file[$0..<$0 + 4] }
        for (place, page) in zip(places, order) { file.replaceSubrange(place..<place + 4, with: pages[page]) }
        try file.write(to: URL(fileURLWithPath: folder.ledger))
    }
}
