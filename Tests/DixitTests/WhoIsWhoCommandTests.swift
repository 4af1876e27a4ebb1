import Actors
import Foundation
import Ledger
import Record
import TestSupport
import Testing

@testable import dixit

/// `dixit actor suggest`, `merge` and `differ`, as processes.
@Suite struct WhoIsWhoCommandTests {
    private let folder: TemporaryFolder

    /// A ledger of “Dessa Korvin” (@1, two articles), “Dessa Karvin” (@2) and “Ilse Varn” (@3).
    init() throws {
        folder = try TemporaryFolder()
        let ledger = try Ledger(at: folder.path + "/news.sqlite", for: .adding)
        for (number, name) in ["Dessa Korvin", "Dessa Korvin", "Dessa Karvin", "Ilse Varn"].enumerated() {
            let text = "\(name) said the quay was shut on day \(number)."
            let extract = { (words: String) -> Extract in
                let start = text.range(of: words).map { text.distance(from: text.startIndex, to: $0.lowerBound) } ?? 0
                return Extract(span: Span(start, start + words.count), text: words)
            }
            let statement = Statement(
                id: 0, parent: nil, form: .indirect, source: [extract(name)], cue: [extract("said")],
                content: [extract("the quay was shut")],
                speaker: 0, confidence: 0.9)
            let article = Article(
                id: "\(number)", path: "\(number).txt", outlet: "The Beacon", published: "2031-05-0\(number + 1)", text: text)
            let entity = Entity(id: 0, name: name, kind: .person, mentions: [Mention(extract(name), .name)])
            try ledger.add([
                PreparedArticle(
                    article: article, given: Array(text.utf8), findings: Findings(statements: [statement], entities: [entity]),
                    reader: ReaderVersion(version: "1", model: "first"))
            ])
        }
    }

    private func run(_ command: String) throws -> Program {
        try Program(shell: "export DIXIT_LEDGER='\(folder.path)/news.sqlite'; " + command)
    }

    @Test func aSuggestionShowsBothAndTheEvidence() throws {
        let run = try run("$DIXIT actor suggest --width 100")
        #expect(run.status == 0 && run.messages.isEmpty)
        #expect(
            run.output == """
                @1 Dessa Korvin = @2 Dessa Karvin?  2.75 points
                    @1 · person · 2 articles · 2031-05-01 to 2031-05-02 · The Beacon · 2 statements
                        s2.0  the quay was shut
                        s1.0  the quay was shut
                    @2 · person · 1 article · 2031-05-03 · The Beacon · 1 statement
                        s3.0  the quay was shut
                    +1.75  name: “Karvin” and “Korvin” are spelled nearly alike
                    +0.5  kind: both person
                    +0.25  outlets: both in The Beacon
                    +0.25  days: a day apart

                """)
    }

    @Test func aTableOfOnesOwnIsTakenInAndStatementsAreFoundAndCountedByIt() throws {
        let table =
            "name;party;Home country\nDessa Korvin;Harbour Union;Orvane\n\nIlse Varn;\"River; List\";\nNobody Known;River; List\n;x;y\n"
        try Data(table.utf8).write(to: URL(fileURLWithPath: folder.path + "/members.csv"))
        let taken = try run("$DIXIT actor import \(folder.path)/members.csv")
        #expect(taken.status == 1 && taken.output.hasSuffix(": 1 made, 2 changed, 0 known already\n"), "\(taken.output)")
        #expect(taken.messages.contains("members.csv, line 6: “name” is missing"), "\(taken.messages)")
        #expect(try run("$DIXIT find --attribute party='Harbour Union' -f jsonl | wc -l").output == "2\n")
        #expect(try run("$DIXIT find --attribute 'party=River; List' quay -f csv").output.contains("s4.0"))
        #expect(try run("$DIXIT actor show @1").output.contains("home_country  Orvane"))
        let facts = try run("$DIXIT export --format facts").output.split(separator: "\r\n")
        #expect(facts.first?.hasSuffix(",model,speaker_home_country,speaker_party") == true)
        #expect(facts.last?.hasSuffix(",first,,River; List") == true)
        let wrong = try run("$DIXIT find --attribute town=Dravic")
        #expect(wrong.status == 2 && wrong.messages.contains("NAME is one of home_country, party"))
        let none = try run("printf 'party,gender\\nx,f\\n' | $DIXIT actor import -")
        #expect(none.status == 1 && none.messages.contains("no column is called “name”"), "\(none.messages)")
    }

    @Test func suggestionsComeInEveryFormat() throws {
        let json = try run("$DIXIT actor suggest --format json").output
        let parsed = try #require(try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [[String: Any]])
        #expect(parsed.count == 1 && parsed[0]["points"] as? Double == 2.75)
        #expect((parsed[0]["other"] as? [String: Any])?["id"] as? String == "@2")
        #expect(try run("$DIXIT actor suggest -f jsonl | wc -l").output.contains("1"))
        let rows = try run("$DIXIT actor suggest --format csv").output.split(separator: "\r\n")
        #expect(rows.count == 2 && rows[1].hasPrefix("2.75,1,Dessa Korvin,person,2,2,2,Dessa Karvin,person,1,1,name: "))
    }

    @Test func onlyWhatIsAskedForIsSuggested() throws {
        #expect(try run("$DIXIT actor suggest Karvin").output.hasPrefix("@1 Dessa Korvin = @2"))
        let none = try run("$DIXIT actor suggest @3; $DIXIT actor suggest --kind place")
        #expect(none.output.isEmpty && none.messages.contains("no two actors look like one"))
        #expect(try run("$DIXIT actor suggest Nobody").messages.contains("no actor is called “Nobody”"))
    }

    @Test func severalAreMergedIntoTheFirstAndUndoneAtOnce() throws {
        let run = try run(
            """
            $DIXIT actor merge @1 @2 3 --by mara; $DIXIT actor list; $DIXIT actor suggest; $DIXIT actor undo 1 --by ole; $DIXIT actor list
            $DIXIT actor log; $DIXIT verify | head -1
            """)
        let lines = run.output.split(separator: "\n").map(String.init)
        #expect(
            lines.prefix(3) == [
                "@2, @3 are @1 now (act 1; to undo: dixit actor undo 1)",
                "@1 Dessa Korvin (person, 4 statements, mentioned in 0)", "act 1 is undone",
            ])
        #expect(lines[3...5].map { $0.prefix(2) } == ["@1", "@2", "@3"])
        #expect(lines[7].contains("mara · merge @1 Dessa Korvin @2 Dessa Karvin, @3 Ilse Varn · undone by act 2"))
        #expect(lines[8].hasSuffix("whole"))
    }

    @Test func twoAreFoundDifferent() throws {
        let run = try run(
            "$DIXIT actor differ @1 @2 --by mara && $DIXIT actor suggest; $DIXIT actor merge @1 @2; $DIXIT actor log @2")
        #expect(run.output.hasPrefix("@1 and @2 are different (act 1; to undo: dixit actor undo 1)\n"))
        #expect(run.output.contains("mara · differ @1 Dessa Korvin from @2 Dessa Karvin"))
        #expect(run.messages.contains("no two actors look like one"))
        #expect(
            run.messages.contains("act 1 says that @2 and @1 are different") || run.messages.contains("@1 and @2 are different"))
    }

    @Test(arguments: [
        ("merge @1", 2, "ACTOR is missing"), ("merge @1 x", 2, "dixit actor merge: “x” is no id of an actor, such as @7"),
        ("merge @1 @99", 1, "there is no actor @99"), ("merge @1 @2 @2", 1, "@2 is given twice"),
        ("differ @1 @1", 1, "@1 and @1 are one actor"), ("differ @1 @2 @3", 2, "“@3” is one argument too many"),
    ])
    func whatIsWrongIsNamed(command: String, status: Int, told: String) throws {
        let run = try run("$DIXIT actor \(command)")
        #expect(run.status == Int32(status) && run.output.isEmpty && run.messages.contains(told), "\(run.messages)")
    }
}
