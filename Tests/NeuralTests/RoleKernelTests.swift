import CKernels
import TestSupport
import Testing

@Suite struct RoleKernelTests {
    @Test(arguments: levels, [(0, 16), (1, 128), (2, 128), (9, 32)])
    func theHiddenLayerAddsWhatWordAndCueSay(level: KernelsLevel, shape: (rows: Int, columns: Int)) throws {
        let (rows, columns) = shape
        var generator = SeededGenerator(seed: 7)
        let word = generator.floats(rows * columns), product = generator.floats(rows * columns), cue = generator.floats(columns)
        let table = generator.floats(35 * columns)
        let places: [[UInt8]] = [
            generator.integers(rows, in: 0...24), generator.integers(rows, in: 25...29), generator.integers(rows, in: 30...34),
        ]
        var out = [Float](repeating: .nan, count: rows * columns)
        try #require(kernels_at(level)).pointee.role_hidden(
            word, product, cue, table, places[0], places[1], places[2], Int64(rows), Int64(columns), &out)
        let expected = out.indices.map { at in
            let (i, j) = (at / columns, at % columns)
            let rows = places.reduce(0.0) { $0 + Double(table[Int($1[i]) * columns + j]) }
            return Reference.gelu(Double(word[at]) + Double(product[at]) + Double(cue[j]) + rows)
        }
        #expect(distance(out, expected) < 1e-5)
    }

    @Test(arguments: levels, [(0, 16), (1, 128), (2, 128), (4, 16), (9, 32)])
    func eachWordHearsItsNeighboursAndNothingBeyondTheEnds(level: KernelsLevel, shape: (rows: Int, columns: Int)) throws {
        let (rows, columns) = shape
        var generator = SeededGenerator(seed: 8)
        for taps in [1, 3, 5] {
            let hidden = generator.floats(rows * columns), filter = generator.floats(taps * columns),
                bias = generator.floats(columns)
            var out = [Float](repeating: .nan, count: rows * columns)
            try #require(kernels_at(level)).pointee.role_around(
                hidden, filter, bias, Int64(taps), Int64(rows), Int64(columns), &out)
            let expected = out.indices.map { at in
                let (i, j) = (at / columns, at % columns)
                let sum = (0..<taps).reduce(Double(bias[j])) { sum, d in
                    let row = i + d - taps / 2
                    return (0..<rows).contains(row)
                        ? sum + Double(filter[d * columns + j]) * Double(hidden[row * columns + j]) : sum
                }
                return Double(hidden[at]) + Reference.gelu(sum)
            }
            #expect(distance(out, expected) < 1e-5)
        }
    }
}
