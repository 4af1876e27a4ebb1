import CKernels
import Foundation
import TestSupport

/// What the kernels must compute, in double precision and as plainly as can be.
enum Reference {
    static func gelu(_ x: Double) -> Double { 0.5 * x * (1 + erf(x / 2.squareRoot())) }

    /// Of each row its layer norm with BERT's epsilon, times gain plus shift.
    static func normalized(_ x: [Double], columns: Int, gain: [Float], shift: [Float]) -> [Double] {
        stride(from: 0, to: x.count, by: columns).flatMap { at in
            let row = x[at..<at + columns]
            let mean = row.reduce(0, +) / Double(columns)
            let variance = row.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(columns)
            return row.enumerated().map { ($1 - mean) / (variance + 1e-12).squareRoot() * Double(gain[$0]) + Double(shift[$0]) }
        }
    }

    static func softmax(_ row: [Double]) -> [Double] {
        let top = row.max() ?? 0
        let weights = row.map { exp($0 - top) }
        let sum = weights.reduce(0, +)
        return weights.map { $0 / sum }
    }

    /// A[m,k] times B, which is [k,n] or, if `transposed`, [n,k]; rows `lda` and `ldb` apart.
    static func product(_ m: Int, _ n: Int, _ k: Int, _ a: [Float], _ lda: Int, _ b: [Float], _ ldb: Int, transposed: Bool)
        -> [Double]
    {
        (0..<m).flatMap { i in
            (0..<n).map { j in
                (0..<k).reduce(0) { $0 + Double(a[i * lda + $1]) * Double(transposed ? b[j * ldb + $1] : b[$1 * ldb + j]) }
            }
        }
    }
}

/// An array at one place in memory, for as long as this object lives.
final class Pinned<Element> {
    let start: UnsafeMutablePointer<Element>
    let values: [Element]

    init(_ values: [Element]) {
        self.values = values
        start = .allocate(capacity: max(1, values.count))
        start.initialize(from: values, count: values.count)
    }

    deinit { start.deallocate() }
}

/// An unfinished product of either kind, with what finishes it and the values that it stands for.
struct SomeProduct {
    let floats: Pinned<Float>?
    let sums: Pinned<Int32>?
    let rowScale: Pinned<Float>
    let rowZero: Pinned<Int32>
    let columnScale: Pinned<Float>
    let columnSum: Pinned<Int32>
    let bias: Pinned<Float>?

    /// What the kernels must make of it, row by row.
    var values: [Double] {
        let columns = columnScale.values.count
        return (0..<rowScale.values.count * columns).map { at in
            let (i, j) = (at / columns, at % columns)
            let scale = Double(rowScale.values[i]) * Double(columnScale.values[j])
            let product = sums.map { Double($0.values[at] - rowZero.values[i] * columnSum.values[j]) * scale }
            return (product ?? Double(floats?.values[at] ?? 0)) + Double(bias?.values[j] ?? 0)
        }
    }

    func with(_ use: (UnsafePointer<KernelsProduct>) -> Void) {
        var product = KernelsProduct(
            floats: floats?.start, sums: sums?.start, row_scale: rowScale.start, row_zero: rowZero.start,
            column_scale: columnScale.start,
            column_sum: columnSum.start, bias: bias?.start)
        withExtendedLifetime(self) { use(&product) }
    }

    /// One product of each kind: of bytes and of floats, with bias and without.
    static func all(rows: Int, columns: Int, seed: UInt64) -> [SomeProduct] {
        var generator = SeededGenerator(seed: seed)
        return [(true, true), (true, false), (false, true), (false, false)].map { ofBytes, biased in
            SomeProduct(
                floats: ofBytes ? nil : Pinned(generator.floats(rows * columns)),
                sums: ofBytes ? Pinned(generator.integers(rows * columns, in: -100_000...100_000)) : nil,
                rowScale: Pinned(generator.floats(rows, in: 0.001...0.01)),
                rowZero: Pinned(generator.integers(rows, in: 0...255)),
                columnScale: Pinned(generator.floats(columns, in: 0.001...0.01)),
                columnSum: Pinned(generator.integers(columns, in: -500...500)),
                bias: biased ? Pinned(generator.floats(columns)) : nil)
        }
    }
}

/// The largest |a - b| / (1 + |b|); infinite where lengths differ or a number is none.
func distance(_ a: [Float], _ b: [Double]) -> Double {
    guard a.count == b.count else { return .infinity }
    return zip(a, b).reduce(0) { largest, pair in
        let difference = abs(Double(pair.0) - pair.1) / (1 + abs(pair.1))
        return difference.isNaN ? .infinity : max(largest, difference)
    }
}
