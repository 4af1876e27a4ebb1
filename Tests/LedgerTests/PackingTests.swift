import Actors
import Finding
import Record
import Reviews
import SQLite
import TestSupport
import Testing
import Transfer

@testable import Ledger

/// How versions 3 and 4 of the file hold places and entities: what is read of them when they are brought forward.
@Suite struct PackingTests {
    private static func span(_ random: inout SeededGenerator) -> Span {
        let start = Int.random(in: 0...(Bool.random(using: &random) ? 300 : 5_000_000), using: &random)
        return Span(start, start + Int.random(in: 0...400, using: &random))
    }

    private static func spans(_ random: inout SeededGenerator, upTo count: Int) -> [Span] {
        (0..<Int.random(in: 0...count, using: &random)).map { _ in span(&random) }
    }

    @Test(arguments: 0..<50)
    func packedPartsComeOutAsTheyWentIn(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let parts = StatementParts(
            source: Self.spans(&random, upTo: 2), cue: Self.spans(&random, upTo: 7), content: Self.spans(&random, upTo: 4))
        #expect(StatementParts(packed: parts.packed) == parts)
    }

    @Test(arguments: 0..<50)
    func packedEntitiesComeOutAsTheyWentIn(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let isInOrder = Bool.random(using: &random)
        let entities = (0..<Int.random(in: 0...6, using: &random)).map { number in
            let mentions = Self.spans(&random, upTo: 6).map {
                StoredMention(span: $0, form: MentionForm.allCases.randomElement(using: &random) ?? .name)
            }
            let names: [PackedEntity.Name] =
                mentions.isEmpty ? [.words("Ärø")] : [.words(""), .mention(mentions.count - 1), .mention(0, head: 4, tail: 1)]
            return PackedEntity(
                number: isInOrder ? number : 3 * number + 1, name: names.randomElement(using: &random) ?? .words(""),
                kind: (EntityKind.allCases + [nil]).randomElement(using: &random) ?? nil,
                actor: Bool.random(using: &random) ? Int.random(in: 1...100_000, using: &random) : nil, mentions: mentions)
        }
        #expect(PackedEntities.unpack(PackedEntities.pack(entities)) == entities)
    }

    @Test(arguments: 0..<200)
    func damagedBytesGiveNothingOrSomethingElseAndNeverTrap(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let bytes = (0..<Int.random(in: 0...40, using: &random)).map { _ in UInt8.random(in: 0...255, using: &random) }
        if let parts = StatementParts(packed: bytes) { #expect(StatementParts(packed: parts.packed) == parts) }
        if let entities = PackedEntities.unpack(bytes) { #expect(entities.count <= bytes.count) }
        _ = Packed.unpack(text: bytes)
    }

    @Test(arguments: [
        ("Dessa Korvin", ["Korvin", "Dessa Korvin"], PackedEntity.Name.mention(1)),
        ("harbour", ["the harbour"], .mention(0, head: 4, tail: 0)), ("Ilse Varn", ["Ilse  Varn"], .words("Ilse Varn")),
        ("", ["x"], .words("")),
    ])
    func aNameIsTheWordsOfAMentionWhereOneHasThem(name: String, mentions: [String], packed: PackedEntity.Name) {
        #expect(PackedEntity.Name(name, among: mentions) == packed)
    }

    @Test(arguments: [
        "", "x", "He said that the government would not be able to do so.", String(repeating: "Ünïcode ", count: 20_000),
    ])
    func textsComeOutAsTheyWentIn(text: String) {
        let packed = Packed.pack(text: Array(text.utf8))
        #expect(Packed.unpack(text: packed) == Array(text.utf8))
        let withoutDictionary: [UInt8]? = Packed.unpack(packed)
        #expect(withoutDictionary == nil)
    }

    // MARK: Golden bytes: what files hold already

    /// The entities of article 4 of `Tests/Fixtures/ledgers`, as version 4 of the file holds them.
    private static let goldenEntities = "066200040006003636085B0005541B161C610002000B6C2A4E0B"

    @Test func packedEntitiesOfFilesThatAreThereAreReadAndWrittenAsEver() throws {
        let bytes = try #require(Fingerprint.bytes(hex: Self.goldenEntities))
        let mention = { (start: Int, end: Int, form: MentionForm) in StoredMention(span: Span(start, end), form: form) }
        let entities = [
            PackedEntity(
                number: 0, name: .mention(0, head: 4, tail: 0), kind: .organization, actor: 6,
                mentions: [mention(0, 18, .name), mention(27, 29, .pronoun)]),
            PackedEntity(
                number: 1, name: .mention(0), kind: .person, actor: 5,
                mentions: [mention(42, 51, .name), mention(53, 62, .nominal)]),
            PackedEntity(
                number: 2, name: .mention(0, head: 2, tail: 0), kind: .person, actor: 11,
                mentions: [mention(96, 110, .name), mention(135, 138, .pronoun)]),
        ]
        #expect(PackedEntities.unpack(bytes) == entities)
        #expect(PackedEntities.pack(entities) == bytes)
    }

    @Test(arguments: [
        (EntityKind?.none, 12 as UInt8), (.person, 13), (.organization, 14), (.place, 15), (.group, 16), (.document, 17),
    ])
    func eachKindHasItsByte(kind: EntityKind?, head: UInt8) {
        let entities = [PackedEntity(number: 0, name: .words(""), kind: kind, actor: nil, mentions: [])]
        let packed = PackedEntities.pack(entities)
        #expect(PackedEntities.unpack(packed) == entities)
        #expect(packed == [2, head, 0, 0])
    }

    @Test func statementPartsOfFilesThatAreThereAreReadAndWrittenAsEver() throws {
        let golden: [(String, StatementParts)] = [
            ("2B002C02042023", StatementParts(source: [Span(0, 44)], cue: [Span(45, 49)], content: [Span(65, 100)])),
            ("24BC0212", StatementParts(content: [Span(158, 176)])),
            (
                "2BF00209A70204E8021D",
                StatementParts(source: [Span(184, 193)], cue: [Span(45, 49)], content: [Span(229, 258)])
            ),
        ]
        for (hex, parts) in golden {
            let bytes = try #require(Fingerprint.bytes(hex: hex))
            #expect(StatementParts(packed: bytes) == parts)
            #expect(parts.packed == bytes)
        }
    }

    /// What zlib writes may differ from one zlib to the next; what it reads may not, and the dictionary's checksum stands in the head.
    @Test func textsOfFilesThatAreThereAreRead() throws {
        let bytes = try #require(Fingerprint.bytes(hex: "78F9705BD6690397DBE0ABAC4079027A992E68E3287456460F00D03D0C38"))
        #expect(Packed.unpack(text: bytes) == Array("The ferry timetable is unchanged.".utf8))
        #expect(Packed.pack(text: Array("Another.".utf8)).prefix(6) == bytes.prefix(6))
    }

    @Test func codesAreReadAsTheyAreWrittenAndHaveRoom() {
        for form in Form.allCases { #expect(Form(code: form.code) == form) }
        for form in MentionForm.allCases { #expect(MentionForm(code: form.code) == form && form.code < 3) }
        for kind in EntityKind.allCases {
            #expect(EntityKind(code: kind.code) == kind && (1..<6).contains(kind.code))
        }
        #expect(Form(code: 3) == nil && Form(code: -1) == nil && MentionForm(code: 3) == nil && EntityKind(code: 0) == nil)
    }

    @Test func placesBeyondAnyTextAreDamageAndNoTrap() {
        // 30,000 spans that each go 2^47 on, and an entity of 90,000 such mentions.
        var parts = NumberPacking()
        parts.add(byte: 216)
        [0, 0, 70_000].forEach { parts.add($0) }
        for _ in 0..<70_000 {
            parts.add(signed: 1 << 46)
            parts.add((1 << 48) - 1)
        }
        #expect(StatementParts(packed: parts.bytes) == nil)
        var entities = NumberPacking()
        entities.add(2)
        entities.add(byte: 0)
        [90_000, 0].forEach { entities.add($0) }
        for _ in 0..<90_000 {
            entities.add(signed: 1 << 46)
            entities.add((1 << 48) - 1)
        }
        #expect(PackedEntities.unpack(entities.bytes) == nil)
    }
}
