import Foundation
import Neural
import Reading

/// Which of the statements that the network proposes are kept: the calibration of their confidence, and with it how likely a word is a cue.
///
/// The confidence is the logistic function of w · x + u · h, x being what the calibration weighs and h what the cue's log odds are read off. Since these are
/// weighed by w₁, u is w₁ times what is added to the tagger's last layer; so what is fitted is a logistic function, and what comes of it a model like any other.
struct StatementPart: LearnedPart {
    /// A proposal.
    struct Lesson: Sendable {
        /// What the calibration weighs, [5], of which an older model weighs the first four.
        let features: [Double]
        /// What the cue's log odds are read off.
        let cue: [Float]
        /// Whether it is a statement as somebody has left it, by the `statement` measure; nil where nobody has said.
        let isRight: Bool?
    }

    struct Weights: Sendable {
        /// Of the calibration, bias first.
        var calibration: [Double]
        /// Added to the tagger's last layer, for its beginning of a cue.
        var cue: [Double]
        /// From which confidence on a statement is kept.
        var threshold: Double
    }

    let name: String
    let figure = "right"
    let least = Enough.statements
    let before: Weights
    /// Which of the taggers it is, and its array in the model file, [cue width, 3].
    let array: String

    /// - Parameter isNested: whether it is about statements inside the contents of others.
    init(_ card: ModelCard, isNested: Bool) {
        name = isNested ? "nested statements" : "statements"
        array = isNested ? "cues.nested.weight" : "cues.out.weight"
        before = Weights(
            calibration: isNested ? card.nestedCalibration ?? card.calibration : card.calibration,
            cue: [Double](repeating: 0, count: ReviewLessons.cueWidth),
            threshold: isNested ? card.nestedThreshold : card.threshold)
    }

    func fitted(to lessons: [Lesson], slack: Double, unless isCancelled: () -> Bool) -> Weights? {
        let judged = lessons.filter { $0.isRight != nil }
        let weighed = before.calibration.count
        var rows = Rows(width: weighed + before.cue.count)
        for lesson in judged { rows.append(lesson.features.prefix(weighed).map(Float.init) + lesson.cue) }
        let squares = rows.meanSquares
        let size = squares[weighed...].reduce(0, +)
        let holds = squares.indices.map { i in
            (i < weighed ? squares[i] : size) / (slack * slack)
        }
        let start = before.calibration + before.cue
        let found = Minimum.find(from: start, holding: holds, unless: isCancelled) { place in
            var (loss, errors) = (0.0, [Double]())
            for (score, lesson) in zip(rows.scores(by: place), judged) {
                let isRight = lesson.isRight == true
                loss += StatementPart.loss(score, isRight: isRight)
                errors.append(1 / (1 + exp(-score)) - (isRight ? 1 : 0))
            }
            return (loss, rows.sum(times: errors))
        }
        guard let found else { return nil }
        // A cue's log odds that count for nothing cannot carry what was learned of cues.
        let weight = max(found[1], 0.1)
        var weights = Weights(
            calibration: Array(found[..<weighed]), cue: found[weighed...].map { $0 / weight }, threshold: before.threshold)
        weights.calibration[1] = weight
        weights.threshold = threshold(for: weights, of: lessons)
        return weights
    }

    /// Nobody has judged what was not shown: of that no more is to be kept than was.
    private func threshold(for weights: Weights, of lessons: [Lesson]) -> Double {
        let unjudged = lessons.filter { $0.isRight == nil }
        let kept = unjudged.count { confidence($0, before) >= before.threshold }
        let confidences = unjudged.map { confidence($0, weights) }.sorted(by: >)
        guard confidences.count > kept else { return before.threshold }
        return max(before.threshold, confidences[kept].nextUp)
    }

    func measured(_ lessons: [Lesson], with weights: Weights) -> LearnedFigures {
        lessons.reduce(into: LearnedFigures()) { figures, lesson in
            let confidence = confidence(lesson, weights)
            let isKept = confidence >= weights.threshold
            guard let isRight = lesson.isRight else {
                figures.unjudged += isKept == (self.confidence(lesson, before) >= before.threshold) ? 0 : 1
                return
            }
            // Not F1: where people find nearly all wrong, that is best where some of it is kept.
            figures.judged += 1
            figures.gold += 1
            figures.told += 1
            figures.right += isKept == isRight ? 1 : 0
            figures.loss -= log(max(isRight ? confidence : 1 - confidence, 1e-9))
        }
    }

    private func confidence(_ lesson: Lesson, _ weights: Weights) -> Double {
        var odds = 0.0
        for i in lesson.cue.indices { odds += Double(lesson.cue[i]) * weights.cue[i] }
        var score = weights.calibration[1] * odds
        score = zip(weights.calibration, lesson.features).reduce(score) { $0 + $1.0 * $1.1 }
        return 1 / (1 + exp(-score))
    }

    /// The logarithmic loss, for any score.
    private static func loss(_ score: Double, isRight: Bool) -> Double {
        let against = isRight ? -score : score
        return max(against, 0) + log1p(exp(-abs(against)))
    }

    /// Puts the weights into a card and a file's arrays.
    func put(_ weights: Weights, into card: inout ModelCard, _ arrays: inout [String: [Float]], of file: ModelFile) throws {
        var array = try file.numbers(self.array)
        // [width, 3]: outside, begins, goes on.
        let outputs = array.count / weights.cue.count
        for i in weights.cue.indices { array[i * outputs + 1] += Float(weights.cue[i]) }
        arrays[self.array] = array
        if name == "statements" {
            (card.calibration, card.threshold) = (weights.calibration, weights.threshold)
        } else {
            (card.nestedCalibration, card.nestedThreshold) = (weights.calibration, weights.threshold)
        }
    }
}
