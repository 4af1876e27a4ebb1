import Foundation
import Record
import Testing

@testable import Meaning

/// Statements as events of PLOVER.
@Suite struct EventTests {
    private static func entity(_ id: Int, _ name: String, _ kind: EntityKind, _ others: [String] = []) -> Entity {
        let extracts = ([name] + others).map { Extract(span: Span(0, $0.unicodeScalars.count), text: $0) }
        return Entity(id: id, name: name, kind: kind, mentions: extracts.map { Mention($0, .name) })
    }

    private static let entities = [
        entity(0, "Dessa Korvin", .person, ["Norwegian Foreign Minister Dessa Korvin"]), entity(1, "Peru", .place),
        entity(2, "the harbour union", .organization),
    ]

    private func findings(_ marks: [Mark], cue: String = "said") -> Findings {
        let statement = Statement(
            id: 0, parent: nil, form: .indirect, source: [], cue: [Extract(span: Span(0, cue.count), text: cue)], content: [],
            speaker: 0,
            confidence: 1)
        return Findings(statements: [statement], entities: EventTests.entities, marks: marks)
    }

    private func choice(_ layer: String, _ value: String) -> Mark {
        Mark(of: .statement(0), layer: layer, value: .choice(value), confidence: 0.8, by: .layer(version: 1))
    }

    private func party(_ layer: String, _ entity: Int, _ tone: String?) -> Mark {
        Mark(
            of: .statement(0), layer: layer, value: .party(entity: entity, extract: nil, choice: tone), confidence: 0.8,
            by: .layer(version: 1))
    }

    @Test(arguments: [
        ("accuse", "ACCUSE", 3), ("deny", "REJECT", 3), ("refuse", "REJECT", 3), ("demand", "REQUEST", 3),
        ("threaten", "THREATEN", 3),
        ("promise", "AGREE", 1), ("offer", "AGREE", 1), ("praise", "SUPPORT", 1),
    ]) func anActGivesACategory(act: String, type: String, quad: Int) throws {
        let event = try #require(StatementEvent.all(in: findings([choice("act", act)])).first)
        #expect(event.type == type && event.quad.rawValue == quad)
    }

    @Test func whatOnlySaysIsNoEventNorWhatWasNotSaid() {
        #expect(StatementEvent.all(in: findings([choice("act", "say")])) == [])
        #expect(StatementEvent.all(in: findings([choice("act", "accuse"), choice("polarity", "negated")])) == [])
        #expect(StatementEvent.all(in: findings([])) == [])
        #expect(StatementEvent.all(in: findings([choice("act", "say")], cue: "discussed")).map(\.type) == ["CONSULT"])
    }

    @Test func whoIsAccusedIsWhomItIsAboutAndWhoIsAskedIsAddressed() throws {
        let parties = [party("addressee", 2, nil), party("about", 2, "neutral"), party("about", 1, "negative")]
        let accused = try #require(StatementEvent.all(in: findings([choice("act", "accuse")] + parties)).first?.recipient)
        #expect(accused.name == "Peru" && accused.country == "PER" && accused.sector == "GOV")
        let asked = try #require(StatementEvent.all(in: findings([choice("act", "demand")] + parties)).first?.recipient)
        #expect(asked.name == "the harbour union" && asked.country == nil && asked.sector == "LAB")
    }

    @Test func countryAndSectorAreThoseThatNamesTell() throws {
        let actor = try #require(StatementEvent.all(in: findings([choice("act", "accuse")])).first?.actor)
        #expect(actor.name == "Dessa Korvin" && actor.country == "NOR" && actor.sector == "GOV")
        // A longer name counts before one inside it, and small letters name no country.
        #expect(EventParty(EventTests.entity(3, "South Sudan", .place), raw: nil).country == "SSD")
        #expect(EventParty(EventTests.entity(4, "turkey farmers", .group), raw: nil).country == nil)
        #expect(EventParty(EventTests.entity(5, "U.S. Navy", .organization), raw: nil).country == "USA")
    }

    @Test func eventsAreMeasuredByCategory() throws {
        let file = """
            {"id": "a", "text": "Korvin accused Peru.", "root": "ACCUSE", "source": [[0, 6]], "target": [[15, 19]]}
            {"id": "b", "text": "Troops marched.", "root": "MOBILIZE"}
            """
        let gold = try MarkedEvent.sentences(in: Data(file.utf8), called: "g")
        var measure = EventMeasure()
        measure.add(gold[0], findings([choice("act", "accuse"), party("about", 1, "negative")]))
        measure.add(gold[1], nil)
        let figures = Dictionary(measure.figures.map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first })
        #expect(figures["ACCUSE F1"] == .share(1) && figures["of verbal categories"] == .count(1))
        #expect(figures["actor right, of those right"] == .share(1))
    }

    // MARK: Tone and own voice

    @Test func tonesAreMeasuredByTheMeanOfTheirF1() throws {
        let line =
            #"{"id": "a", "sentence": "Korvin praised Lind.", "targets": [{"start": 0, "end": 6, "tone": "neutral"}, {"start": 15, "end": 19, "tone": "positive"}]}"#
        let gold = try #require(try MarkedTones.sentences(in: Data(line.utf8), called: "g").first)
        var measure = ToneMeasure()
        measure.add(gold, ["neutral", "negative"])
        #expect(measure.figures.first { $0.name == "tone" }?.value == .share(0.5))
        #expect(measure.figures.first { $0.name == "tone, macro F1" }?.value == .share(1.0 / 3))
        #expect(throws: MarkedFileError.self) {
            try MarkedTones.sentences(in: Data(line.replacing("19", with: "99").utf8), called: "g")
        }
    }

    @Test func ownVoiceIsMeasuredOnBothSides() throws {
        let file =
            #"{"id": "a", "text": "It is a shame.", "label": "SUBJ"}"# + "\n"
            + #"{"id": "b", "text": "It rained.", "label": "OBJ"}"#
        let gold = try MarkedOwnVoice.sentences(in: Data(file.utf8), called: "g")
        let own = Mark(
            of: .article, layer: "own_voice", value: .record(MarkRecord(members: [.init("claims", .words(["opinion"]))])),
            confidence: 1,
            by: .layer(version: 1))
        var measure = OwnVoiceMeasure()
        measure.add(gold[0], Findings(marks: [own]))
        measure.add(gold[1], Findings())
        #expect(measure.figures.first { $0.name == "own voice, macro F1" }?.value == .share(1))
    }
}
