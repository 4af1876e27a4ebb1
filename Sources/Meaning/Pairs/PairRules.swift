import English
import Record

/// What can be proved of two statements by their words alone: that they say the same, that one denies what the other says, or that they name different numbers or days
/// for the same thing.
///
/// A rule speaks only where all but what it looks at is the same in both, so that what remains can hardly be another matter. Two numbers may both have been right, each
/// on its day: that is for the reader to see, who is shown both days.
enum PairRules {
    /// How sure the rules are that words which are the same mean the same in both articles.
    private static let sure = 0.95
    /// The same where one word of them differs.
    private static let likely = 0.85
    /// At most so many words are compared.
    private static let most = 60
    /// Fewer words than this say too little to be the same thing.
    private static let fewest = 4

    /// What is proved; nil where nothing is.
    static func proved(_ a: ToldWords, _ b: ToldWords) -> FoundRelation? {
        let (first, second) = (Told(a), Told(b))
        guard min(first.words.count, second.words.count) >= fewest, max(first.words.count, second.words.count) <= most else {
            return nil
        }
        if first.words == second.words {
            return first.isDenied == second.isDenied
                ? FoundRelation(.same, confidence: sure, proof: "the same words")
                : FoundRelation(.contradicts, confidence: sure, proof: "one denies what the other says in the same words")
        }
        guard first.words.count == second.words.count, !first.isDenied, !second.isDenied else { return nil }
        let apart = zip(first.words, second.words).filter { $0 != $1 }
        guard apart.count == 1, let (one, other) = apart.first, areOfOneKind(one, other) else { return nil }
        return FoundRelation(.contradicts, confidence: likely, proof: "\(one) against \(other)")
    }

    /// Whether both are numbers, weekdays or months.
    private static func areOfOneKind(_ a: String, _ b: String) -> Bool {
        let isNumber = { (word: String) in word.utf8.first.map { (48...57).contains($0) } == true }
        return isNumber(a) && isNumber(b) || Lexicon.weekdays.contains(a) && Lexicon.weekdays.contains(b)
            || Lexicon.months.contains(a) && Lexicon.months.contains(b)
    }

    /// A statement as it is compared.
    private struct Told {
        /// The words of its content in small letters, marks left out, numbers in figures.
        let words: [String]
        /// Whether its cue denies it.
        let isDenied: Bool

        init(_ told: ToldWords) {
            var words = told.content.lowercased().replacing("’", with: "'").replacing(",", with: "").split {
                !($0.isLetter || $0.isNumber || $0 == "'" || $0 == ".")
            }.map { String($0.drop { $0 == "." }.reversed().drop { $0 == "." }.reversed()) }.filter { !$0.isEmpty }
            if words.first == "that" { words.removeFirst() }
            // "12" and "twelve" are one.
            self.words = words.map { word in Lexicon.numbers[word].first.flatMap { Int($0) }.map { "\($0)" } ?? word }
            isDenied = Told.denies(told.cue)
        }

        private static func denies(_ cue: String) -> Bool {
            let words = cue.lowercased().split { !$0.isLetter }.map(String.init)
            // "did not deny", "didn’t deny"
            guard !words.contains(where: { Lexicon.negators.contains($0) || $0 == "t" }) else { return false }
            return words.contains { Lexicon.actsByForm[$0] == "deny" }
        }
    }
}
