import Foundation
import Record
import TestSupport
import Testing

@testable import Meaning

@Suite struct PairReaderTests {
    private static let opened = Result { try PairReader(modelAt: Repository.made("Models/reader.model")) }

    private struct Row: Decodable {
        struct Side: Decodable {
            let speaker: String
            let cue: String
            let content: String

            var told: ToldWords { ToldWords(speaker: speaker, cue: cue, content: content) }
        }

        let x: Side
        let y: Side
        let shares: [Double]
    }

    private func rows() throws -> [Row] {
        try Repository.fixture("relations.jsonl").map { try JSONDecoder().decode(Row.self, from: $0) }
    }

    @Test func itSaysWhatPyTorchSays() throws {
        let rows = try rows()
        let found = try PairReaderTests.opened.get().shares(of: rows.map { ($0.x.told, $0.y.told) })
        #expect(!rows.isEmpty && found.count == rows.count)
        for (row, shares) in zip(rows, found) {
            #expect(abs(shares.reduce(0, +) - 1) < 1e-6)
            // Bytes are made of the sums twice here, of what was published less what reading changed, and once there.
            #expect(zip(row.shares, shares).allSatisfy { abs($0 - $1) < 0.12 }, "\(row.x.content): \(shares)")
        }
    }

    @Test func aPairGetsTheSameAnswerWhateverPairsItComesWith() throws {
        let reader = try PairReaderTests.opened.get()
        let pairs = try rows().map { ($0.x.told, $0.y.told) }
        let together = reader.shares(of: pairs)
        for (pair, shares) in zip(pairs, together) {
            #expect(zip(reader.shares(of: [pair])[0], shares).allSatisfy { abs($0 - $1) < 1e-4 })
        }
        #expect(reader.shares(of: []).isEmpty)
    }

    @Test func hostileTextIsReadToo() throws {
        let reader = try PairReaderTests.opened.get()
        let long = ToldWords(
            speaker: String(repeating: "x", count: 100_000), cue: "", content: String(repeating: "a ", count: 1_000_000))
        let empty = ToldWords(speaker: "", cue: "", content: "")
        for shares in reader.shares(of: [(long, empty), (empty, empty), (long, long)]) {
            #expect(shares.allSatisfy { $0.isFinite } && abs(shares.reduce(0, +) - 1) < 1e-6)
        }
    }
}
