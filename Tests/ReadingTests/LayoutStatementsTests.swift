import Prose
import TestSupport
import Testing

@testable import Reading

@Suite struct LayoutStatementsTests {
    private func worded(_ text: String) throws -> WordedText { try Repository.wordPiece().read(text) }

    private func signed(_ text: String) throws -> [[String]] {
        let worded = try worded(text)
        return LayoutStatements.signed(worded).map { parts($0, in: worded) }
    }

    private func transcript(_ text: String) throws -> [[String]] {
        let worded = try worded(text)
        return Transcript.statements(in: worded).map { parts($0, in: worded) }
    }

    /// Source, cue, content.
    private func parts(_ found: FoundStatement, in worded: WordedText) -> [String] {
        ([found.source, found.cue].compactMap { $0 } + found.content).map { worded.slice($0) }
    }

    @Test(arguments: [
        "“We want the harbour back.” ― Ilse Varn",
        "“We want the harbour back.”\n— Ilse Varn.",
        "Readers wrote to us.\n\n\"We want the harbour back.\"\n\n- Ilse Varn\n\nMore on page 4.",
    ])
    func aQuotationOnALineOfItsOwnBelongsToTheNameThatSignsIt(text: String) throws {
        let found = try signed(text)
        #expect(found.count == 1)
        #expect(found.first?.first == "Ilse Varn")
        #expect(found.first?.last?.hasPrefix("We want the harbour back") == true)
    }

    @Test(arguments: [
        "He called it “a game.” — Everybody laughed at that.",  // the quotation is not the line
        "“We want it back.” — and then he left the room",  // no name
        "“We want it back.” — Ilse Varn said so on a long and windy morning in the old harbour",  // more than a name
        "“We want it back.”\n\n- Reuters",  // signs the article
        "“We want it back.” – Ready for the vote –",  // a caption between dashes
        "— Ilse Varn",
    ])
    func whatIsNoSignatureIsLeftAlone(text: String) throws {
        #expect(try signed(text).isEmpty)
    }

    @Test func theLinesOfATranscriptBelongToTheNamesBeforeThem() throws {
        let found = try transcript(
            "VARN: Is the gate open?\n\nOSTREY: It was never shut.\n\n“MS. VARN: Then why the queue?”\n\nVARN: Well?")
        #expect(found.map { $0[0] } == ["VARN", "OSTREY", "MS. VARN", "VARN"])
        #expect(found.map { $0[1] } == [":", ":", ":", ":"])
        #expect(found[1][2] == "It was never shut")
    }

    @Test(arguments: [
        (
            "Fiona Odowd: Is it open?\n\nKwame Adu: At six.\n\nFiona Odowd: And at night?",
            ["Fiona Odowd", "Kwame Adu", "Fiona Odowd"]
        ),
        ("Q: Is it open?\nA: At six.\nQ: And at night?\nA: No.", ["Q", "A", "Q", "A"]),
        (
            "[00:12:33] Speaker 1: Is it open?\n[00:12:40] Speaker 2: No.\n[00:13:02] Speaker 1: Why?",
            ["Speaker 1", "Speaker 2", "Speaker 1"]
        ),
        (
            "FIONA O'DOWD, ANCHOR: Is it open?\n\nSEN. KWAME ADU (NPC), TRADE MINISTER: At six.\n\n(COMMERCIAL BREAK)\n\nO'DOWD (voice-over): Look.\n\nO'DOWD: Thanks.",
            ["FIONA O'DOWD", "SEN. KWAME ADU", "O'DOWD", "O'DOWD"]
        ),
        (
            "Mr van der Aa (North Orvane) (Lab): Is it open?\nThe Speaker: Order.\nMr van der Aa: No.",
            ["Mr van der Aa", "The Speaker", "Mr van der Aa"]
        ),
    ])
    func labelsAreOfManyKinds(text: String, names: [String]) throws {
        #expect(try transcript(text).map { $0[0] } == names)
    }

    @Test func aPostBelongsToTheAccountThatSignsIt() throws {
        let worded = try worded(
            "It is late.\n\nWe are sorry. Buses are on their way.\n\n— Harbour Line (@harbourline) 4 March 2024\n\nMore.")
        let found = LayoutStatements.posts(worded).map { parts($0, in: worded) }
        #expect(found == [["Harbour Line", "—", "We are sorry. Buses are on their way."]])
        #expect(try LayoutStatements.posts(self.worded("We are sorry.\n\n— Harbour Line (Talmere) 4 March")).isEmpty)
    }

    @Test(arguments: [
        "Where: Old Hall\nWhen: Monday\nWhere: New Hall\nWhen: Friday",  // particulars
        "UPDATE: The gate is open.\n\nCORRECTION: It is shut.",  // headings: too few, none comes again
        "A: one\n\nB: two\n\nC: three",
        "Varn: one\n\nVarn: two\n\nVarn: three",  // not in capitals
    ])
    func headingsAreNoTranscript(text: String) throws {
        #expect(try transcript(text).isEmpty)
    }

    @Test func aStatementOfTheNetworkWithTheSameCueGoesFirst() throws {
        let worded = try worded("“We want the harbour back.” ― Ilse Varn")
        let own = try #require(LayoutStatements.signed(worded).first)
        let completed = LayoutStatements.completing([(own, 0.9)], in: worded)
        #expect(completed.map(\.confidence) == [0.9])
        #expect(LayoutStatements.completing([], in: worded).map(\.confidence) == [LayoutStatements.signedShare])
    }
}
