import Foundation
import Neural
import Reading

/// Whose a statement is: the last layer of the decision about speakers.
struct SpeakerPart: LearnedPart {
    /// A choice between candidates, one of whom somebody has found to speak.
    struct Lesson: Sendable {
        let choice: SpeakerLesson
        /// The candidates that are right.
        let right: Set<Int>
    }

    struct Weights: Sendable {
        /// [width]
        var out: [Double]
    }

    let name = "speakers"
    let figure = "right"
    let least = Enough.statements
    let before: Weights
    /// The array in the model file, [width, 1].
    static let array = "speakers.out.weight"

    init(_ file: ModelFile) throws { before = Weights(out: try file.numbers(SpeakerPart.array).map(Double.init)) }

    func fitted(to lessons: [Lesson], slack: Double, unless isCancelled: () -> Bool) -> Weights? {
        let width = before.out.count
        var (rows, choices) = (Rows(width: width), [Choice]())
        for lesson in lessons { choices.append(Choice(lesson, width, &rows)) }
        // What all rows of a choice have in common decides nothing: how far they lie apart counts.
        let spread = choices.reduce(0) { $0 + $1.spread } / Double(max(rows.count, 1))
        let holds = before.out.map { _ in spread / (slack * slack) }
        let found = Minimum.find(from: before.out, holding: holds, unless: isCancelled) { out in
            let scores = rows.scores(by: out)
            var (loss, errors) = (0.0, [Double](repeating: 0, count: rows.count))
            for choice in choices { loss += choice.loss(scores, &errors) }
            return (loss, rows.sum(times: errors))
        }
        return found.map(Weights.init)
    }

    /// A choice by its rows of those who can speak.
    private struct Choice {
        let rows: Range<Int>
        let isRight: [Bool]
        /// How far its rows lie apart, squared and summed.
        let spread: Double

        init(_ lesson: Lesson, _ width: Int, _ all: inout Rows) {
            let (first, owners) = (all.count, lesson.choice.owners)
            let kept = owners.indices.filter { owners[$0] < lesson.choice.candidates.count }
            var (sums, squares) = ([Double](repeating: 0, count: width), 0.0)
            for row in kept {
                let numbers = lesson.choice.hidden[row * width..<(row + 1) * width]
                all.append(numbers)
                for (i, number) in numbers.enumerated() {
                    sums[i] += Double(number)
                    squares += Double(number) * Double(number)
                }
            }
            rows = first..<all.count
            isRight = kept.map { lesson.right.contains(owners[$0]) }
            spread = squares - sums.reduce(0) { $0 + $1 * $1 } / Double(max(kept.count, 1))
        }

        /// The negative logarithm of the share of the right rows, and its slopes by their scores.
        func loss(_ scores: [Double], _ slopes: inout [Double]) -> Double {
            let top = scores[rows].max() ?? 0
            let powers = scores[rows].map { exp($0 - top) }
            let all = powers.reduce(0, +)
            let right = zip(powers, isRight).reduce(1e-12) { $0 + ($1.1 ? $1.0 : 0) }
            for (at, row) in rows.enumerated() { slopes[row] = powers[at] / all - (isRight[at] ? powers[at] / right : 0) }
            return log(all) - log(right)
        }
    }

    /// The scores of all rows of a lesson.
    private static func scores(_ lesson: Lesson, _ out: [Double]) -> [Double] {
        lesson.choice.owners.indices.map { row in
            var sum = 0.0
            for i in out.indices { sum += out[i] * Double(lesson.choice.hidden[row * out.count + i]) }
            return sum
        }
    }

    func measured(_ lessons: [Lesson], with weights: Weights) -> LearnedFigures {
        lessons.reduce(into: LearnedFigures()) { figures, lesson in
            let scores = SpeakerPart.scores(lesson, weights.out).map(Float.init)
            guard let decision = lesson.choice.decision(scores: scores) else { return }
            let isRight = lesson.right.contains(decision.candidate)
            figures.judged += 1
            figures.told += 1
            figures.gold += 1
            figures.right += isRight ? 1 : 0
            // By what is decided, not by how sure: where the layer is unsure the reader's rules decide, and a layer that is surer leaves them less.
            figures.loss += isRight ? 0 : 1
        }
    }
}
