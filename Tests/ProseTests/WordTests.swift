import Prose
import Record
import TestSupport
import Testing

@Suite struct WordTests {
    @Test(
        arguments: [
            ("said", .lower), ("8th", .lower), ("Zenda", .capital), ("I", .capital), ("UN", .caps), ("F16S", .caps),
            ("iPhone", .mixed), ("McNulty", .mixed), ("2031", .digits), (",", .mark), ("“", .mark), ("½", .mark),
            ("שלום", .other),
        ] as [(String, WordShape)])
    func theShapeIsThatOfTheLetters(word: String, shape: WordShape) throws {
        #expect(try Repository.wordPiece().read(word).words.map(\.shape) == [shape])
    }

    @Test func gapsTellWhatStandsBeforeAWord() throws {
        let words = try Repository.wordPiece().read("Zenda, said\nhe.\n\nNo").words
        #expect(words.map(\.gap) == [.paragraph, .glued, .space, .line, .glued, .paragraph])
        #expect(words.map(\.paragraph) == [0, 0, 0, 0, 0, 1])
    }

    @Test func everyLineEndDividesParagraphsWhereNoBlankLineDoes() throws {
        #expect(try Repository.wordPiece().read("one\ntwo\r\nthree").words.map(\.paragraph) == [0, 1, 2])
    }

    @Test func linesThatAreWrappedAtAWidthDivideNothing() throws {
        let text = "The old quay will be closed\nuntil the spring, she said\non Monday. It is not\nsafe."
        #expect(Set(try Repository.wordPiece().read(text).words.map(\.paragraph)) == [0])
        let lines = "The old quay will be closed.\nIt is not safe, she said.\nhe left."
        #expect(try Repository.wordPiece().read(lines).words.last?.paragraph == 2)
    }

    @Test(
        arguments: [
            ("“no” she", "<i>."), ("“no one", "<ii"), ("it's the boys' own", "......."), ("he ‘isn’t’ so", ".<iii>."),
            ("the boys' 'book'", "...<i>"), ("„ein“ „zwei”", "<i><i>"), ("«a» b”", "<i>.>"), ("'a “b' c”", "..<iii>"),
            ("“a ‘b’ c” d", "<i<i>i>."),
        ])
    func quotationMarksEncloseWords(text: String, expected: String) throws {
        let signs: [QuotePosition: Character] = [.outside: ".", .inside: "i", .opening: "<", .closing: ">"]
        #expect(String(try Repository.wordPiece().read(text).words.compactMap { signs[$0.quote] }) == expected)
    }

    @Test func quotationsAreNumberedThroughTheText() throws {
        let words = try Repository.wordPiece().read("“One\n\n“Two.” so “three”").words
        #expect(words.map(\.quotation) == [1, 1, 2, 2, 2, 2, 0, 3, 3, 3])
    }

    @Test func slicesAndSpansCountCodePoints() throws {
        let prose = try Repository.wordPiece().read("Zoë 😀 “Núñez” said.")
        #expect(prose.slice(2..<5) == "“Núñez”")
        #expect(prose.span(of: 2..<5) == Span(6, 13))
        #expect(prose.slice(3..<3) == "" && prose.span(of: 3..<3) == Span(0, 0))
    }

    @Test func aWordOfMorePiecesThanAWindowHoldsStandsInOneOfItsOwn() throws {
        let prose = try Repository.wordPiece().read("no " + String(repeating: "7q", count: 40) + " no")
        #expect(prose.words.count == 3 && prose.pieces.count > 40)
        #expect(prose.windows(capacity: 10, overlap: 0) == [0..<1, 1..<2, 2..<3])
    }

    @Test func specialPiecesThatATextSpellsStandForThemselves() throws {
        let prose = try Repository.wordPiece().read("x[SEP]y [sep]")
        #expect(prose.pieces[1] == 102)
        #expect(prose.slice(1..<2) == "[SEP]")
        #expect(prose.words.count == 6)
    }

    @Test(
        .timeLimit(.minutes(1)),
        arguments: [
            ("“", 200_000, 200_000), ("'", 200_000, 200_000), ("‘a ", 100_000, 200_000), ("a’", 100_000, 200_000),
            ("word ", 100_000, 100_000),
            ("z", 500_000, 1), ("é", 200_000, 1), ("\u{316}\u{301}", 100_000, 0), ("a\u{1}", 200_000, 1), ("[", 100_000, 100_000),
            ("\n", 500_000, 0), ("議", 100_000, 100_000), ("각", 100_000, 1),
        ])
    func longAndMonotonousTextsTakeLinearTime(unit: String, count: Int, words: Int) throws {
        let prose = try Repository.wordPiece().read(String(repeating: unit, count: count))
        #expect(prose.words.count == words)
        #expect(prose.windows().last?.upperBound ?? 0 == words)
    }
}
