import Foundation
import Testing

@testable import Web

/// Whatever an article holds, it stays text.
@Suite struct EscapingTests {
    static let hostile =
        "<script>alert(1)</script><img src=x onerror=alert(1)>\"' onmouseover='x' &lt;b&gt; </style></title></textarea>"

    @Test func everyCharacterThatCouldBeMarkupIsEscaped() {
        var html = HTML()
        html.element("p", .named("title", "\"<'&>"), text: "<b>\"'&\u{0}\u{8}")
        #expect(
            String(decoding: html.bytes, as: UTF8.self)
                == "<p title=\"&quot;&lt;&#39;&amp;&gt;\">&lt;b&gt;&quot;&#39;&amp;\u{FFFD}\u{FFFD}</p>")
    }

    @Test func anAddressCannotLeaveItsField() {
        #expect(Address.search.with("q", "a&b=c#d \"<ü").text == "/search?q=a%26b%3Dc%23d%20%22%3C%C3%BC")
        #expect(Address.search.with("q", "dam").data(.csv).text == "/search.csv?q=dam")
    }

    @Test(arguments: [
        "javascript:alert(1)", "data:text/html,x", " https://a", "https://a b", "//evil", "ftp://a", "HTTPS\u{0}://",
        "vbscript:x",
    ])
    func addressesElsewhereThatAreNoWebPagesAreNoLinks(text: String) { #expect(ElsewhereAddress(text) == nil) }

    @Test func addressesOfWebPagesAre() {
        #expect(ElsewhereAddress("HTTPS://a.example/b?c=d")?.text == "HTTPS://a.example/b?c=d")
    }

    @Test(arguments: [
        "/article/1", "/statement/1.0", "/speaker/1", "/outlet/1", "/", "/articles", "/outlets", "/speakers", "/duties",
        "/search?q=Lind", "/review",
        "/search?q=harbour",
    ])
    func hostileTextInEveryFieldStaysText(target: String) throws {
        let hostile = EscapingTests.hostile
        let names = [hostile + "A", hostile + "B"]
        let text =
            "“The harbour stays shut until they sign,” said \(names[0]). \(hostile) “Not one ship,” she added.\n\n\(names[1]) denied "
            + "that officials in Norrvik had promised to sign before the winter. It was feared that grain would run out."
        let served = try ServedLedger([
            Harbour.entry(
                id: hostile, text: text, title: hostile, outlet: hostile, author: hostile, published: hostile,
                url: "javascript:" + hostile,
                names: names)
        ])
        let answer = try served.get(target)
        #expect(answer.status == 200)
        for sign in [
            "<script>alert", "<img", "onerror=alert(1)>", "</style>", "href=\"javascript", "title=\"<", " onmouseover='x'",
        ] {
            #expect(!answer.body.contains(sign), "\(target): \(sign)")
        }
        // One script, this site's own.
        #expect(answer.body.components(separatedBy: "<script").count == 2)
    }

    @Test func textOfASearchStaysText() throws {
        let target = Address.search.with("q", EscapingTests.hostile).text
        let answer = try ServedLedger().get(target)
        #expect(answer.body.components(separatedBy: "<script").count == 2 && !answer.body.contains("<img"))
    }

    @Test func theBytesGivenAreKeptNotShown() throws {
        let answer = try ServedLedger().get("/article/1/original")
        #expect(answer.headers["content-type"] == "application/octet-stream")
        #expect(answer.headers["content-disposition"]?.hasPrefix("attachment") == true)
        #expect(answer.body == Harbour.text)
    }
}
