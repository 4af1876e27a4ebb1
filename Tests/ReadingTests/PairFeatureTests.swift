import Foundation
import Prose
import TestSupport
import Testing

@testable import Reading

/// A line of Tests/Fixtures/pairs.jsonl, which `Training/fixtures.py` wrote: what the training sees of pairs of mentions.
private struct Example: Decodable {
    let text: String
    let mentions: [[Int]]
    let pairs: [Pair]

    struct Pair: Decodable {
        let later: Int
        let earlier: Int
        let rows: [Int]

        init(from decoder: Decoder) throws {
            var values = try decoder.unkeyedContainer()
            later = try values.decode(Int.self)
            earlier = try values.decode(Int.self)
            rows = try values.decode([Int].self)
        }
    }
}

@Suite struct PairFeatureTests {
    @Test func pairsLookAsTheyDidInTraining() throws {
        var seen = 0
        for line in try Repository.fixture("pairs.jsonl") {
            let example = try JSONDecoder().decode(Example.self, from: line)
            let worded = try Repository.wordPiece().read(example.text)
            let mentions = try example.mentions.map { values in
                let (kind, level) = (values[3] - 1).quotientAndRemainder(dividingBy: 3)
                return FoundMention(
                    head: values[0], words: values[1]..<values[2], kind: try #require(.init(rawValue: kind)),
                    level: try #require(.init(rawValue: level)), name: nil, isPlural: false, probability: 1)
            }
            let surfaces = mentions.map { MentionSurface($0, in: worded) }
            for pair in example.pairs {
                let rows = PairFeatures.rows(of: pair.later, pair.earlier, mentions, surfaces, in: worded).map(Int.init)
                #expect(
                    rows == pair.rows,
                    "\(worded.slice(mentions[pair.later].words)) and \(worded.slice(mentions[pair.earlier].words))")
                seen += 1
            }
        }
        #expect(seen > 1000)
    }
}
