import Foundation
import Ledger
import Record
import Testing

@testable import Web

/// Who speaks where in a long article, and what is not said but thought or done.
@Suite struct OutlineTests {
    /// An article of a line each: who says something there, or nobody; those who think it have an asterisk, those who do it a cross.
    private func served(_ lines: [String]) throws -> ServedLedger {
        let paragraphs = lines.enumerated().map { at, who in
            who.isEmpty ? "The road \(at) is long." : "\(who.filter { !"*+".contains($0) }) said gate \(at) is shut."
        }
        let text = paragraphs.joined(separator: "\n")
        let speaking = lines.indices.filter { !lines[$0].isEmpty }
        let statements = speaking.enumerated().map { number, at in
            let start = paragraphs[..<at].reduce(0) { $0 + $1.unicodeScalars.count + 1 }
            let who = lines[at].filter { !"*+".contains($0) }
            let content = Harbour.extract("gate \(at) is shut", in: text).map { [$0] } ?? []
            return Statement(
                id: number, parent: nil, form: .indirect,
                source: [Extract(span: Span(start, start + who.unicodeScalars.count), text: who)], cue: [], content: content,
                speaker: nil,
                confidence: 0.9)
        }
        let unsaid = zip(statements, speaking).compactMap { statement, at -> Mark? in
            guard let act = lines[at].last.flatMap({ ["*": "think", "+": "deed"][$0] }) else { return nil }
            return Mark(of: .statement(statement.id), layer: "act", value: .choice(act), confidence: 0.9, by: .layer(version: 1))
        }
        let served = try ServedLedger([
            PreparedArticle(
                article: Article(id: "gates", path: "gates.txt", text: text), given: Array(text.utf8),
                findings: Findings(statements: statements, entities: []), reader: ReaderVersion(version: "1", model: "first"))
        ])
        let ledger = try Ledger(at: served.path, for: .changing)
        try ledger.keep([
            LayerCard(
                name: "act", version: 1, title: "Act", sentence: "What is done.",
                choices: [
                    .init("think", label: "thinks", sentence: "Thinks."), .init("deed", label: "does", sentence: "Does."),
                ], threshold: 0)
        ])
        try ledger.mark([1: unsaid], by: "act 1")
        return served
    }

    @Test func aLongArticleIsOutlinedByWhoSpeaks() throws {
        let lines = [
            "the guard", "the guard", "", "the guard", "the pilot", "the pilot", "the guard", "", "", "", "the pilot", "the cook",
            "the cook", "", "the guard",
        ]
        let page = try served(lines).get("/article/1").body
        let outline = try #require(page.firstMatch(of: /(?s)<details class="outline">.*?<\/details>/)).output
        let rows = outline.matches(of: /href="\/article\/1#p(\d+)">([^<]+)<\/a><span class="share">([^<]+)</).map {
            "\($0.output.1) \($0.output.2), \($0.output.3)"
        }
        #expect(
            rows == [
                "1 the guard, paragraphs 1 to 4", "5 the pilot, paragraphs 5 to 6", "7 the guard, paragraph 7",
                "8 the article itself, paragraphs 8 to 10", "11 the pilot, paragraph 11", "12 the cook, paragraphs 12 to 14",
                "15 the guard, paragraph 15",
            ])
        for row in rows { #expect(page.contains("id=\"p\(row.prefix { $0 != " " })\"")) }
    }

    @Test func whatIsShortOrOfOneVoiceHasNoOutline() throws {
        #expect(
            try !served(["the guard", "the pilot", "", "the cook", "the guard"]).get("/article/1").body.contains(
                "class=\"outline\""))
        #expect(try !served(Array(repeating: "the guard", count: 20)).get("/article/1").body.contains("class=\"outline\""))
    }

    @Test func whatSomebodyThinksOrDoesStandsApartFromWhatIsSaid() throws {
        let page = try served(["the guard", "the pilot*", "the cook+"]).get("/article/1").body
        #expect(page.matches(of: /class="said [^"]*unsaid" data-s="(\d)"/).map { String($0.output.1) } == ["1", "2"])
        #expect(page.matches(of: /class="note [^"]*unsaid" id="n(\d)"/).map { String($0.output.1) } == ["1", "2"])
        #expect([">thought<", ">deed<"].allSatisfy { page.components(separatedBy: $0).count == 2 })
    }
}
