import TestSupport

extension SeededGenerator {
    mutating func floats(_ count: Int, in range: ClosedRange<Float> = -4...4) -> [Float] {
        (0..<count).map { _ in Float.random(in: range, using: &self) }
    }

    mutating func integers<T: FixedWidthInteger>(_ count: Int, in range: ClosedRange<T>) -> [T] {
        (0..<count).map { _ in T.random(in: range, using: &self) }
    }
}
