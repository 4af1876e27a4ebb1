import CKernels
import TestSupport
import Testing

/// The levels that this processor can run; `CKernels.h` explains them.
let levels = [KERNELS_ANY, KERNELS_AVX2, KERNELS_AVX512, KERNELS_DOTPROD].filter { kernels_at($0) != nil }

extension KernelsLevel: @retroactive CustomTestStringConvertible {
    /// The name that stands in a test's report.
    public var testDescription: String { ["any", "avx2", "avx512", "dotprod"][Int(rawValue)] }
}

private let shapes = [(0, 16), (1, 16), (1, 384), (3, 48), (7, 128), (5, 1536)]

@Suite struct KernelTests {
    private func kernels(_ level: KernelsLevel) throws -> Kernels { try #require(kernels_at(level)).pointee }

    @Test func theBestKernelsAreThoseOfTheHighestLevel() throws {
        #expect(levels.contains(KERNELS_ANY))
        #expect(kernels_best() == kernels_at(try #require(levels.last)))
    }

    @Test(arguments: levels, shapes)
    func finishingGivesTheProductsValues(level: KernelsLevel, shape: (rows: Int, columns: Int)) throws {
        let kernels = try kernels(level)
        for product in SomeProduct.all(rows: shape.rows, columns: shape.columns, seed: 1) {
            var out = [Float](repeating: .nan, count: shape.rows * shape.columns)
            product.with { kernels.finish($0, Int64(shape.rows), Int64(shape.columns), &out) }
            #expect(distance(out, product.values) < 1e-5)
        }
    }

    @Test(arguments: levels, shapes)
    func finishingWithGeluGivesTheErrorFunctionsGelu(level: KernelsLevel, shape: (rows: Int, columns: Int)) throws {
        let kernels = try kernels(level)
        for product in SomeProduct.all(rows: shape.rows, columns: shape.columns, seed: 2) {
            var out = [Float](repeating: .nan, count: shape.rows * shape.columns)
            product.with { kernels.finish_gelu($0, Int64(shape.rows), Int64(shape.columns), &out) }
            #expect(distance(out, product.values.map(Reference.gelu)) < 1e-5)
        }
    }

    @Test(arguments: levels)
    func geluIsRightEverywhereAndSilentFarBelowZero(level: KernelsLevel) throws {
        let kernels = try kernels(level)
        let x =
            stride(from: Float(-20), to: 20, by: 0.0125).map { $0 }
            + [-1e30, -100, -0.0, 0, 1e-30, 100, 1e18, 1e30].map { Float($0) }
        #expect(x.count % 16 == 8)
        let padded = x + [Float](repeating: 1, count: 8)
        var out = [Float](repeating: .nan, count: padded.count)
        padded.withUnsafeBufferPointer { values in
            var product = KernelsProduct()
            product.floats = values.baseAddress
            kernels.finish_gelu(&product, 1, Int64(values.count), &out)
        }
        for (x, y) in zip(padded, out) {
            let expected = Reference.gelu(Double(x))
            #expect(abs(Double(y) - expected) <= 4e-7 * max(1, abs(Double(x))), "GELU(\(x))")
        }
    }

    @Test(arguments: levels, shapes)
    func normalizingCentresAndScalesRows(level: KernelsLevel, shape: (rows: Int, columns: Int)) throws {
        let (rows, columns) = shape
        var generator = SeededGenerator(seed: 3)
        let kernels = try kernels(level)
        let (gain, shift) = (generator.floats(columns), generator.floats(columns))
        let x = generator.floats(rows * columns, in: -2...9)
        var out = x
        kernels.normalize(Int64(rows), Int64(columns), gain, shift, &out)
        #expect(distance(out, Reference.normalized(x.map(Double.init), columns: columns, gain: gain, shift: shift)) < 1e-4)
        for product in SomeProduct.all(rows: rows, columns: columns, seed: 4) {
            out = x
            product.with { kernels.add_normalize($0, Int64(rows), Int64(columns), gain, shift, &out) }
            let sums = zip(x, product.values).map { Double($0) + $1 }
            #expect(distance(out, Reference.normalized(sums, columns: columns, gain: gain, shift: shift)) < 1e-4)
        }
    }

    @Test(arguments: levels)
    func aConstantRowNormalizesToTheShift(level: KernelsLevel) throws {
        var x = [Float](repeating: 3, count: 32)
        let shift = (0..<32).map(Float.init)
        try kernels(level).normalize(1, 32, [Float](repeating: 2, count: 32), shift, &x)
        #expect(x == shift)
    }

    @Test(arguments: levels, [false, true])
    func productsOfAnyShapeAreThoseOfThePlainLoop(level: KernelsLevel, transposed: Bool) throws {
        var generator = SeededGenerator(seed: 5)
        let kernels = try kernels(level)
        for (m, n, k) in [(0, 5, 3), (1, 1, 1), (2, 33, 7), (5, 31, 32), (4, 64, 100), (13, 70, 1), (7, 32, 129), (3, 0, 4)] {
            let (lda, ldb, ldc) = (k + 3, (transposed ? k : n) + 2, n + 5)
            let a = generator.floats(m * lda), b = generator.floats((transposed ? n : k) * ldb)
            var c = [Float](repeating: 77, count: m * ldc)
            var scratch = [Float](repeating: .nan, count: 32 * k)
            kernels.product_float(
                Int64(m), Int64(n), Int64(k), a, Int64(lda), b, Int64(ldb), transposed, &c, Int64(ldc), &scratch)
            let expected = Reference.product(m, n, k, a, lda, b, ldb, transposed: transposed)
            let found = (0..<m * n).map { c[$0 / max(1, n) * ldc + $0 % max(1, n)] }
            #expect(distance(found, expected) < 1e-4, "\(m) x \(n) x \(k)")
            #expect(
                (0..<m).allSatisfy { i in c[i * ldc + n..<(i + 1) * ldc].allSatisfy { $0 == 77 } }, "written beyond \(n) columns")
        }
    }

    @Test(arguments: levels)
    func rowsAreAddedScaledAndWidened(level: KernelsLevel) throws {
        var generator = SeededGenerator(seed: 6)
        let kernels = try kernels(level)
        for (rows, columns) in [(0, 5), (1, 1), (3, 17), (5, 384)] {
            let x = generator.floats(rows * columns), y = generator.floats(rows * columns)
            let bytes: [Int8] = generator.integers(rows * columns, in: -127...127)
            let scale = generator.floats(columns)
            var out = y
            kernels.add(x, Int64(x.count), &out)
            #expect(out == zip(y, x).map { $0 + $1 })
            out = y
            kernels.add_scaled_bytes(bytes, 0.5, Int64(bytes.count), &out)
            #expect(distance(out, zip(y, bytes).map { Double($0) + 0.5 * Double($1) }) < 1e-6)
            kernels.widen_columns(bytes, Int64(rows), Int64(columns), scale, &out)
            #expect(out == bytes.enumerated().map { scale[$0 % columns] * Float($1) })
        }
    }
}
