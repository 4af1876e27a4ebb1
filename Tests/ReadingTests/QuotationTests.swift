import Record
import Testing

@testable import Reading

/// What the builder makes of contents at quotation marks. The network's contents are given without them.
@Suite struct QuotationTests {
    @Test(
        arguments: [
            ("“We will see,” said Mara Lind.", "“We will see,”"),
            ("\"We will see,\" said Mara Lind.", "\"We will see,\""),
            ("‘We will see,’ said Mara Lind.", "‘We will see,’"),
            ("'We will see,' said Mara Lind.", "'We will see,'"),
            ("«We will see», said Mara Lind.", "«We will see»"),
            ("„We will see“, said Mara Lind.", "„We will see“"),
            ("Mara Lind said: “We will see.” She left.", "“We will see.”"),
            ("Mara Lind said: “We will see”. She left.", "“We will see”"),
            ("Mara Lind said: “We will see?!” She left.", "“We will see?!”"),
            ("Mara Lind said: “We will see …” She left.", "We will see"),
            ("“We will see and wait,” said Mara Lind.", "We will see"),
            ("“We will see” and “wait,” said Mara Lind.", "“We will see”"),
            ("We will see, said Mara Lind.", "We will see"),
            ("“Yes.” We will see, said Mara Lind.", "We will see"),
            ("“We will see, said Mara Lind.", "“We will see"),
        ])
    func theMarksOfAWholeQuotationBelongToIt(text: String, content: String) throws {
        let statements = try built(text, [Sketch(cue: "said", content: ["We will see"])])
        // “Yes.” alone is somebody's statement too.
        #expect(statements.filter { !$0.cue.isEmpty }.map { $0.content.map(\.text) } == [[content]])
    }

    @Test(
        arguments: [
            ("She called it “a shame” and left.", "called", "it “a shame", "it “a shame”"),
            ("She called “a shame” what he did.", "called", "a shame” what he did", "“a shame” what he did"),
            ("“I heard that she would go,” he said.", "heard", "that she would go", "that she would go"),
            ("“I heard that she would ‘go’,” he said.", "heard", "that she would ‘go", "that she would ‘go’"),
            ("“I heard that she would ‘go’,” he said.", "heard", "that she would ‘go’", "that she would ‘go’"),
            ("“‘Go home,’ my boss shouted,” he said.", "shouted", "Go home", "‘Go home,’"),
            ("“A ‘quiet’ place,” he said.", "said", "A ‘quiet’ place", "“A ‘quiet’ place,”"),
            ("“We go ‘there,” he said’ so", "said", "there", "‘there"),
            ("“No” he said.", "” he said", "No", "No"),
            ("he said “No”", "he said “", "No", "No"),
        ])
    func onlyAQuotationsOwnMarksAreTaken(text: String, cue: String, given: String, content: String) throws {
        let statements = try built(text, [Sketch(cue: cue, content: [given])])
        #expect(statements.map { $0.content.map(\.text) } == [[content]])
    }

    @Test func aQuotationThatNothingClosesGoesOnWhereTheNextParagraphOpensIt() throws {
        let text = "Mara Lind said: “We will fight.\n\n“We will win.\n\n“We will rest.”\n\n“No,” added Oren."
        let statements = try built(
            text,
            [
                Sketch(source: "Mara Lind", cue: "said", content: ["We will fight"]),
                Sketch(source: "Oren", cue: "added", content: ["No"]),
            ])
        #expect(statements.first?.content.map(\.text) == ["“We will fight.\n\n“We will win.\n\n“We will rest.”"])
        #expect(statements.last?.content.map(\.text) == ["“No,”"])
    }

    @Test(
        arguments: [
            "Mara Lind said: “We will fight.”\n\n“We will win.”",  // closed: the next may be anybody's
            "Mara Lind said: “We will fight.\n\nWe will win.”",  // not opened again
            "Mara Lind said: We will fight.\n\n“We will win.”",  // no quotation
        ])
    func aQuotationEndsWithItsParagraphUnlessTheMarksSayOtherwise(text: String) throws {
        let statements = try built(text, [Sketch(source: "Mara Lind", cue: "said", content: ["We will fight"])])
        #expect(statements.first?.content.contains { $0.text.contains("win") } == false)
    }

    @Test func aParagraphThatSomebodyElseSaysIsLeftToThem() throws {
        let text = "Mara Lind said: “We will fight.\n\n“We will win.”\n\nSo said Oren."
        let statements = try built(
            text,
            [
                Sketch(source: "Mara Lind", cue: "said", content: ["We will fight"]),
                Sketch(source: "Oren", cue: "So said", content: ["We will win"]),
            ])
        #expect(statements.first?.content.map(\.text) == ["“We will fight"])
        let slip = "Mara Lind said: “We will fight.\n\n“We will win,” added Oren."  // the first mark was never closed
        let others = try built(
            slip,
            [
                Sketch(source: "Mara Lind", cue: "said", content: ["We will fight"]),
                Sketch(source: "Oren", cue: "added", content: ["We will win"]),
            ])
        #expect(others.first?.content.map(\.text) == ["“We will fight"])
    }

    @Test func aQuotationOfTwoParagraphsOpensTwiceAndClosesOnce() throws {
        let text = "“We will fight.\n\n“We will win,” said Mara Lind."
        let statements = try built(text, [Sketch(source: "Mara Lind", cue: "said", content: ["We will fight", "We will win"])])
        #expect(statements.map { $0.content.map(\.text) } == [["“We will fight", "“We will win,”"]])
        #expect(statements.map(\.form) == [.direct])
    }

    @Test(
        arguments: [
            ("“One,” “two,” she said.", ["One", "two"], ["“One,” “two,”"]),
            ("“One” two, she said.", ["One", "two"], ["“One” two"]),
            ("“One,” “two,” she said.", ["One", "” “two"], ["“One,” “two,”"]),
            ("“One,” she said, “two.”", ["One", "two"], ["“One,”", "“two.”"]),
        ])
    func piecesThatTouchOnceTheirMarksAreThereAreOne(text: String, given: [String], content: [String]) throws {
        let statements = try built(text, [Sketch(source: nil, cue: "said", content: given)])
        #expect(statements.map { $0.content.map(\.text) } == [content])
    }

    @Test(
        arguments: [
            ("“We will see,” she said.", "We will see", .direct),
            ("‘We will see,’ she said.", "We will see", .direct),
            ("She said we will see.", "we will see", .indirect),
            ("She said the plan was “a gift” now.", "the plan was “a gift” now", .mixed),
            ("She said that “a gift” came.", "“a gift” came", .mixed),
            ("“He left and she said we will see,” Ivo told us.", "we will see", .indirect),
            ("“He left and she said we will ‘see’,” Ivo told us.", "we will ‘see’", .mixed),
            ("“‘We will see,’ she said,” Ivo told us.", "We will see", .direct),
            ("“‘No!’ he cried, and she said we will see,” Ivo told us.", "we will see", .indirect),
            ("— We will see, she said.", "We will see", .direct),
            ("She said — we will see.", "we will see", .indirect),
            ("“Yes.” She said: (“no”).", "(“no”)", .direct),
        ] as [(String, String, Form)])
    func theFormTellsWhatStandsInQuotationMarks(text: String, content: String, form: Form) throws {
        let statements = try built(text, [Sketch(cue: "said", content: [content])])
        #expect(statements.filter { !$0.cue.isEmpty }.map(\.form) == [form])
    }
}
