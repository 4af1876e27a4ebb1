import Foundation
import Record
import Testing

@testable import Meaning

@Suite struct PairMeasureTests {
    private static let pairs = """
        {"x": {"speaker": "Lind", "cue": "said", "content": "the gate is shut"}, "y": {"content": "the gate is open"}, "rel": "contradict"}
        {"x": {"content": "the gate is shut"}, "y": {"content": "it is closed"}, "rel": "same"}

        {"x": {"content": "the gate is shut"}, "y": {"content": "rain fell"}, "rel": "unrelated"}
        """

    /// Four statements, of which the first two oppose each other and the first and the third are linked.
    private static let article = {
        let said = ["the gate is shut", "the gate is open", "the lock is shut", "rain fell"]
        let text = said.joined(separator: ". ")
        let statements = said.enumerated().map { number, words in
            let start = said.prefix(number).reduce(0) { $0 + $1.count + 2 }
            let links = number == 0 ? ", \"vs\": [1], \"ag\": [2]" : ""
            return
                "{\"who\": \"Lind\", \"n\": \"N\", \"act\": \"say\", \"cue\": [], \"content\": [[\(start), \(start + words.count)]]\(links)}"
        }
        return "{\"id\": \"a\", \"text\": \"\(text)\", \"statements\": [\(statements.joined(separator: ", "))]}"
    }()

    private func pairs(_ file: String) throws -> [MarkedPair] { try MarkedPair.pairs(in: Data(file.utf8), called: "pairs.jsonl") }

    private func figures(_ pairs: [MarkedPair], told: [Relation?]) -> [String: Figure.Value] {
        var measure = PairMeasure()
        for (pair, relation) in zip(pairs, told) { measure.add(pair, told: relation) }
        return Dictionary(measure.figures.map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first })
    }

    @Test func figuresCountWhatWasToldAndWhatWasRight() throws {
        let pairs = try pairs(PairMeasureTests.pairs)
        #expect(pairs.count == 3 && pairs[0].x == ToldWords(speaker: "Lind", cue: "said", content: "the gate is shut"))
        let found = figures(pairs, told: [.opposes, nil, .contradicts])
        #expect(found["told"] == .count(2) && found["right of those told"] == .share(0.5))
        #expect(found["same F1"] == .share(0) && found["oppose F1"] == .share(2.0 / 3))
        #expect(found["opposed, precision"] == .share(0.5) && found["opposed, recall"] == .share(1))
        #expect(figures(pairs, told: [nil, nil, nil])["right of those told"] == .share(nil))
    }

    @Test func anArticleGivesWhatItLinksAsOpposedAndAsManyThatItDoesNotLink() throws {
        let pairs = try pairs(PairMeasureTests.article)
        #expect(pairs.map(\.relation) == ["oppose", "not linked"])
        #expect(pairs[0].x.content == "the gate is shut" && pairs[0].y.content == "the gate is open")
        #expect(Set([pairs[1].x.content, pairs[1].y.content]) != ["the gate is shut", "the lock is shut"])
        let found = figures(pairs, told: [nil, .opposes])
        #expect(found["judged pairs"] == .count(0) && found["opposed, precision"] == .share(0))
    }

    @Test(arguments: ["{\"x\": 1}", "{\"x\": {\"content\": \"a\"}, \"y\": {\"content\": \"b\"}, \"rel\": \"likes\"}"])
    func aLineThatIsNoPairIsNamed(line: String) {
        #expect(
            throws: MarkedFileError(
                description:
                    "pairs.jsonl:2 is no judged pair: it needs x and y, each with speaker, cue and content, and rel; or marked article"
            )
        ) {
            try pairs("\n" + line)
        }
    }
}
