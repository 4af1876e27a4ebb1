import English
import Prose

/// A pronoun that opens a clause about what stands before it.
enum RelativePronoun {
    /// People, or bodies of people.
    case who
    /// "which" and "that": things, bodies of people, groups.
    case which

    /// - Parameter word: in small letters.
    init?(_ word: String) {
        switch word {
        case "who": self = .who
        case "which", "that": self = .which
        default: return nil
        }
    }

    /// Whether it can go back to a mention.
    func canMean(_ mention: FoundMention) -> Bool {
        guard mention.level != .pronoun else { return false }
        switch self {
        case .who: return mention.kind != .document
        case .which: return mention.kind != .person || mention.isPlural
        }
    }

    /// In words.
    static let farthest = 40

    /// Where what it goes back to ends: before it and the marks and words that can stand between, "the council, all of which". Nil where
    /// nothing can precede it in its sentence, as in a question.
    static func endOfAntecedent(before word: Int, _ worded: WordedText) -> Int? {
        var end = word
        let start = Sentence.start(of: word, worded)
        while end > start {
            let before = worded.slice(end - 1..<end).lowercased()
            guard
                worded.words[end - 1].shape == .mark && ![")", "]"].contains(before) || Lexicon.beforeRelatives.contains(before)
            else { break }
            end -= 1
        }
        return end > start ? end : nil
    }

    /// What joins a place to who is there.
    static let ofPlaces = Lexicon.prepositions.words("place")
}
