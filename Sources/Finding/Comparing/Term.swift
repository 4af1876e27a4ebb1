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
            guard small.count > 2, !small.contains("'"), !empty.contains(small) else { return nil }
            return Term(stem: stem(small), surface: word)
        }
    }

    /// Words that stand in statements about anything.
    private static let empty: Set<String> = {
        var words = Set<String>()
        for list in [
            Lexicon.frequentWords, Lexicon.pronouns, Lexicon.determiners, Lexicon.auxiliaries, Lexicon.prepositions,
            Lexicon.conjunctions,
            Lexicon.adverbs, Lexicon.negators, Lexicon.indefinites, Lexicon.weekdays, Lexicon.months, Lexicon.numbers,
            Lexicon.ordinals,
            Lexicon.focusingAdverbs, Lexicon.hedges,
        ] { words.formUnion(list.words) }
        words.formUnion(Lexicon.saying)
        words.formUnion(further)
        return words
    }()

    /// Verbs, nouns and adjectives that say little by themselves.
    private static let further: Set<String> = [
        "about", "again", "all", "also", "although", "another", "any", "back", "because", "become", "been", "being", "best",
        "better", "both", "bring",
        "but", "came", "come", "comes", "coming", "did", "doing", "done", "each", "else", "even", "every", "everything", "far",
        "few", "first", "found",
        "gave", "get", "gets", "getting", "give", "given", "gives", "giving", "goes", "going", "gone", "good", "got", "great",
        "had", "has", "have",
        "having", "here", "how", "however", "including", "into", "its", "just", "keep", "kept", "kind", "know", "known", "last",
        "later", "less", "let",
        "like", "little", "long", "look", "looking", "lot", "made", "make", "makes", "making", "man", "many", "matter", "mean",
        "means", "more", "most",
        "much", "must", "need", "needs", "never", "new", "next", "not", "nothing", "now", "off", "old", "once", "one", "ones",
        "only", "other", "others",
        "our", "out", "over", "own", "part", "people", "person", "place", "point", "put", "really", "right", "same", "see",
        "seen", "set", "since", "some",
        "something", "still", "such", "sure", "take", "taken", "takes", "taking", "than", "that", "the", "them", "then", "there",
        "these", "thing",
        "things", "think", "this", "those", "though", "through", "time", "times", "too", "took", "toward", "towards", "true",
        "try", "trying", "under",
        "until", "use", "used", "using", "very", "want", "wanted", "wants", "was", "way", "well", "went", "were", "what", "when",
        "where", "whether",
        "which", "while", "who", "whole", "why", "will", "with", "within", "without", "work", "would", "year", "years", "yes",
        "yet", "you", "your",
    ]

    /// A word without the endings of its forms.
    private static func stem(_ word: String) -> String {
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
