import Actors
import Foundation
import HTTP
import Ledger
import Record
import Testing

@testable import Finding
@testable import Web

/// The pages on which statements face each other, and that what articles hold cannot become markup there.
@Suite struct FacingTests {
    /// Two days of Mara Lind and Thora Holm, whose names hold markup; within the second article they oppose each other.
    private static func entries() -> [PreparedArticle] {
        ["2031-05-04", "2031-07-09"].enumerated().map { number, day in
            let said =
                number == 0 ? "the harbour treaty <b>stands</b> until winter" : "the harbour treaty is <b>dead</b> until winter"
            let text = "Mara Lind said \(said). Thora Holm replied the harbour treaty comes with Mara Lind or without."
            let extract = { (words: String) -> Extract? in
                guard let range = text.range(of: words) else { return nil }
                let start = text[..<range.lowerBound].unicodeScalars.count
                return Extract(span: Span(start, start + words.unicodeScalars.count), text: words)
            }
            let parts = [
                ("Mara Lind", "said", said), ("Thora Holm", "replied", "the harbour treaty comes with Mara Lind or without"),
            ]
            let statements = parts.enumerated().map { id, part in
                Statement(
                    id: id, parent: nil, form: .indirect, source: [extract(part.0)].compactMap { $0 },
                    cue: [extract(part.1)].compactMap { $0 },
                    content: [extract(part.2)].compactMap { $0 }, speaker: id, confidence: 0.9, speakerConfidence: 0.9)
            }
            let entities = parts.enumerated().map { id, part in
                Entity(
                    id: id, name: part.0, kind: .person, mentions: [extract(part.0).map { Mention($0, .name) }].compactMap { $0 })
            }
            var findings = Findings(statements: statements, entities: entities)
            findings.marks = [
                Mark(
                    of: .statement(1), layer: "about",
                    value: .party(entity: 0, extract: extract("Mara Lind"), choice: number == 0 ? "negative" : "positive"),
                    confidence: 0.7,
                    by: .layer(version: 1), isOneOfSeveral: true)
            ]
            if number == 1 {
                findings.links = [Link(1, 0, layer: "links", value: "opposes", confidence: 0.61, by: .layer(version: 1))]
                    .compactMap { $0 }
            }
            let article = Article(
                id: "day \(number)", path: "day.txt", title: "The <i>treaty</i>", outlet: "The Harbour Post", published: day,
                text: text)
            return PreparedArticle(
                article: article, given: Array(text.utf8), findings: findings, reader: ReaderVersion(version: "1", model: "first")
            )
        }
    }

    private let served: ServedLedger
    private let (lind, holm): (Int, Int)

    init() throws {
        served = try ServedLedger(FacingTests.entries())
        let ledger = try Ledger(at: served.path, for: .reading)
        lind = try ledger.actor("Mara Lind", for: .speaking).id
        holm = try ledger.actor("Thora Holm", for: .speaking).id
    }

    @Test func comparingShowsBothPassagesAndHowSureAndEscapesThem() throws {
        let answer = try served.get("/compare?a=Mara%20Lind&b=Thora%20Holm")
        #expect(answer.status == 200)
        #expect(answer.body.contains("One opposes the other") && answer.body.contains("as the article has it, 61 % sure"))
        #expect(answer.body.contains("is &lt;b&gt;dead&lt;/b&gt;") && !answer.body.contains("<b>dead"))
    }

    @Test func itsDataHaveTheSamePairs() throws {
        let json = try served.get("/compare.json?a=@\(lind)&b=@\(holm)")
        #expect(json.body.contains("\"relation\": \"opposes\"") && json.body.contains("\"found\": \"article\""))
        let csv = try served.get("/compare.csv?a=@\(lind)&b=@\(holm)")
        let rows = csv.body.split(separator: "\r\n")
        #expect(rows.count > 1 && rows.filter { $0.contains(",article,") }.count == 1)
    }

    @Test func withoutTwoSidesThereIsAFormAndNoData() throws {
        #expect(try served.get("/compare").body.contains("name=\"topic\""))
        #expect(try served.get("/compare.json").status == 400)
        #expect(try served.get("/compare?a=Mara%20Lind&b=Nobody").status == 404)
        #expect(try served.get("/compare?a=Mara%20Lind&b=Mara%20Lind").status == 404)
    }

    @Test func whatIsSaidOfEachOtherIsPlottedWithTheStatementsBehindIt() throws {
        let answer = try served.get("/between/\(lind)/\(holm)")
        #expect(answer.status == 200)
        #expect(
            answer.body.contains("<svg") && answer.body.contains("id=\"m203105\"") && answer.body.contains("href=\"#m203107\""))
        #expect(answer.body.contains("2031-05, Thora Holm: −1.00, 1 statement"))
        let rows = try served.get("/between/\(lind)/\(holm).csv").body.split(separator: "\r\n")
        #expect(rows.count == 3)
        #expect(try served.get("/between/\(lind)/\(lind)").status == 404)
        #expect(try served.get("/between/\(lind)/99999").status == 404)
    }

    @Test func whatSomebodySaidAtDifferentTimesStandsSideBySideAndIsNotJudged() throws {
        let answer = try served.get("/speaker/\(lind)/changed")
        #expect(answer.status == 200 && answer.body.contains("Near in words") && !answer.body.contains("<b>dead"))
        #expect(!answer.body.contains("contradicts") && !answer.body.contains("opposes"))
        let early = try #require(answer.body.range(of: "2031-05-04")), late = try #require(answer.body.range(of: "2031-07-09"))
        #expect(early.lowerBound < late.lowerBound)
        #expect(try served.get("/speaker/\(lind)").body.contains("href=\"/speaker/\(lind)/changed\""))
        #expect(try served.get("/speaker/\(lind)/changed?topic=granary").body.contains("No two of different days"))
    }
}
