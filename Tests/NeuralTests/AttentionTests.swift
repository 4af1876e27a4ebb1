import CKernels
import TestSupport
import Testing

@testable import Neural

@Suite struct AttentionTests {
    private static let head = Int(KERNELS_HEAD)

    /// What `attend` makes of rows of q, k and v side by side, [rows, 3 * head + gap], its own rows `head + gap` apart.
    private func attended(_ level: KernelsLevel, _ qkv: [Float], rows: Int, gap: Int, factor: Float) throws -> [Float] {
        let head = AttentionTests.head
        var out = [Float](repeating: 7, count: rows * (head + gap))
        var scratch = [Float](repeating: .nan, count: Int(kernels_attend_scratch(Int64(rows))))
        let kernels = try #require(kernels_at(level)).pointee
        qkv.withUnsafeBufferPointer { qkv in
            guard let q = qkv.baseAddress else { return }
            kernels.attend(
                q, q + head, q + 2 * head, Int64(rows), Int64(3 * head + gap), factor, &out, Int64(head + gap), &scratch)
        }
        return out
    }

    @Test(arguments: levels, [1, 2, 5, 6, 7, 15, 16, 17, 31, 33, 383, 384])
    func contextsAreTheValuesByTheSoftmaxOfTheScores(level: KernelsLevel, rows: Int) throws {
        let (head, gap) = (AttentionTests.head, 3)
        var generator = SeededGenerator(seed: UInt64(rows))
        for range in [-1...1, -40...40] as [ClosedRange<Float>] {
            let row = 3 * head + gap
            let qkv = generator.floats(rows * row, in: range)
            let out = try attended(level, qkv, rows: rows, gap: gap, factor: 0.2)
            let q = (0..<rows).flatMap { qkv[$0 * row..<$0 * row + head] }
            let k = (0..<rows).flatMap { qkv[$0 * row + head..<$0 * row + 2 * head] }
            let scores = Reference.product(rows, rows, head, q, head, k, head, transposed: true)
            for i in 0..<rows {
                let weights = Reference.softmax(scores[i * rows..<(i + 1) * rows].map { $0 * 0.2 })
                let expected = (0..<head).map { d in
                    (0..<rows).reduce(0) { $0 + weights[$1] * Double(qkv[$1 * row + 2 * head + d]) }
                }
                let found = out[i * (head + gap)..<i * (head + gap) + head].map { $0 / range.upperBound }
                // Scores of thousands have the roundings of thousands.
                #expect(distance(found, expected.map { $0 / Double(range.upperBound) }) < (range.upperBound > 1 ? 1e-2 : 1e-5))
                #expect(out[i * (head + gap) + head..<(i + 1) * (head + gap)].allSatisfy { $0 == 7 })
            }
        }
    }

    /// Where this processor has no products of bytes, it is `attend`.
    @Test(arguments: [1, 2, 5, 6, 7, 31, 32, 33, 383, 384, 512])
    func attentionInBytesIsNearThatInSinglePrecision(rows: Int) throws {
        let head = AttentionTests.head
        var generator = SeededGenerator(seed: UInt64(rows))
        var qkv = generator.floats(rows * 3 * head, in: -2...2)
        // One value that stands out, as those of a window's first piece do.
        qkv[2 * head + 7] = 30
        let expected = try attended(KERNELS_ANY, qkv, rows: rows, gap: 0, factor: 0.2)
        var found = [Float](repeating: 7, count: rows * head)
        var scratch = [Float](repeating: .nan, count: Int(kernels_attend_scratch(Int64(rows))))
        qkv.withUnsafeBufferPointer { qkv in
            guard let q = qkv.baseAddress else { return }
            kernels_attend_bytes(
                q, q + head, q + 2 * head, Int64(rows), Int64(3 * head), 0.2, &found, Int64(head), &scratch)
        }
        #expect(distance(found, expected.map(Double.init)) < (kernels_attends_bytes() ? 0.05 : 1e-4))
    }

    /// A batch of windows, and a window cut elsewhere, must give each row what it has alone.
    @Test(arguments: levels)
    func whereAQueryStandsChangesNoDigit(level: KernelsLevel) throws {
        var generator = SeededGenerator(seed: 40)
        let (rows, row, head) = (23, 3 * AttentionTests.head, AttentionTests.head)
        let qkv = generator.floats(rows * row)
        let expected = try attended(level, qkv, rows: rows, gap: 0, factor: 0.2)
        for shift in [1, 3, 4, 5] {
            // The queries move on, keys and values stay.
            var moved = qkv
            for i in 0..<rows {
                let from = (i + shift) % rows
                for d in 0..<head { moved[i * row + d] = qkv[from * row + d] }
            }
            let found = try attended(level, moved, rows: rows, gap: 0, factor: 0.2)
            for i in 0..<rows {
                let from = (i + shift) % rows
                #expect(found[i * head..<(i + 1) * head] == expected[from * head..<(from + 1) * head])
            }
        }
    }
}
