import Foundation
import Meaning
import Neural

/// What is done by a statement, or what it claims: outputs of the last layer of the network of meaning.
///
/// Of statements whose mark nobody has judged it goes on saying what it said, so that a few judgements, most of which correct, do not carry all others along.
struct MarkPart: LearnedPart {
    /// A statement.
    struct Lesson: Sendable {
        /// What the outputs are read off, [`MarkLessons.width`].
        let numbers: [Float]
        /// The outputs that hold; nil where nobody has judged the mark.
        let right: Set<Int>?
    }

    struct Weights: Sendable {
        /// For each output its weights, and its bias behind them.
        var outputs: [[Double]]
    }

    let name: String
    let figure: String
    let least = Enough.marks
    let before: Weights
    /// The places of its outputs among all of the layer.
    private let places: Range<Int>
    /// One of the outputs holds, of the first so many; nil where any may hold.
    private let oneOf: Int?

    /// Of the acts.
    static func acts(_ file: ModelFile) throws -> MarkPart {
        try MarkPart(file, "act", figure: "right", at: 0..<MarkLessons.acts.count, oneOf: MarkLessons.markedActs)
    }

    /// Of the claims.
    static func claims(_ file: ModelFile) throws -> MarkPart {
        let acts = MarkLessons.acts.count
        return try MarkPart(file, "claims", figure: "F1", at: acts..<acts + MarkLessons.claims.count, oneOf: nil)
    }

    private init(_ file: ModelFile, _ name: String, figure: String, at places: Range<Int>, oneOf: Int?) throws {
        (self.name, self.figure, self.places, self.oneOf) = (name, figure, places, oneOf)
        let (weight, bias) = (try file.numbers(MarkLessons.weight), try file.numbers(MarkLessons.bias))
        before = Weights(
            outputs: places.map { output in
                (0..<MarkLessons.width).map { Double(weight[$0 * bias.count + output]) } + [Double(bias[output])]
            })
    }

    /// What a statement that nobody has judged weighs beside one that somebody has.
    private static let shareOfUnjudged = 0.1

    func fitted(to lessons: [Lesson], slack: Double, unless isCancelled: () -> Bool) -> Weights? {
        let (inputs, outputs) = (MarkLessons.width + 1, before.outputs.count)
        let rows = MarkPart.rows(lessons)
        let hold = rows.meanSquares.reduce(0, +) / (slack * slack)
        let start = before.outputs.flatMap { $0 }
        let targets = zip(lessons, shares(rows, before)).map { lesson, shares in
            lesson.right.map { right in (0..<outputs).map { right.contains($0) ? 1.0 : 0 } } ?? shares
        }
        let holds = [Double](repeating: hold, count: start.count)
        let found = Minimum.find(from: start, holding: holds, unless: isCancelled) { place in
            var (loss, errors) = (0.0, [[Double]](repeating: [], count: outputs))
            for (told, (lesson, target)) in zip(shares(rows, weights(place)), zip(lessons, targets)) {
                let weight = lesson.right == nil ? MarkPart.shareOfUnjudged : 1
                loss += weight * self.loss(told, target)
                for output in 0..<outputs { errors[output].append(weight * (told[output] - target[output])) }
            }
            return (loss, errors.flatMap { rows.sum(times: $0) })
        }
        func weights(_ place: [Double]) -> Weights {
            Weights(outputs: (0..<outputs).map { Array(place[$0 * inputs..<($0 + 1) * inputs]) })
        }
        return found.map(weights)
    }

    /// What the outputs are read off, with a one behind it for the bias.
    private static func rows(_ lessons: [Lesson]) -> Rows {
        var rows = Rows(width: MarkLessons.width + 1)
        for lesson in lessons { rows.append(lesson.numbers + [1]) }
        return rows
    }

    /// How likely each output is of each row.
    private func shares(_ rows: Rows, _ weights: Weights) -> [[Double]] {
        let scores = weights.outputs.map { rows.scores(by: $0) }
        return (0..<rows.count).map { row in shares(scores.map { $0[row] }) }
    }

    func measured(_ lessons: [Lesson], with weights: Weights) -> LearnedFigures {
        let rows = MarkPart.rows(lessons)
        let (now, then) = (shares(rows, weights), shares(rows, before))
        return lessons.indices.reduce(into: LearnedFigures()) { figures, at in
            let told = told(now[at])
            guard let right = lessons[at].right else {
                figures.unjudged += told == self.told(then[at]) ? 0 : 1
                return
            }
            figures.judged += 1
            figures.told += told.count
            figures.gold += right.count
            figures.right += told.intersection(right).count
            figures.loss += loss(now[at], before.outputs.indices.map { right.contains($0) ? 1 : 0 })
        }
    }

    private func shares(_ scores: [Double]) -> [Double] {
        guard oneOf != nil else { return scores.map { 1 / (1 + exp(-$0)) } }
        let top = scores.max() ?? 0
        let powers = scores.map { exp($0 - top) }
        let sum = powers.reduce(0, +)
        return powers.map { $0 / sum }
    }

    private func told(_ shares: [Double]) -> Set<Int> {
        if let oneOf { return (0..<oneOf).max { shares[$0] < shares[$1] }.map { [$0] } ?? [] }
        return Set(shares.indices.filter { shares[$0] >= MarkLessons.leastOfClaims[$0] })
    }

    /// Cross entropy.
    private func loss(_ told: [Double], _ target: [Double]) -> Double {
        zip(told, target).reduce(0) { sum, one in
            let against = oneOf == nil && one.1 < 1 ? (1 - one.1) * log(max(1 - one.0, 1e-12)) : 0
            return sum - (one.1 > 0 ? one.1 * log(max(one.0, 1e-12)) : 0) - against
        }
    }

    /// Puts the weights into a file's arrays.
    func put(_ weights: Weights, into arrays: inout [String: [Float]], of file: ModelFile) throws {
        var weight = try arrays[MarkLessons.weight] ?? file.numbers(MarkLessons.weight)
        var bias = try arrays[MarkLessons.bias] ?? file.numbers(MarkLessons.bias)
        for (place, output) in zip(places, weights.outputs) {
            for i in 0..<MarkLessons.width { weight[i * bias.count + place] = Float(output[i]) }
            bias[place] = Float(output[MarkLessons.width])
        }
        (arrays[MarkLessons.weight], arrays[MarkLessons.bias]) = (weight, bias)
    }
}
