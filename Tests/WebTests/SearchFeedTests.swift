import Foundation
import FoundationXML
import Ledger
import Record
import Testing

@testable import Web

/// A search as a feed.
@Suite struct SearchFeedTests {
    /// Articles of one statement each, the latest day first, with a letter that XML must not hold.
    private func served(_ count: Int) throws -> ServedLedger {
        try ServedLedger(
            (1...count).map { number in
                let text = "Mara Lind said gate \(number) is <shut> & \u{1}\"done\"."
                let content = Harbour.extract("gate \(number) is <shut> & \u{1}\"done\"", in: text).map { [$0] } ?? []
                let statement = Statement(
                    id: 0, parent: nil, form: .indirect, source: [], cue: [], content: content, speaker: nil, confidence: 0.9)
                let article = Article(
                    id: "\(number)", path: "\(number).txt", outlet: "A & B", published: "2021-03-\(31 - number % 28)",
                    url: number % 2 == 0 ? nil : "https://far-bank.example/\(number)?a=1&b=2", text: text)
                return PreparedArticle(
                    article: article, given: Array(text.utf8), findings: Findings(statements: [statement], entities: []),
                    reader: ReaderVersion(version: "1", model: "first"))
            })
    }

    private func parsed(_ text: String) throws -> XMLReading {
        let reading = XMLReading()
        let parser = XMLParser(data: Data(text.utf8))
        parser.delegate = reading
        #expect(parser.parse(), "\(String(describing: parser.parserError))")
        return reading
    }

    @Test func itHasWhatWasAddedLastFirstAndNoMoreThanAHundred() throws {
        let served = try served(120)
        let answer = try served.get("/search.atom?q=gate")
        #expect(answer.status == 200 && answer.headers["content-type"] == "application/atom+xml; charset=utf-8")
        let feed = try parsed(answer.body)
        #expect(feed.ids.count == 101 && Set(feed.ids).count == 101)
        #expect(feed.ids[1].hasSuffix(":s120.0") && feed.ids[100].hasSuffix(":s21.0"))
        // Whatever order and page the search has.
        #expect(try served.get("/search.atom?q=gate&sort=date&page=3").body == answer.body)
    }

    @Test func itIsXMLWhateverArticlesHoldAndLeadsToThem() throws {
        let body = try served(2).get("/search.atom?q=gate+OR+%3Cshut%3E&outlet=1").body
        let feed = try parsed(body)
        #expect(feed.titles.first == "Dixit: “gate OR <shut>”, A & B")
        let alternate = feed.links["alternate"] ?? []
        #expect(alternate.contains { $0.hasPrefix("https://far-bank.example/1?a=1&b=2#:~:text=") })
        #expect(alternate.contains("/statement/s2.0") && feed.links["related"] == ["/statement/s1.0"])
        #expect(feed.links["self"] == ["/search.atom?q=gate%20OR%20%3Cshut%3E&outlet=1"])
    }

    @Test func theSearchPageLeadsToItAndItHoldsEveryFilter() throws {
        let served = try served(3)
        let page = try served.get("/search?q=gate&sort=date").body
        #expect(
            page.contains("<link rel=\"alternate\" type=\"application/atom+xml\" title=\"“gate”\" href=\"/search.atom?q=gate\">"))
        #expect(try parsed(served.get("/search.atom?q=gate&form=direct").body).ids.count == 1)
        #expect(try parsed(served.get("/search.atom").body).ids.count == 4)
        #expect(try !served.get("/search?q=gate&mode=meaning").body.contains("search.atom"))
    }

    @Test(arguments: ["q=gate&mode=meaning", "q=(gate", "nonsense=1", "outlet=nobody"])
    func whatCannotBeAFeedIsRefused(query: String) throws {
        let status = try served(1).get("/search.atom?\(query)").status
        #expect([400, 404].contains(status))
    }
}

/// The ids, titles and links of a feed.
private final class XMLReading: NSObject, XMLParserDelegate {
    private(set) var ids: [String] = []
    private(set) var titles: [String] = []
    private(set) var links: [String: [String]] = [:]
    private var text = ""

    func parser(
        _: XMLParser, didStartElement name: String, namespaceURI _: String?, qualifiedName _: String?,
        attributes: [String: String]
    ) {
        text = ""
        if name == "link" { links[attributes["rel"] ?? "alternate", default: []].append(attributes["href"] ?? "") }
    }

    func parser(_: XMLParser, foundCharacters characters: String) { text += characters }

    func parser(_: XMLParser, didEndElement name: String, namespaceURI _: String?, qualifiedName _: String?) {
        if name == "id" { ids.append(text) }
        if name == "title" { titles.append(text) }
    }
}
