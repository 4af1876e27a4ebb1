import Prose

/// What the mentions of one entity must agree in: gender, number, kind and name. It serves this alone and is neither kept nor printed.
struct Traits {
    private var genders: Set<Gender> = []
    /// "he", "she", "I": one person.
    private var isOnePerson = false
    private var isSeveral = false
    private var isThing = false
    /// "you", which is left open: it may be anybody.
    private var isAddressee = false
    private var hasPersonalName = false
    private var hasOtherName = false
    /// The words of each person's name.
    private var names: [[String]] = []

    private enum Gender {
        case he, she
    }

    init(_ mention: FoundMention, _ surface: MentionSurface, in worded: WordedText) {
        switch surface.pronoun {
        case .he: (genders, isOnePerson) = ([.he], true)
        case .she: (genders, isOnePerson) = ([.she], true)
        case .i: isOnePerson = true
        case .it: isThing = true
        case .you: isAddressee = true
        default: break
        }
        guard mention.level != .pronoun else { return }
        isSeveral = mention.isPlural || mention.level == .nominal && EntityNaming.isMany(worded, mention)
        let words = mention.words.prefix { $0 <= (mention.name?.upperBound ?? mention.head) }
            .map { worded.slice($0..<$0 + 1).lowercased() }
        if words.contains("mr") { genders.insert(.he) }
        if words.contains(where: ["mrs", "ms", "miss"].contains) { genders.insert(.she) }
        guard mention.level == .name else { return }
        if mention.kind == .person {
            hasPersonalName = true
            let name = mention.name.map { $0.map { worded.slice($0..<$0 + 1).lowercased() } } ?? surface.core
            let own = name.filter { !Traits.titles.contains($0) && $0.contains { $0.isLetter } && $0 != "s" }
            if !own.isEmpty, !mention.isPlural { names = [own] }
        } else {
            hasOtherName = true
        }
    }

    /// Whether a mention can refer to what an earlier one, with all that joined it, refers to.
    func agree(with earlier: Traits) -> Bool {
        if isAddressee != earlier.isAddressee { return false }
        if !genders.isEmpty, !earlier.genders.isEmpty, genders.isDisjoint(with: earlier.genders) { return false }
        if isOnePerson && (earlier.isSeveral || earlier.hasOtherName || earlier.isThing) { return false }
        if earlier.isOnePerson && (isSeveral || hasOtherName || isThing) { return false }
        if isThing && earlier.hasPersonalName || earlier.isThing && hasPersonalName { return false }
        if hasPersonalName && earlier.hasOtherName || hasOtherName && earlier.hasPersonalName { return false }
        guard let name = names.first, !earlier.names.isEmpty else { return true }
        return earlier.names.contains { Traits.sameName(name, $0) }
            && !earlier.names.contains { $0.count > 1 && name.count > 1 && !Traits.sameName(name, $0) }
    }

    /// Takes in what a mention that joins says.
    mutating func add(_ joining: Traits) {
        genders.formUnion(joining.genders)
        isOnePerson = isOnePerson || joining.isOnePerson
        isSeveral = isSeveral || joining.isSeveral
        isThing = isThing || joining.isThing
        hasPersonalName = hasPersonalName || joining.hasPersonalName
        hasOtherName = hasOtherName || joining.hasOtherName
        for name in joining.names where !names.contains(name) { names.append(name) }
    }

    /// Whether one name's words are all in the other: "Korvin" and "Dessa Korvin", not "Osk Korvin" and "Dessa Korvin".
    private static func sameName(_ a: [String], _ b: [String]) -> Bool {
        a.allSatisfy(b.contains) || b.allSatisfy(a.contains)
    }

    /// Whether a word stands before a name without being part of it.
    static func isTitle(_ word: String) -> Bool { titles.contains(word) }

    private static let titles: Set<String> = [
        "mr", "mrs", "ms", "miss", "dr", "sir", "lord", "lady", "president", "vice", "prime", "minister", "secretary", "senator",
        "sen", "representative", "rep", "governor", "gov", "mayor", "general", "gen", "colonel", "col", "captain", "capt",
        "judge",
        "justice", "king", "queen", "prince", "princess", "pope", "ayatollah", "imam", "sheikh", "chancellor", "ambassador",
        "professor", "prof", "former", "chief", "chairman", "speaker", "congressman", "congresswoman", "lieutenant", "lt",
        "sergeant", "sgt", "reverend", "rev", "father", "sister", "brother", "saint", "st", "foreign", "republican", "democratic",
    ]
}
