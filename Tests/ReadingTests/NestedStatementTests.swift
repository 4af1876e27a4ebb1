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
}

/// Where a statement inside another can lie. The cue stands between bars; all of the text is the content around it.
@Suite struct NestedReachTests {
    private func reach(_ marked: String) throws -> String {
        let parts = marked.split(separator: "|", omittingEmptySubsequences: false).map(String.init)
        let worded = try Repository.wordPiece().read(parts.joined())
        let before = parts[0].unicodeScalars.count, behind = before + parts[1].unicodeScalars.count
        let first = try #require(worded.words.firstIndex { $0.start >= before })
        let last = try #require(worded.words.lastIndex { $0.end <= behind })
        return worded.slice(NestedReach(worded).words(of: first..<last + 1, in: worded.words.indices))
    }

    @Test func itKeepsToItsSentence() throws {
        #expect(try reach("The gate is shut. Ana |says| it will open. We wait.") == "Ana says it will open.")
    }

    @Test func whatIsQuotedBehindTheCueEndsWithItsQuotation() throws {
        #expect(try reach("He |said| ‘never’, and the porter brought our coats") == "He said ‘never’")
        #expect(try reach("He |said|, “It isn’t. We know.” Then he left") == "He said, “It isn’t. We know.”")
    }

    @Test func whoQuotesGoesOnBehindACommaAndATurn() throws {
        #expect(try reach("they |insist| that it is safe, but nobody has looked") == "they insist that it is safe")
        #expect(try reach("she |wrote| that I had fled, and here I am") == "she wrote that I had fled")
        #expect(try reach("he |begged| them to open the gate, and they laughed") == "he begged them to open the gate")
    }

    @Test func whatIsJoinedToAClauseStaysWithIt() throws {
        let clause = "Ana |said| that it rained, and that it snowed, but that she would come, and she had a coat"
        #expect(try reach(clause) == clause.replacingOccurrences(of: "|", with: ""))
    }
}
