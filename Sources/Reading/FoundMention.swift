import English
import Prose

/// A mention of a person, an organisation or a place as it is found, before it becomes part of an entity: ranges of the article's
/// words. It is anchored by its head word, as a statement is by its cue.
struct FoundMention: Sendable {
    /// The word that heads it: "minister" in "the foreign minister of Orvane".
    let head: Int
    /// All its words.
    var words: Range<Int>
    var kind: Kind
    var level: Level
    /// The proper name in it, where there is one: "Dessa Korvin" in "Foreign Minister Dessa Korvin".
    var name: Range<Int>?
    /// Whether its head is a plural noun.
    var isPlural: Bool
    /// How likely its head heads a mention, 0 to 1.
    let probability: Double
    /// How its words are written where that is not what they do: "the Defense Secretary" is written as a name, and describes.
    var written: Level?
    /// The mentions of those who are meant together, “Dessa Korvin” and “Osk Brannoth”; empty where it is one or a group.
    var together: [FoundMention] = []

    /// Whether it begins with "the".
    func isDefinite(in worded: WordedText) -> Bool {
        worded.slice(words.lowerBound..<words.lowerBound + 1).lowercased() == "the"
    }

    /// Whether it is of one whom nobody has met: "a driver", "another driver".
    func isIndefinite(in worded: WordedText) -> Bool {
        words.count > 1 && ["a", "an", "another"].contains(worded.slice(words.lowerBound..<words.lowerBound + 1).lowercased())
    }

    /// Raw values of the first three are those of `Training/mentions.py`; the network gives no others.
    enum Kind: Int {
        case person, organization, place, document, other
    }

    /// Raw values are those of `Training/mentions.py`.
    enum Level: Int {
        case name, nominal, pronoun
    }

    /// The class that the network gives: 0 is no mention.
    var networkClass: Int { 1 + 3 * kind.rawValue + level.rawValue }
}

extension FoundMention {
    /// Whether it stands inside another mention as the one that it belongs to: “Ana” in “a spokesman for Ana” and in “Ana’s lawyer”, who is somebody
    /// else.
    func isOwner(in other: FoundMention, _ worded: WordedText) -> Bool {
        guard level == .name, other.level == .nominal, other.words.lowerBound <= words.lowerBound,
            words.upperBound <= other.words.upperBound,
            !words.contains(other.head)
        else { return false }
        func word(_ at: Int) -> String { worded.slice(at..<at + 1).lowercased() }
        if words.lowerBound > other.head {
            return Lexicon.prepositions.contains(word(words.lowerBound - 1))
        }
        let isPossessive =
            word(words.upperBound - 1) == "s" || words.upperBound < other.head && ["’", "'"].contains(word(words.upperBound))
        return isPossessive
    }
}
