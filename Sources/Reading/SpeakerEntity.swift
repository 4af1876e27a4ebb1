import English
import Prose
import Record

/// Mentions that are the same, as the decision about speakers sees them: what can be said of all of them, and where they stand.
///
/// An entity can have as many mentions as the article has sentences and is a candidate of every statement: what is asked of it for one takes
/// the logarithm of its mentions at most.
struct SpeakerEntity {
    /// In order of their heads.
    let mentions: [Int]
    /// The words that their heads are.
    let heads: [Int]
    let kind: EntityKind?
    /// The first mention that is a name.
    let firstName: Int?
    /// The first mention that the network saw.
    let firstSeen: Int?
    /// What describes it, titles in one form, and what names it.
    let words: Set<String>
    let names: Set<String>
    let nominalHeads: Set<String>
    let leaning: Traits.Leaning
    /// The shares of its mentions that stand in quotations, and in the content of a statement.
    var quotedShare: Float = 0
    var toldShare: Float = 0
    /// Whether it is several who are named side by side, which only an "and" makes one.
    let isList: Bool
    /// Whether its first mention is one of nobody in particular: "a driver".
    let opensIndefinite: Bool
    /// How many sentences open with it.
    var subjects = 0
    /// How many statements the rules give it.
    var statements = 0
    /// How many names are among its first mentions, of none, of one, up to all, [mentions + 1].
    private let namesAmong: [Int]
    /// How many of its mentions are worded so, by `MentionSurface.tokens`.
    private let wordings: [[String]: Int]

    /// - Parameter set: the mentions, in order of their heads; there is one at least.
    init(_ set: [Int], _ coreference: Coreference, _ naming: EntityNaming, _ worded: WordedText) {
        let found = set.map { coreference.mentions[$0] }
        var (words, names, nominalHeads): (Set<String>, Set<String>, Set<String>) = ([], [], [])
        for (mention, id) in zip(found, set) where mention.level != .pronoun {
            let surface = coreference.surfaces[id]
            words.formUnion(surface.tokens.map(TitleHolders.form))
            if mention.level == .name {
                names.formUnion(surface.core)
            } else {
                nominalHeads.insert(TitleHolders.form(surface.head))
            }
        }
        (self.words, self.names, self.nominalHeads) = (words, names, nominalHeads)
        (mentions, heads) = (set, found.map(\.head))
        kind = naming.kind(of: found)
        firstName = set.first { coreference.mentions[$0].level == .name }
        firstSeen = set.first { $0 < coreference.networkMentions }
        leaning = coreference.leaning(of: set[0])
        isList = set.allSatisfy { $0 >= coreference.networkMentions } && found.contains { $0.together.count > 1 }
        opensIndefinite = Lexicon.indefinites.contains(
            worded.slice(found[0].words.lowerBound..<found[0].words.lowerBound + 1).lowercased())
        namesAmong = found.reduce(into: [0]) { $0.append(($0.last ?? 0) + ($1.level == .name ? 1 : 0)) }
        wordings = set.reduce(into: [:]) { $0[coreference.surfaces[$1].tokens, default: 0] += 1 }
    }

    var nameCount: Int { namesAmong.last ?? 0 }

    /// How many of its mentions have their head before a word.
    func count(before word: Int) -> Int { heads.partitioningIndex { $0 >= word } }

    /// Which of its mentions, by their places among them, have their head in a range of words.
    func places(in words: Range<Int>) -> Range<Int> {
        let first = count(before: words.lowerBound)
        return first..<max(first, count(before: words.upperBound))
    }

    /// How many of the mentions at these places are names.
    func nameCount(among places: Range<Int>) -> Int { namesAmong[places.upperBound] - namesAmong[places.lowerBound] }

    /// How many of its mentions are worded so.
    func count(worded tokens: [String]) -> Int { wordings[tokens] ?? 0 }
}
