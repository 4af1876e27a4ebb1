import Foundation

/// A figure: how it is called and what it is, nil where there is nothing to measure.
public struct Figure: Sendable, Hashable {
    /// How it is called.
    public let name: String
    /// What it is.
    public let value: Value

    /// What a figure can be.
    public enum Value: Sendable, Hashable {
        /// A count.
        case count(Int)
        /// A share, 0 to 1, or F1.
        case share(Double?)
    }

    /// The value as the table prints it: a count, a share in percent, "-" where there is none.
    public var text: String {
        switch value {
        case .count(let count): "\(count)"
        case .share(nil): "-"
        case .share(let share?): String(format: "%6.1f", 100 * share)
        }
    }
}

/// Putting figures together.
enum Figures {
    /// A line each, shares in percent.
    static func table(_ figures: [Figure]) -> String {
        figures.map { $0.name.padding(toLength: 44, withPad: " ", startingAt: 0) + " " + $0.text + "\n" }.joined()
    }

    /// Between confidences and the share that is right, in ten bins, 0 to 1; 0 of nothing.
    static func calibrationError(_ sure: [(confidence: Double, isRight: Bool)]) -> Double {
        guard !sure.isEmpty else { return 0 }
        var bins = [(confidence: Double, right: Double)](repeating: (0, 0), count: 10)
        for (confidence, isRight) in sure {
            let bin = min(9, max(0, Int(confidence * 10)))
            bins[bin].confidence += confidence
            bins[bin].right += isRight ? 1 : 0
        }
        return bins.reduce(0) { $0 + abs($1.confidence - $1.right) } / Double(sure.count)
    }

    /// The mean of F1 over the labels of which there are at least so many.
    static func macro(_ rows: [(told: String?, gold: String)], least: Int) -> Double? {
        var scores: [Double] = []
        for label in Set(rows.map(\.gold)).sorted() {
            let gold = rows.count { $0.gold == label }
            guard gold >= least else { continue }
            scores.append(f1(of: label, rows))
        }
        return scores.isEmpty ? nil : scores.reduce(0, +) / Double(scores.count)
    }

    /// F1 of a label: 0 where there is neither.
    static func f1(of label: String, _ rows: [(told: String?, gold: String)]) -> Double {
        let both = rows.count { $0.told == label } + rows.count { $0.gold == label }
        return both == 0 ? 0 : 2 * Double(rows.count { $0.told == label && $0.gold == label }) / Double(both)
    }
}
