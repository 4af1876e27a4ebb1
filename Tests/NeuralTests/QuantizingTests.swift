import CKernels
import TestSupport
import Testing

@testable import Neural

@Suite struct QuantizingTests {
    /// Rows as bytes, with the scale and the zero of each.
    private struct Quantized {
        var bytes: [UInt8]
        var scale: [Float]
        var zero: [Int32]

        init(_ x: [Float], columns: Int, _ level: KernelsLevel) throws {
            let rows = x.count / columns
            bytes = [UInt8](repeating: 99, count: x.count)
            scale = [Float](repeating: .nan, count: rows)
            zero = [Int32](repeating: 999, count: rows)
            try #require(kernels_at(level)).pointee.quantize(x, Int64(rows), Int64(columns), &bytes, &scale, &zero)
        }

        func value(_ at: Int, columns: Int) -> Double {
            Double(scale[at / columns]) * Double(Int(bytes[at]) - Int(zero[at / columns]))
        }
    }

    @Test(
        arguments: levels,
        [-4...4, 0...1, -1...0, 5...9, -9 ... -5, -0.001...1000, -1000...0.001, -1e37...1e37, -1e-20...1e-20]
            as [ClosedRange<Float>])
    func noValueMovesByMoreThanHalfAStepAndZeroByNothing(level: KernelsLevel, range: ClosedRange<Float>) throws {
        var generator = SeededGenerator(seed: 9)
        let columns = 48
        var x = generator.floats(31 * columns, in: range)
        for at in stride(from: 0, to: x.count, by: 7) { x[at] = 0 }
        let quantized = try Quantized(x, columns: columns, level)
        for at in x.indices {
            let step = Double(quantized.scale[at / columns])
            #expect(step > 0 && step <= Double(range.upperBound - min(0, range.lowerBound)) / 254.9 || range.upperBound <= 0)
            #expect(abs(quantized.value(at, columns: columns) - Double(x[at])) <= step * 0.50001, "\(x[at])")
            if x[at] == 0 { #expect(quantized.value(at, columns: columns) == 0) }
        }
    }

    @Test(arguments: levels)
    func rowsOfOneValueKeepIt(level: KernelsLevel) throws {
        for value in [0, -0.0, 1, -1, 3e37, -3e37, 1e-20] as [Float] {
            let quantized = try Quantized([Float](repeating: value, count: 16), columns: 16, level)
            #expect(abs(quantized.value(0, columns: 16) - Double(value)) <= abs(Double(value)) * 1e-6)
            #expect(Set(quantized.bytes).count == 1)
        }
    }

    @Test(arguments: levels)
    func rowsTooSmallToScaleAreSilentAndWholeNumbers(level: KernelsLevel) throws {
        for value in [1e-36, 1e-38, .leastNormalMagnitude / 64, .leastNonzeroMagnitude] as [Float] {
            for sign in [1, -1] as [Float] {
                let row = (0..<16).map { sign * value * Float($0 % 3) }
                let quantized = try Quantized(row, columns: 16, level)
                #expect(quantized.scale[0].isFinite && quantized.scale[0] > 0 && (0...255).contains(quantized.zero[0]))
                for at in row.indices { #expect(abs(quantized.value(at, columns: 16) - Double(row[at])) <= 1e-30) }
            }
        }
    }

    @Test(arguments: levels, [(0, 16), (1, 1536), (5, 64)])
    func geluMadeBytesAtOnceIsGeluThenMadeBytes(level: KernelsLevel, shape: (rows: Int, columns: Int)) throws {
        let (rows, columns) = shape
        let kernels = try #require(kernels_at(level)).pointee
        for product in SomeProduct.all(rows: rows, columns: columns, seed: 10) {
            var raised = [Float](repeating: .nan, count: rows * columns)
            var (bytes, zero) = ([UInt8](repeating: 0, count: raised.count), [Int32](repeating: -1, count: rows))
            var scale = [Float](repeating: .nan, count: rows)
            product.with { kernels.finish_gelu($0, Int64(rows), Int64(columns), &raised) }
            product.with { kernels.gelu_quantize($0, Int64(rows), Int64(columns), &bytes, &scale, &zero) }
            let expected = try Quantized(raised, columns: columns, level)
            #expect(bytes == expected.bytes && scale == expected.scale && zero == expected.zero)
        }
    }

    @Test(arguments: levels, [(1, 48, 16), (3, 16, 1536), (13, 80, 96)])
    func theProductOfBytesIsTheFloatProductWithinHalfAStepOfEachValue(level: KernelsLevel, shape: (m: Int, n: Int, k: Int)) throws
    {
        let (m, n, k) = shape
        var generator = SeededGenerator(seed: 11)
        let x = generator.floats(m * k, in: -3...5), bias = generator.floats(n), scale = generator.floats(n, in: 0.001...0.02)
        let weights: [Int8] = generator.integers(k * n, in: -127...127)
        let columnSums = (0..<n).map { j in (0..<k).reduce(Int32(0)) { $0 + Int32(weights[$1 * n + j]) } }
        let quantized = try Quantized(x, columns: k, level)
        var sums = [Int32](repeating: -1, count: m * n), out = [Float](repeating: .nan, count: m * n)
        var scratch = [UInt8](repeating: 0, count: ByteProduct.scratchBytes)
        ByteProduct.here.multiply(m, n, k, quantized.bytes, weights, &sums, scratch: &scratch)
        let kernels = try #require(kernels_at(level)).pointee
        let product = SomeProduct(
            floats: nil, sums: Pinned(sums), rowScale: Pinned(quantized.scale), rowZero: Pinned(quantized.zero),
            columnScale: Pinned(scale), columnSum: Pinned(columnSums), bias: Pinned(bias))
        product.with { kernels.finish($0, Int64(m), Int64(n), &out) }
        for at in out.indices {
            let (i, j) = (at / n, at % n)
            let weight = (0..<k).map { Double(scale[j]) * Double(weights[$0 * n + j]) }
            let exact = (0..<k).reduce(Double(bias[j])) { $0 + Double(x[i * k + $1]) * weight[$1] }
            let bound = Double(quantized.scale[i]) * 0.5 * weight.reduce(0) { $0 + abs($1) }
            #expect(abs(Double(out[at]) - exact) <= bound * 1.001 + 1e-4)
        }
    }
}
