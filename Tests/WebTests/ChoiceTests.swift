import Finding
import Foundation
import Ledger
import Record
import Reviews
import Testing

@testable import Web

/// What addresses ask of statements, in a search and on the pages of speakers and outlets.
@Suite struct ChoiceTests {
    /// Article 1 is of the Harbour Post, in May; 2 and 3 have other words, of the Norrvik Daily, in June and July. A statement is judged.
    private static func served() throws -> ServedLedger {
        let entries = [(2, "2031-06-01"), (3, "2031-07-02")].map { number, day in
            let further = (0..<60).map { "Word\(number)x\($0)" }.joined(separator: " ")
            return Harbour.entry(
                id: "\(number)", text: Harbour.text + "\n\n" + further, outlet: "Norrvik Daily", published: day)
        }
        let served = try ServedLedger([Harbour.entry()] + entries)
        try Ledger(at: served.path, for: .changing).review(StatementID(article: 2, number: 1), .right, by: "mara")
        return served
    }

    private func ids(_ table: String) -> Set<String> {
        Set(table.split(separator: "\r\n").dropFirst().map { String($0.prefix { $0 != "," }) })
    }

    private func ids(json: String) throws -> [String] {
        let page = try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any]
        let statements = try #require(page?["statements"] as? [[String: Any]])
        return statements.compactMap { $0["id"] as? String }
    }

    private static let asked: [(String, of: Int)] = [
        ("q=harbour", 3), ("outlet=2", 4), ("outlet=norrvik+daily", 4), ("outlet=1&outlet=2", 6), ("month=2031-06", 2),
        ("since=2031-06", 4), ("until=2031-06-01", 4), ("form=direct", 6), ("form=indirect&form=mixed", 0), ("reviewed=yes", 1),
        ("reviewed=no", 5), ("nested=no", 6), ("nested=yes", 0), ("confidence=0.5", 3), ("article=3", 2),
        ("q=ship&outlet=2&reviewed=no", 1), ("about=1", 0),
    ]

    @Test(arguments: asked)
    func aSpeakersPageShowsWhatASearchFinds(fields: String, count: Int) throws {
        let served = try ChoiceTests.served()
        let found = ids(try served.get("/search.csv?speaker=1&\(fields)").body)
        #expect(found.count == count)
        #expect(ids(try served.get("/speaker/1.csv?\(fields)").body) == found)
        #expect(try Set(ids(json: served.get("/speaker/1.json?\(fields)").body)) == found)
        let page = try served.get("/speaker/1?\(fields)").body
        let noun = count == 1 ? "statement" : "statements"
        #expect(page.contains("\(count) \(noun) of this choice") && page.contains(">Show all<"))
        for id in found { #expect(page.contains("href=\"/statement/\(id)\"")) }
    }

    @Test(arguments: [
        "", "q=harbour", "speaker=1", "speaker=Thora+Holm", "speaker=1&speaker=2", "form=direct", "reviewed=yes",
        "month=2031-07", "since=2031-07&nested=yes", "confidence=0.7&sort=date", "about=1",
    ])
    func anOutletsPageShowsWhatASearchFinds(fields: String) throws {
        let served = try ChoiceTests.served()
        let found = try ids(json: served.get("/search.json?outlet=2&\(fields)").body)
        #expect(try ids(json: served.get("/outlet/2.json?\(fields)").body) == found)
        let page = try served.get("/outlet/2?\(fields)").body
        for id in found { #expect(page.contains("href=\"/statement/\(id)\"")) }
        #expect(found.isEmpty == page.contains("Nothing was found"))
    }

    @Test func whatLayersHaveFoundNarrowsDownEveryPage() throws {
        let card = LayerCard(
            name: "weight", version: 1, title: "Weight", sentence: "How heavily it is said.",
            choices: [
                .init("light", label: "Light", sentence: "It is said in passing."),
                .init("grave", label: "Grave", sentence: "It is said gravely.", isBadge: true),
            ], threshold: 0.2)
        let plain = Harbour.entry()
        let marks = [(0, "light"), (1, "grave"), (2, "grave")].map { number, choice in
            Mark(
                of: .statement(number), layer: "weight", value: .choice(choice), confidence: 0.9, by: .layer(version: 1))
        }
        let served = try ServedLedger([])
        let ledger = try Ledger(at: served.path, for: .changing)
        try ledger.keep([card])
        let found = Findings(statements: plain.findings.statements, entities: plain.findings.entities, marks: marks)
        try ledger.add([
            PreparedArticle(article: plain.article, given: Array(Harbour.text.utf8), findings: found, reader: plain.reader)
        ])
        for field in ["mark=weight:grave", "weight=grave"] {
            #expect(try ids(served.get("/speaker/1.csv?\(field)").body) == ["s1.1"])
            #expect(try Set(ids(json: served.get("/outlet/1.json?\(field)").body)) == ["s1.1", "s1.2"])
            for page in ["/speaker/1", "/outlet/1", "/search"] {
                let body = try served.get("\(page)?\(field)").body
                #expect(body.contains("<span>Grave</span>") && body.contains("mark=weight%3Alight"), "\(page)")
            }
        }
    }

    @Test func theSpeakerOrOutletThatAPageIsOfIsNoFilterOfIt() throws {
        let served = try ChoiceTests.served()
        #expect(ids(try served.get("/speaker/1.csv?speaker=2").body) == ids(try served.get("/speaker/1.csv").body))
        #expect(try !served.get("/speaker/1?speaker=2").body.contains("of this choice"))
        #expect(try ids(json: served.get("/outlet/2.json?outlet=1").body) == ids(json: served.get("/outlet/2.json").body))
        let both = try ids(json: served.get("/outlet/1.json?with=2&speaker=1").body)
        #expect(both.count == 6)
    }

    @Test func facetsOfEveryPageKeepWhatElseIsAsked() throws {
        let served = try ChoiceTests.served()
        let search = try served.get("/search?speaker=1&speaker=2&nested=no").body
        #expect(search.contains("href=\"/search?nested=no&amp;speaker=1&amp;speaker=2&amp;form=direct\""))
        // The way back from one of two speakers leaves the other.
        #expect(search.contains("<span>Mara Lind</span><a href=\"/search?nested=no&amp;speaker=2\">any</a>"))
        #expect(search.contains("<span>nested no</span><a href=\"/search?speaker=1&amp;speaker=2\">any</a>"))
        let speaker = try served.get("/speaker/1?by=outlet&outlet=2&about=2").body
        #expect(speaker.contains("<span>Norrvik Daily</span><a href=\"/speaker/1?by=outlet&amp;about=2\">any</a>"))
        #expect(speaker.contains("<span>about Thora Holm</span>"))
        #expect(
            try served.get("/speaker/1?form=direct").body.contains("href=\"/speaker/1?form=direct&amp;reviewed=no\""))
        let outlet = try served.get("/outlet/2?form=direct").body
        #expect(outlet.contains("href=\"/outlet/2?speaker=1&amp;form=direct#statements\""))
        #expect(outlet.contains("href=\"/search?outlet=2&amp;form=direct\">As a search</a>"))
        #expect(try served.get("/outlet/2?with=1&form=direct").body.contains("/outlet/2?with=1&amp;form=direct&amp;reviewed=no#"))
    }

    @Test(arguments: [
        ("form=loud", 400), ("since=monday", 400), ("reviewed=maybe", 400), ("confidence=2", 400), ("mark=tone:loud", 400),
        ("q=(harbour", 400), ("about=Nobody", 404), ("page=0", 400),
    ])
    func whatIsNoFilterIsToldAlikeByAllPages(fields: String, status: Int) throws {
        let served = try ChoiceTests.served()
        let told = try served.get("/search.json?\(fields)")
        #expect(told.status == status)
        for page in ["/speaker/1.json", "/outlet/1.json"] {
            let answer = try served.get("\(page)?\(fields)")
            #expect(answer.status == status && answer.body == told.body, "\(page)")
        }
        #expect(try served.get("/speaker/1?outlet=Nothing").status == 404 && served.get("/speaker/1?outlet=99").status == 404)
    }
}
