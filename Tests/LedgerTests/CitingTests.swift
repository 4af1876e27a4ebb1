import Foundation
import Ledger
import Record
import Testing

@testable import Finding

/// The words at `words` of a text, as a text fragment leads to them.
private func fragment(_ words: String..., in text: String) -> String? {
    var from = text.startIndex
    let spans = words.compactMap { piece -> Span? in
        guard let range = text[from...].firstRange(of: piece) else { return nil }
        from = range.upperBound
        let start = text[..<range.lowerBound].unicodeScalars.count
        return Span(start, start + piece.unicodeScalars.count)
    }
    return TextFragment(of: spans, in: text)?.text.removingPercentEncoding
}

@Suite struct TextFragmentTests {
    @Test func aShortPassageStandsWholeWithoutTheMarksAroundIt() {
        #expect(fragment("“Nobody pays twice,”", in: "“Nobody pays twice,” Korvin said.") == ":~:text=Nobody pays twice")
    }

    @Test func hyphensCommasAndAmpersandsAreEncodedSinceTheyTellTermsApart() throws {
        let text = "She said: a well-known, odd & long-lost law."
        let span = Span(10, 43)
        let made = try #require(TextFragment(of: [span], in: text)?.text)
        #expect(made == ":~:text=a%20well%2Dknown%2C%20odd%20%26%20long%2Dlost%20law")
    }

    @Test func aLongPassageIsKnownByItsEdges() {
        let long = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen"
        #expect(
            fragment(long, in: "Zero said \(long) and so on.")
                == ":~:text=one two three four five,ten eleven twelve thirteen fourteen")
    }

    @Test func severalPiecesAreOnePassageWithWhatStandsBetweenThem() {
        let text = "“The harbour is open,” said Varn, “to all.”"
        #expect(fragment("“The harbour is open,”", "“to all.”", in: text) == ":~:text=The harbour is open,said Varn, “to all")
    }

    @Test func noTermReachesOverTheEndOfAParagraph() {
        let text = "He said: all of it\n\nis ours, and that is that."
        #expect(fragment("all of it\n\nis ours", in: text) == ":~:text=all of,is ours")
    }

    @Test func wordsThatStandTwiceGetTheWordsBeforeThem() {
        let text = "Lind said the gate is shut. Later Holm said the gate is shut, too."
        let second = text.unicodeScalars.count - "the gate is shut, too.".count
        let made = TextFragment(of: [Span(second, second + 16)], in: text)?.text.removingPercentEncoding
        #expect(made == ":~:text=Holm said-,the gate is shut")
    }

    @Test func wordsThatFollowTheSameWordsGetThoseBehindThem() {
        let text = "so the gate is shut now, so the gate is shut then"
        let made = TextFragment(of: [Span(28, 44)], in: text)?.text.removingPercentEncoding
        #expect(made?.contains("the gate is shut") == true && made?.contains("now, so-") == true)
    }

    @Test func whatHoldsNoWordHasNone() { #expect(TextFragment(of: [Span(0, 3)], in: "“…” said Varn") == nil) }

    @Test func aWordLongerThanAnAddressHasNone() {
        #expect(TextFragment(of: [Span(0, 5_000)], in: String(repeating: "a", count: 5_000)) == nil)
    }
}

@Suite struct CitingTests {
    private let folder: LedgerFolder
    private let ledger: Ledger

    init() throws {
        folder = try LedgerFolder()
        ledger = try folder.open()
        let text = "Dessa Korvin said 100% of {it} would \\stay_open & <b>free</b>. “Nobody pays twice,” Korvin said."
        let article = Article(
            id: "a", path: "a.txt", title: "Tolls: “no” [again]", outlet: "The Beacon & Co", author: "Ena Roth",
            published: "12 March 2021",
            url: "https://beacon.example/a_(b)?x=1#top", text: text)
        let findings = Written.findings(
            text, [.init(names: ["Dessa Korvin", "Korvin"])],
            [
                .init(who: "Dessa Korvin", words: "100% of {it} would \\stay_open & <b>free</b>"),
                .init(who: "Korvin", words: "“Nobody pays twice,”"),
            ])
        try ledger.add([
            PreparedArticle(article: article, given: Array(text.utf8), findings: findings, reader: Written.reader),
            Written.korvinEntry(),
        ])
    }

    private func citation(_ article: Int, _ number: Int) throws -> LedgerCitation {
        try ledger.citation(of: StatementID(article: article, number: number))
    }

    @Test func aStatementIsCitedWithAllThatProvesIt() throws {
        let citation = try citation(1, 1)
        let text = citation.text(as: .text)
        for part in [
            "“Nobody pays twice,” — Dessa Korvin, attributed by “said”", "The Beacon & Co, “Tolls: “no” [again]”, 2021-03-12",
            "https://beacon.example/a_%28b%29?x=1#top:~:text=Nobody%20pays%20twice", "Dixit s1.1", citation.fingerprint.hex,
        ] { #expect(text.contains(part), "\(part)") }
        #expect(text.hasSuffix(".\n"))
    }

    @Test func whatStandsInSomebodysWordsIsCitedAsToldByThem() throws {
        let text = "Ilse Varn said that Dessa Korvin had told a guard that the gate was shut."
        let ledger = try folder.open()
        try ledger.add([
            Written.entry(
                text, [.init(names: ["Ilse Varn"]), .init(names: ["Dessa Korvin"])],
                [
                    .init(who: "Ilse Varn", words: "that Dessa Korvin had told a guard that the gate was shut"),
                    .init(who: "Dessa Korvin", cue: "had told", words: "that the gate was shut", parent: 0),
                ], id: "told")
        ])
        let cited = try ledger.citation(of: StatementID(article: 3, number: 1))
        #expect(cited.tellers == ["Ilse Varn"])
        #expect(
            cited.text(as: .text).contains(
                "— Dessa Korvin, attributed by “had told”, as told by Ilse Varn, in the article’s words"))
        #expect(try ledger.citation(of: StatementID(article: 3, number: 0)).tellers.isEmpty)
    }

    @Test func theArticlesOwnWordsAreNotGivenOutForTheSpeakers() throws {
        #expect(try citation(1, 0).text(as: .text).contains("in the article’s words"))
        #expect(try !citation(1, 1).text(as: .text).contains("article’s words"))
    }

    @Test func markdownLeavesNothingOfTheWordsToBeMarkup() throws {
        let text = try citation(1, 0).text(as: .markdown)
        #expect(text.hasPrefix("> 100% of {it} would \\\\stay\\_open \\& \\<b\\>free\\</b\\>\n>\n> — "))
        #expect(text.contains("[Tolls: “no” \\[again\\]](<https://"))
    }

    @Test func teXRunsNothingOfTheWords() throws {
        let text = try citation(1, 0).text(as: .bibtex)
        #expect(text.contains("100\\% of \\{it\\} would \\textbackslash{}stay\\_open \\& <b>free</b>"))
        #expect(
            text.hasPrefix("@article{dixit-s1.0-") && text.contains("date = {2021-03-12}")
                && text.contains("author = {{Ena Roth}}"))
    }

    @Test func cslIsOneItemThatHoldsTheDate() throws {
        let items = try #require(
            try JSONSerialization.jsonObject(with: Data(citation(1, 1).text(as: .csl).utf8)) as? [[String: Any]])
        let item = try #require(items.first)
        #expect(item["container-title"] as? String == "The Beacon & Co" && item["type"] as? String == "article-newspaper")
        #expect(((item["issued"] as? [String: Any])?["date-parts"] as? [[Int]]) == [[2021, 3, 12]])
    }

    @Test func claimReviewGivesNoVerdict() throws {
        let object = try #require(
            try JSONSerialization.jsonObject(with: Data(citation(1, 1).text(as: .claimreview).utf8)) as? [String: Any])
        #expect(object["claimReviewed"] as? String == "“Nobody pays twice,”")
        #expect((object["reviewRating"] as? [String: String]) == ["@type": "Rating", "alternateName": ""])
        #expect(((object["itemReviewed"] as? [String: Any])?["author"] as? [String: String])?["name"] == "Dessa Korvin")
    }

    @Test func whatIsNotKnownIsLeftOut() throws {
        let citation = try citation(2, 1)
        #expect(citation.address == nil && !citation.text(as: .text).contains("<"))
        for form in LedgerCitation.Format.allCases { #expect(!citation.text(as: form).isEmpty) }
        #expect(try ledger.citation(of: 2).text(as: .text).contains("Dixit 2, SHA-256"))
    }

    @Test(arguments: ["javascript:alert(1)", "https://a b", "ftp://a", "https://a/\u{1}"])
    func anAddressThatIsNoPageIsNotCited(address: String) throws {
        let text = "Varn said the gate is shut."
        try ledger.add([
            PreparedArticle(
                article: Article(id: "x", path: "x", url: address, text: text), given: Array(text.utf8),
                findings: Written.findings(text, [.init(names: ["Varn"])], [.init(who: "Varn", words: "the gate is shut")]),
                reader: Written.reader)
        ])
        #expect(try citation(3, 0).address == nil)
    }

    @Test func aLongQuotationIsCut() throws {
        let words = String(repeating: "water ", count: 1_000) + "end"
        let text = "Varn said \(words)."
        try ledger.add([Written.entry(text, [.init(names: ["Varn"])], [.init(who: "Varn", words: words)])])
        #expect(try citation(3, 0).text(as: .text).contains("[…]"))
    }
}
