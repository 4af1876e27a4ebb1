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
        /// How often the cue's words are part of one (`CueWords`), log odds.
        let word: Double

        /// What the weights weigh: one, the cue's log odds, the path's log probability, whether there is a source, its words' log odds. A model older
        /// than reader-10 has no weight for the last.
        var values: [Double] {
            let p = min(max(cue, 1e-6), 1 - 1e-6)
            return [1, log(p / (1 - p)), max(path, -10), hasSource ? 1 : 0, word]
        }
    }

    func confidence(_ evidence: FoundStatement.Evidence) -> Double {
        switch evidence {
        case .network(let features): confidence(features)
        case .layout(let share): share
        }
    }

    func confidence(_ features: Features) -> Double {
        let score = zip(weights, features.values).reduce(0) { $0 + $1.0 * $1.1 }
        return 1 / (1 + exp(-score))
    }
}
