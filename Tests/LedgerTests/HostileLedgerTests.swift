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

/// Ledgers that a stranger has handed over: what stands in them may be anything.
@Suite struct HostileLedgerTests {
    private let folder: LedgerFolder
    /// A golden ledger, brought to the present version.
    private let bytes: Data

    init() throws {
        folder = try LedgerFolder()
        let golden = Repository.root.appending(path: "Tests/Fixtures/ledgers/version-4.sqlite")
        try Data(contentsOf: golden).write(to: URL(fileURLWithPath: folder.ledger))
        let ledger = try folder.open(.changing)
        try ledger.review(StatementID(article: 1, number: 5), .right, by: "mara", at: 1_616_000_900)
        try ledger.takeInLog()
        bytes = try Data(contentsOf: URL(fileURLWithPath: folder.ledger))
    }

    /// Changes the ledger by SQL, as another program would.
    private func change(_ sql: String) throws {
        for name in ["-wal", "-shm"] { unlink(folder.ledger + name) }
        try bytes.write(to: URL(fileURLWithPath: folder.ledger))
        let connection = try Connection(at: folder.ledger, for: .writing)
        try connection.runAll("PRAGMA foreign_keys = OFF; PRAGMA ignore_check_constraints = ON;" + sql)
    }

    // MARK: Numbers

    // M2: one number at the end of its range, in a line or in a column, killed `show`, `verify` and the whole server (SIGILL).

    /// Asks for all that a ledger tells; what is damaged may be refused by a fault, and nothing ends the process.
    private func askEverything() {
        guard let ledger = try? folder.open(.reading) else { return }
        _ = try? ledger.verify()
        var asked = StatementQuery()
        asked.words = try? SearchQuery("harbour")
        _ = try? ledger.find(asked)
        _ = try? ledger.findArticles(asked)
        _ = try? ledger.facets(asked, 5)
        for (article, number) in [(1, 0), (1, 2), (2, 1), (3, 0)] {
            _ = try? ledger.show(article: article)
            _ = try? ledger.show(StatementID(article: article, number: number))
        }
        for actor in [1, 10] {
            _ = (try? ledger.show(actor: "@\(actor)"))?.roles.map { "\($0.first.map { "\($0)" } ?? "")" }
            _ = try? ledger.statements(of: StatementQuery(speaker: actor))
            _ = try? ledger.months(of: actor)
        }
        _ = try? ledger.overview(length: 5)
        _ = try? ledger.articles(before: nil, 5)
        _ = try? ledger.leastCertain(5)
        _ = try? ledger.watchedFeeds()
        _ = try? ledger.actorActs().map { "\(Day(second: $0.at))" }
        try? ledger.export {
            _ = $0.line; return true
        }
        try? ledger.exportActors {
            _ = $0.line; return true
        }
    }

    /// All but those that FTS5 keeps for itself.
    static let tables =
        ((try? FileSchema.present(of: Schema.history))?.tables ?? []).filter {
            !$0.contains("_words") && !$0.hasPrefix("sqlite_")
        }

    @Test(arguments: tables)
    func anyNumberInAnyColumnIsAnsweredOrRefused(table: String) throws {
        try change("")
        let columns = try Connection(at: folder.ledger, for: .reading)
            .rows("SELECT name FROM pragma_table_info(\(table)) WHERE type = 'INTEGER'" as SQL) { $0.text(0) }
        for column in columns {
            for value in ["-9223372036854775808", "9223372036854775807", "-1", "0", "281474976710656", "NULL"] {
                // A key that is there twice, or a NULL that may not be, is refused by SQLite itself.
                guard (try? change("UPDATE OR IGNORE \(table) SET \(column) = \(value)")) != nil else { continue }
                askEverything()
            }
        }
    }

    @Test(arguments: [
        "UPDATE article SET added = 9223372036854775807 WHERE id = 1", "UPDATE act SET at = -9223372036854775808 WHERE id = 11",
        "UPDATE actor_role SET first_day = 9223372036854775807", "UPDATE statement SET form = 3 WHERE id = 1",
        "UPDATE statement SET confidence = 1001 WHERE id = 1",
        "UPDATE statement SET content_length = 281474976710656 WHERE id = 1",
        "UPDATE entity SET kind = 6 WHERE id % 1048576 = 1", "UPDATE actor SET kind = 'ghost' WHERE id = 1",
        "UPDATE entity SET mentions = '[[0,999999999999]]' WHERE id % 1048576 = 1", "UPDATE machine_statement SET form = 9",
    ])
    func whatCannotBeIsNamed(sql: String) throws {
        try change(sql)
        #expect(try !folder.open(.reading).verify().problems.isEmpty)
    }

    @Test(arguments: ["UPDATE entity SET mentions = '[[' WHERE id / 1048576 = 1", "UPDATE statement SET form = 9 WHERE id = 1"])
    func whatCannotBeReadIsToldAndNeverLeftOut(sql: String) throws {
        try change(sql)
        let ledger = try folder.open(.reading)
        for ask in [{ _ = try ledger.show(article: 1) }, { try ledger.export { _ in true } }] as [() throws -> Void] {
            let error = #expect(throws: DatabaseError.self) { try ask() }
            #expect(error?.kind == .damaged)
        }
    }

    // MARK: What a file holds beside its version's tables

    static let additions = [
        (
            "CREATE TRIGGER quiet AFTER INSERT ON act BEGIN UPDATE act SET who = 'chief editor' WHERE id = new.id; END",
            "trigger quiet"
        ),
        ("CREATE VIEW more AS SELECT 1", "view more"), ("CREATE TABLE more (id)", "table more"),
        ("CREATE TABLE more (id REFERENCES outlet (elsewhere))", "table more"), ("CREATE INDEX more ON act (who)", "index more"),
        ("CREATE VIRTUAL TABLE more USING fts5 (a)", "table more"),
        ("CREATE VIEW more AS WITH RECURSIVE c (x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT x FROM c", "view more"),
    ]

    @Test(arguments: additions)
    func moreThanTheVersionMakesIsReadAndRefusedForWritingAndNamed(sql: String, named: String) throws {
        try change(sql)
        let error = #expect(throws: DatabaseError.self) { try folder.open(.changing) }
        #expect(error?.kind == .foreign && error?.reason.contains(named) == true)
        // Adding what an export holds would read it anew, without what was judged.
        #expect(error?.remedy.contains("dixit restore") == true)
        let ledger = try folder.open(.reading)
        #expect(try ledger.verify().problems.allSatisfy { $0.contains("that no Dixit has made") })
        #expect(try ledger.verify().problems.contains { $0.contains(named) })
        #expect(try ledger.find(StatementQuery(SearchQuery("ships"))).isEmpty == false)
    }

    @Test(arguments: [
        ("DROP INDEX act_article", "its index act_article is gone"),
        ("ALTER TABLE outlet ADD COLUMN more TEXT", "its table outlet is another one than Dixit makes"),
        ("ALTER TABLE outlet RENAME TO real; CREATE VIEW outlet AS SELECT id, 'Evil ' || name AS name FROM real", "outlet"),
        ("DROP VIEW statements; CREATE VIEW statements AS SELECT 1 AS id", "its view statements is another one than Dixit makes"),
        ("DROP VIEW links", "its view links is gone"),
    ])
    func otherThanTheVersionMakesIsRefusedForReadingTooAndNamed(sql: String, named: String) throws {
        try change("PRAGMA legacy_alter_table = ON;" + sql)
        for purpose in [Ledger.Purpose.reading, .changing] {
            let error = #expect(throws: DatabaseError.self) { try folder.open(purpose) }
            #expect(error?.kind == .foreign && error?.reason.contains(named) == true)
            #expect(error?.remedy.contains("restore it from a backup") == true)
        }
    }

    @Test(arguments: [
        ("outlet", "a AS id, 'a' AS name"), ("article", "a AS id"), ("layer", "a AS id, 'form' AS name, NULL AS card"),
    ])
    func aViewWithoutEndInTheNameOfATableIsNeverRead(table: String, columns: String) throws {
        try change(
            """
            PRAGMA legacy_alter_table = ON; ALTER TABLE \(table) RENAME TO elsewhere;
            CREATE VIEW \(table) AS WITH RECURSIVE c (a) AS (SELECT 1 UNION ALL SELECT a + 1 FROM c) SELECT \(columns) FROM c
            """)
        let error = #expect(throws: DatabaseError.self) { try folder.open(.reading) }
        #expect(error?.kind == .foreign && error?.reason.contains("its table \(table) is gone") == true)
    }

    // M3: a trigger wrote another name under each review, or filled the disk, and `verify` called the file whole.
    @Test func triggersDoNotRun() throws {
        try change("CREATE TRIGGER quiet AFTER INSERT ON act BEGIN UPDATE act SET who = 'chief editor'; END")
        let connection = try Connection(at: folder.ledger, for: .writing)
        try connection.runAll("INSERT INTO act (at, who, verb, after_article, detail) VALUES (0, 'mara', 'right', 0, '{}')")
        let editors = try connection.row("SELECT count(*) FROM act WHERE who = 'chief editor'" as SQL) { $0.int(0) }
        #expect(editors == 0)
    }

    /// A golden ledger of an earlier version, with what a stranger has done to it.
    private func earlier(_ version: Int, _ sql: String) throws -> String {
        let path = folder.path + "/earlier.sqlite"
        try Data(contentsOf: Repository.root.appending(path: "Tests/Fixtures/ledgers/version-\(version).sqlite"))
            .write(to: URL(fileURLWithPath: path))
        try Connection(at: path, for: .writing).runAll("PRAGMA foreign_keys = OFF; PRAGMA ignore_check_constraints = ON;" + sql)
        return path
    }

    @Test(arguments: [
        ("CREATE TABLE old_reader (id)", "old_reader"),
        ("PRAGMA legacy_alter_table = ON; ALTER TABLE reader RENAME TO real; CREATE VIEW reader AS SELECT * FROM real", "reader"),
        ("PRAGMA legacy_alter_table = ON; DROP TABLE origin", "origin"),
    ])
    func anEarlierFileThatIsNotAsItsVersionMakesItIsRefusedAndNamed(sql: String, named: String) throws {
        let path = try earlier(4, sql)
        let error = #expect(throws: DatabaseError.self) { try Ledger(at: path, for: .changing) }
        #expect(error?.kind == .foreign && error?.reason.hasPrefix("it is not as version 4 of the file is: ") == true)
        #expect(error?.reason.contains(named) == true && error?.remedy.contains("restore it from a backup") == true)
        #expect(try Connection(at: path, for: .reading).row("PRAGMA user_version") { $0.int(0) } == 4)
    }

    @Test func whatAStrangerAddedToAnEarlierFileIsToBeRemovedAndNotSaidToBeExported() throws {
        let path = try earlier(4, "CREATE TABLE more (id)")
        let error = #expect(throws: DatabaseError.self) { try Ledger(at: path, for: .changing) }
        #expect(error?.reason == "it holds a table more that no Dixit has made")
        // An earlier file is read by no command before it is brought forward.
        #expect(throws: DatabaseError.self) { try Ledger(at: path, for: .reading) }
        #expect(
            error?.remedy == "it is left as it is, of the version that it had: remove what was added, and run the command again")
        try Connection(at: path, for: .writing).runAll("DROP TABLE more")
        #expect(throws: Never.self) { try Ledger(at: path, for: .changing) }
    }

    @Test(arguments: [
        ("UPDATE article SET added = 9223372036854775807 WHERE id = 2", "article 2"),
        ("UPDATE article SET added = 'soon' WHERE id = 2", "article 2"),
        ("UPDATE article SET day = 9223372036854775807 WHERE id = 1", "article 1"),
        ("UPDATE statement SET form = 7 WHERE article = 1 AND number = 2", "statement 1.2"),
        ("UPDATE statement SET form = 'direct' WHERE id = 3", "row 3 of statement"),
        ("UPDATE statement SET state = 'right' WHERE article = 1 AND number = 2", "statement 1.2"),
        ("UPDATE statement SET confidence = 1001 WHERE article = 1 AND number = 2", "statement 1.2"),
        ("UPDATE machine_statement SET form = 9", "statement 1.2"),
        ("UPDATE actor_role SET first_day = 9223372036854775807", "actor @"),
        ("UPDATE actor SET kind = 'ghost' WHERE id = 2", "actor @2"),
        ("UPDATE act SET at = -9223372036854775808 WHERE id = 3", "act 3"),
    ])
    func whatCannotBeIsNotBroughtForward(sql: String, named: String) throws {
        let path = try earlier(4, sql)
        let error = #expect(throws: DatabaseError.self) { try Ledger(at: path, for: .changing) }
        #expect(error?.kind == .damaged && error?.reason.contains(named) == true, "\(error?.description ?? "")")
        #expect(try Connection(at: path, for: .reading).row("PRAGMA user_version") { $0.int(0) } == 4)
    }

    @Test(arguments: GoldenLedgerTests.versions.dropLast())
    func anEarlierFileIsBroughtForwardWithoutItsTriggersHavingRun(version: Int) throws {
        // Up to version 8 the table of acts is made anew, without its triggers; what stays is refused.
        let path = try earlier(
            version, "CREATE TRIGGER quiet AFTER INSERT ON act BEGIN DELETE FROM act; END; CREATE VIEW more AS SELECT 1")
        let error = #expect(throws: DatabaseError.self) { try Ledger(at: path, for: .changing) }
        let told = version < 8 ? "view more that no Dixit has made" : "trigger quiet that no Dixit has made (and 1 more)"
        #expect(error?.kind == .foreign && error?.reason == "it holds a \(told)")
        try Connection(at: path, for: .writing).runAll("DROP VIEW more; DROP TRIGGER IF EXISTS quiet")
        let ledger = try Ledger(at: path, for: .changing)
        #expect(try ledger.verify().problems == [] && ledger.actorActs().count >= 5)
    }

    @Test func whatAPlannerNotedIsNothingStrange() throws {
        try change("ANALYZE")
        #expect(try folder.open(.changing).verify().problems == [])
    }
}
