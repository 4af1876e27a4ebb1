import Foundation
import TestSupport
import Testing

@testable import Reading

@Suite struct CalibrationTests {
    private func confidence(_ weights: [Double], cue: Double, path: Double = -0.5, hasSource: Bool = true, word: Double = 0)
        -> Double
    {
        Calibration(weights: weights).confidence(.init(cue: cue, path: path, hasSource: hasSource, word: word))
    }

    @Test func aLikelierCueGivesAHigherConfidence() throws {
        for weights in [[-0.05, 0.6, 1.5, 0.1], try Repository.reader().card.calibration] {
            let found = (0...100).map { confidence(weights, cue: Double($0) / 100) }
            #expect(zip(found, found.dropFirst()).allSatisfy { $0 < $1 })
            #expect(found.allSatisfy { 0 < $0 && $0 < 1 })
        }
    }

    @Test func aLikelierPathGivesAHigherConfidence() throws {
        for weights in [[-0.05, 0.6, 1.5, 0.1], try Repository.reader().card.calibration] {
            let found = (0...100).map { confidence(weights, cue: 0.9, path: Double($0 - 100) / 10) }
            #expect(zip(found, found.dropFirst()).allSatisfy { $0 < $1 })
        }
    }

    @Test func itIsTheLogisticFunctionOfTheTraining() {
        let weights = [-0.3, 0.7, 1.1, 0.4]
        let score = -0.3 + 0.7 * log(0.8 / 0.2) + 1.1 * -0.5 + 0.4
        #expect(abs(confidence(weights, cue: 0.8) - 1 / (1 + exp(-score))) < 1e-12)
        #expect(abs(confidence(weights, cue: 0.8, hasSource: false) - 1 / (1 + exp(0.4 - score))) < 1e-12)
        #expect(confidence(weights, cue: 0.8, path: -10) == confidence(weights, cue: 0.8, path: -.infinity))
        #expect(confidence(weights, cue: 1) == confidence(weights, cue: 1 - 1e-6))
    }

    @Test func wordsThatAreMoreOftenPartOfACueGiveAHigherConfidence() throws {
        for weights in [[-0.05, 0.6, 1.5, 0.1, 0.2], try Repository.reader().card.calibration] {
            #expect(confidence(weights, cue: 0.5, word: 1) > confidence(weights, cue: 0.5, word: -1))
        }
        let older = [-0.05, 0.6, 1.5, 0.1]
        #expect(confidence(older, cue: 0.5, word: 1) == confidence(older, cue: 0.5, word: -1))
    }

    @Test func theModelsThresholdIsAConfidence() throws {
        let card = try Repository.reader().card
        #expect(card.threshold > 0 && card.threshold < 1 && card.calibration.count == 5)
    }
}
