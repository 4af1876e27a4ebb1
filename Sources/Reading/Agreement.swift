import English
import Foundation
import Prose

/// What the mentions of one entity must agree in: gender, number, kind and name. It serves this alone and is neither kept nor printed.
///
/// An entity is what most of its mentions say: of forty mentions one is taken for a place or a plural, and must not part the rest.
struct Traits {
    private var she = 0, he = 0
    /// "he", "she", "I": one person.
    private var onePerson = 0
    private var several = 0
    private var one = 0
    private var things = 0
    /// "you", which is left open: it may be anybody.
    private var isAddressee = false
    private var personalNames = 0
    private var otherNames = 0
    /// The words of each person's name, plainly spelled.
    private var names: [[String]] = []
    /// The names of what is no person.
    private var bodies: [BodyName] = []
    /// Names that are abbreviations: "U.N." is not "U.S.".
    private var abbreviations: Set<String> = []
    private var firstAbbreviation: String?
    /// Whose it is, by its head, where that tells it from others: "Korvin’s campaign" is not "the Brannoth campaign".
    private var owners: [String: Set<String>] = [:]
    /// The head first met: a dictionary has no first one that is the same in every run.
    private var firstOwned: String?

    private var isShe: Bool { she > he }
    private var isHe: Bool { he > she }
    private var isOnePerson: Bool { onePerson > 0 }
    private var isSeveral: Bool { several > one }
    private var isThing: Bool { things > onePerson }
    private var hasPersonalName: Bool { personalNames > otherNames }
    private var hasOtherName: Bool { otherNames > personalNames }

    init(_ mention: FoundMention, _ surface: MentionSurface, in worded: WordedText) {
        switch surface.pronoun {
        case .he: (he, onePerson) = (1, 1)
        case .she: (she, onePerson) = (1, 1)
        case .i: onePerson = 1
        case .it: things = 1
        case .you: isAddressee = true
        default: break
        }
        guard mention.level != .pronoun else { return }
        let isSeveral = mention.isPlural || mention.level == .nominal && EntityNaming.isMany(worded, mention)
        (several, one) = isSeveral ? (1, 0) : (0, 1)
        // "A Liberal source" is none of several.
        if mention.level == .nominal, mention.kind == .person, !isSeveral, mention.isIndefinite(in: worded) { onePerson = 1 }
        let words = mention.words.prefix { $0 <= (mention.name?.upperBound ?? mention.head) }
            .map { worded.slice($0..<$0 + 1).lowercased() }
        // A form of address is surer than a pronoun that was put here.
        if words.contains("mr") { he = Traits.addressed }
        if words.contains(where: ["mrs", "ms", "miss"].contains) { she = Traits.addressed }
        if mention.level == .nominal, !surface.capitals.isEmpty {
            (owners, firstOwned) = ([surface.head: Set(surface.capitals.map(TitleHolders.form))], surface.head)
        }
        guard mention.level == .name else { return }
        if let abbreviation = Traits.abbreviation(mention, worded) {
            (abbreviations, firstAbbreviation) = ([abbreviation], abbreviation)
        }
        if mention.kind == .person {
            personalNames = 1
            let named = mention.name.map { $0.map { worded.slice($0..<$0 + 1).lowercased() } }
            let name = named ?? surface.core.filter { surface.capitals.contains($0) }
            // "Major" is a title in "Major Korvin", not in "John Major".
            let untitled =
                named == nil
                ? name.filter { !Lexicon.titles.contains($0) }
                : name.dropLast().filter { !Lexicon.titles.contains($0) }
                    + name.suffix(1).filter { !Lexicon.titles.contains($0) || name.count > 1 }
            let all = untitled.filter { $0.contains { $0.isLetter } && $0 != "s" }
            // "Korvin Jr." is called "Korvin".
            let own = all.count > 1 && Lexicon.generations.contains(all[all.count - 1]) ? all.dropLast() : all
            if own.count > 1 || !own.isEmpty && !mention.isPlural, !TitleHolders.isOffice(mention, in: worded) {
                names = [own.map(PlainWord.of)]
            }
            // A full name's alone: "Scott" is a surname too. The first that is known tells: in "José Maria Neves" the second is no woman's.
            if own.count > 1, he == 0, she == 0 {
                let given = own.dropLast().lazy.map { Lexicon.givenNames[Traits.unaccented($0)] }.first { !$0.isEmpty } ?? []
                (he, she) = (given.contains("man") ? 1 : 0, given.contains("woman") ? 1 : 0)
            }
        } else {
            otherNames = 1
            if let body = BodyName(mention, surface, in: worded) { bodies = [body] }
        }
    }

    /// What most mentions of an entity say.
    struct Leaning {
        let isShe, isHe, isOnePerson, isSeveral, isThing: Bool
    }

    var leaning: Leaning {
        Leaning(isShe: isShe, isHe: isHe, isOnePerson: isOnePerson, isSeveral: isSeveral, isThing: isThing)
    }

    /// The surname of a person whom this mention names in full.
    var surnameOfFullName: String? { names.first.flatMap { $0.count > 1 ? $0.last : nil } }

    /// The last words of a person's names.
    var surnames: Set<String> { Set(names.compactMap(\.last)) }

    /// The surname of a person who is named by nothing else.
    var onlySurname: String? { names.count == 1 && names[0].count == 1 && hasPersonalName ? names[0][0] : nil }

    private static let addressed = 3

    /// "jose" of "josé": the list of given names has no accents.
    private static func unaccented(_ word: String) -> String {
        word.utf8.allSatisfy { $0 < 0x80 } ? word : word.folding(options: .diacriticInsensitive, locale: nil)
    }

    /// Names of one body that are compared, so that no list of names takes more than linear time.
    private static let mostBodies = 12

    /// Whether a mention can refer to what an earlier one, with all that joined it, refers to.
    func agree(with earlier: Traits) -> Bool { agreesButForNames(with: earlier) && hasName(of: earlier) }

    /// The same without what they are called.
    func agreesButForNames(with earlier: Traits) -> Bool {
        if isAddressee != earlier.isAddressee { return false }
        if isShe && earlier.isHe || isHe && earlier.isShe { return false }
        if isOnePerson && (earlier.isSeveral || earlier.hasOtherName || earlier.isThing) { return false }
        if earlier.isOnePerson && (isSeveral || hasOtherName || isThing) { return false }
        if isThing && earlier.hasPersonalName || earlier.isThing && hasPersonalName { return false }
        if hasPersonalName && earlier.hasOtherName || hasOtherName && earlier.hasPersonalName { return false }
        if let own = firstAbbreviation, !earlier.abbreviations.isEmpty, !earlier.abbreviations.contains(own) { return false }
        if let head = firstOwned, let own = owners[head], let others = earlier.owners[head], others.isDisjoint(with: own) {
            return false
        }
        return true
    }

    private func hasName(of earlier: Traits) -> Bool {
        if let body = bodies.first, earlier.bodies.contains(where: { !body.isCompatible(with: $0) }) { return false }
        guard let name = names.first, !earlier.names.isEmpty else { return true }
        return earlier.names.contains { Traits.sameName(name, $0) }
            && !earlier.names.contains { $0.count > 1 && name.count > 1 && !Traits.sameName(name, $0) }
    }

    /// Takes in what a mention that joins says.
    mutating func add(_ joining: Traits) {
        she += joining.she
        he += joining.he
        onePerson += joining.onePerson
        several += joining.several
        one += joining.one
        things += joining.things
        personalNames += joining.personalNames
        otherNames += joining.otherNames
        abbreviations.formUnion(joining.abbreviations)
        (firstAbbreviation, firstOwned) = (firstAbbreviation ?? joining.firstAbbreviation, firstOwned ?? joining.firstOwned)
        owners.merge(joining.owners) { $0.union($1) }
        for name in joining.names where !names.contains(name) { names.append(name) }
        for body in joining.bodies where bodies.count < Traits.mostBodies && !bodies.contains(body) { bodies.append(body) }
    }

    /// "un" of "U.N." and "UN", of what is no person.
    private static func abbreviation(_ mention: FoundMention, _ worded: WordedText) -> String? {
        guard mention.kind != .person else { return nil }
        var words = mention.words.filter { worded.words[$0].shape != .mark }
        if let last = words.last, last > 0, "’'".contains(worded.slice(last - 1..<last)) { words.removeLast() }
        if words.count > 1, let first = words.first, worded.words[first].shape != .caps, worded.slice(first..<first + 1).count > 1
        {
            words.removeFirst()
        }
        let isLetters =
            words.count > 1 && words.allSatisfy { worded.words[$0].shape == .capital && worded.slice($0..<$0 + 1).count == 1 }
        let isOneWord = words.count == 1 && worded.words[words[0]].shape == .caps
        return isLetters || isOneWord ? words.map { worded.slice($0..<$0 + 1).lowercased() }.joined() : nil
    }

    /// Whether one name's words are all in the other: "Korvin" and "Dessa Korvin", not "Osk Korvin" and "Dessa Korvin".
    private static func sameName(_ a: [String], _ b: [String]) -> Bool {
        a.allSatisfy(b.contains) || b.allSatisfy(a.contains)
    }

    /// Whether a word stands before a name without being part of it.
    static func isTitle(_ word: String) -> Bool { Lexicon.titles.contains(word) }
}
