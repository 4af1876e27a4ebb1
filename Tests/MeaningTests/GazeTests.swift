import Foundation
import Prose
import Record
import Testing

@testable import Meaning
@testable import Reading

/// How words are looked at; what is learned of it is measured by `Benchmarks/layers.py`.
struct GazeTests {
    /// Two words, of which the second has three times the weight of the first for the first eye, and the same for all others.
    @Test func attentionIsSharedOutAmongTheWords() {
        var scores = [Float](repeating: 0, count: 2 * Gaze.eyes)
        scores[Gaze.eyes] = 1.0986123  // ln 3
        let values = [Float](repeating: 1, count: Gaze.taken) + [Float](repeating: 5, count: Gaze.taken)
        let look = Gaze.taken(of: 2, scores, values)
        #expect(look.count == Gaze.width)
        #expect(look.prefix(Gaze.taken).allSatisfy { abs($0 - 4) < 1e-5 })
        #expect(look.dropFirst(Gaze.taken).allSatisfy { abs($0 - 3) < 1e-5 })
    }

    @Test func scoresOfAnySizeAreShared() {
        var scores = [Float](repeating: 500, count: 2 * Gaze.eyes)
        scores[0] = -500
        let look = Gaze.taken(of: 2, scores, [Float](repeating: 1, count: Gaze.taken) + [Float](repeating: 5, count: Gaze.taken))
        #expect(look[0] == 5 && look[Gaze.taken] == 3)
    }

    @Test func whereThereIsNoWordNothingIsSeen() {
        #expect(Gaze.taken(of: 0, [], []).allSatisfy { $0 == 0 })
    }

    @Test(arguments: [(0, 8), (1, 9), (-1, 7), (4, 11), (-4, 5), (34, 16), (9000, 16), (-9000, 0)])
    func distancesFallIntoBuckets(distance: Int, bucket: Int) {
        #expect(Gaze.bucket(distance) == bucket)
    }

    @Test func noMoreThanTheFirstWordsOfAPartAreLookedAt() {
        let words = Gaze.words(of: [[3..<4], [], [10..<200], [0..<2, 4..<6]], in: ArticleStates(words: 95))
        #expect(words.first.map { $0.word == 3 && $0.role == 0 } == true)
        #expect(words.filter { $0.role == 2 }.map(\.word) == Array(10..<90))
        #expect(words.filter { $0.role == 3 }.map(\.word) == [0, 1, 4, 5])
    }

    @Test func wordsWithoutStatesAreNotLookedAt() {
        #expect(Gaze.words(of: [[90..<99], [95..<120]], in: ArticleStates(words: 95)).map(\.word) == Array(90..<95))
    }

    /// What stands in the sentence of the cue beside the statement is looked at too.
    @Test func aStatementKnowsWhatStandsBesideIt() {
        let text = "In a letter to the harbour board, Thora Holm wrote that the quay leaks."
        let worded = WordPiece().read(text)
        func extract(_ words: String) -> Extract {
            let start = text.range(of: words).map { text.unicodeScalars.distance(from: text.startIndex, to: $0.lowerBound) } ?? 0
            return Extract(span: Span(start, start + words.unicodeScalars.count), text: words)
        }
        let statement = Statement(
            id: 0, parent: nil, form: .indirect, source: [extract("Thora Holm")], cue: [extract("wrote")],
            content: [extract("that the quay leaks")], speaker: nil, confidence: 0.9)
        let told = MeaningScene(worded, Findings(statements: [statement], entities: [])).told.first
        #expect(told?.beside.map { worded.slice($0) } == ["In a letter to the harbour board,", "."])
    }
}
