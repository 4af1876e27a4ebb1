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
}
