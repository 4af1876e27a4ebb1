import Foundation

/// How far confidences are from the truth: the expected calibration error (Naeini, Cooper and Hauskrecht, AAAI 2015; Guo et al.,
/// ICML 2017) over ten bins of equal width.
///
///     var calibration = CalibrationMeasure()
///     for (statement, isRight) in zip(found, measure.add(text: text, gold: marked, predicted: spans)) {
///         calibration.add(confidence: statement.confidence, isRight: isRight)
///     }
///     calibration.error       // 0.031; nil where nothing was added
public struct CalibrationMeasure: Sendable, Hashable {
    /// The statements whose confidences lie in one tenth of the range.
    public struct Bin: Sendable, Hashable {
        /// How many there are.
        public fileprivate(set) var count = 0
        /// How many of them are right.
        public fileprivate(set) var right = 0
        fileprivate var sum = 0.0

        /// Their mean confidence; nil where there is none.
        public var mean: Double? { count == 0 ? nil : sum / Double(count) }
        /// The share of them that is right; nil where there is none.
        public var share: Double? { count == 0 ? nil : Double(right) / Double(count) }
    }

    /// Ten: from 0 to below 0.1, and so on; 1 belongs to the last.
    public private(set) var bins = [Bin](repeating: Bin(), count: 10)

    /// A measure of no statements.
    public init() {}

    /// Adds a statement with its confidence, 0 to 1 (what lies outside counts as the nearer end), and whether it is right.
    public mutating func add(confidence: Double, isRight: Bool) {
        let within = confidence.isNaN ? 0 : min(max(confidence, 0), 1)
        let bin = min(Int(within * 10), 9)
        bins[bin].count += 1
        bins[bin].right += isRight ? 1 : 0
        bins[bin].sum += within
    }

    /// The mean over the bins, weighted by their sizes, of how far the mean confidence is from the share that is right; nil where
    /// there is no statement.
    public var error: Double? {
        let count = bins.reduce(0) { $0 + $1.count }
        return count == 0 ? nil : bins.reduce(0) { $0 + abs(Double($1.right) - $1.sum) } / Double(count)
    }

    /// A heading, a line for each bin, and the error in the last line, all to three decimals; "-" where there is nothing.
    public var table: String {
        var lines = ["confidence  statements   mean  right"]
        for (i, bin) in bins.enumerated() {
            let range = String(format: "%.1f-%.1f", Double(i) / 10, Double(i + 1) / 10)
            let rates = [bin.mean, bin.share].map { rate in
                let digits = rate.map { String(format: "%.3f", $0) } ?? "-"
                return String(repeating: " ", count: max(0, 7 - digits.count)) + digits
            }
            lines.append(range + String(format: "%15d", bin.count) + rates.joined())
        }
        lines.append("expected calibration error \(error.map { String(format: "%.3f", $0) } ?? "-")")
        return lines.map { $0 + "\n" }.joined()
    }

    /// `{"error": 0.031, "bins": [{"count": 12, "mean": 0.031, "right": 0.0}, …]}`, rounded to four decimals, null where there is
    /// nothing.
    var json: String {
        func number(_ value: Double?) -> String { value.map(Measure.rounded) ?? "null" }
        let items = bins.map { "{\"count\": \($0.count), \"mean\": \(number($0.mean)), \"right\": \(number($0.share))}" }
        return "{\"error\": \(number(error)), \"bins\": [\(items.joined(separator: ", "))]}"
    }
}
