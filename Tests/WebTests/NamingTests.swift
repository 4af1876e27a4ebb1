import Finding
import Foundation
import Ledger
import Record
import Testing

@testable import Web

/// Who and what is called by some words: above what they find, and while somebody types.
@Suite struct NamingTests {
    private func served() throws -> ServedLedger {
        try ServedLedger([
            Harbour.entry(),
            Harbour.entry(
                id: "second", text: Harbour.text.replacing("Thora Holm", with: "Thora Lindqvist"), title: "Lind and the <grain>",
                outlet: "Lindmark Courier", published: "2031-06-01", names: ["Mara Lind", "Thora Lindqvist"]),
        ])
    }

    private func groups(_ words: String, _ served: ServedLedger) throws -> [String: [String]] {
        let answer = try served.get("/suggest.json?q=\(words)")
        #expect(answer.status == 200)
        let json = try JSONSerialization.jsonObject(with: Data(answer.body.utf8)) as? [String: Any]
        let groups = try #require(json?["groups"] as? [[String: Any]])
        return Dictionary(
            uniqueKeysWithValues: groups.map { group in
                (
                    group["title"] as? String ?? "",
                    (group["hits"] as? [[String: String]] ?? []).map { "\($0["name"] ?? "") \($0["address"] ?? "")" }
                )
            })
    }

    @Test func whatIsTypedNamesPeopleOutletsAndArticles() throws {
        let served = try served()
        let found = try groups("lind", served)
        #expect(found["People and others"]?.first == "Mara Lind /speaker/1")
        #expect(found["People and others"]?.count == 2)
        #expect(found["Outlets"] == ["Lindmark Courier /outlet/2"])
        #expect(found["Articles"] == ["Lind and the <grain> /article/2"])
        // Every word must stand there, the last as its beginning; accents and case do not count.
        #expect(try groups("M%C3%A1RA%20li", served)["People and others"] == ["Mara Lind /speaker/1"])
        #expect(try groups("li%20mara", served)["People and others"] == nil)
        #expect(try groups("grain%20lin", served)["Articles"] == ["Lind and the <grain> /article/2"])
        for nothing in ["l", "", "%22", "%22%20OR%20%22", "title%3A", "zzz", String(repeating: "a%20", count: 90)] {
            #expect(try groups(nothing, served).isEmpty, "\(nothing)")
        }
        #expect(try served.get("/suggest?q=lind").status == 404)
    }

    @Test func aSearchNamesWhoAndWhatIsCalledSo() throws {
        let served = try served()
        let page = try served.get("/search?q=Lind").body
        #expect(page.contains("class=\"named\"") && page.contains("href=\"/article/2\">Lind and the &lt;grain&gt;</a>"))
        // A whole word is asked for, and not a beginning.
        let named = try #require(page.firstMatch(of: /class="named".*?<\/section>/)).output
        #expect(!named.contains("href=\"/outlet/") && !named.contains("Lindqvist"))
        #expect(try !served.get("/search?q=Lind&page=2").body.contains("class=\"named\""))
        #expect(try !served.get("/search?q=winter").body.contains("class=\"named\""))
    }

    @Test func aListOfSpeakersTellsThemApart() throws {
        let page = try served().get("/speakers").body
        #expect(page.contains("Mara Lind</a><span class=\"kind\">person</span>"))
        #expect(page.contains("The Harbour Post") && page.contains("Lindmark Courier"))
        #expect(page.contains("2031-05-04</time> to <time"))
        #expect(page.contains("<span class=\"act\">said</span> <span>“The harbour stays shut until they sign,”</span>"))
    }

    @Test func whoSpeaksIsDoubtedWhereItIsMoreLikelySomebodyElse() throws {
        let plain = Harbour.entry()
        var findings = plain.findings
        findings.statements[1] = findings.statements[1].with(speakerConfidence: 0.2)
        let served = try ServedLedger([
            PreparedArticle(
                article: plain.article, given: Array(plain.article.text.utf8), findings: findings, reader: plain.reader)
        ])
        let doubt =
            "title=\"20 % sure that it is they; more likely it is somebody else\">?</span><span class=\"inferred\"> (“she”)"
        for page in ["/article/1", "/statement/s1.1", "/search?q=ship", "/speaker/1?by=outlet", "/review"] {
            #expect(try served.get(page).body.contains(doubt) == (page != "/speaker/1?by=outlet"), "\(page)")
        }
        #expect(try !served.get("/statement/s1.0").body.contains("more likely it is somebody else"))
        // What somebody has judged is doubted no more.
        try Ledger(at: served.path, for: .changing).review(StatementID(article: 1, number: 1), .right, by: "mara")
        #expect(try !served.get("/article/1").body.contains("more likely it is somebody else"))
    }
}

extension Statement {
    /// The same where it is so sure who speaks.
    fileprivate func with(speakerConfidence: Double) -> Statement {
        Statement(
            id: id, parent: parent, form: form, source: source, cue: cue, content: content, speaker: speaker,
            confidence: confidence, speakerConfidence: speakerConfidence)
    }
}
