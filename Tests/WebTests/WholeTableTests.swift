import Foundation
import Ledger
import Record
import Testing

@testable import Web

/// Tables have all rows there are, however many.
@Suite struct WholeTableTests {
    /// 52 articles of 100 statements, each about the harbour and of a speaker of its own; more than are ranked, and longer than 1 MiB as a table.
    private static let articles = 52
    private static let statements = 5_200

    private static func served() throws -> ServedLedger {
        try ServedLedger((0..<articles).map { entry($0) })
    }

    private static func entry(_ number: Int) -> PreparedArticle {
        var text = ""
        var (statements, entities): ([Statement], [Entity]) = ([], [])
        for at in 0..<100 {
            let name = "\(syllables(number)) \(syllables(at))son"
            let content =
                "the harbour of \(syllables(7 * number + at)) holds \(number * 100 + at) ships and will not be shut before they sign"
            func extract(_ words: String) -> Extract {
                let start = text.unicodeScalars.count
                text += words
                return Extract(span: Span(start, start + words.unicodeScalars.count), text: words)
            }
            let source = extract(name)
            text += " "
            let cue = extract("said")
            text += " "
            statements.append(
                Statement(
                    id: at, parent: nil, form: .indirect, source: [source], cue: [cue], content: [extract(content)], speaker: at,
                    confidence: 0.9))
            entities.append(Entity(id: at, name: name, kind: .person, mentions: [Mention(source, .name)]))
            text += ".\n\n"
        }
        let article = Article(
            id: "\(number)", path: "\(number).txt", title: "What was said of harbour \(number)", outlet: "The Harbour Post",
            published: "2031-05-04", text: text)
        return PreparedArticle(
            article: article, given: Array(text.utf8), findings: Findings(statements: statements, entities: entities),
            reader: ReaderVersion(version: "1", model: "first"))
    }

    /// A word for a number, another one for each.
    private static func syllables(_ number: Int) -> String {
        let all = ["ba", "dor", "fel", "gim", "hul", "kan", "les", "mir", "nov", "pur"]
        return "\(number)".compactMap { $0.wholeNumberValue.map { all[$0] } }.joined().capitalized
    }

    private func rows(_ answer: Answer) -> [String] {
        answer.body.split(separator: "\r\n").dropFirst().map { String($0.prefix { $0 != "," }) }
    }

    private func page(_ answer: Answer) throws -> [String: Any] {
        try #require(try JSONSerialization.jsonObject(with: Data(answer.body.utf8)) as? [String: Any])
    }

    @Test func aTableHasAllThatWasFoundAndAllWhoAreHeard() throws {
        let served = try WholeTableTests.served()
        for address in ["/search.csv?q=harbour", "/search.csv?outlet=1", "/search.csv?q=harbour&sort=date&page=3"] {
            let answer = try served.get(address)
            #expect(answer.status == 200 && answer.headers["content-type"] == "text/csv; charset=utf-8; header=present")
            #expect(answer.headers["content-length"] == "\(answer.body.utf8.count)" && answer.body.utf8.count > 1 << 20)
            let rows = rows(answer)
            #expect(rows.count == WholeTableTests.statements && Set(rows).count == rows.count, "\(address)")
        }
        let speakers = try rows(served.get("/speakers.csv"))
        #expect(speakers.count == WholeTableTests.statements && Set(speakers).count == speakers.count)
        let listed = try #require(page(served.get("/speakers.json"))["speakers"] as? [[String: Any]])
        #expect(listed.compactMap { $0["id"] as? String } == speakers.map { "@\($0)" })
        // Pages of speakers name each of them once.
        let shown = try (1...3).map { try served.get("/speakers?page=\($0)").body }
        let named = shown.flatMap { $0.matches(of: /href="\/speaker\/(\d+)"/).map { "\($0.output.1)" } }
        #expect(named == Array(speakers.prefix(90)))
        #expect(
            shown[0].contains("href=\"/speakers?page=2\" rel=\"next\"") && shown[1].contains("href=\"/speakers\" rel=\"prev\""))
        let last = (speakers.count + 29) / 30
        #expect(try !served.get("/speakers?page=\(last)").body.contains("rel=\"next\""))
        #expect(try served.get("/speakers?page=2147483647").body.contains("Nobody else is heard."))
        #expect(try rows(served.get("/articles.csv")).count == WholeTableTests.articles)
        #expect(try rows(served.get("/speaker/1.csv")).count == 1)
    }

    /// Behind those that are ranked stand the others.
    @Test func dataInPagesTellsTheNextOneUntilAllWasGiven() throws {
        let served = try WholeTableTests.served()
        let table = try rows(served.get("/search.csv?q=harbour"))
        var address: String? = "/search.json?q=harbour&page=249"
        var ids: [String] = []
        while let here = address {
            let page = try page(served.get(here))
            ids += (page["statements"] as? [[String: Any]] ?? []).compactMap { $0["id"] as? String }
            address = page["next"] as? String
            #expect(page["is_there_more"] as? Bool == (address != nil))
        }
        #expect(ids == Array(table.dropFirst(248 * 20)))
        #expect(try served.get("/search.json?q=harbour&page=2147483647").body.contains("\"is_there_more\": false"))
    }

    @Test func anEmptyTableIsItsHeading() throws {
        let served = try ServedLedger([])
        #expect(try served.get("/speakers.json").body == "{\"speakers\": []}\n")
        for table in ["/speakers.csv", "/search.csv?q=harbour", "/search.csv", "/articles.csv"] {
            let answer = try served.get(table)
            #expect(answer.status == 200 && answer.body.split(separator: "\r\n").count == 1, "\(table)")
        }
    }
}
