import English
import Record

/// What two statements show by their words alone: that they are the same, that one denies or negates what the other says, or that they name different numbers or days in
/// the same words.
///
/// A rule speaks only where all but what it looks at is the same in both, so that what remains can hardly be another matter. That numbers or days differ is no
/// contradiction: both may have been right, each on its day.
package enum PairRules {
    /// Fewer words than this say too little to be the same thing, and no more than that are compared.
    private static let counted = 4...60
    /// With these a clause says the contrary; "hardly" and "few" leave room for both.
    private static let negators: Set<String> = ["not", "never", "no"]
    /// Words that stand for somebody or something else wherever they stand.
    private static let pointing: Set<String> = {
        let of = ["he", "she", "it", "they", "i", "we", "you"].map { Lexicon.pronouns.words($0) }
        return of.reduce(Set(["this", "these", "those"])) { $0.union($1) }
    }()

    /// What is shown; nil where nothing is.
    package static func shown(_ a: ToldWords, _ b: ToldWords) -> Standing? {
        let (first, second) = (Told(a), Told(b))
        let isOneSpeaker = a.speaker == b.speaker
        return compared(first, second, isOneSpeaker)
            ?? (isOneSpeaker && isRepeated(first, second) ? .shown(.same, proof: "much the same words") : nil)
    }

    private static func compared(_ first: Told, _ second: Told, _ isOneSpeaker: Bool) -> Standing? {
        guard counted.contains(first.words.count), counted.contains(second.words.count) else { return nil }
        if first.words == second.words, first.isDenied == second.isDenied { return .shown(.same, proof: "the same words") }
        // "I" is another with every speaker, "it" another in every article.
        let constant = isOneSpeaker ? Lexicon.pronouns.words("i") : []
        guard !first.words.contains(where: { pointing.contains($0) && !constant.contains($0) }) else { return nil }
        if first.words == second.words { return .shown(.contradicts, proof: "one denies what the other says in the same words") }
        guard !first.isDenied, !second.isDenied else { return nil }
        return negated(first, second) ?? differing(first, second)
    }

    /// Whether one speaker says all words of the shorter statement again, in their order, and neither negates or counts what the other does not. Of two speakers that tells
    /// nothing: both may speak of "a ban on ships from Norrvik", and one against it.
    private static func isRepeated(_ a: Told, _ b: Told) -> Bool {
        let weighed = { (told: Told) in told.words.filter { Lexicon.negators.contains($0) || isNumber($0) }.sorted() }
        let (shorter, longer) = a.words.count < b.words.count ? (a, b) : (b, a)
        guard shorter.words.count >= counted.lowerBound, a.isDenied == b.isDenied, weighed(a) == weighed(b) else { return false }
        var rest = longer.words[...]
        return shorter.words.allSatisfy { word in
            guard let at = rest.firstIndex(of: word) else { return false }
            rest = rest[(at + 1)...]
            return true
        }
    }

    /// "there will be talks" and "there will be no talks"
    private static func negated(_ a: Told, _ b: Told) -> Standing? {
        let (plain, other) = a.words.count < b.words.count ? (a, b) : (b, a)
        let found = other.words.filter(negators.contains)
        guard found.count == 1, !plain.words.contains(where: negators.contains),
            other.words.filter({ !negators.contains($0) }) == plain.words
        else { return nil }
        return .shown(.contradicts, proof: "the same words, in one with “\(found[0])”")
    }

    /// "12 barges were held" and "40 barges were held"
    private static func differing(_ a: Told, _ b: Told) -> Standing? {
        guard a.words.count == b.words.count else { return nil }
        let apart = zip(a.words, b.words).filter { $0 != $1 }
        guard apart.count == 1, areOfOneKind(apart[0].0, apart[0].1) else { return nil }
        return .shown(.related, proof: "the same words, but \(Told.written(apart[0].0)) and \(Told.written(apart[0].1))")
    }

    /// Whether both are numbers, weekdays or months.
    private static func areOfOneKind(_ a: String, _ b: String) -> Bool {
        isNumber(a) && isNumber(b) || Lexicon.weekdays.contains(a) && Lexicon.weekdays.contains(b)
            || Lexicon.months.contains(a) && Lexicon.months.contains(b)
    }

    private static func isNumber(_ word: String) -> Bool { word.utf8.first.map { (48...57).contains($0) } == true }

    /// A statement as it is compared.
    private struct Told {
        /// The words of its content in small letters, marks left out, numbers in figures, "won't" as "will not".
        let words: [String]
        /// Whether its cue denies it.
        let isDenied: Bool

        init(_ told: ToldWords) {
            var words = told.content.lowercased().replacing("’", with: "'").replacing(",", with: "").split {
                !($0.isLetter || $0.isNumber || $0 == "'" || $0 == ".")
            }.map { String($0.drop { $0 == "." }.reversed().drop { $0 == "." }.reversed()) }.filter { !$0.isEmpty }
            if words.first == "that" { words.removeFirst() }
            self.words = words.flatMap(Told.plain)
            isDenied = Told.denies(told.cue)
        }

        /// A weekday or month as it is written.
        static func written(_ word: String) -> String {
            Lexicon.weekdays.contains(word) || Lexicon.months.contains(word)
                ? word.prefix(1).uppercased() + word.dropFirst() : word
        }

        /// "twelve" is "12", "can't" and "cannot" are "can not".
        private static func plain(_ word: String) -> [String] {
            if let short = ["won't": "will", "can't": "can", "cannot": "can"][word] { return [short, "not"] }
            if word.hasSuffix("n't") { return [String(word.dropLast(3)), "not"] }
            return [Lexicon.numbers[word].first.flatMap { Int($0) }.map { "\($0)" } ?? word]
        }

        private static func denies(_ cue: String) -> Bool {
            let words = cue.lowercased().replacing("’", with: "'").split { !($0.isLetter || $0 == "'") }.map(String.init)
            // "did not deny", "didn’t deny"
            guard !words.contains(where: { Lexicon.negators.contains($0) || $0.hasSuffix("n't") }) else { return false }
            return words.contains { Lexicon.actsByForm[$0] == "deny" }
        }
    }
}
