import Record
import Testing

@testable import Reading

/// Quotations that the network gives to nobody.
@Suite struct FreeQuotationTests {
    @Test(
        "A quotation that is a sentence of its own is a statement without a cue",
        arguments: [
            (
                "Ivo Dahl closed the gate.\n\n“We learned of it from the radio.”\n\nIt rained.",
                ["“We learned of it from the radio.”"]
            ),
            ("Ivo Dahl shrugged. “It rains, we bail.” He left.", ["“It rains, we bail.”"]),
            ("‘It rains, we bail.’", ["‘It rains, we bail.’"]),
            ("“It rains.” “We bail.”", ["“It rains.” “We bail.”"]),
            ("“It rains.”\n\n“We bail.”", ["“It rains.”", "“We bail.”"]),
            ("“It rains.\n\n“We bail.”", ["“It rains.\n\n“We bail.”"]),
            ("``It rains, we bail.''", ["``It rains, we bail.''"]), ("”It rains, we bail.”", ["”It rains, we bail.”"]),
        ])
    func alone(text: String, contents: [String]) throws {
        let found = try built(text, [])
        #expect(found.map { $0.content.map(\.text).joined(separator: " … ") } == contents)
        #expect(found.allSatisfy { $0.cue.isEmpty && $0.source.isEmpty && $0.form == .direct })
    }

    @Test(
        "A title, a word held up with tongs, and a quotation that nobody closes are none",
        arguments: [
            "Her novel “They Said It Would Rain” won the prize.", "“Rain in May” is her novel.", "The “free” port was shut.",
            "“It rains, we bail.\n\nThe gate was shut.", "He called it a “gift.” it was not.", "They sang “Abide With Me”.",
        ])
    func none(text: String) throws {
        #expect(try built(text, []).isEmpty)
    }

    @Test(
        "A statement takes the quotation that goes on with its sentence or stands directly behind or before it",
        arguments: [
            (
                "“Peace is near,” Ana Orr said on Friday, “unless the north is armed.”", "Peace is near",
                "“Peace is near,” … “unless the north is armed.”"
            ),
            (
                "“Peace is near,” Ana Orr said. “The north is armed.” It rained.", "Peace is near",
                "“Peace is near,” … “The north is armed.”"
            ),
            ("“No.” “Peace is near,” Ana Orr said.", "Peace is near", "“No.” “Peace is near,”"),
            ("Ana Orr said peace is near. “The north is armed.”", "peace is near", "peace is near … “The north is armed.”"),
            ("“Peace is near,” Ana Orr said. She left. “The north is armed.”", "Peace is near", "“Peace is near,”"),
            ("“Peace is near,” Ana Orr said, and sang “unless” to us.", "Peace is near", "“Peace is near,”"),
        ])
    func taken(text: String, given: String, content: String) throws {
        let found = try built(text, [Sketch(source: "Ana Orr", cue: "said", content: [given])])
        #expect(found.filter { !$0.cue.isEmpty }.map { $0.content.map(\.text).joined(separator: " … ") } == [content])
    }

    @Test(
        "A quotation in a paragraph behind its cue's is a statement of its own, unless it goes on there or is all that is said",
        arguments: [
            (
                "“No,” Ana Orr said.\n\n“It rained. We bailed.”\n\nShe left.", ["No", "It rained. We bailed."],
                ["“No,”", "“It rained. We bailed.”"]
            ),
            (
                "Ana Orr said it rained.\n\n“We bailed.”\n\n“We left.”", ["it rained", "We bailed.”\n\n“We left."],
                ["it rained", "“We bailed.”", "“We left.”"]
            ),
            ("Ana Orr said: “It rained.\n\n“We bailed.”", ["It rained.\n\n“We bailed."], ["“It rained.\n\n“We bailed.”"]),
            ("Ana Orr said:\n\n“It rained.”", ["It rained."], ["“It rained.”"]),
        ])
    func separate(text: String, given: [String], contents: [String]) throws {
        let found = try built(text, [Sketch(source: "Ana Orr", cue: "said", content: given)])
        #expect(found.map { $0.content.map(\.text).joined(separator: " … ") } == contents)
        #expect(found.map(\.cue.isEmpty) == contents.indices.map { $0 > 0 })
        #expect(Set(found.map(\.confidence)).count == 1)
    }

    @Test func aStatementInsideIsToldByIt() throws {
        let text = "Ivo Dahl wept.\n\n“They came at night. My aunt said the gate was shut.”"
        let found = try built(text, [Sketch(source: "My aunt", cue: "said", content: ["the gate was shut"])])
        #expect(found.map(\.parent) == [nil, 0])
        #expect(found.map(\.form) == [.direct, .indirect])
    }
}
