import Actors
import Foundation
import Ledger
import Meaning
import Record
import Reviews
import TestSupport
import Testing
import Wire

@testable import dixit

/// What `dixit export` writes, as the program writes it.
@Suite struct ExportCommandTests {
    private let folder: TemporaryFolder
    private var path: String { folder.path + "/news.sqlite" }

    /// Article 1 is the sample; 2 the same by another outlet, a year later, with a further paragraph.
    init() throws {
        folder = try TemporaryFolder()
        let record = SampleRecord.record
        let ledger = try Ledger(at: folder.path + "/news.sqlite", for: .adding)
        let marks = [
            Mark(of: .statement(0), layer: "sourcing", value: .choice("named"), confidence: 0.9, by: .layer(version: 1)),
            Mark(of: .statement(4), layer: "sourcing", value: .choice("none"), confidence: 0.9, by: .layer(version: 1)),
            Mark(of: .statement(2), layer: "polarity", value: .choice("negated"), confidence: 0.9, by: .layer(version: 1)),
        ]
        try ledger.keep(Layers.cards)
        let further = (0..<400).map { "w\($0)x" }.joined(separator: " ")
        let articles = [
            record.article,
            Article(
                id: "later", path: "later.txt", outlet: "Norrvik Daily", published: "2032-01-01",
                text: SampleRecord.text + "\n\n" + further),
        ]
        try ledger.add(
            articles.map { article in
                let findings = Findings(
                    statements: record.findings.statements, entities: record.findings.entities, marks: marks)
                return PreparedArticle(
                    article: article, given: Array(article.text.utf8), findings: findings, reader: record.reader)
            })
        try ledger.review(StatementID(article: 1, number: 1), .right, by: "mara", at: 7)
        try ledger.review(StatementID(article: 1, number: 5), .wrong, by: "mara", at: 8)
    }

    private func export(_ options: String) throws -> Program {
        try Program(shell: "$DIXIT export --ledger '\(path)' \(options)")
    }

    /// The ids in the first column of a table.
    private func ids(_ table: String) -> [String] {
        table.split(separator: "\r\n").dropFirst().map { String($0.prefix { $0 != "," }) }
    }

    // MARK: Another person's ledger

    @Test func anotherPersonsLedgerIsTakenInAndNothingDoubled() throws {
        try Ledger(at: path, for: .adding).review(StatementID(article: 2, number: 1), .right, by: "ilse", at: 9)
        let mine = folder.path + "/mine.sqlite"
        let record = SampleRecord.record
        try Ledger(at: mine, for: .adding).add([
            PreparedArticle(
                article: Article(id: "own", path: "own.txt", text: "A ferry came."), given: Array("A ferry came.".utf8),
                findings: Findings(statements: [], entities: []), reader: record.reader),
            PreparedArticle(
                article: record.article, given: Array(record.article.text.utf8), findings: record.findings, reader: record.reader),
        ])
        let run = { try Program(shell: "$DIXIT add -q --ledger '\(mine)' '\(path)'") }
        let first = try run()
        #expect(first.status == 0 && first.output.contains("1 article taken in from"), "\(first.output) \(first.messages)")
        #expect(first.output.contains("1 was there already"))
        #expect(try run().output.contains("0 articles taken in from"))
        let ledger = try Ledger(at: mine, for: .reading)
        #expect(try ledger.articles(before: nil, 9).map(\.article.name) == ["later", record.article.id, "own"])
        let reviews = try ledger.reviews(of: 3)
        #expect(reviews.contains { $0.who == "ilse" && $0.words == "right" })
        #expect(
            try Program(shell: "$DIXIT show 3 --ledger '\(mine)'").output.contains("news.sqlite"), "from which ledger is told")
        // What is in both keeps the judgements that it has here.
        #expect(try ledger.reviews(of: 2).isEmpty)
    }

    @Test func aDatabaseThatIsNoLedgerIsNotTakenIn() throws {
        let other = folder.path + "/other.sqlite"
        let run = try Program(
            shell: """
                python3 -c "import sqlite3; sqlite3.connect('\(other)').execute('CREATE TABLE a (b)')"
                $DIXIT add -q --ledger '\(folder.path)/new.sqlite' '\(other)'; echo "status $?"
                """)
        #expect(run.output.contains("status 1") || run.output.contains("status 2"), "\(run.output)")
        #expect(run.messages.contains("other.sqlite"), "\(run.messages)")
    }

    // MARK: Filters

    @Test(arguments: [
        ("--speaker 'Mara Lind'", ["s1.0", "s1.1", "s2.0", "s2.1"]),
        ("--speaker 'Mara Lind' --speaker @2", ["s1.0", "s1.1", "s1.2", "s2.0", "s2.1", "s2.2"]),
        ("--outlet 'norrvik daily' --form direct", ["s2.0", "s2.1"]), ("--about 'Thora Holm'", []),
        ("--since 2032 --nested yes", ["s2.3"]), ("--until 2031 --nested no --form indirect", ["s1.2", "s1.4"]),
        ("--sourcing none", ["s1.4", "s2.4"]), ("--polarity negated --until 2031", ["s1.2"]), ("--reviewed yes", ["s1.1"]),
        ("--reviewed no --article 1", ["s1.0", "s1.2", "s1.3", "s1.4"]),
        ("--reviewed --speaker 'Mara Lind'", ["s1.1"]), ("--confidence 0.5 --speaker 'Mara Lind' --article 2", ["s2.0"]),
    ])
    func theStatementsThatFitAreWrittenAndNoOthers(options: String, found: [String]) throws {
        let table = try export("-f csv \(options)")
        #expect(table.status == 0 && ids(table.output) == found, "\(table.messages)")
        let page = try JSONSerialization.jsonObject(with: Data(export("-f annotations \(options)").output.utf8))
        let items = (page as? [String: Any])?["items"] as? [[String: Any]]
        let numbers = items?.compactMap { ($0["id"] as? String)?.split(separator: "-").last.map(String.init) }
        #expect(numbers == found.map { String($0.split(separator: ".")[1]) })
    }

    @Test func aFilteredExportHasTheStatementsThatFindShows() throws {
        for options in ["--speaker 'Mara Lind' --since 2031", "--sourcing named --sourcing none", "--outlet 'The Harbour Post'"] {
            let found = try Program(shell: "$DIXIT find --ledger '\(path)' \(options) -f csv -n 100")
            #expect(try !ids(found.output).isEmpty && ids(export("-f csv \(options)").output) == ids(found.output).sorted())
        }
    }

    @Test func articlesHaveTheChosenStatementsWithAllTheirEntitiesAndNoLedger() throws {
        let lines = try export("--nested yes --until 2031").output.split(separator: "\n")
        #expect(lines.count == 1)
        let record = try ArticleRecord(json: Array(lines[0].utf8))
        #expect(record.findings.statements.map(\.id) == [3] && record.findings.statements[0].parent == 2)
        #expect(record.findings.entities == SampleRecord.record.findings.entities)
        #expect(record.article.text == SampleRecord.text && record.article.carried.isEmpty)
        let marked = try ArticleRecord(json: Array(export("--polarity negated --article 1").output.dropLast().utf8))
        #expect(marked.findings.marks.map(\.layer) == ["polarity"])
        #expect(try export("--about 'Thora Holm'").output.isEmpty)
    }

    @Test func whatAFilterCannotBeIsToldAsByFind() throws {
        for options in [
            "--speaker Nobody", "--about @99", "--outlet Nothing", "--since monday", "--confidence 2", "--form loud",
            "--sourcing loud",
        ] {
            let exported = try export("\(options) -o '\(folder.path)/out'")
            let found = try Program(shell: "$DIXIT find --ledger '\(path)' \(options)")
            #expect(exported.status == found.status && exported.status != 0, "\(options)")
            #expect(exported.messages.replacing("dixit export", with: "dixit find") == found.messages)
        }
        #expect(try export("--speaker Nobody").messages.contains("no actor is called “Nobody”"))
        #expect(!FileManager.default.fileExists(atPath: folder.path + "/out.partial"))
    }

    @Test func goldDataTakesNoFilter() throws {
        let refused = try export("--reviewed --outlet 'Norrvik Daily'")
        #expect(refused.status == 2 && refused.messages.hasSuffix("did you mean --reviewed yes?\n"))
        #expect(try export("--reviewed yes").output.split(separator: "\n").count == 1)
        #expect(try export("-r -q").output.isEmpty)
        #expect(try ids(export("-r -f csv").output) == ["s1.1"])
    }

    // MARK: Whole exports

    /// The SHA-256 of what 0.2.0 wrote before there were filters, of the same ledger; of JSON Lines, since their statements tell the actor, and acts upon actors where
    /// these are mentioned; of annotations, since their page has an id of its own; of tables, since their last column tells what a person has corrected.
    @Test(arguments: [
        ("-f jsonl", "f19c11723a10a61685181abdcb468d53aed4f1c84f833e8659f95ef79cde7b6e"),
        ("-f jsonl --reviewed -q", "8e471b1e6c45df90de9c07f17207bc2596438c21d43bd8dfcb625f1ea04855d7"),
        ("-f csv", "77bce1acf89dcebd41547d226e96036411e74ce8b6c82627500d02e51f220b61"),
        ("-f csv --reviewed", "6c75aba08eaf9516a2b1a49ca09861fcd9a46550904e4bcc4f97904b3f9b6dd8"),
        ("-f annotations", "10cc96abd596c0ac218afe72d25cd7325a9726a36f785d9158799936f4618ff0"),
        ("-f annotations --reviewed", "0d529765dda9a59cb822d4aa7a045da4d5bb80849bec31916244d360a46bf651"),
    ])
    func anExportWithoutFiltersKeepsItsBytes(options: String, sha256: String) throws {
        let golden = Repository.root.appending(path: "Tests/Fixtures/ledgers/version-4.sqlite")
        let place = folder.path + "/golden.sqlite"
        try FileManager.default.copyItem(at: golden, to: URL(fileURLWithPath: place))
        _ = try Ledger(at: place, for: .changing)
        let sum = try Program(shell: "$DIXIT export --ledger '\(place)' \(options) | sha256sum")
        #expect(sum.output.hasPrefix(sha256), "\(sum.output)\(sum.messages)")
    }

    @Test func aPartIsNotRestoredAndSaysWhy() throws {
        let run = try Program(
            shell: """
                $DIXIT export --ledger '\(path)' --speaker 'Mara Lind' > part.jsonl; $DIXIT restore -q --ledger m.sqlite part.jsonl; echo "status $?"
                """)
        #expect(run.output.hasSuffix("status 1\n") && run.output.contains("0 articles restored"))
        #expect(run.messages.contains("no member \"ledger\" (one with filters has none); have it read by dixit add"))
    }
}
