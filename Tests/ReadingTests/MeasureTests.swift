import Foundation
import Record
import Testing
import Wire

@testable import Reading

private let fixtures = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("Fixtures")

private func annotated(_ name: String) throws -> [AnnotatedArticle] {
    try Data(contentsOf: fixtures.appendingPathComponent(name)).split(separator: UInt8(ascii: "\n")).map {
        try AnnotatedArticle(json: Array($0))
    }
}

private func measured(_ text: String, _ gold: [StatementSpans], _ predicted: [StatementSpans]) -> Measure {
    var measure = Measure()
    measure.add(text: text, gold: gold, predicted: predicted)
    return measure
}

@Suite struct MeasureTests {
    let text = "“The harbour stays shut,” Mara Lind said. “No.”"
    let gold = StatementSpans(source: [Span(26, 35)], cue: [Span(36, 40)], content: [Span(0, 25)])

    @Test func theFigureEqualsThePythonScorers() throws {
        let found = Dictionary(uniqueKeysWithValues: try annotated("measure.predicted.jsonl").map { ($0.id, $0.statements) })
        var measure = Measure()
        for article in try annotated("measure.jsonl") {
            measure.add(text: article.text ?? "", gold: article.statements, predicted: found[article.id] ?? [])
        }
        #expect(try measure.table == String(contentsOf: fixtures.appendingPathComponent("measure.table.txt"), encoding: .utf8))
        let figures = try String(contentsOf: fixtures.appendingPathComponent("measure.figures.json"), encoding: .utf8)
        #expect(measure.json() + "\n" == figures)
    }

    @Test func theSameStatementIsRightInEveryWay() {
        let measure = measured(text, [gold], [gold])
        for (name, tally) in measure.rows { #expect(tally.f1 == 1, "\(name)") }
    }

    @Test func atTheStartOfATextSpeechFollowsThePythonScorersSlice() {
        let content = StatementSpans(cue: [Span(12, 16)], content: [Span(0, 11)])
        #expect(measured("No, “never” said he.", [content], []).speech.gold == 0)
        #expect(measured("No, “never”", [content], []).speech.gold == 1)
        let later = StatementSpans(cue: [Span(13, 17)], content: [Span(1, 12)])
        #expect(measured(" No, “never” said he.", [later], []).speech.gold == 1)
    }

    @Test func marksAtTheEndsDoNotCount() {
        let bare = StatementSpans(source: [Span(25, 36)], cue: [Span(36, 41)], content: [Span(1, 23)])
        #expect(measured(text, [gold], [bare]).strict.right == 1)
    }

    @Test func aSpanOfMarksAloneStaysAsItIs() {
        let colon = StatementSpans(source: [Span(0, 2)], cue: [Span(2, 3)], content: [Span(4, 7)])
        let measure = measured("He: yes", [colon], [colon])
        #expect(measure.cue.right == 1 && measure.cueCharacters.gold == 1)
    }

    @Test func halfOfTheCharactersIsEnoughForAStatementAndLessIsNot() {
        func content(to end: Int) -> StatementSpans { StatementSpans(cue: [Span(11, 12)], content: [Span(0, end)]) }
        let letters = "abcdefghij k"
        #expect(measured(letters, [content(to: 10)], [content(to: 5)]).statement.right == 1)
        #expect(measured(letters, [content(to: 10)], [content(to: 4)]).statement.right == 0)
        #expect(measured(letters, [content(to: 10)], [content(to: 4)]).cue.right == 1)
    }

    @Test func partnersAreOneToOneTheLargestOverlapFirst() {
        let near = StatementSpans(source: gold.source, cue: gold.cue, content: [Span(0, 20)])
        let measure = measured(text, [gold], [near, gold])
        #expect(measure.cue.right == 1 && measure.strict.right == 1 && measure.cue.predicted == 2)
    }

    @Test func goldWithoutACueIsPairedByHalfOfItsContent() {
        let alone = StatementSpans(content: [Span(42, 47)])
        #expect(measured(text, [alone], [alone]).cue.right == 1)
        #expect(measured(text, [gold, alone], [StatementSpans(cue: [Span(36, 40)], content: [Span(42, 47)])]).cue.right == 1)
        #expect(measured(text, [alone], [StatementSpans(cue: [Span(36, 40)], content: [Span(0, 47)])]).cue.right == 0)
    }

    @Test func whichOfThePredictedAreRightIsToldInTheirOrder() {
        let far = StatementSpans(cue: [Span(42, 46)], content: [Span(42, 47)])
        var measure = Measure()
        #expect(measure.add(text: text, gold: [gold], predicted: [far, gold, gold]) == [false, true, false])
        #expect(measure.add(text: text, gold: [gold], predicted: []) == [])
    }

    @Test func spansThatLieOutsideTheTextDoNoHarm() {
        let outside = StatementSpans(source: [Span(40, 4_000)], cue: [Span(9_000, 9_001)], content: [Span(0, 1_000_000)])
        // A cue without a character in the text is none: the contents are compared.
        let measure = measured(text, [outside], [outside])
        #expect(measure.cue.right == 1 && measure.contentCharacters.f1 == 1)
        #expect(measured("", [outside], [gold]).sourceCharacters.gold == 0)
    }

    @Test func nothingPredictedAndNothingThereGiveZeroes() {
        let lines = Measure().table.split(separator: "\n")
        #expect(lines.first == "                P      R     F1     gold   pred")
        #expect(lines.dropFirst().first == "cue           0.0    0.0    0.0        0      0")
        #expect(measured(text, [gold], []).statement.recall == 0)
    }

    @Test func giantSpansByTheThousandAreMeasuredAtOnce() {
        let long = String(repeating: "a ", count: 200_000)
        let statements = (0..<2_000).map { StatementSpans(cue: [Span(200 * $0, 200 * $0 + 1)], content: [Span(0, 400_000)]) }
        #expect(measured(long, statements, statements).strict.right == 2_000)
    }
}
