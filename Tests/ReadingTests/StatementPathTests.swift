import Foundation
import TestSupport
import Testing

@testable import Reading

@Suite struct StatementPathTests {
    private typealias State = StatementPath.State

    @Test(arguments: 1...6, 0..<12 as Range<UInt64>)
    func theBestPathAndItsShareAreThoseOfAllPathsTried(words: Int, seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed * 10 + UInt64(words))
        let potentials = random(words, &generator)
        let sourceless = Float.random(in: -3...3, using: &generator)
        let low = Int.random(in: 0..<words, using: &generator)
        let blocked = low..<Int.random(in: low...words, using: &generator)
        let paths = allPaths(words).filter { path in
            blocked.allSatisfy { path[$0] == .outsideBefore || path[$0] == .outsideAfter }
        }
        let scores = paths.map { score($0, potentials, Double(sourceless)) }
        let best = try #require(scores.indices.max { scores[$0] < scores[$1] })
        let total = log(scores.reduce(0) { $0 + exp($1 - scores[best]) }) + scores[best]
        let found = StatementPath.best(potentials, blocked: blocked, sourceless: sourceless)
        #expect(found.states == paths[best])
        #expect(abs(found.logProbability - (scores[best] - total)) < 1e-4)
    }

    @Test func allPathsAreTried() {
        // One word: outside, content, source. Two: four without a source, eight with one at the first, the second or both words.
        #expect(allPaths(1).count == 3)
        #expect(allPaths(2).count == 4 + 2 + 2 + 1)
    }

    @Test func wordsOfTheCueCarryNoRoleHoweverStrongTheirScores() {
        let strong = RolePotentials(inSource: 90, inContent: 90, beginSource: 90, endSource: 90, beginContent: 90, endContent: 90)
        let found = StatementPath.best([strong, strong, strong], blocked: 1..<2, sourceless: 90)
        #expect(found.states[1] == .outsideBefore || found.states[1] == .outsideAfter)
        #expect(found.states[0] != .outsideBefore && found.states[2] != .outsideAfter)
    }

    @Test func aPathThatNothingRivalsIsCertainAndOneOfTwoEqualsIsHalf() {
        let none = RolePotentials(inSource: -50, inContent: -50, beginSource: 0, endSource: 0, beginContent: 0, endContent: 0)
        #expect(StatementPath.best([none, none], blocked: 0..<0, sourceless: 0).logProbability > -1e-6)
        let either = RolePotentials(inSource: -50, inContent: 0, beginSource: 0, endSource: 0, beginContent: 0, endContent: 0)
        #expect(abs(StatementPath.best([either], blocked: 0..<0, sourceless: 0).logProbability - log(0.5)) < 1e-5)
    }

    /// A window's length of words, scores that differ by thousands: nothing is lost to single precision.
    @Test func longWindowsKeepALogarithmOfAProbability() {
        var generator = SeededGenerator(seed: 1)
        for scale in [0.1, 1, 30] as [Float] {
            let potentials = random(382, &generator, scale: scale)
            let found = StatementPath.best(potentials, blocked: 100..<102, sourceless: 1)
            #expect(found.states.count == 382 && found.logProbability <= 0 && found.logProbability.isFinite)
            #expect(found.states[100..<102].allSatisfy { $0 == .outsideBefore || $0 == .outsideAfter })
        }
    }

    private func random(_ words: Int, _ generator: inout SeededGenerator, scale: Float = 3) -> [RolePotentials] {
        (0..<words).map { _ in
            let scores = (0..<6).map { _ in Float.random(in: -scale...scale, using: &generator) }
            return RolePotentials(
                inSource: scores[0], inContent: scores[1], beginSource: scores[2], endSource: scores[3], beginContent: scores[4],
                endContent: scores[5])
        }
    }

    /// All labellings of some words by outside, content and at most one whole source.
    private func allPaths(_ words: Int) -> [[State]] {
        (0..<words).reduce([[]]) { paths, _ in
            paths.flatMap { path in
                let next: [State] =
                    switch path.last {
                    case nil, .outsideBefore, .contentBefore: [.outsideBefore, .contentBefore, .source]
                    case .source: [.source, .outsideAfter, .contentAfter]
                    case .outsideAfter, .contentAfter: [.outsideAfter, .contentAfter]
                    }
                return next.map { path + [$0] }
            }
        }
    }

    /// The score by spans, not by steps: each begins, holds its words, and ends.
    private func score(_ path: [State], _ potentials: [RolePotentials], _ sourceless: Double) -> Double {
        var sum = path.contains(.source) ? 0 : sourceless
        for (word, state) in path.enumerated() where state != .outsideBefore && state != .outsideAfter {
            let p = potentials[word]
            let source = state == .source
            sum += Double(source ? p.inSource : p.inContent)
            if word == 0 || path[word - 1] != state { sum += Double(source ? p.beginSource : p.beginContent) }
            if word + 1 == path.count || path[word + 1] != state { sum += Double(source ? p.endSource : p.endContent) }
        }
        return sum
    }
}
