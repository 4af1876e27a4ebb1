import Ledger
import Record
import Testing

@testable import Finding

@Suite struct TermTests {
    @Test func formsOfAWordAreOneAndEmptyWordsAreNone() {
        #expect(Term.all(in: "The treaties were signed").map(\.stem) == Term.all(in: "sign a treaty").map(\.stem).reversed())
        #expect(Term.all(in: "he said that they would").isEmpty)
        #expect(Term.all(in: "Norrvik’s gate").map(\.surface) == ["Norrvik", "gate"])
    }
}

@Suite struct WordLikenessTests {
    private func gist(_ content: String, mentioned: [Int] = []) -> Gist {
        Gist(
            row: 0, id: StatementID(article: 1, number: 0), day: nil, told: ToldWords(speaker: "", cue: "", content: content),
            mentioned: mentioned)
    }

    @Test func nearestFirstAndNoneThatShareNothing() {
        let likeness = WordLikeness([
            gist("the harbour treaty is signed"), gist("rain fell on the market"), gist("the harbour treaty is dead"),
            gist("a market of rain and harbour"),
        ])
        let near = likeness.nearest(0..<2, 2..<4, most: 10, each: 4, least: 0.05)
        #expect(near.first.map { [$0.a, $0.b] } == [0, 2] || near.first.map { [$0.a, $0.b] } == [1, 3])
        #expect(!near.contains { $0.a == 1 && $0.b == 2 })
        #expect(zip(near, near.dropFirst()).allSatisfy { $0.likeness >= $1.likeness })
        #expect(likeness.nearest(0..<2, 2..<4, most: 1, each: 4).count == 1)
    }

    @Test func oneWordInCommonIsNotWorthReading() {
        let gists = [
            gist("That makes me smart"), gist("What they call smart"), gist("there will be talks"),
            gist("there will be no talks"),
            gist("the death of a ferryman"), gist("a ferryman’s death"),
        ]
        let near = WordLikeness(gists).nearest(0..<6, 0..<6, most: 99, each: 9) { $0 < $1 }
        let read = near.filter { $0.isWorthReading(in: gists) }.map { [$0.a, $0.b] }.sorted { $0[0] < $1[0] }
        #expect(near.contains { [$0.a, $0.b] == [0, 1] } && read == [[2, 3], [4, 5]])
    }

    @Test func thoseWhoAreMentionedCount() {
        let likeness = WordLikeness(
            [gist("it will close", mentioned: [7]), gist("nobody wants it", mentioned: [7]), gist("rain fell")],
            actors: [7: "Lind"])
        #expect(likeness.nearest(0..<1, 1..<3, most: 10, each: 4).map(\.b) == [1])
    }

    @Test func theSameStatementsGiveTheSameTopics() {
        let gists = (0..<40).map {
            gist($0 % 2 == 0 ? "the harbour treaty number \($0) is signed" : "grain prices rise in market \($0)")
        }
        let (one, other) = (TopicClusters(WordLikeness(gists)), TopicClusters(WordLikeness(gists)))
        #expect(one.topics == other.topics)
        #expect(one.topics[0] != one.topics[1])
    }
}
