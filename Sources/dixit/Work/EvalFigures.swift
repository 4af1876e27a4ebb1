import Gathering
import Reading
import Record
import Wire

/// What `dixit eval` prints: how well statements agree with gold ones and, where it is asked for, how far their confidences are
/// from the truth.
struct EvalFigures: Sendable {
    private(set) var measure = Measure()
    private(set) var calibration: CalibrationMeasure?

    /// Figures of no articles.
    init(withCalibration: Bool) { calibration = withCalibration ? CalibrationMeasure() : nil }

    /// Adds a gold article and the statements that were found in it, with a confidence each; a missing one counts as 0.
    mutating func add(_ gold: AnnotatedArticle, found: [StatementSpans], confidences: [Double?]) {
        let areRight = measure.add(text: gold.text ?? "", gold: gold.statements, predicted: found)
        guard calibration != nil else { return }
        for (isRight, confidence) in zip(areRight, confidences) {
            calibration?.add(confidence: confidence ?? 0, isRight: isRight)
        }
    }

    /// Compares statements that were found before, paired by the articles' ids; an article that is missing has none.
    ///
    /// - Throws: where the calibration is asked for and a statement lacks a confidence.
    mutating func add(_ gold: [AnnotatedArticle], predictions: [AnnotatedArticle]) throws(CommandError) {
        if calibration != nil, let article = predictions.first(where: EvalFigures.lacksConfidence) {
            throw CommandError(
                description: "the predictions have a statement without a confidence from 0 to 1, in the article “\(article.id)”; "
                    + "give every statement a “confidence”, or leave --calibration out")
        }
        let found = Dictionary(predictions.map { ($0.id, $0) }, uniquingKeysWith: { $1 })
        for article in gold {
            let prediction = found[article.id]
            add(article, found: prediction?.statements ?? [], confidences: prediction?.confidences ?? [])
        }
    }

    private static func lacksConfidence(_ article: AnnotatedArticle) -> Bool {
        article.confidences.contains { confidence in confidence.map { (0...1).contains($0) } != true }
    }

    /// The tables for people; the calibration's stands behind the other, a blank line between them.
    var table: String { measure.table + (calibration.map { "\n" + $0.table } ?? "") }

    /// The figures as one JSON object on one line.
    var json: String { measure.json(with: calibration) + "\n" }
}
