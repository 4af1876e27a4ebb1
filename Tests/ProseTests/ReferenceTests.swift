import Foundation
import TestSupport
import Testing

@testable import Prose

/// A line of Tests/Fixtures/prose.jsonl, which Training/fixtures.py writes with the code that made the training data.
private struct Expected: Decodable {
    let text: String
    let ids: [Int32]
    let offsets: [[Int]]
    /// Rows of start, end, shape, gap, quote, paragraph, quotation, first piece.
    let words: [[Int]]
    let windows: [[Int]]
    let owners: [Int]
    let smallWindows: [[Int]]
    let smallOwners: [Int]

    enum CodingKeys: String, CodingKey {
        case text, ids, offsets, words, windows, owners
        case smallWindows = "small_windows"
        case smallOwners = "small_owners"
    }
}

@Suite struct ReferenceTests {
    @Test func everyTextOfTheFixtureReadsAsInTheReference() throws {
        let wordPiece = try Repository.wordPiece()
        let lines = try Repository.fixture("prose.jsonl")
        #expect(lines.count > 150)
        for line in lines {
            let expected = try JSONDecoder().decode(Expected.self, from: line)
            let about = Comment(rawValue: String(expected.text.unicodeScalars.prefix(60)).debugDescription)
            let (prose, offsets) = wordPiece.scan(expected.text, recording: true)
            #expect(prose.pieces == expected.ids, about)
            #expect(offsets.map(pair) == expected.offsets, about)
            #expect(prose.words.map(row) == expected.words, about)
            let windows = prose.windows()
            #expect(windows.map(pair) == expected.windows, about)
            #expect(prose.owners(of: windows) == expected.owners, about)
            let small = prose.windows(capacity: 12, overlap: 4)
            #expect(small.map(pair) == expected.smallWindows, about)
            #expect(prose.owners(of: small) == expected.smallOwners, about)
        }
    }

    @Test func whatDescribeWritesIsWhatTheReferenceWrites() throws {
        let wordPiece = try Repository.wordPiece()
        for line in try Repository.fixture("prose.jsonl").prefix(30) {
            let expected = try JSONDecoder().decode(Expected.self, from: line)
            let described = wordPiece.describe(expected.text)
            #expect(!described.contains("\n"))
            let members = try #require(JSONSerialization.jsonObject(with: Data(described.utf8)) as? [String: NSArray])
            #expect(members["ids"] == expected.ids as NSArray)
            #expect(members["offsets"] == expected.offsets as NSArray)
            #expect(members["words"] == expected.words as NSArray)
            #expect(members["windows"] == expected.windows as NSArray)
            #expect(members["owners"] == expected.owners as NSArray)
        }
    }
}

private func pair(_ range: Range<Int>) -> [Int] { [range.lowerBound, range.upperBound] }

private func row(_ word: Word) -> [Int] {
    [
        word.start, word.end, Int(word.shape.rawValue), Int(word.gap.rawValue), Int(word.quote.rawValue), Int(word.paragraph),
        Int(word.quotation), word.firstPiece,
    ]
}
