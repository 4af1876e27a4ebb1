import Prose

/// The words of an article as the grammar of time looks at them.
struct TimeText: Sendable {
    /// Each word in small letters, with straight apostrophes.
    let lower: [String]
    /// What each word has to do with time, as a place in `TimeWord.all`; -1: nothing.
    private let places: [Int32]
    private let worded: WordedText

    /// The words of an article.
    init(_ article: ReadArticle) {
        lower = article.lower
        worded = article.worded
        places = lower.map { TimeWord.place(of: $0).map(Int32.init) ?? -1 }
    }

    /// How many words there are.
    var count: Int { lower.count }

    /// A word, in small letters; empty beyond the text.
    func callAsFunction(_ at: Int) -> String { lower.indices.contains(at) ? lower[at] : "" }

    /// What a word has to do with time; an empty one beyond the text or where it has nothing to do with it.
    subscript(at: Int) -> TimeWord { tellsTime(at) ? TimeWord.all[Int(places[at])] : TimeWord() }

    /// Whether a word has to do with time.
    func tellsTime(_ at: Int) -> Bool { places.indices.contains(at) && places[at] >= 0 }

    /// Whether a word follows the one before without a space.
    func isGlued(_ at: Int) -> Bool { worded.words.indices.contains(at) && worded.words[at].gap == .glued }

    /// Whether a word begins with a large letter.
    func hasCapital(_ at: Int) -> Bool { worded.words.indices.contains(at) && worded.words[at].shape.hasCapital }

    /// Whether a word begins a paragraph.
    func beginsParagraph(_ at: Int) -> Bool { worded.words.indices.contains(at) && worded.words[at].gap == .paragraph }

    /// The place behind some words that follow one another from a place on, written with single spaces, marks glued to what
    /// stands before
    /// them: "new year's day", "st. patrick's day"; nil where they do not.
    func end(of phrase: [String], at start: Int) -> Int? {
        var at = start
        for part in phrase {
            guard self(at) == part else { return nil }
            at += 1
        }
        return at
    }

    /// A number of digits; nil for anything else.
    func digits(_ at: Int) -> Int? {
        let word = self(at)
        return word.utf8.count <= 9 && !word.isEmpty && word.utf8.allSatisfy { (48...57).contains($0) } ? Int(word) : nil
    }

    /// A phrase cut as words are: letters and digits, and each mark alone.
    static func cut(_ phrase: String) -> [String] {
        var parts: [String] = []
        var open = false
        for character in phrase {
            if character == " " {
                open = false
            } else if character.isLetter || character.isNumber {
                if open { parts[parts.count - 1].append(character) } else { parts.append(String(character)) }
                open = true
            } else {
                parts.append(String(character))
                open = false
            }
        }
        return parts
    }
}
