import Foundation
import Record
import Testing

@testable import Meaning

@Suite struct PairRulesTests {
    private func told(_ cue: String, _ content: String) -> ToldWords {
        ToldWords(speaker: "Mara Lind", cue: cue, content: content)
    }

    private func proved(_ a: ToldWords, _ b: ToldWords) -> Relation? { PairRules.proved(a, b)?.relation }

    @Test func whoeverDeniesTheSameWordsContradictsThem() {
        let one = told("said", "that officials in Norrvik had promised to sign"),
            other = told("denied", "officials in Norrvik had promised to sign")
        #expect(proved(one, other) == .contradicts && proved(other, one) == .contradicts)
        #expect(proved(one, told("said", "“Officials in Norrvik had promised to sign.”")) == .same)
        #expect(proved(other, told("disputed", "that officials in Norrvik had promised to sign")) == .same)
        #expect(proved(one, told("did not deny", "officials in Norrvik had promised to sign")) == .same)
    }

    @Test func anotherNumberOrDayForTheSameThingContradicts() throws {
        let found = try #require(
            PairRules.proved(
                told("said", "that 12 barges were held at the lock"), told("said", "that forty barges were held at the lock")))
        #expect(found.relation == .contradicts && found.proof == "12 against 40" && found.confidence < 1)
        #expect(
            proved(told("said", "the assembly meets on Monday"), told("said", "the assembly meets on Tuesday")) == .contradicts)
        #expect(proved(told("said", "the dam cost 1,200 crowns"), told("said", "the dam cost 1200 crowns")) == .same)
        #expect(proved(told("said", "the dam held twelve days"), told("said", "the dam held 12 days")) == .same)
    }

    @Test(arguments: [
        ("the gate stays shut", "the gate stays open"), ("12 barges were held", "12 barges were held at the lock on Monday"),
        ("“No.”", "No"), ("12 barges and 4 ferries were held", "13 barges and 5 ferries were held"),
    ])
    func whatDiffersInMoreIsProvedByNoRule(one: String, other: String) {
        #expect(proved(told("said", one), told("said", other)) == nil)
    }
}

@Suite struct PairDecisionTests {
    private func shares(_ values: [Relation: Double]) -> [Double] { Relation.allCases.map { values[$0] ?? 0 } }

    @Test func whatIsNotSureCannotBeTold() {
        let unsure = PairReader.decided(
            shares([.same: 0.2, .supports: 0.2, .related: 0.2, .opposes: 0.1, .contradicts: 0.1, .unrelated: 0.2]))
        #expect(unsure.relation == nil && unsure.confidence > 0)
    }

    @Test func opposingAndContradictingAreOneUntilOneIsChosen() {
        let found = PairReader.decided(shares([.related: 0.3, .opposes: 0.3, .contradicts: 0.4]))
        #expect(found.relation == .contradicts && abs(found.confidence - 0.7) < 1e-9)
    }
}

@Suite struct PairMeasureTests {
    private static let file = """
        {"x": {"speaker": "Lind", "cue": "said", "content": "the gate is shut"}, "y": {"content": "the gate is open"}, "rel": "contradict"}
        {"x": {"content": "the gate is shut"}, "y": {"content": "it is closed"}, "rel": "same"}
        {"x": {"content": "the gate is shut"}, "y": {"content": "rain fell"}, "rel": "unrelated"}
        {"hypothesis": "The gate must close", "premise": "It floods the town", "label": "SUPPORT"}
        {"hypothesis": "The gate must close", "premise": "It feeds the town", "label": "UNDERMINE"}
        """

    private func found(_ relation: Relation?, _ shares: [Relation: Double]) -> FoundRelation {
        FoundRelation(relation: relation, confidence: shares.values.max() ?? 0, shares: Relation.allCases.map { shares[$0] ?? 0 })
    }

    @Test func figuresCountWhatWasToldAndWhatWasRight() throws {
        var measure = PairMeasure()
        try measure.add(Data(PairMeasureTests.file.utf8), called: "pairs.jsonl")
        #expect(measure.pairs.count == 5 && measure.pairs[0].0.speaker == "Lind")
        let figures = measure.figures(of: [
            found(.opposes, [.opposes: 0.9]), found(nil, [.same: 0.3, .related: 0.2]), found(.opposes, [.opposes: 0.6]),
            found(.supports, [.supports: 0.9]), found(.related, [.supports: 0.3, .related: 0.5]),
        ])
        let share = { (name: String) in figures.first { $0.name.trimmingCharacters(in: .whitespaces) == name }?.share }
        #expect(share("same F1") == 1)  // what cannot be told counts by what is likeliest
        #expect(share("told, not “cannot tell”") == 2.0 / 3)
        #expect(share("right of those told") == 0.5)
        #expect(share("support against undermine, accuracy") == 0.5)
        #expect(share("opposed, precision of those shown") == 0.5 && share("opposed, recall of those shown") == 1)
        #expect(share("opposed, precision at recall 25 %") == 1)
    }

    @Test func aLineThatIsNoPairIsNamed() {
        var measure = PairMeasure()
        #expect(throws: MarkedFileError.self) { try measure.add(Data("{\"x\": 1}\n".utf8), called: "pairs.jsonl") }
    }
}
