import Record
import TestSupport
import Testing

@testable import Reading

/// Small texts read whole, each of a kind of difficulty: who says it, by which cue.
@Suite struct SmallTextsTests {
    /// "speaker | cue" of the statements that stand in no other.
    private func read(_ text: String) throws -> [String] {
        let found = try Repository.reader().read(text)
        return found.statements.filter { $0.parent == nil }.map { statement in
            let speaker = found.entities.first { $0.id == statement.speaker }?.name ?? "nobody"
            return "\(speaker) | \(statement.cue.map(\.text).joined(separator: " "))"
        }
    }

    @Test(
        "Whoever is told does not speak",
        arguments: [
            ("The bill will pass, an aide to the premier told Radio Sennet.", ["aide to the premier | told"]),
            (
                "“Where is the money?” a shopkeeper asked Governor Osk Brannoth. “Ask the bank,” he said.",
                ["shopkeeper | asked", "Osk Brannoth | said"]
            ),
            ("Two lawmakers told President Marku that the budget was illegal.", ["Two lawmakers | told"]),
            (
                "Osk Brannoth was told by the harbour master that the pier was unsafe.", ["harbour master | was told"]
            ),
        ])
    func told(text: String, expected: [String]) throws {
        #expect(try read(text) == expected)
    }

    @Test(
        "Whoever belongs to somebody is somebody else",
        arguments: [
            (
                "Premier Osk Brannoth left early. His lawyer said nothing had been signed.", ["His lawyer | said"]
            ),
            (
                "President Maric stayed at home. A spokesman for President Maric said the talks would go on.",
                ["spokesman for President Maric | said"]
            ),
            (
                "TALMERE: BVD leader Smita Orlo said Varn was hiding his failures. “Where did the money go?” Orlo asked.",
                ["Smita Orlo | said", "Smita Orlo | asked"]
            ),
            (
                "The daily Al-Sahil, citing a military source, reported on Thursday that talks in Talmere had collapsed.",
                ["Al-Sahil | reported"]
            ),
            (
                "Officials on her side expected the gates to open, one of them said. A second official insisted that they would stay shut.",
                ["one of them | said", "second official | insisted"]
            ),
            ("Observers from the Talmere League called the vote fair.", ["Observers from the Talmere League | called"]),
        ])
    func owners(text: String, expected: [String]) throws {
        #expect(try read(text) == expected)
    }

    @Test(
        "Two who were named together speak together or one by one",
        arguments: [
            (
                "Governor Osk Brannoth and Bishop Ilse Varn opened the market on Friday. “We have waited long enough,” the two said in a joint statement. Both promised to return in autumn.",
                ["Osk Brannoth and Ilse Varn | said", "Osk Brannoth and Ilse Varn | promised"]
            ),
            (
                "Senator Dessa Korvin and Mayor Osk Brannoth met on Monday. The former denied that money had been lost; the latter admitted that some had.",
                ["Dessa Korvin | denied", "Osk Brannoth | admitted"]
            ),
        ])
    func pairs(text: String, expected: [String]) throws {
        #expect(try read(text) == expected)
    }

    @Test(
        "Each quotation of a paragraph belongs to whom its sentence gives it",
        arguments: [
            (
                "“The well is ours,” said Osk Brannoth, a farmer. “Prove it,” replied his neighbour, Ilse Varn.",
                ["Osk Brannoth | said", "Ilse Varn | replied"]
            ),
            (
                "Speaking on state radio, President Ivo Maric said: “We shall win.” His words were met with silence. “Win what?” asked the newspaper Ora.",
                ["Ivo Maric | said", "Ora | asked"]
            ),
        ])
    func quotations(text: String, expected: [String]) throws {
        let found = try Repository.reader().read(text).statements.filter { $0.parent == nil }
        #expect(try read(text) == expected)
        #expect(found.allSatisfy { $0.content.count == 1 })
    }

    @Test(
        "Names are whole, without ranks",
        arguments: [
            ("Adm. Hamid Rossel said the strait was shut.", ["Hamid Rossel | said"]),
            ("Cllr. Dessa Korvin said nobody had asked her.", ["Dessa Korvin | said"]),
            ("Dr. A. B. Raghavan said the vaccine was safe.", ["A. B. Raghavan | said"]),
            (
                "Judge Ilse Varn jailed the former teacher Osk Brannoth for nine years. The teacher said he would appeal.",
                ["Osk Brannoth | said"]
            ),
            (
                "Talmere Savings Bank cut its forecast on Monday. The lender said bad loans had doubled.",
                ["Talmere Savings Bank | said"]
            ),
        ])
    func names(text: String, expected: [String]) throws {
        #expect(try read(text) == expected)
    }

    @Test(
        "Auxiliaries, idioms, datelines and what pages put around articles attribute nothing",
        arguments: [
            "It says a lot about the builder.", "That is to say nothing of the cellar.", "The choir sang “Come Home with Me”.",
        ])
    func misread(text: String) throws {
        #expect(try read(text) == [])
    }

    @Test func linesThatAreWrappedAtAWidthAreOneParagraph() throws {
        let text =
            "DRAVIC (NRW) - The old quay will be closed for repairs\nuntil spring, the harbour master Ilse Varn\nsaid on Monday. \"We found cracks in\nevery second pile,\" she told the town\ncouncil. She said boats could\nuse the north pier."
        #expect(try read(text) == ["Ilse Varn | said", "Ilse Varn | told", "Ilse Varn | said"])
    }

    @Test(
        "A headline gives its words to whoever stands at its mark",
        arguments: [
            (
                "Mayor: bridge will reopen in May\n\nThe old bridge will reopen in May, Mayor Osk Brannoth told the town council on Tuesday.",
                ":"
            ),
            (
                "Ferry fares to rise by a tenth – minister\n\nFerry fares will rise by a tenth, the transport minister, Dessa Korvin, said on Monday.",
                "–"
            ),
        ])
    func headlines(text: String, cue: String) throws {
        let found = try Repository.reader().read(text).statements
        #expect(found.first?.cue.map(\.text) == [cue])
        #expect(found.count == 2)
    }
}
