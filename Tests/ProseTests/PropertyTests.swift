import TestSupport
import Testing

@testable import Prose

@Suite struct PropertyTests {
    @Test(arguments: 0..<400 as Range<UInt64>)
    func wordsOfAnyTextAreInOrderAndHoldTogether(seed: UInt64) throws {
        let text = arbitraryText(seed: seed)
        let (prose, offsets) = try Repository.wordPiece().scan(text, recording: true)
        let bytes = Array(text.utf8)
        #expect(prose.byteCount == bytes.count)
        #expect(prose.codePointCount == text.unicodeScalars.count)
        #expect(prose.pieceWord.count == prose.pieces.count && offsets.count == prose.pieces.count)
        var (end, byteEnd, piece) = (0, 0, 0)
        for (i, word) in prose.words.enumerated() {
            #expect(word.start >= end && word.end > word.start && word.end <= prose.codePointCount)
            #expect(word.byteStart >= byteEnd && word.byteEnd > word.byteStart && word.byteEnd <= bytes.count)
            #expect(word.firstPiece == piece)
            let range = prose.pieceRange(of: i..<i + 1)
            #expect(!range.isEmpty && prose.pieceWord[range].allSatisfy { $0 == Int32(i) })
            #expect(offsets[range].allSatisfy { $0.lowerBound >= word.start && $0.upperBound <= word.end && !$0.isEmpty })
            let slice = prose.slice(i..<i + 1)
            #expect(slice.unicodeScalars.count == word.end - word.start)
            #expect(Array(slice.utf8) == Array(bytes[word.byteStart..<word.byteEnd]))
            (end, byteEnd, piece) = (word.end, word.byteEnd, range.upperBound)
        }
        #expect(piece == prose.pieces.count)
    }

    @Test(arguments: 500..<600 as Range<UInt64>)
    func windowsCoverAnyTextAndFit(seed: UInt64) throws {
        let prose = try Repository.wordPiece().read(arbitraryText(seed: seed))
        for (capacity, overlap) in [(382, 96), (20, 5), (7, 6), (2, 1), (1, 0), (0, -1)] {
            let windows = prose.windows(capacity: capacity, overlap: overlap)
            var covered = 0
            for window in windows {
                #expect(window.lowerBound <= covered && window.upperBound >= covered + (overlap < max(2, capacity) / 2 ? 1 : 0))
                #expect(window.count == 1 || prose.pieceRange(of: window).count <= max(2, capacity))
                covered = window.upperBound
            }
            #expect(covered == prose.words.count)
            for (word, owner) in prose.owners(of: windows).enumerated() { #expect(windows[owner].contains(word)) }
        }
    }

    /// Up to 120 scalars: of all planes, of Latin, of combining marks, of quotation marks and line ends.
    private func arbitraryText(seed: UInt64) -> String {
        var generator = SeededGenerator(seed: seed)
        let pools: [[ClosedRange<UInt32>]] = [
            [0...0x10FFFF], [0...0x7F], [0x61...0x7A, 0x20...0x20], [0xA0...0x24F], [0x300...0x36F, 0x61...0x63, 0x591...0x5C7],
            [0x2010...0x2027, 0x22...0x22, 0x27...0x27, 0x0A...0x0A, 0x61...0x61, 0x20...0x20],
            [0xAC00...0xD7A3, 0x1100...0x11FF],
            [0x900...0xDFF, 0xF71...0xF84, 0x1D15E...0x1D172],
        ]
        var text = String.UnicodeScalarView()
        for _ in 0..<Int.random(in: 0...120, using: &generator) {
            let pool = pools[Int.random(in: 0..<pools.count, using: &generator)]
            let value = UInt32.random(in: pool[Int.random(in: 0..<pool.count, using: &generator)], using: &generator)
            if let scalar = Unicode.Scalar(value) { text.append(scalar) }
        }
        return String(text)
    }
}

extension WordedText {
    fileprivate func pieceRange(of words: Range<Int>) -> Range<Int> {
        firstPiece(from: words.lowerBound)..<firstPiece(from: words.upperBound)
    }
}
