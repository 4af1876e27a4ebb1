import Foundation
import Ledger
import Record
import TestSupport
import Testing

@testable import dixit

/// Tables for other programs: `dixit export -f sqlite` and `parquet`, `dixit read -f parquet`, `dixit add --as-read`, without pyarrow; with it,
/// Tests/Python/test_parquet.py.
@Suite struct TableCommandTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
        let record = SampleRecord.record
        let ledger = try Ledger(at: folder.path + "/news.sqlite", for: .adding)
        try ledger.add([
            PreparedArticle(
                article: record.article, given: Array(record.article.text.utf8), findings: record.findings, reader: record.reader)
        ])
        try ledger.review(StatementID(article: 1, number: 5), .wrong, by: "mara", at: 8)
    }

    private func run(_ words: String) throws -> Program {
        try Program(shell: "cd '\(folder.path)' && $DIXIT \(words)")
    }

    /// What Python finds in a table of a file.
    private func rows(_ sql: String, in file: String) throws -> String {
        let code = "import sqlite3, sys; print(sqlite3.connect(sys.argv[1]).execute(sys.argv[2]).fetchall())"
        return try Program(shell: "cd '\(folder.path)' && python3 -c '\(code)' '\(file)' \"\(sql)\"").output
    }

    @Test(arguments: [
        ("export -f sqlite", "--format sqlite needs --output FILE"),
        ("export -f parquet", "--format parquet needs --output FOLDER"),
        ("export -f csv --reviewers", "--reviewers is for --format parquet and sqlite"),
        ("read -f parquet x.txt", "--format parquet needs --output FILE"),
        ("read -f parquet --by speaker x.txt", "--by speaker is for --format text, not parquet"),
        ("add --as-read https://far-bank.example/1", "what comes from there is believed nothing but its text"),
    ])
    func whatCannotBeIsRefusedByTheCommandLine(words: String, sentence: String) throws {
        let done = try run(words.replacing("export", with: "export --ledger news.sqlite"))
        #expect(done.status == 2 && done.messages.contains(sentence), "\(done.messages)")
    }

    @Test func sqliteHoldsStatementsThatCountAndTheirArticles() throws {
        let done = try run("export --ledger news.sqlite -f sqlite -o tables.sqlite")
        #expect(done.status == 0, "\(done.messages)")
        #expect(try rows("SELECT count(*) FROM statements", in: "tables.sqlite") == "[(5,)]\n")
        #expect(try rows("SELECT count(*) FROM statements WHERE id = 's1.5'", in: "tables.sqlite") == "[(0,)]\n")
        let joined = """
            SELECT count(*) FROM statements JOIN articles ON articles.id = article LEFT JOIN actors ON actors.id = actor
            """
        #expect(try rows(joined, in: "tables.sqlite") == "[(5,)]\n")
        let bytes = try Data(contentsOf: folder.url.appendingPathComponent("tables.sqlite"))
        #expect(!String(decoding: bytes, as: UTF8.self).contains("mara"))
        #expect(!FileManager.default.fileExists(atPath: folder.path + "/tables.sqlite.partial"))
    }

    @Test func aFilterChoosesAmongStatementsAndWhatBelongsToThem() throws {
        let done = try run("export --ledger news.sqlite -f sqlite -o part.sqlite --speaker 'Mara Lind'")
        #expect(done.status == 0, "\(done.messages)")
        #expect(try rows("SELECT DISTINCT speaker FROM statements", in: "part.sqlite") == "[('Mara Lind',)]\n")
        // Whoever else its articles mention is there too, so that no mention leads to nobody.
        let missing = "SELECT count(*) FROM mentions WHERE actor NOT IN (SELECT id FROM actors)"
        #expect(try rows(missing, in: "part.sqlite") == "[(0,)]\n")
        #expect(try rows("SELECT count(*) FROM actors WHERE name = 'Mara Lind'", in: "part.sqlite") == "[(1,)]\n")
    }

    @Test func whatIsNoFolderOrNoFileIsLeftAlone() throws {
        try folder.write("tables", "mine")
        let parquet = try run("export --ledger news.sqlite -f parquet -o tables")
        #expect(parquet.status == 1 && parquet.messages.contains("it is no folder"), "\(parquet.messages)")
        let sqlite = try run("export --ledger news.sqlite -f sqlite -o /dev/null")
        #expect(sqlite.status == 1 && sqlite.messages.contains("it is no regular file"), "\(sqlite.messages)")
        #expect(try String(contentsOfFile: folder.path + "/tables", encoding: .utf8) == "mine")
    }

    /// Where nothing could be written, as without pyarrow, no folder is left; one that was there is.
    @Test func aFolderThatWasMadeInVainIsGone() throws {
        try FileManager.default.createDirectory(atPath: folder.path + "/there", withIntermediateDirectories: false)
        for output in ["new", "there"] {
            let done = try Program(
                shell: "cd '\(folder.path)' && DIXIT_PYTHON=/bin/false $DIXIT export --ledger news.sqlite -f parquet -o \(output)"
            )
            #expect(done.status == 1, "\(done.messages)")
            #expect(FileManager.default.fileExists(atPath: folder.path + "/" + output) == (output == "there"))
        }
    }

    @Test func recordsOfLinesAreKeptAsReadElsewhere() throws {
        try Data(SampleRecord.record.json).write(to: folder.url.appendingPathComponent("read.jsonl"))
        let first = try run("add -q --ledger kept.sqlite --as-read read.jsonl")
        #expect(first.status == 0 && first.output.contains("1 article kept as read elsewhere"), "\(first.messages)")
        #expect(try run("add -q --ledger kept.sqlite --as-read read.jsonl").output.contains("0 articles kept"))
        let kept = try Ledger(at: folder.path + "/kept.sqlite", for: .reading).load(article: 1)
        #expect(kept.record.reader == SampleRecord.record.reader)
        #expect(kept.statements.count == SampleRecord.record.findings.statements.count)
        #expect(try run("show --ledger kept.sqlite 1").output.contains("read.jsonl"))
        #expect(try run("verify --ledger kept.sqlite").status == 0)
    }

    @Test func recordsThatWereChangedAreNotKept() throws {
        let record = String(decoding: SampleRecord.record.json, as: UTF8.self)
        let changed = record.replacing(#""text":"#, with: #""text": "Behold. ","former":"#)
        try folder.write("changed.jsonl", changed)
        let done = try run("add -q --ledger kept.sqlite --as-read changed.jsonl")
        #expect(done.status == 1 && done.output.contains("0 articles kept"), "\(done.output)")
        // What nobody has read is no record.
        try folder.write("plain.jsonl", #"{"id": "a", "text": "Velm said no."}"# + "\n")
        let plain = try run("add -q --ledger kept.sqlite --as-read plain.jsonl")
        #expect(plain.status == 1 && plain.messages.contains("which program and model have read it"), "\(plain.messages)")
        _ = try run("export --ledger news.sqlite > export.jsonl")
        let export = try run("add -q --ledger kept.sqlite --as-read export.jsonl")
        #expect(export.status == 1 && export.messages.contains("have it taken up by dixit restore"), "\(export.messages)")
    }
}
