import English

/// A word that tells what a statement is about: neither a word of grammar nor one of saying. Its forms are one.
struct Term: Hashable {
    /// What its forms have in common.
    let stem: String
    /// The word as it stands.
    let surface: String

    /// The terms of a text, in their order.
    static func all(in text: String) -> [Term] {
        text.split { !($0.isLetter || $0.isNumber || $0 == "'" || $0 == "’") }.compactMap { word in
            var word = String(word).replacing("’", with: "'")
            for ending in ["'s", "'"] where word.hasSuffix(ending) { word.removeLast(ending.count) }
            let small = word.lowercased()
            guard !small.contains("'"), isTelling(small) else { return nil }
            return Term(stem: stem(small), surface: word)
        }
    }

    /// Whether a word, in small letters, tells what is spoken of.
    static func isTelling(_ word: String) -> Bool { word.count > 2 && !empty.contains(word) }

    /// Words that stand in statements about anything.
    private static let empty: Set<String> = {
        let lists = [
            Lexicon.frequentWords, Lexicon.pronouns, Lexicon.determiners, Lexicon.auxiliaries, Lexicon.prepositions,
            Lexicon.conjunctions,
            Lexicon.adverbs, Lexicon.negators, Lexicon.indefinites, Lexicon.weekdays, Lexicon.months, Lexicon.numbers,
            Lexicon.ordinals,
            Lexicon.focusingAdverbs, Lexicon.hedges, Lexicon.vagueWords,
        ]
        return lists.reduce(Lexicon.saying) { $0.union($1.words) }
    }()

    /// A word without the endings of its forms.
    static func stem(_ word: String) -> String {
        var stem = word[...]
        if stem.hasSuffix("ies"), stem.count > 4 { return stem.dropLast(3) + "y" }
        if stem.hasSuffix("sses") { stem = stem.dropLast(2) }
        if stem.hasSuffix("s"), !stem.hasSuffix("ss"), !stem.hasSuffix("us"), stem.count > 3 { stem = stem.dropLast() }
        for ending in ["ing", "ed"] where stem.hasSuffix(ending) && stem.count - ending.count > 3 {
            stem = stem.dropLast(ending.count)
            break
        }
        if stem.hasSuffix("e"), stem.count > 4 { stem = stem.dropLast() }
        return String(stem)
    }
}
