import Foundation
import Neural
import Testing

@testable import Learning

@Suite struct StatementPartTests {
    private let card: ModelCard

    init() throws {
        let json = """
            {"name": "small", "trained": "2031-05-01", "base": "", "data": [], "figures": [], "limits": [], "licence": "", "threshold": 0.4,
            "nestedThreshold": 0.5, "calibration": [0, 1, 1, 0]}
            """
        card = try JSONDecoder().decode(ModelCard.self, from: Data(json.utf8))
    }

    /// A proposal whose cue is one of two words.
    private func lesson(_ odds: Double, word: Int, _ isRight: Bool?) -> StatementPart.Lesson {
        var cue = [Float](repeating: 0, count: 128)
        cue[word] = 1
        return StatementPart.Lesson(features: [1, odds, -0.1, 1], cue: cue, isRight: isRight)
    }

    @Test func aCueThatIsAlwaysFoundWrongIsKeptNoMore() throws {
        let part = StatementPart(card, isNested: false)
        let lessons = (0..<80).map { lesson(0.8, word: $0 % 2, $0 % 2 == 0) }
        let before = part.measured(lessons, with: part.before)
        #expect(before.judged == 80 && before.rate == 0.5)
        let weights = try #require(part.fitted(to: lessons, slack: 1, unless: { false }))
        let after = part.measured(lessons, with: weights)
        #expect(after.rate == 1 && after.isBetter(than: before))
    }

    @Test func fewJudgementsMoveItLessThanMany() throws {
        let part = StatementPart(card, isNested: false)
        let moved = try [4, 40, 400].map { count in
            try #require(part.fitted(to: (0..<count).map { _ in lesson(0.8, word: 0, false) }, slack: 1, unless: { false })).cue[
                0]
        }
        #expect(moved[0] < 0 && moved[1] < moved[0] && moved[2] < moved[1])
    }

    @Test func ofWhatNobodyHasJudgedNoMoreIsKept() throws {
        let part = StatementPart(card, isNested: false)
        let unjudged = (0..<50).map { lesson(-1 + Double($0) / 25, word: 0, nil) }
        let lessons = (0..<60).map { _ in lesson(0.2, word: 0, true) } + unjudged
        let kept = { (weights: StatementPart.Weights) in
            let wrong = unjudged.map { StatementPart.Lesson(features: $0.features, cue: $0.cue, isRight: false) }
            let figures = part.measured(wrong, with: weights)
            return figures.judged - figures.right
        }
        let weights = try #require(part.fitted(to: lessons, slack: 1, unless: { false }))
        #expect(kept(weights) <= kept(part.before) && weights.threshold > part.before.threshold)
    }

    @Test func whatIsTooLittleLeavesThePartAsItWas() throws {
        let part = StatementPart(card, isNested: false)
        let articles = (0..<4).map { _ in [lesson(0.8, word: 0, false), lesson(0.8, word: 1, true)] }
        let learned = try #require(part.learned(of: articles, keeping: true, unless: { false }))
        #expect(learned.outcome.decision == .tooFew(lessons: 42, articles: 1) && learned.weights == nil)
    }

    @Test func aFitThatIsWorseInArticlesThatItDidNotSeeIsLeftUnlessItIsWanted() throws {
        let part = StatementPart(card, isNested: false)
        // Each fifth of the articles is judged otherwise than most of the rest.
        let rights = [[true], [true], [false], [false], [true, false]]
        let articles = (0..<10).map { article in
            (0..<10).map { lesson(0, word: 0, rights[article % 5][$0 % rights[article % 5].count]) }
        }
        let learned = try #require(part.learned(of: articles, keeping: false, unless: { false }))
        #expect(learned.outcome.decision == .left && learned.weights == nil)
        let kept = try #require(part.learned(of: articles, keeping: true, unless: { false }))
        #expect(kept.outcome.decision == .takenThoughWorse && kept.weights != nil)
        #expect(part.learned(of: articles, keeping: true, unless: { true }) == nil)
    }
}
