import Record
import TestSupport
import Testing
import Wire

@testable import Gathering

/// What other programs write: JSON that is not quite one article, documents, and what a person tells of them.
struct OtherProgramsTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func articles(_ path: String, _ options: GatheringOptions = GatheringOptions()) -> [Article] {
        Gatherer([.path(path)], options).compactMap { if case .article(let article, _, _) = $0 { article } else { nil } }
    }

    @Test func anArrayOfObjectsIsItsArticles() throws {
        let path = try folder.write("a.json", #" [{"text": "One."}, {"text": "Two.", "id": "x"}, 3]"#)
        #expect(
            folder.gathered(path) == [
                "a:1 = One.", "x = Two.",
                #"failure: /a.json, article 3: holds a number where an object with a member "text" is expected; give one object a line"#,
            ])
    }

    @Test func whatNewsServicesAnswerIsItsArticles() throws {
        let one =
            #"{"source": {"id": null, "name": "Velm Beacon"}, "title": "Gate", "publishedAt": "2021-03-04", "content": "Yes."}"#
        let path = try folder.write("a.json", #"{"status": "ok", "articles": [\#(one)]}"#)
        let article = try #require(articles(path).first)
        #expect(article.outlet == "Velm Beacon" && article.published == "2021-03-04" && article.text == "Yes.")
    }

    @Test func aTextThatANewsServiceHasShortenedIsKeptAndMarkedAsCut() throws {
        let path = try folder.write(
            "a.json",
            #"{"articles": [{"content": "“No,” said Toma Reik, who… [+812 chars]"}, {"content": "[+2 chars] she said."}]}"#)
        #expect(articles(path).map { $0.carried.filter { $0.name == "cut" }.map(\.json) } == [[#""excerpt""#], []])
        #expect(try folder.gathered(path).contains { $0.contains("its text breaks off, as news services shorten it") })
    }

    @Test func whatProQuestNamesItsColumnsIsKnown() throws {
        let path = try folder.write(
            "a.csv", "Title,pubdate,pubtitle,DocumentURL,FullText\nGate,2021-03-04,Velm Beacon,https://bay.example/1,Yes.\n")
        let article = try #require(articles(path).first)
        #expect(
            [article.title, article.published, article.outlet, article.url] == [
                "Gate", "2021-03-04", "Velm Beacon", "https://bay.example/1",
            ])
    }

    @Test(arguments: [
        ("Gate opens\n\nIlse Varn\n1,412 words\n4 March 2021\nVelm Beacon\nBEACON\nEnglish\n", true),
        ("She wrote 412 words\n4 March 2021 was the day.\n", false), ("412 words\n\nA day in March.\n", false),
    ])
    func anExportOfFactivaIsKnownByItsHead(text: String, isSo: Bool) {
        #expect(DocumentSigns.databases(Array(text.utf8)[...]) == isSo)
    }

    @Test(arguments: [
        #"{"authors": ["Ilse Varn", "Toma Reik"], "publish_date": "2021-03-04", "text": "Yes.", "source_domain": "velm.example"}"#,
        #"{"author": "Ilse Varn, Toma Reik", "date": "2021-03-04", "body": "Yes.", "source": "https://velm.example/1", "hostname": "velm.example"}"#,
        #"{"authors": ["Ilse Varn", "Toma Reik"], "date_publish": "2021-03-04", "maintext": "Yes.", "text": null, "source_domain": "velm.example"}"#,
    ])
    func namesOfTheUsualProgramsAreKnown(json: String) throws {
        let article = try #require(articles(folder.write("a.jsonl", json)).first)
        #expect(article.author == "Ilse Varn, Toma Reik" && article.published == "2021-03-04" && article.outlet == "velm.example")
        #expect(article.text == "Yes.")
    }

    @Test func itsOwnMembersGoBeforeUsualNames() throws {
        let article = try #require(
            articles(folder.write("a.jsonl", #"{"date": "1", "published": "2021", "text": "Yes.", "body": "No."}"#)).first)
        #expect(article.published == "2021" && article.text == "Yes." && article.carried.map(\.name).contains("body"))
    }

    @Test(arguments: [("[NaN, \"NaN\", -Infinity]", "[null, \"NaN\", null]"), ("{\"a\": \"\\\"NaN\"}", nil)])
    func whatPythonWritesForNothingIsNull(json: String, expected: String?) {
        #expect(MendedJSON.withoutNaN(Array(json.utf8)).map { String(decoding: $0, as: UTF8.self) } == expected)
    }

    @Test func whatAPersonTellsCountsWhereTheInputDoesNotSayIt() throws {
        var options = GatheringOptions()
        options.told = [.outlet: "Velm Beacon", .published: "2021-03-04", .title: "Gate"]
        let path = try folder.write("a.jsonl", #"{"text": "Yes.", "title": "Wall"}"#)
        let article = try #require(articles(path, options).first)
        #expect(article.title == "Wall" && article.outlet == "Velm Beacon" && article.published == "2021-03-04")
        #expect(article.carried == [.init(name: "published_by", json: "\"user\"")])
    }

    @Test(arguments: [
        ("PK\u{3}\u{4}…", true), ("{\\rtf1 Velm}", true), ("<?xml version=\"1.0\"?><nitf/>", true), ("TY  - NEWS", true),
        ("1\n00:00:01,000 --> 00:00:02,000\nYes.", true), ("a\0b", true), ("   2 of 9 DOCUMENTS\n\nVelm Beacon", true),
        ("From: a\nTo: b\nSubject: c\nMIME-Version: 1.0\n\nYes.", true),
        ("HD\nGate\nBY\nI. Varn\nPD\n4 March 2021\nLP\nYes.", true),
        ("____________________\n\nGate\n\nFull text: Yes.", true), ("From: the mayor\n\nDear all,", false), ("1\n2\n3", false),
        ("Two of 9 documents were lost.", false), ("PKW sales fell.", false),
        ("____________________\n\nSigned, the mayor.", false),
    ])
    func filesOfOtherProgramsAreToldFromTexts(head: String, expected: Bool) {
        #expect(DocumentSigns.areIn(ArraySlice(Array(head.utf8))) == expected)
    }

    @Test func datesInJSONAreUnderstoodAsInTables() throws {
        let lines = ["2024-02-30", "yesterday", "05/03/2024", "25/03/2024", "5 March 2024", "1709633400"]
            .map { #"{"published": "\#($0)", "text": "Yes."}"# }
        let expected = ["2024-02-30", "yesterday", "2024-03-05", "2024-03-25", "5 March 2024", "2024-03-05T10:10Z"]
        for (name, text) in [("a.jsonl", lines.joined(separator: "\n")), ("a.json", "[\(lines.joined(separator: ","))]")] {
            let path = try folder.write(name, text)
            #expect(articles(path).map(\.published) == expected)
            let warning = try folder.gathered(path).last
            #expect(warning?.hasPrefix("warning: /\(name): 2 dates are none, or may be two days, such as “2024-02-30”") == true)
        }
    }

    @Test func aMailboxIsItsMails() throws {
        let mails = [
            "Received: by velm.example\nFrom: Ilse Varn <varn@velm.example>\nSubject: Gate\n\nWe shall open it.\n\n>From Monday on, she said.\n\nFrom Karst nobody came.\n",
            "From: Toma Reik <reik@velm.example>\nMIME-Version: 1.0\nContent-Type: application/pdf\n\nJVBERi0=\n",
            "From: Toma Reik <reik@velm.example>\nMIME-Version: 1.0\nSubject: Wall\n\nIt will stand.\n",
        ]
        let mailbox = mails.map { "From - Mon Mar  4 10:00:00 2024\n\($0)" }.joined(separator: "\n")
        for name in ["a.mbox", "a.txt"] {
            #expect(
                try folder.gathered(folder.write(name, mailbox)) == [
                    "a:1 = We shall open it.\n\nFrom Monday on, she said.\n\nFrom Karst nobody came.", "a:3 = It will stand.",
                    "note: /\(name): passed over 1 mail that holds no text",
                ])
        }
        #expect(articles(try folder.write("b.mbox", mailbox)).map(\.title) == ["Gate", "Wall"])
        #expect(
            try folder.gathered(folder.write("c.txt", "From Karst we went home.\n\nYes.")).first
                == "c = From Karst we went home.\n\nYes.")
    }

    @Test func whatAnOutletHasTakenBackIsNoArticle() throws {
        let path = try folder.write("a.json", #"[{"title": "[Removed]", "content": "[Removed]"}, {"text": "Yes."}]"#)
        #expect(
            try folder.gathered(path) == [
                "note: /a.json, article 1: its outlet has taken it back (“[Removed]”)", "a:2 = Yes.",
            ])
    }

}
