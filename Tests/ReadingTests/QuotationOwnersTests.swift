import Record
import TestSupport
import Testing

@testable import Reading

/// What is taken from statements that the network finds.
@Suite struct QuotationOwnersTests {
    private func contents(_ text: String, _ sketches: [Sketch]) throws -> [String] {
        try built(text, sketches).map { $0.content.map(\.text).joined(separator: " … ") }
    }

    @Test func aStatementLosesTheQuotationThatAnotherOneStandsBesideAndWhatLiesBeyondIt() throws {
        let found = try contents(
            "“No,” said Ana Orr. “Why not?” asked Ivo Dahl. “Go home,” he thought.",
            [
                Sketch(source: "Ana Orr", cue: "said", content: ["“No,”", "“Why not?”", "“Go home,”"]),
                Sketch(source: "Ivo Dahl", cue: "asked", content: ["“Why not?”"]),
            ])
        #expect(found == ["“No,”", "“Why not?”"])
    }

    @Test func whatIsQuotedWholeStaysWithWhoQuotesIt() throws {
        let found = try contents(
            "Ana Orr said “Ivo asked: ‘Why not?’ and left.”",
            [
                Sketch(source: "Ana Orr", cue: "said", content: ["“Ivo asked: ‘Why not?’ and left.”"]),
                Sketch(source: "Ivo", cue: "asked", content: ["‘Why not?’"]),
            ])
        #expect(found == ["“Ivo asked: ‘Why not?’ and left.”", "‘Why not?’"])
    }

    @Test func aQuotationThatTwoStandBesideStaysWithBoth() throws {
        let found = try contents(
            "Ana Orr said, “No,” Ivo Dahl recalled.",
            [
                Sketch(source: "Ana Orr", cue: "said", content: ["“No,”"]),
                Sketch(source: "Ivo Dahl", cue: "recalled", content: ["“No,”"]),
            ])
        #expect(found == ["“No,”", "“No,”"])
    }

    @Test(
        "Cues that attribute nothing are left out",
        arguments: [
            ("PORT AMREL: The ferry sank in the night with forty people on board.", "PORT AMREL", ":", "The ferry sank", 0),
            ("Ana Orr: The ferry sank in the night with forty people on board.", "Ana Orr", ":", "The ferry sank", 1),
            ("Photo: The ferry at dawn.", "Photo", ":", "The ferry", 0),
            ("Ana Orr has not opened the gate.", "Ana Orr", "has not", "opened the gate", 0),
            ("Ana Orr had ordered the gate shut.", "Ana Orr", "had", "ordered the gate shut", 1),
            ("The town put in an offer to sell the gate.", "The town", "an", "to sell the gate", 0),
            ("It speaks volumes about the town.", "It", "speaks", "volumes about the town", 0),
            ("Ana Orr said nothing about the town.", "Ana Orr", "said", "nothing about the town", 1),
            ("The old coach Idris Said praised the two goalkeepers.", "Idris", "Said", "the two goalkeepers", 0),
            ("The choir sang “Come Home with Me”.", "The choir", "sang", "“Come Home with Me”", 0),
            ("The premier sees a ‘Grave Insult’ in it.", "The premier", "sees", "a ‘Grave Insult’", 1),
            ("Premier Sees ‘Grave Insult’ in Vote", "Premier", "Sees", "‘Grave Insult’ in Vote", 1),
            ("The choir sang “Come home.”", "The choir", "sang", "“Come home.”", 1),
        ])
    func misread(text: String, source: String, cue: String, content: String, count: Int) throws {
        let worded = try Repository.wordPiece().read(text)
        let found = try Sketch(source: source, cue: cue, content: [content]).found(in: worded)
        #expect(MisreadCues(worded).without([(found, 0.9)]).count == count)
    }

    @Test func ofTwoCuesForTheSameWordsOfTheSameSourceTheSurerStays() throws {
        let worded = try Repository.wordPiece().read("Ana Orr further said the gate was shut.")
        let found = try ["further", "said"].map {
            try Sketch(source: "Ana Orr", cue: $0, content: ["the gate was shut"]).found(in: worded)
        }
        #expect(MisreadCues(worded).without([(found[0], 0.4), (found[1], 0.8)]).map(\.confidence) == [0.8])
    }

    @Test(
        "A headline's mark gives to people and bodies alone, and to whoever speaks below",
        arguments: [
            ("Mayor: gate was never shut\n\nIt rained.", ["Mayor"]), ("Gate was never shut – police\n\nIt rained.", ["police"]),
            ("‘We were lied to’: miners' union\n\nIt rained.", ["miners' union"]),
            ("Ferry fire: what we know so far\n\nIt rained.", []), ("Watch: mayor opens the gate\n\nIt rained.", []),
            ("Press review: a gate too far\n\nIt rained.", []),
            ("Varn: gate was never shut\n\nIlse Varn said so.", ["Varn"]), ("Varn: gate was never shut\n\nIt rained.", []),
            ("Mayor: gate was never shut", []),
        ])
    func headlines(text: String, names: [String]) throws {
        let worded = try Repository.wordPiece().read(text)
        let varn = text.contains("Ilse Varn") ? [try Sketch.words(of: "Ilse Varn", in: worded)] : []
        let found = HeadlineStatement.found(in: worded, speakers: varn)
        #expect(found.map { $0.source.map(worded.slice) ?? "" } == names)
    }
}
