/// What many scores are read off: a row of numbers for each.
struct Rows: Sendable {
    /// How many numbers a row has.
    let width: Int
    private(set) var count = 0
    /// [count, width padded to fours with zeros]
    private var numbers: [Float] = []
    private var stride: Int { (width + 3) / 4 * 4 }

    init(width: Int) { self.width = width }

    /// Puts a row behind the others.
    mutating func append(_ row: some Sequence<Float>) {
        numbers += row
        count += 1
        numbers += [Float](repeating: 0, count: max(0, count * stride - numbers.count))
    }

    /// The score of each row by some weights.
    func scores(by weights: some Collection<Double>) -> [Double] {
        let padded = Array(weights) + [Double](repeating: 0, count: stride - width)
        return numbers.withUnsafeBytes { numbers in
            padded.withUnsafeBytes { weights in
                (0..<count).map { row in
                    var sum = SIMD4<Double>()
                    for at in Swift.stride(from: 0, to: stride, by: 4) {
                        let four = numbers.loadUnaligned(fromByteOffset: 4 * (row * stride + at), as: SIMD4<Float>.self)
                        sum += SIMD4<Double>(four) * weights.loadUnaligned(fromByteOffset: 8 * at, as: SIMD4<Double>.self)
                    }
                    return sum.sum()
                }
            }
        }
    }

    /// The sum of the rows, each times its share: [width].
    func sum(times shares: [Double]) -> [Double] {
        var sums = [Double](repeating: 0, count: stride)
        numbers.withUnsafeBytes { numbers in
            sums.withUnsafeMutableBytes { sums in
                for row in 0..<count where shares[row] != 0 {
                    let share = SIMD4<Double>(repeating: shares[row])
                    for at in Swift.stride(from: 0, to: stride, by: 4) {
                        let four = numbers.loadUnaligned(fromByteOffset: 4 * (row * stride + at), as: SIMD4<Float>.self)
                        let sum = sums.loadUnaligned(fromByteOffset: 8 * at, as: SIMD4<Double>.self)
                        sums.storeBytes(of: sum + share * SIMD4<Double>(four), toByteOffset: 8 * at, as: SIMD4<Double>.self)
                    }
                }
            }
        }
        return Array(sums[..<width])
    }

    /// The mean of the squares of all numbers in each place: [width].
    var meanSquares: [Double] {
        var sums = [Double](repeating: 0, count: width)
        for row in 0..<count {
            for i in 0..<width { sums[i] += Double(numbers[row * stride + i]) * Double(numbers[row * stride + i]) }
        }
        return sums.map { $0 / Double(max(count, 1)) }
    }
}
