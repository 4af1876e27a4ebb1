import Foundation

/// Turns the network's scores into how likely a statement is right, by a logistic function fitted on the dev split.
struct Calibration {
    let weights: [Double]

    struct Features {
        /// The tagger's probability of the cue.
        let cue: Double
        /// The logarithm of the path's share of all paths.
        let path: Double
        let hasSource: Bool
    }

    func confidence(_ evidence: FoundStatement.Evidence) -> Double {
        switch evidence {
        case .network(let features): confidence(features)
        case .layout(let share): share
        }
    }

    func confidence(_ features: Features) -> Double {
        let p = min(max(features.cue, 1e-6), 1 - 1e-6)
        let values = [1, log(p / (1 - p)), max(features.path, -10), features.hasSource ? 1 : 0]
        let score = zip(weights, values).reduce(0) { $0 + $1.0 * $1.1 }
        return 1 / (1 + exp(-score))
    }
}
