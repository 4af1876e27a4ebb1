import Record
import TestSupport
import Testing

@testable import Reading

@Suite struct StatementBuilderTests {
    @Test func spansCountCodePointsAndTextsAreTheirSlices() throws {
        let text = "😀 Zoë Núñez said “no 😀 way”."
        let statements = try built(text, [Sketch(source: "Zoë Núñez", cue: "said", content: ["no 😀 way"], confidence: 0.75)])
        let expected = Statement(
            id: 0, parent: nil, form: .direct, source: [Extract(span: Span(2, 11), text: "Zoë Núñez")],
            cue: [Extract(span: Span(12, 16), text: "said")], content: [Extract(span: Span(17, 27), text: "“no 😀 way”")],
            speaker: nil,
            confidence: 0.75)
        #expect(statements == [expected])
    }

    @Test(arguments: ["\u{301}", "\u{301}\u{323}", "\u{20DD}", "\u{301}\u{20DD}\u{302}"])
    func theAccentsOfALastLetterBelongToTheSpan(accents: String) throws {
        let word = "cafe" + accents
        let text = "The \(word) said\(accents) that the \(word) is a \(word)"
        let statements = try built(
            text, [Sketch(source: "The \(word)", cue: "said\(accents)", content: ["that the \(word) is a \(word)"])])
        let statement = try #require(statements.first)
        #expect(statement.source.map { Array($0.text.unicodeScalars) } == [Array("The \(word)".unicodeScalars)])
        #expect(statement.cue.map { Array($0.text.unicodeScalars) } == [Array("said\(accents)".unicodeScalars)])
        #expect(
            statement.content.map { Array($0.text.unicodeScalars) } == [Array("that the \(word) is a \(word)".unicodeScalars)])
        for extract in statement.source + statement.cue + statement.content {
            #expect(slice(text, extract.span).unicodeScalars.elementsEqual(extract.text.unicodeScalars))
        }
    }

    @Test func whatFollowsAWordAndIsNoAccentStaysOutside() throws {
        for behind in [" \u{301}", "\u{200B}\u{301}", "\u{1}", ","] {
            let statements = try built("Ana\(behind) said yes", [Sketch(source: "Ana", cue: "said", content: ["yes"])])
            #expect(statements.first?.source.map(\.span) == [Span(0, 3)])
        }
        // A vowel sign behind a mark is a word of its own.
        let statements = try built("Ana,\u{93E} said yes", [Sketch(source: "Ana,", cue: "said", content: ["yes"])])
        #expect(statements.first?.source.map(\.span) == [Span(0, 4)])
    }

    @Test func statementsAreNumberedByTheirFirstWordThenByTheirCue() throws {
        let text = "Ana said yes and thinks no. Ben says maybe."
        let statements = try built(
            text,
            [
                Sketch(source: "Ben", cue: "says", content: ["maybe"]), Sketch(source: "Ana", cue: "thinks", content: ["no"]),
                Sketch(source: "Ana", cue: "said", content: ["yes"]),
            ])
        #expect(statements.map(\.id) == [0, 1, 2])
        #expect(statements.map { $0.cue.map(\.text) } == [["said"], ["thinks"], ["says"]])
    }

    @Test func aStatementInsideTheContentOfAnotherHasItAsParent() throws {
        let text = "Ana said Ben thinks Cid knows it rains. Dov added yes."
        let statements = try built(
            text,
            [
                Sketch(source: "Cid", cue: "knows", content: ["it rains"]), Sketch(source: "Dov", cue: "added", content: ["yes"]),
                Sketch(source: "Ben", cue: "thinks", content: ["Cid knows it rains"]),
                Sketch(source: "Ana", cue: "said", content: ["Ben thinks Cid knows it rains"]),
            ])
        #expect(statements.map(\.parent) == [nil, 0, 1, nil])
        #expect(statements.map { $0.source.map(\.text) } == [["Ana"], ["Ben"], ["Cid"], ["Dov"]])
    }

    @Test func aStatementOfEqualExtentOrOneThatOnlyOverlapsIsNoParent() {
        #expect(Nesting.parents(of: [(0..<5, [0..<5]), (0..<5, [0..<5])]) == [nil, nil])
        #expect(Nesting.parents(of: [(0..<6, [2..<6]), (4..<9, [5..<9])]) == [nil, nil])
        #expect(Nesting.parents(of: [(0..<9, [0..<4, 5..<9]), (2..<7, [3..<7])]) == [nil, nil])
        #expect(Nesting.parents(of: [(0..<9, [1..<9]), (1..<9, [3..<9]), (3..<9, [4..<9])]) == [nil, 0, 1])
    }

    @Test(arguments: 0..<200 as Range<UInt64>)
    func theParentIsTheShortestContentThatHoldsTheStatement(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        var statements: [(extent: Range<Int>, content: [Range<Int>])] = (0..<Int.random(in: 0...12, using: &generator)).map { _ in
            var cuts = Set((0..<6).map { _ in Int.random(in: 0...14, using: &generator) }).sorted()
            if cuts.count < 2 { cuts = [0, 15] }
            let content = stride(from: 0, to: cuts.count - 1, by: 2).map { cuts[$0]..<cuts[$0 + 1] }
            let low = Int.random(in: 0...cuts[0], using: &generator)
            return (low..<Int.random(in: (content.last?.upperBound ?? 15)...16, using: &generator), content)
        }
        statements.sort { $0.extent.lowerBound < $1.extent.lowerBound }
        let parents = Nesting.parents(of: statements)
        #expect(parents.count == statements.count)
        for (id, statement) in statements.enumerated() {
            let holders = statements.enumerated().filter { $0.offset != id && $0.element.extent != statement.extent }
                .flatMap { holder in holder.element.content.map { (holder.offset, $0) } }
                .filter { $0.1.lowerBound <= statement.extent.lowerBound && $0.1.upperBound >= statement.extent.upperBound }
            let shortest = holders.map(\.1.count).min()
            #expect(parents[id] == nil ? holders.isEmpty : holders.contains { $0.0 == parents[id] && $0.1.count == shortest })
        }
    }

    @Test func aStatementWithoutContentIsNone() {
        let path = StatementPath.Best(states: [.source, .outsideAfter], logProbability: 0)
        #expect(FoundStatement(cue: 1..<2, probability: 1, path: path, at: 0, isNested: false) == nil)
    }

    @Test func aPathsRangesCountFromTheWindowsFirstWord() throws {
        let path = StatementPath.Best(
            states: [.contentBefore, .outsideBefore, .source, .source, .contentAfter, .outsideAfter, .contentAfter],
            logProbability: -2)
        let found = try #require(
            FoundStatement(cue: 101..<102, probability: 0.7, path: path, at: 100, isNested: false))
        #expect(found.cue == 101..<102 && found.source == 102..<104)
        #expect(found.content == [100..<101, 104..<105, 106..<107])
        guard case .network(let features) = found.evidence else {
            Issue.record("\(found.evidence)")
            return
        }
        #expect(features.cue == 0.7 && features.path == -2 && features.hasSource)
    }
}

/// The code points of a text at a span.
func slice(_ text: String, _ span: Span) -> String {
    String(String.UnicodeScalarView(text.unicodeScalars.dropFirst(span.start).prefix(span.length)))
}
