import English
import Ledger
import Record
import SQLite

/// What articles tell of a person beside the name: what he or she does. It keeps people of one name apart.
package struct Occupations: OptionSet, Sendable, Hashable {
    package let rawValue: Int

    package init(rawValue: Int) { self.rawValue = rawValue }

    package static let politics = Occupations(rawValue: 1)
    package static let law = Occupations(rawValue: 2)
    package static let military = Occupations(rawValue: 4)
    package static let police = Occupations(rawValue: 8)
    package static let business = Occupations(rawValue: 16)
    package static let science = Occupations(rawValue: 32)
    package static let medicine = Occupations(rawValue: 64)
    package static let religion = Occupations(rawValue: 128)
    package static let arts = Occupations(rawValue: 256)
    package static let sport = Occupations(rawValue: 512)
    package static let press = Occupations(rawValue: 1024)
    /// What an article tells of an entity: the nouns in its mentions.
    package init(of entity: Entity) {
        self = entity.mentions.filter { $0.form != .pronoun }.reduce(into: []) { found, mention in
            for word in mention.extract.text.lowercased().split(whereSeparator: { !$0.isLetter }) {
                if let occupation = Occupations.nouns[String(word)] { found.insert(occupation) }
            }
        }
    }

    /// Whether both tell what they do and have nothing of it in common.
    package func conflicts(with other: Occupations) -> Bool { !isEmpty && !other.isEmpty && isDisjoint(with: other) }

    /// Whether both tell the same of what they do.
    package func agrees(with other: Occupations) -> Bool { !isDisjoint(with: other) }

    /// The names of the fields, in the order of the alphabet.
    package var names: [String] { Occupations.fields.filter { isSuperset(of: $0.value) }.keys.sorted() }

    private static let fields: [String: Occupations] = [
        "politics": .politics, "law": .law, "military": .military, "police": .police, "business": .business, "science": .science,
        "medicine": .medicine, "religion": .religion, "arts": .arts, "sport": .sport, "press": .press,
    ]

    private static let nouns: [String: Occupations] = Dictionary(
        uniqueKeysWithValues: Lexicon.occupations.words.map { word in
            (word, Occupations(Lexicon.occupations[word].compactMap { fields[$0] }))
        })
}
