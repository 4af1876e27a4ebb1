import Actors
import Finding
import Foundation
import Ledger
import Meaning
import Record
import Reviews
import Testing
import Wire

@testable import Web

/// What the pages say, over a real socket.
@Suite struct PageTests {
    // MARK: An article

    @Test func anArticleTellsWhoSaysWhatAndWhatIsMissing() throws {
        let body = try ServedLedger().get("/article/1").body
        #expect(body.contains(">Mara Lind</a>") && body.contains(">Thora Holm</a>"))
        #expect(body.contains("officials in Norrvik</span> <span class=\"flag\">unnamed</span>"))
        #expect(body.contains("Nobody named</span> <span class=\"flag\">source missing</span>"))
        #expect(body.contains("41 % sure?"))
        #expect(body.contains("own voice"))
    }

    @Test func aStatementsCardTellsWhereItStandsAndLeadsToTheWordsAsPublished() throws {
        let served = try ServedLedger([Harbour.entry(url: "https://post.example/harbour")])
        let page = try served.get("/statement/s1.0").body
        let card = try #require(page.firstMatch(of: /<p class="origin">.*?<\/p>/)).output
        #expect(card.contains("<span>The Harbour Post</span><time datetime=\"2031-05-04\">2031-05-04</time>"))
        #expect(card.contains(">The harbour stays shut</a>"))
        #expect(page.firstMatch(of: /href="https:\/\/post\.example\/harbour#:~:text=[^"]+"[^>]*>These words as published/) != nil)
        #expect(try served.get("/review").body.contains("<span>The Harbour Post</span>"))
    }

    @Test func smallPlotsAreOfTheLedgersOwnSpanOfTime() throws {
        let served = try ServedLedger([
            Harbour.entry(id: "old", published: "1998-01-04"),
            Harbour.entry(
                id: "new", text: Harbour.text.replacing("Mara Lind", with: "Vera Holt"), names: ["Vera Holt", "Thora Holm"]),
        ])
        let page = try served.get("/").body
        let plots = page.matches(of: /<svg class="spark".*?<\/svg>/).map(\.output)
        // Four hundred months are sixty columns at most; whoever spoke long ago has one too.
        #expect(plots.count == 3 && plots.allSatisfy { $0.contains("<rect ") })
    }

    @Test func whatOthersSayThatSomebodySaidIsToldAsTheirs() throws {
        let served = try ServedLedger()
        let told =
            "officials in Norrvik</span><span class=\"flag\">unnamed</span><span class=\"told\">, as told by Thora Holm</span>"
        for page in ["/search?q=winter", "/statement/1.3", "/review?article=1"] {
            #expect(try served.get(page).body.contains(told), "\(page)")
        }
        #expect(try served.get("/article/1").body.contains("<span class=\"told\">, as told by Thora Holm</span> within "))
        let table = try served.get("/search.csv?q=winter").body
        #expect(table.contains(",told_by,corrected_from\r\n") && table.contains(",Thora Holm,\r\n"))
    }

    @Test func aSpeakersPageHoldsTheirOwnStatementsAndLeadsToWhatOthersTell() throws {
        let text = "Ilse Varn said Dessa Korvin had vowed to pay. “Never,” said Dessa Korvin."
        let extract = { (words: String) -> [Extract] in Harbour.extract(words, in: text).map { [$0] } ?? [] }
        let statement = { (id: Int, parent: Int?, source: String, cue: String, content: String, speaker: Int) -> Statement in
            Statement(
                id: id, parent: parent, form: .indirect, source: extract(source), cue: extract(cue), content: extract(content),
                speaker: speaker, confidence: 0.9, speakerConfidence: 0.9)
        }
        let findings = Findings(
            statements: [
                statement(0, nil, "Ilse Varn", "said", "Dessa Korvin had vowed to pay", 0),
                statement(1, 0, "Dessa Korvin", "had vowed", "to pay", 1),
                statement(2, nil, "Dessa Korvin", "said", "“Never,”", 1),
            ],
            entities: ["Ilse Varn", "Dessa Korvin"].enumerated().map { id, name in
                Entity(id: id, name: name, kind: .person, mentions: extract(name).map { Mention($0, .name) })
            })
        let article = Article(id: "vow", path: "vow.txt", text: text)
        let served = try ServedLedger([
            PreparedArticle(
                article: article, given: Array(text.utf8), findings: findings, reader: ReaderVersion(version: "1", model: "first")
            )
        ])
        let own = try served.get("/speaker/2").body
        #expect(own.contains("“Never,”") && !own.contains("had vowed</span>"))
        #expect(
            own.contains("Told inside other statements, and left out here: <a href=\"/speaker/2?nested=yes\">1 statement</a>."))
        let told = try served.get("/speaker/2?nested=yes").body
        #expect(told.contains("had vowed</span><span class=\"told\">, as told by Ilse Varn</span>") && !told.contains("“Never,”"))
    }

    @Test func aTextLongerThanAPageComesInParts() throws {
        let paragraphs = (0..<4_500).map { "Paragraph \($0) of the report." }.joined(separator: "\n\n")
        let served = try ServedLedger([Harbour.entry(text: paragraphs, title: "Long")])
        let first = try served.get("/article/1").body
        #expect(first.contains("Part 1 of 3") && first.contains("Paragraph 0 of") && !first.contains("Paragraph 2000 of"))
        #expect(try served.get("/article/1?part=3").body.contains("Paragraph 4499 of"))
        #expect(try served.get("/article/1?part=99").body.contains("Part 3 of 3"))
    }

    @Test func aTextThatIsEmptyIsSaidToBe() throws {
        let served = try ServedLedger([Harbour.entry(text: "", title: nil)])
        #expect(try served.get("/article/1").body.contains("This article has no text."))
    }

    @Test func aCopyLeadsToWhatItIsACopyOf() throws {
        let served = try ServedLedger([
            Harbour.entry(), Harbour.entry(id: "copy", text: Harbour.text + " ", outlet: "Norrvik Daily"),
        ])
        #expect(try served.get("/article/2").body.contains("A copy of <a href=\"/article/1\">"))
        #expect(try served.get("/article/1").body.contains("<a href=\"/article/2\">Norrvik Daily</a>"))
    }

    // MARK: Data

    @Test func everyPageHasItsDataAtItsAddress() throws {
        let served = try ServedLedger()
        for page in [
            "/", "/articles", "/article/1", "/statement/1.0", "/speakers", "/duties", "/search?q=Lind", "/speaker/1", "/outlets",
            "/outlet/1",
            "/search?q=harbour", "/review", "/who",
        ] {
            let parts = page.split(separator: "?", maxSplits: 1).map(String.init)
            let address = parts[0] + ".json" + (parts.count > 1 ? "?" + parts[1] : "")
            let answer = try served.get(address)
            #expect(answer.status == 200 && answer.headers["content-type"] == "application/json", "\(address)")
            #expect(throws: Never.self) { try JSONSerialization.jsonObject(with: Data(answer.body.utf8)) }
        }
        for page in [
            "/articles", "/article/1", "/statement/1.0", "/speakers", "/speaker/1", "/outlets", "/outlet/1", "/search?q=harbour",
            "/review", "/who",
        ] {
            let parts = page.split(separator: "?", maxSplits: 1).map(String.init)
            let answer = try served.get(parts[0] + ".csv" + (parts.count > 1 ? "?" + parts[1] : ""))
            #expect(answer.status == 200 && answer.body.contains("\r\n"), "\(page)")
        }
    }

    @Test func theDataOfAnArticleIsTheLineThatIsExported() throws {
        let served = try ServedLedger()
        let line = try Ledger(at: served.path, for: .reading).exported(1).line
        #expect(try served.get("/article/1.json").body == String(decoding: line, as: UTF8.self) + "\n")
    }

    @Test func aFaultIsToldInTheFormThatWasAskedFor() throws {
        let served = try ServedLedger()
        #expect(try served.get("/article/9.json").body.hasPrefix("{\"error\": \"There is no article 9"))
        let answer = try served.get("/search?q=(harbour")
        #expect(answer.status == 400 && answer.body.contains("not closed"))
        #expect(try served.get("/search?q=harbour&since=monday").body.contains("is no day"))
    }

    @Test(arguments: [
        "/articles?before=", "/articles?outlet=", "/article/1?part=", "/outlet/1?with=", "/speaker/1?page=", "/review?article=",
        "/search?q=harbour&page=",
    ])
    func aNumberThatIsNoneIsToldWhereItComesIn(address: String) throws {
        let served = try ServedLedger()
        for number in ["0", "-1", "x", "1e3", "2147483648", "9223372036854775807", "-9223372036854775808"] {
            #expect(try served.get(address + number).status == 400, "\(address)\(number)")
        }
    }

    // MARK: Searching

    @Test func aSearchIsNarrowedDownAndCounted() throws {
        let served = try ServedLedger([
            Harbour.entry(),
            Harbour.entry(
                id: "b", text: Harbour.text.replacing("grain", with: "coal and wood and oil and salt and wool"),
                outlet: "Norrvik Daily", published: "2031-06-01"),
        ])
        #expect(try served.get("/search?q=harbour").body.contains("<mark>harbour</mark>"))
        let body = try served.get("/search?q=winter").body
        #expect(body.contains("4 statements") && body.contains("Norrvik Daily"))
        #expect(try served.get("/search?q=winter&month=2031-06").body.contains("2 statements<"))
        #expect(try served.get("/search?q=winter&form=direct").body.contains("Nothing was found"))
        #expect(try served.get("/search?q=harbour&reviewed=yes").body.contains("Nothing was found"))
        #expect(try served.get("/search?q=harbour&speaker=1").body.contains("Mara Lind"))
        #expect(try served.get("/search").body.contains("hostile act"))
    }

    @Test func resultsComeInPages() throws {
        let entries = (0..<25).map { number in
            Harbour.entry(
                id: "\(number)",
                text: "“The harbour stays shut until they sign,” said Mara Lind. "
                    + (0..<30).map { "Word\(number)x\($0)" }.joined(separator: " "))
        }
        let served = try ServedLedger(entries)
        let first = try served.get("/search?q=harbour").body
        #expect(first.components(separatedBy: "class=\"entry\"").count - 1 == 20 && first.contains("page=2"))
        let second = try served.get("/search?q=harbour&page=2").body
        #expect(second.components(separatedBy: "class=\"entry\"").count - 1 == 5 && second.contains(">Before<"))
        #expect(try served.get("/articles?before=6").body.components(separatedBy: "class=\"entry\"").count - 1 == 5)
    }

    // MARK: Speakers and outlets

    @Test func aSpeakerIsFoundByNameOrChosen() throws {
        let served = try ServedLedger()
        #expect(try served.get("/speakers?name=Thora+Holm").headers["location"] == "/speaker/2")
        #expect(try served.get("/speakers?name=Nobody").status == 404)
    }

    @Test func aSpeakersPageGroupsAsAsked() throws {
        let served = try ServedLedger()
        #expect(try served.get("/speaker/1").body.contains("<h2>2031-05</h2>"))
        #expect(try served.get("/speaker/1?by=outlet").body.contains("<h2>The Harbour Post</h2>"))
        #expect(
            try served.get("/speaker/1?by=article").body.contains("<h2><a href=\"/article/1\">The harbour stays shut</a></h2>"))
        #expect(try served.get("/speaker/1?since=2032").body.contains("0 statements of this choice"))
    }

    @Test func anOutletsSourcesAreCounted() throws {
        let unmarked = try ServedLedger()
        #expect(try unmarked.get("/outlet/1.csv").body.hasPrefix("outlet,name,articles,sampled,statements,own_voice\r\n"))
        #expect(try unmarked.get("/outlet/1").body.contains("dixit reread --layers"))
        let served = try ServedLedger()
        let rows = { try served.get("/outlet/1.csv").body.split(separator: "\r\n") }
        let ledger = try Ledger(at: served.path, for: .changing)
        try ledger.keep(Layers.cards)
        let marks = [(0, "named"), (1, "named"), (2, "named"), (3, "unnamed"), (4, "none")].map { number, choice in
            Mark(
                of: .statement(number), layer: "sourcing", value: .choice(choice), confidence: 0.9, by: .layer(version: 1))
        }
        try ledger.mark([1: marks], by: Layers.versions)
        #expect(
            try rows()[0].hasPrefix(
                "outlet,name,articles,sampled,statements,named,role,unnamed,anonymous,none,own_voice,own_checkable,own_prediction,"
            ))
        #expect(try Set(rows().map { $0.split(separator: ",", omittingEmptySubsequences: false).count }).count == 1)
        #expect(try rows()[1].hasPrefix("1,The Harbour Post,1,1,5,3,0,1,0,1,"))
        // Above and among the facets below there is one count.
        let page = try served.get("/outlet/1").body
        #expect(page.contains(" named <span class=\"share\">60\u{202F}%") || page.contains(" named <span class=\"share\">60"))
        #expect(page.contains("mark=sourcing%3Anamed"))
    }

    @Test(arguments: ["/search", "/search.csv", "/search.json", "/speaker/1.json", "/outlet/1"])
    func whatIsNoFieldOrNoFilterOfThisLedgerIsRefused(page: String) throws {
        let served = try ServedLedger()
        for (field, told) in [
            ("froms=2031", "There is no field “froms” here; there is speaker, kind, attribute, about"),
            ("sort=size", "sort cannot be “size”"),
            ("sourcing=anonymous&form=direct", "marked nothing here yet; dixit reread --layers"),
            ("mark=sourcing:anonymous", "marked nothing here yet; dixit reread --layers"),
            ("mark=colour:red", "ark cannot be “colour:red”"), ("mark=sourcing", "ark cannot be “sourcing”"),
        ] {
            let answer = try served.get("\(page)?\(field)")
            #expect(answer.status == 400 && answer.body.contains(told), "\(field): \(answer.body)")
        }
    }

    @Test func anEmptyLedgerSaysWhatToDo() throws {
        let body = try ServedLedger([]).get("/").body
        #expect(body.contains("Nothing is in this ledger yet") && body.contains("dixit add --ledger"))
        for page in ["/articles", "/speakers", "/outlets", "/review", "/who", "/search?q=a"] {
            #expect(try ServedLedger([]).get(page).status == 200)
        }
    }
}
