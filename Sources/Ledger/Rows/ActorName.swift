import English
import Foundation
import Record
import SQLite

/// What names are looked up by.
package enum ActorName {
    /// The key of a name: for people the first and the last word of it, for others all words, folded.
    package static func key(_ name: String, _ kind: EntityKind?) -> String {
        kind == .person ? PersonName(name).key : words(name).joined(separator: " ")
    }

    /// 40 bits of a hash of a key, as the tables hold it: a fraction of its room, and what it finds is compared by name.
    package static func hash(_ key: String) -> Int { Int(Shingles(of: Array(key.utf8)).textHash >> 24) }

    /// The words of a name without case, accents, full stops, apostrophes and a leading "the".
    package static func words(_ name: String) -> [String] {
        let plain = name.utf8.allSatisfy { $0 < 0x80 } ? asciiWords(name) : allWords(name)
        return plain.count > 1 && plain.first == "the" ? Array(plain.dropFirst()) : plain
    }

    /// A name in plain letters, as the view `actor_called` has it; nil where it has no others.
    package static func otherSpelling(_ name: String) -> String? {
        guard name.unicodeScalars.contains(where: { plainLetters[$0] != nil }) else { return nil }
        return inPlainLetters(name)
    }

    /// What stands for letters that fold by convention alone (`SchemaViews.letters`).
    private static let plainLetters = Dictionary(
        SchemaViews.letters.compactMap { pair in pair.0.unicodeScalars.first.map { ($0, pair.1) } },
        uniquingKeysWith: { first, _ in first })

    private static func inPlainLetters(_ text: String) -> String {
        text.unicodeScalars.map { plainLetters[$0] ?? String($0) }.joined()
    }

    /// A name as people write it who lack its letters: its words, with o for ø and ss for ß (`SchemaViews.letters`), as the index of words has it.
    package static func spelledPlainly(_ name: String) -> String {
        inPlainLetters(words(name).joined(separator: " "))
    }

    private static func allWords(_ name: String) -> [String] {
        let plain = name.decomposedStringWithCanonicalMapping.lowercased().unicodeScalars.filter { scalar in
            scalar.properties.generalCategory != .nonspacingMark && !".'’ʼ`".unicodeScalars.contains(scalar)
        }
        return plain.split { !$0.properties.isAlphabetic && $0.properties.numericType == nil }.map { String($0) }
    }

    /// The same, without what only other letters need.
    private static func asciiWords(_ name: String) -> [String] {
        var words: [[UInt8]] = [[]]
        for byte in name.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): words[words.count - 1].append(byte)
            case UInt8(ascii: "A")...UInt8(ascii: "Z"): words[words.count - 1].append(byte | 0x20)
            case UInt8(ascii: "."), UInt8(ascii: "'"), UInt8(ascii: "`"): break
            default: words.append([])
            }
        }
        return words.filter { !$0.isEmpty }.map { String(decoding: $0, as: UTF8.self) }
    }
}

/// A person's name in its parts, to see whether two can be the same person's.
///
/// Compatible are names with the same first and last word, whose words between are the same, or fewer of the same, or initials of
/// them: "Dessa Korvin", "Dessa M. Korvin", "Dessa Mara Korvin"; not "Dessa I. Korvin" beside "Dessa M. Korvin". A generation ("Jr.", "III")
/// must be the same.
package struct PersonName: Hashable {
    package let first: String
    package let between: [String]
    package let last: String
    package let generation: String?

    /// The parts of a name; of a single word, `first` is empty.
    package init(_ name: String) {
        var words = ActorName.words(name)
        generation = words.count > 2 ? words.last.flatMap { Lexicon.generations.contains($0) ? $0 : nil } : nil
        if generation != nil { words.removeLast() }
        last = words.popLast() ?? ""
        first = words.first ?? ""
        between = Array(words.dropFirst())
    }

    /// What it is looked up by.
    package var key: String { first.isEmpty ? last : first + " " + last }

    /// Whether it is too little of a name to tell a person by: "Korvin", "D. Korvin".
    package var isPartial: Bool { first.isEmpty || (first.count == 1 && between.isEmpty) || last.count == 1 }

    /// Whether both can be names of one person.
    package func isCompatible(with other: PersonName) -> Bool {
        first == other.first && last == other.last && generation == other.generation && agreesBetween(with: other)
    }

    /// Whether what stands between the first and the last word is the same, or less of it, or initials.
    package func agreesBetween(with other: PersonName) -> Bool {
        let (fewer, more) = between.count <= other.between.count ? (between, other.between) : (other.between, between)
        if fewer.isEmpty { return true }
        var rest = more[...]
        for word in fewer {
            guard let at = rest.firstIndex(where: { PersonName.agree($0, word) }) else { return false }
            rest = rest[(at + 1)...]
        }
        return true
    }

    private static func agree(_ a: String, _ b: String) -> Bool {
        a == b || (a.count == 1 && b.hasPrefix(a)) || (b.count == 1 && a.hasPrefix(b))
    }
}
