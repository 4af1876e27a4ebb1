import CKernels
import TestSupport
import Testing

@testable import Neural

/// Rows of A, columns of B and what they share: tiles and blocks whole and cut, one row, odd depths.
private let shapes = [
    (1, 1, 1), (1, 16, 16), (1, 384, 384), (2, 15, 3), (3, 17, 5), (5, 31, 33), (6, 32, 384), (7, 33, 385), (13, 80, 97),
    (385, 18, 7), (12, 48, 1536), (384, 20, 769), (0, 16, 16), (4, 0, 16), (3, 5, 0),
]

@Suite struct ByteProductTests {
    /// C[m,n] of bytes that begin at odd places in memory, and whether anything was written beside it.
    private func product(_ level: KernelsLevel, _ m: Int, _ n: Int, _ k: Int, _ a: [UInt8], _ b: [Int8], offset: Int) throws
        -> (sums: [Int32], isKept: Bool)
    {
        let (x, y) = ([UInt8](repeating: 9, count: offset) + a, [Int8](repeating: 9, count: offset) + b)
        var sums = [Int32](repeating: 77, count: m * n + 2)
        var scratch = [UInt8](repeating: 0xA5, count: ByteProduct.scratchBytes)
        let kernels = try #require(kernels_at(level)).pointee
        sums.withUnsafeMutableBufferPointer { sums in
            scratch.withUnsafeMutableBytes { scratch in
                x.withUnsafeBufferPointer { x in
                    y.withUnsafeBufferPointer { y in
                        guard let x = x.baseAddress, let y = y.baseAddress, let c = sums.baseAddress else { return }
                        kernels.product_bytes(
                            Int64(m), Int64(n), Int64(k), x + offset, y + offset, c + 1, scratch.baseAddress)
                    }
                }
            }
        }
        return (Array(sums[1..<m * n + 1]), sums[0] == 77 && sums[m * n + 1] == 77)
    }

    private func plain(_ m: Int, _ n: Int, _ k: Int, _ a: [UInt8], _ b: [Int8]) -> [Int32] {
        var sums = [Int32](repeating: -1, count: m * n)
        kernels_product_bytes_plain(Int64(m), Int64(n), Int64(k), a, b, &sums)
        return sums
    }

    @Test func thePlainProductIsTheSumOfProducts() {
        #expect(plain(2, 2, 3, [1, 2, 3, 255, 0, 9], [1, -1, 0, 4, -128, 127]) == [-383, 388, -897, 888])
    }

    @Test(arguments: levels, shapes)
    func everyLevelGivesTheSumsOfThePlainProduct(level: KernelsLevel, shape: (m: Int, n: Int, k: Int)) throws {
        let (m, n, k) = shape
        var generator = SeededGenerator(seed: 31)
        let b: [Int8] = generator.integers(k * n, in: -128...127)
        for (offset, greatest) in [(0, 255), (1, 127), (7, 255), (0, 127)] as [(Int, UInt8)] {
            let a: [UInt8] = generator.integers(m * k, in: 0...greatest)
            let found = try product(level, m, n, k, a, b, offset: offset)
            #expect(found.sums == plain(m, n, k, a, b) && found.isKept)
        }
    }

    @Test(arguments: levels, [1, 2, 384, 1536, 4096])
    func noByteIsTooGreat(level: KernelsLevel, depth: Int) throws {
        let (m, n) = (7, 35)
        for (x, y) in [(255, -128), (255, 127), (0, -128), (128, -128), (127, -128), (127, 127)] as [(UInt8, Int8)] {
            let a = [UInt8](repeating: x, count: m * depth), b = [Int8](repeating: y, count: depth * n)
            let found = try product(level, m, n, depth, a, b, offset: 0)
            #expect(found.sums == [Int32](repeating: Int32(x) * Int32(y) * Int32(depth), count: m * n), "\(x) * \(y)")
        }
    }

    @Test(.enabled(if: ByteProduct.here == .oneDNN))
    func oneDNNGivesTheSameSums() throws {
        var generator = SeededGenerator(seed: 32)
        let (m, n, k) = (29, 1152, 384)
        let a: [UInt8] = generator.integers(m * k, in: 0...255), b: [Int8] = generator.integers(k * n, in: -128...127)
        var sums = [Int32](repeating: -1, count: m * n)
        var scratch = [UInt8](repeating: 0, count: ByteProduct.scratchBytes)
        ByteProduct.oneDNN.multiply(m, n, k, a, b, &sums, scratch: &scratch)
        #expect(sums == plain(m, n, k, a, b))
    }
}
