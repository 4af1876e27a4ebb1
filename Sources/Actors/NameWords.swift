import English
import Ledger
import Record

/// A name as it is compared with others to see whether two can be the same one's. A class, since one name is compared many times.
final class NameWords: Sendable {
    /// As it is written.
    let name: String
    let kind: EntityKind?
    /// Folded (`ActorName.words`), of people without titles before them.
    let words: [String]
    /// Of what is no person, without function words and the ends by which spellings differ.
    let stems: [String]
    let stemSet: Set<String>
    /// Of a person.
    let person: PersonName?

    init(_ name: String, _ kind: EntityKind?) {
        (self.name, self.kind) = (name, kind)
        let all = ActorName.words(name)
        if kind == .person {
            // “Senator Korvin” is called Korvin; of a name that is nothing but titles all of them stay.
            let called = Array(all.drop { Lexicon.titles.contains($0) || Lexicon.occupations.contains($0) })
            words = called.isEmpty ? all : called
            (stems, stemSet) = ([], [])
            person = PersonName(words.joined(separator: " "))
        } else {
            words = all
            let content = all.filter { !NameWords.functionWords.contains($0) }.map(NameWords.stem)
            stems = content.isEmpty ? all : content
            stemSet = Set(stems)
            person = nil
        }
    }

    /// Words of names that tell nothing by themselves.
    private static let functionWords = Lexicon.nameJoints.words

    /// One spelling of the plural, and of words such as organisation.
    private static func stem(_ word: String) -> String {
        var stem = word.hasSuffix("isation") ? String(word.dropLast(7)) + "ization" : word
        if stem.count > 4, stem.hasSuffix("s"), !stem.hasSuffix("ss") { stem.removeLast() }
        return stem
    }

    /// Whether it can be an acronym: “SEC”, “S.E.C.”
    var isAcronym: Bool {
        kind != .person && words.count == 1 && (2...8).contains(words[0].count)
            && name.unicodeScalars.allSatisfy { $0 == "." || $0.properties.isUppercase || $0.properties.numericType != nil }
    }

    /// What an acronym of it is: the first letters of its words, without and with function words. Empty where it has fewer than two of them.
    var initials: Set<String> {
        guard kind != .person, words.count > 1 else { return [] }
        let content = words.filter { !NameWords.functionWords.contains($0) }
        return Set([words, content].filter { $0.count > 1 }.map { String($0.compactMap(\.first)) })
    }

    // MARK: Where it is found

    /// What two names that may be one's have in common, one of these at least. Pairs are made of those alone that stand below one key, so that not
    /// each is compared with each.
    var keys: Set<String> {
        var keys: Set<String> = ["all " + words.sorted().joined(separator: " ")]
        if let person {
            keys.insert("name " + person.last)
            if person.isPartial { return keys }
            // A given name may stand alone, and a surname between others.
            keys.formUnion(([person.first] + person.between.filter { $0.count > 3 }).map { "name " + $0 })
            keys.formUnion(NameWords.nearly(person.last).map { "near \(person.first) \($0)" })
        } else {
            keys.formUnion(stems.filter { $0.count > 2 }.map { "word " + $0 })
            if isAcronym { keys.insert("letters " + words[0]) }
            keys.formUnion(initials.map { "letters " + $0 })
        }
        return keys
    }

    /// A word without each of its letters, and the word: two that differ in one letter have one of these in common (Garbe's symmetric deletion).
    private static func nearly(_ word: String) -> Set<String> {
        guard word.count > 4 else { return [] }
        return Set(word.indices.map { at in word[..<at] + word[word.index(after: at)...] }.map { String($0) } + [word])
    }
}
