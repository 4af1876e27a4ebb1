import Foundation
import Prose
import TestSupport
import Testing

@testable import Reading

/// A line of Tests/Fixtures/nested.jsonl, as far as these tests need it: a text in which somebody quotes somebody.
private struct Case: Decodable {
    let text: String
    let outer: Parts
    struct Parts: Decodable {
        let cue: String
    }
}

@Suite struct NestedStatementTests {
    /// `Benchmarks/nested.py` says which of the cases are read right; here a floor, a few below what the model in use reaches.
    @Test func mostCasesHaveAStatementInsideAStatement() throws {
        let reader = try Repository.reader()
        let cases = try Repository.fixture("nested.jsonl").map { try JSONDecoder().decode(Case.self, from: $0) }
        #expect(cases.count == 30)
        let nested = cases.filter { example in
            let statements = reader.read(example.text).statements
            return statements.contains { inner in
                inner.parent.map { statements[$0].cue[0].text.contains(example.outer.cue) } ?? false
            }
        }
        #expect(nested.count >= 18)
    }

    private func cues(_ text: String, within content: String) throws -> [String] {
        let worded = try Repository.wordPiece().read(text)
        let words = try Sketch.words(of: content, in: worded)
        return NestedStatements.candidates(in: [words], start: 0, worded).map { worded.slice($0.words) }
    }

    @Test func wordsOfSayingAreCuesWithTheirAuxiliaries() throws {
        let content = "that the treasury had never promised this and Ivo says that Ana will not have denied it"
        #expect(try cues("Mara said \(content).", within: content) == ["had never promised", "says", "will not have denied"])
    }

    @Test func nounsAndNamesAreNoCues() throws {
        let content = "the claims in the report of the Orvane States were his promise to order a study"
        #expect(try cues("Mara said \(content).", within: content) == [])
    }

    @Test func whatIsHeldTrueNeedsItsThat() throws {
        let content = "Ivo believes that it rains and Ana believes him"
        #expect(try cues("Mara said \(content).", within: content) == ["believes"])
    }
}
