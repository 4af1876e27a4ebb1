import English
import Prose

/// What of a mention can be seen without a model: its words as they are compared with another mention's. The same as in
/// `Training/mentions.py`.
struct MentionSurface {
    /// Its head, in small letters.
    let head: String
    let pronoun: Pronoun?
    /// Whether it is "he" or "she", who is one person and goes back to somebody.
    var isHeOrShe: Bool { pronoun == .he || pronoun == .she }
    /// Its words in small letters, without marks, a determiner at its start, a possessive "s" at its end.
    let tokens: [String]
    /// Those of them that begin with a capital.
    let capitals: [String]
    /// The head with the capitalised words around it.
    let core: [String]
    private let initials: String
    private let abbreviation: String?
    private let isName: Bool

    init(_ mention: FoundMention, in worded: WordedText) {
        let words = worded.words
        func text(_ word: Int) -> String { worded.slice(word..<word + 1).lowercased() }
        func isCapital(_ word: Int) -> Bool { words[word].shape.hasCapital }
        head = text(mention.head)
        pronoun = mention.level == .pronoun ? Pronoun(head) : nil
        var kept = mention.words.filter { words[$0].shape != .mark }
        if kept.count > 1, let last = kept.last, words[last].gap == .glued, text(last) == "s" { kept.removeLast() }
        if kept.count > 1, let first = kept.first, Pronoun.determiners.contains(text(first)) { kept.removeFirst() }
        tokens = kept.map(text)
        let capitals = kept.filter(isCapital)
        self.capitals = capitals.map(text)
        initials = String(self.capitals.compactMap(\.first))
        abbreviation = kept.count == 1 && capitals.count == 1 && words[kept[0]].shape == .caps ? text(kept[0]) : nil
        isName = mention.level == .name
        core = MentionSurface.coreRange(of: mention, in: worded).map(text)
    }

    /// The head and the capitalised words around it in the mention, without a determiner.
    static func coreRange(of mention: FoundMention, in worded: WordedText) -> Range<Int> {
        let words = worded.words
        func isCapital(_ word: Int) -> Bool { words[word].shape.hasCapital }
        var (low, high) = (mention.head, mention.head)
        guard isCapital(mention.head) else { return low..<high + 1 }
        while low > mention.words.lowerBound, isCapital(low - 1) { low -= 1 }
        while high + 1 < mention.words.upperBound, isCapital(high + 1) { high += 1 }
        if low < high, Pronoun.determiners.contains(worded.slice(low..<low + 1).lowercased()) { low += 1 }
        return low..<high + 1
    }

    /// Whether a slash stands in some words or beside them: "they/them".
    static func isBesideSlash(_ mention: Range<Int>, _ worded: WordedText) -> Bool {
        (mention.lowerBound - 1..<mention.upperBound + 1).clamped(to: worded.words.indices).contains {
            worded.slice($0..<$0 + 1) == "/"
        }
    }

    /// How the words of a mention and of an earlier one agree; raw values are rows of the model's table.
    enum Likeness: Int {
        case pronoun, same, shorter, longer, abbreviation, sameHead, sharedName, none
    }

    func likeness(to earlier: MentionSurface) -> Likeness {
        if pronoun != nil || earlier.pronoun != nil { return .pronoun }
        if tokens == earlier.tokens { return .same }
        if let abbreviation, earlier.capitals.count > 1, abbreviation == earlier.initials { return .abbreviation }
        if let abbreviation = earlier.abbreviation, capitals.count > 1, abbreviation == initials { return .abbreviation }
        if isName, core.allSatisfy(earlier.tokens.contains) { return .shorter }
        if earlier.isName, earlier.core.allSatisfy(tokens.contains) { return .longer }
        if head == earlier.head { return .sameHead }
        return capitals.contains(where: earlier.capitals.contains) ? .sharedName : .none
    }

    /// The strings by which another mention that is likely the same can be looked up: words, initials.
    var keys: Set<String> {
        var keys = Set(tokens)
        if let abbreviation { keys.insert("initials " + abbreviation) }
        if capitals.count > 1 { keys.insert("initials " + initials) }
        return keys
    }
}

/// The pronouns, by what they agree with. Raw values are those of `Training/mentions.py`; 0 is none.
enum Pronoun: Int {
    case he = 1
    case she, it, they, i, we, you, other

    init(_ word: String) { self = Pronoun.forms[word] ?? .other }

    /// Whether a word by itself says nothing of whom it means.
    static func isOne(_ word: String) -> Bool {
        Lexicon.pronouns.contains(word)
    }

    /// Whether it is the one who speaks.
    var isFirstPerson: Bool { self == .i || self == .we }

    private static let forms: [String: Pronoun] = {
        let kinds: [(Pronoun, String)] = [
            (.he, "he"), (.she, "she"), (.it, "it"), (.they, "they"), (.i, "i"), (.we, "we"), (.you, "you"),
        ]
        return Dictionary(
            kinds.flatMap { kind, name in Lexicon.pronouns.words(name).map { ($0, kind) } }, uniquingKeysWith: { a, _ in a })
    }()

    /// What can begin a mention without being part of its name.
    static let determiners = ["article", "demonstrative", "possessive"].reduce(into: Set<String>()) {
        $0.formUnion(Lexicon.determiners.words($1))
    }
}
