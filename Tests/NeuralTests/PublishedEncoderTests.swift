import CKernels
import TestSupport
import Testing

@testable import Neural

private let model = Result { try ModelFile(path: Repository.made("Models/reader.model")) }

@Suite struct PublishedEncoderTests {
    private func states(_ windows: [[Encoder.Piece]], asPublished: Bool = true) throws -> [Float] {
        let workspace = Workspace(engine: .best)
        let encoder = try Encoder(model.get(), engine: .best, asPublished: asPublished)
        let count = windows.reduce(0) { $0 + $1.count } * Encoder.hidden
        return Array(UnsafeBufferPointer(start: encoder.encode(windows.map { $0[...] }, in: workspace), count: count))
    }

    private func window(_ ids: Int32..., shape: UInt8 = 0) -> [Encoder.Piece] {
        [.start] + ids.map { .init(id: $0, shape: shape, gap: 0, quote: 0) } + [.end]
    }

    @Test func whatTrainingChangedIsTakenOffAgain() throws {
        #expect(try states([window(2056, 3000)]) != states([window(2056, 3000)], asPublished: false))
        // The public encoder sees nothing of a word but its pieces.
        #expect(try states([window(2056, 3000, shape: 1)]) == states([window(2056, 3000)]))
    }

    @Test func windowsThatAreEncodedTogetherDoNotSeeEachOther() throws {
        let (a, b) = (window(2056, 3000, 4000), window(5000))
        let (together, alone) = (try states([a, b]), try states([a]) + states([b]))
        #expect(zip(together, alone).allSatisfy { abs($0 - $1) < 1e-3 })
    }

    @Test func nearnessIsTheSumOfProductsOnEveryProcessor() {
        var generator = SeededGenerator(seed: 4)
        let question = (0..<384).map { _ in Int16.random(in: -4095...4095, using: &generator) }
        let vectors = (0..<384 * 5).map { _ in Int8.random(in: -127...127, using: &generator) }
        let expected = (0..<5).map { row in
            (0..<384).reduce(Int32(0)) { $0 + Int32(question[$1]) * Int32(vectors[row * 384 + $1]) }
        }
        for level in levels {
            guard let kernels = kernels_at(level) else { continue }
            var out = [Int32](repeating: 0, count: 5)
            kernels.pointee.nearness(question, vectors, 5, 384, &out)
            #expect(out == expected)
        }
    }
}
