import English
import Prose

/// Who is called what before their name: after “Sen. Dessa Korvin”, “the senator” is she, and after “Unionist candidate Osk Brannoth”
/// “the Unionist nominee” is he.
struct TitleHolders {
    /// For each person's last name the words that stood before it, a set a mention, and the last mention.
    private var called: [String: (words: Set<String>, last: Int)] = [:]
    /// The last names in order of first mention: a dictionary has none.
    private var names: [String] = []

    /// Takes note of a person named with words before the name.
    mutating func note(_ number: Int, _ mention: FoundMention, in worded: WordedText) {
        guard mention.level == .name, mention.kind == .person, !mention.isPlural, let name = mention.name else { return }
        let words = Array(mention.words.lowerBound..<name.upperBound).filter { worded.words[$0].shape != .mark }
        // Titles stand before the name, or open what was taken for it.
        let titled = words.lastIndex { Traits.isTitle(worded.slice($0..<$0 + 1).lowercased()) }.map { $0 + 1 } ?? 0
        let named = max(titled, words.firstIndex { $0 >= name.lowerBound } ?? 0)
        guard named > 0, named < words.count, let last = words.last else { return }
        var before = words[..<named].map { TitleHolders.form(worded.slice($0..<$0 + 1)) }
        // "Mr. Korvin" tells nothing; "Korvin's lawyer Ivo Rhal" is not Korvin, nor is who held an office before still in it: "the former
        // banker Ivo Rhal" is "the banker", "former President Ana Orlo" not "the president".
        guard !before.contains("s") else { return }
        if before.contains("former") { before.removeAll { $0 == "former" || Lexicon.titles.contains($0) } }
        guard !before.isEmpty else { return }
        let key = worded.slice(last..<last + 1).lowercased()
        if called[key] == nil { names.append(key) }
        called[key, default: ([], number)].words.formUnion(before)
        called[key]?.last = number
    }

    /// The last mention of whom "the president" means: the only one called so up to there; nil where there are several or none.
    func holder(of mention: FoundMention, _ surface: MentionSurface, in worded: WordedText) -> Int? {
        guard mention.level == .nominal, mention.kind == .person, !mention.isPlural, mention.isDefinite(in: worded) else {
            return nil
        }
        let words = surface.tokens.map(TitleHolders.form)
        let telling = words.filter { !Lexicon.runningForOffice.contains($0) }
        guard !telling.isEmpty, mention.head == lastWord(of: mention, surface, worded) else { return nil }
        let holders = names.filter { name in called[name].map { $0.words.isSuperset(of: telling) } ?? false }
        return holders.count == 1 ? holders.first.flatMap { called[$0]?.last } : nil
    }

    /// Whether what looks like a person's name is what they are: "the Steward", "the Prime Minister", "the Minister of Works".
    static func isOffice(_ mention: FoundMention, in worded: WordedText) -> Bool {
        guard mention.level == .name, mention.kind == .person, !mention.isPlural, mention.head > mention.words.lowerBound,
            mention.isDefinite(in: worded)
        else { return false }
        let core = MentionSurface.coreRange(of: mention, in: worded)
        return core.count == 1 || core.allSatisfy { Traits.isTitle(worded.slice($0..<$0 + 1).lowercased()) }
    }

    /// The last word but a possessive "s": what goes on behind its head, "the governor of Sennet", says more than a title does.
    private func lastWord(of mention: FoundMention, _ surface: MentionSurface, _ worded: WordedText) -> Int? {
        mention.words.last { worded.words[$0].shape != .mark && worded.slice($0..<$0 + 1).lowercased() == surface.tokens.last }
    }

    /// One form of words that come in several.
    static func form(_ word: String) -> String {
        let word = word.lowercased()
        return Lexicon.titles[word].first ?? Lexicon.parties[word].first ?? word
    }
}
