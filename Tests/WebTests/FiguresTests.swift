import Actors
import Foundation
import Ledger
import Record
import Reviews
import Testing

@testable import Web

/// The page of figures: each count leads to the statements that it counts.
@Suite struct FiguresTests {
    private static let cards = [
        LayerCard(
            name: "sourcing", version: 1, title: "Sourcing", sentence: "How.",
            choices: ["named", "unnamed", "none"].map { .init($0, label: $0, sentence: $0) }, threshold: 0),
        LayerCard(
            name: "act", version: 1, title: "Act", sentence: "What.",
            choices: ["say", "deny"].map { .init($0, label: $0, sentence: $0) }, threshold: 0),
    ]

    /// So many words of its own that an article is no copy of another.
    static func filling(_ name: String) -> String { "\n" + (0..<80).map { "\(name)\($0)" }.joined(separator: " ") }

    private static func served() throws -> ServedLedger {
        let served = try ServedLedger([
            Harbour.entry(),
            Harbour.entry(id: "later", text: Harbour.text + FiguresTests.filling("later"), published: "2031-07-01"),
            Harbour.entry(
                id: "other", text: Harbour.text + FiguresTests.filling("elsewhere"), outlet: "The Tide <b>"),
        ])
        let ledger = try Ledger(at: served.path, for: .adding)
        try ledger.keep(cards)
        for article in 1...3 {
            let marks = [("named", "say"), ("named", "say"), ("named", "deny"), ("unnamed", "say"), ("none", "say")].enumerated()
                .flatMap {
                    at, values in
                    [("sourcing", values.0), ("act", values.1)].map { layer, value in
                        Mark(of: .statement(at), layer: layer, value: .choice(value), confidence: 0.9, by: .layer(version: 1))
                    }
                }
            try ledger.mark([article: marks], by: "act 1, sourcing 1")
        }
        return served
    }

    private func object(_ answer: Answer) throws -> [String: Any] {
        try #require(
            try JSONSerialization.jsonObject(with: Data(answer.body.utf8)) as? [String: Any], "\(answer.body.prefix(200))")
    }

    @Test func eachFigureLeadsToItsStatements() throws {
        let served = try FiguresTests.served()
        for page in ["/figures", "/figures?outlet=2&outlet=1", "/figures?since=2031-06", "/figures?form=direct&kind=person"] {
            let body = try served.get(page).body
            let cells = body.matches(of: /<a href="(\/search\?[^"]*)">([0-9,]+)<\/a>/)
            #expect(cells.count > 10, "\(page)")
            for cell in cells {
                let address = cell.output.1.replacing("&amp;", with: "&").replacing("/search?", with: "/search.csv?")
                let rows = try served.get(String(address)).body.split(separator: "\r\n").count - 1
                #expect("\(rows)" == cell.output.2, "\(page): \(address)")
            }
        }
    }

    @Test func columnsOfAPlotLeadToTheirMonths() throws {
        let served = try FiguresTests.served()
        let body = try served.get("/figures").body
        #expect(body.contains("since=2031-05&amp;until=2031-05"))
        #expect(!body.contains("<b>") && body.contains("The Tide &lt;b&gt;"))
    }

    @Test func dataHasWhatThePageCounts() throws {
        let served = try FiguresTests.served()
        let figures = try object(served.get("/figures.json?outlet=1"))
        let outlets = try #require(figures["outlets"] as? [[String: Any]])
        #expect(outlets.count == 1 && figures["statements"] as? Int == 10)
        let sources = try #require(outlets.first?["sources"] as? [[String: Any]])
        #expect(
            sources.map { "\($0["sourcing"] ?? "") \($0["kind"] as? String ?? "-") \($0["statements"] ?? "")" } == [
                "named person 6", "none - 2", "unnamed - 2",
            ])
        let months = try #require(outlets.first?["months"] as? [[String: Any]])
        #expect(
            months.map { $0["month"] as? String } == ["2031-05", "2031-07"] && months.allSatisfy { $0["own_voice"] is Double })
    }

    @Test func tablesHaveAStatementOrAnArticleARow() throws {
        let served = try FiguresTests.served()
        let statements = try served.get("/figures.csv?outlet=1&mark=sourcing:unnamed").body.split(separator: "\r\n")
        #expect(statements.count == 3)
        #expect(
            statements.first
                == "statement,article,day,outlet,speaker,actor,kind,sourcing,act,polarity,form,confidence,told_by_others,review,version,model"
        )
        #expect(
            statements.last?.hasPrefix("s2.3,later,2031-07-01,The Harbour Post,,,,unnamed,say,,indirect,0.9,true,,1,first")
                == true, "\(statements)")
        let articles = try served.get("/figures.csv?outlet=2&of=articles").body.split(separator: "\r\n")
        #expect(articles.count == 2 && articles.last?.hasPrefix("3,other,2031-05-04,The Tide <b>,5,") == true, "\(articles)")
    }

    @Test func whatAListOfActorsTellsIsCountedAndLeadsToItsStatements() throws {
        #expect(try !FiguresTests.served().get("/figures").body.contains("Speakers by"))
        let served = try FiguresTests.served()
        var record = ActorRecord(name: "Mara Lind", kind: .person)
        record.attributes = [ActorAttribute(name: "party", value: "<River> & List")].compactMap { $0 }
        _ = try Ledger(at: served.path, for: .changing).importActors([record], by: "mara")
        let page = try served.get("/figures").body
        #expect(page.contains("Speakers by party") && page.contains("&lt;River&gt; &amp; List"))
        let address = try #require(page.firstMatch(of: /href="(\/search\?[^"]*attribute=[^"]*)">(\d+)</)?.output)
        let search = try served.get(String(address.1).replacing("&amp;", with: "&")).body
        #expect(search.contains("<p class=\"lead\">\(address.2) statement"))
        // The way back stands beside what was found.
        #expect(search.contains("attribute party=&lt;River&gt; &amp; List"))
        #expect(
            try served.get("/search?q=harbour").body.contains("<h2>party</h2>")
                || served.get("/search?speaker=1").body.contains("<h2>party</h2>"))
        #expect(
            try served.get("/figures.csv").body.hasPrefix("statement,")
                && served.get("/figures.csv").body.contains("model,speaker_party\r\n"))
        let data = try object(served.get("/figures.json"))
        let outlets = try #require(data["outlets"] as? [[String: Any]])
        #expect(
            outlets.contains { ($0["attributes"] as? [String: [String: Int]])?["party"]?["<River> & List"] == Int(address.2) })
    }

    @Test(arguments: [
        ("/figures.csv?of=articles&form=direct", "leave the other filters out"),
        ("/figures.csv?of=words", "give statements or articles"), ("/figures?kind=ship", "ind cannot be"),
        ("/figures?since=x", "is no day"), ("/figures?mode=meaning&q=a", "There is no field"),
    ])
    func whatCannotBeCountedIsRefusedWithASentence(address: String, sentence: String) throws {
        let answer = try FiguresTests.served().get(address)
        #expect(answer.status == 400 && answer.body.contains(sentence), "\(answer.body)")
    }
}
