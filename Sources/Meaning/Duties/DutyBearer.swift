import English
import Record

/// Who is bound, by where they are mentioned around the words that tell of it.
///
/// There is no parse: a subject is the noun phrase that ends where the verb begins, its head before "of" and "in"; else whoever the clause begins with.
struct DutyBearer: Sendable {
    typealias Party = DutyScene.Party

    let scene: DutyScene
    let sentence: Range<Int>
    private let lower: [String]

    init(_ scene: DutyScene, _ sentence: Range<Int>) {
        (self.scene, self.sentence, lower) = (scene, sentence, scene.article.lower)
    }

    // MARK: Subjects

    /// Who is the subject of the verb that begins, with its auxiliaries, at a word.
    func subject(of word: Int) -> Party? {
        let floor = scene.floor(of: word, in: sentence)
        if lower[word] == "to" { return control(word, floor) }
        if let accused = accused(word) { return accused }
        // "…, disregarding the ruling": whoever the sentence is about.
        if text(word - 1) == ",", lower[word].hasSuffix("ing"), let first = first(in: sentence.lowerBound..<word) { return first }
        return around(word) ?? adjacent(to: word, floor) ?? relative(word, floor) ?? first(in: clause(word, floor)..<word)
            ?? nearest(in: floor..<word)
    }

    /// "accused the network of violating it", "punished them for refusing to".
    private func accused(_ word: Int) -> Party? {
        guard ["of", "for"].contains(text(word - 1)), word - 1 > sentence.lowerBound else { return nil }
        return phrase(before: word - 1)
    }

    /// Whose description a word stands in: "drivers violating the law".
    private func around(_ word: Int) -> Party? {
        guard lower[word].hasSuffix("ing") else { return nil }
        return scene.parties(in: max(sentence.lowerBound, word - 4)..<sentence.upperBound).first {
            $0.words.lowerBound < word && $0.words.contains(word) && isAgent($0) && $0.words.count <= Self.longest
        }
    }

    /// Whom "to" makes do it: "ordered them to", "invites both sides to consider and to uphold it"; else whose statement it is, or the subject.
    private func control(_ to: Int, _ floor: Int) -> Party? {
        if let party = ending(at: to) { return party }
        if ["and", "or", ","].contains(text(to - 1)),
            let before = (max(sentence.lowerBound, to - 40)..<to).last(where: { lower[$0] == "to" && ending(at: $0) != nil })
        {
            return ending(at: before)
        }
        if floor == to, let source = scene.source(ofContent: to) { return source }
        return first(in: clause(to, floor)..<to) ?? nearest(in: floor..<to)
    }

    /// Whom "who" or "which" before a verb goes back to.
    private func relative(_ word: Int, _ floor: Int) -> Party? {
        guard Lexicon.pronouns[text(word - 1)].contains("relative") else { return nil }
        let end = text(word - 2) == "," ? word - 2 : word - 1
        return adjacent(to: end, floor)
    }

    /// The head of the noun phrase that ends where a verb begins, what is put in between aside: "Orvane, however, refused".
    private func adjacent(to word: Int, _ floor: Int) -> Party? {
        var end = word
        if let open = Self.insertions[text(end - 1)],
            let start = (max(floor, end - 20)..<max(floor, end - 1)).last(where: { open.contains(lower[$0]) })
        {
            // "a host, such as Orvane, must"
            if text(start + 1) == "such", text(start + 2) == "as", let example = ending(at: end - 1) { return example }
            end = start
        }
        guard end > floor else { return nil }
        guard let party = ending(at: end) ?? owner(before: end, floor) ?? phrase(before: end) else { return nil }
        return head(of: party, floor)
    }

    private static let insertions: [String: Set<String>] = [",": [","], ")": ["("], "—": ["—"], "–": ["–"]]

    /// "visitors to the gate" are the visitors; "the action of a state" is the state's.
    private func head(of party: Party, _ floor: Int) -> Party? {
        var head = party
        for _ in 0..<4 {
            guard let governor = governor(of: head), governor > floor else { return head }
            guard let before = ending(at: governor) else { return lower[governor] == "of" ? head : nil }
            head = before
        }
        return head
    }

    /// Whose noun it is that stands before a verb: "Orvane's decision".
    private func owner(before end: Int, _ floor: Int) -> Party? {
        scene.parties(in: max(floor, end - 6)..<end).last { party in
            let gap = end - party.words.upperBound
            return (1...3).contains(gap) && isPossessive(party) && isAgent(party)
                && lower[party.words.upperBound..<end].allSatisfy(isPlain)
        }
    }

    /// The first of a clause that no preposition governs.
    func first(in words: Range<Int>) -> Party? {
        let there = scene.parties(in: words).filter { isAgent($0) && !isPossessive($0) && $0.words.count <= Self.longest }
        guard let first = there.first(where: { governor(of: $0) == nil }) else { return nil }
        return there.last { $0.words.lowerBound == first.words.lowerBound }
    }

    /// The last of some words that no preposition governs; else the first there.
    private func nearest(in words: Range<Int>) -> Party? {
        let there = scene.parties(in: words).filter { isAgent($0) }
        return there.last { governor(of: $0) == nil } ?? there.first
    }

    /// Where the clause of a word begins.
    private func clause(_ word: Int, _ floor: Int) -> Int {
        var start = word - 1
        while start > floor {
            start -= 1
            if Self.openings.contains(lower[start]) { return start + 1 }
            if lower[start] == ",", ["but", "so", "yet", "and", "saying", "adding"].contains(text(start + 1)) {
                return start + 2
            }
        }
        return floor
    }

    private static let openings: Set<String> = [
        "that", "if", "because", "when", "while", "although", "though", "unless", "whether", "whereas", ";", ":", "“", "\"",
        "since",
    ]
    /// Longer mentions than these hold more than one phrase.
    private static let longest = 12

    // MARK: Objects and owners

    /// Somebody mentioned right behind a word, or a word or two farther on; the longest of those.
    func object(from word: Int) -> Party? {
        guard let first = scene.parties(in: word..<sentence.upperBound).first(where: { $0.words.lowerBound - word <= 2 }) else {
            return nil
        }
        return scene.parties(in: first.words.lowerBound..<sentence.upperBound).last {
            $0.words.lowerBound == first.words.lowerBound && $0.words.count <= Self.longest
        } ?? first
    }

    /// Who stands between a word of ordering and the "to" behind it.
    func whom(_ order: Int, _ to: Int) -> Party? {
        let there = scene.parties(in: order + 1..<to).filter {
            $0.words.lowerBound <= order + 3 && isAgent($0) && !isPossessive($0)
        }
        return there.first { $0.words.upperBound == to } ?? phrase(before: to)
            ?? there.first
    }

    /// Whose "duty" it is: "its duty", "the Council's duty", "Orvane's legal duty".
    func owner(of word: Int) -> Party? {
        let owner = scene.parties(in: max(sentence.lowerBound, word - 6)..<word).last { party in
            (0...3).contains(word - party.words.upperBound) && isPossessive(party)
                && lower[party.words.upperBound..<word].allSatisfy(isPlain)
        }
        guard let owner, owner.form == .pronoun else { return owner }
        return antecedent(of: owner) ?? owner
    }

    /// Whom "its" or "their" goes back to in its own sentence, where it stands for nobody who is mentioned there before.
    private func antecedent(of pronoun: Party) -> Party? {
        let before = scene.parties(in: sentence.lowerBound..<pronoun.words.lowerBound)
        guard !before.contains(where: { $0.entity == pronoun.entity }) else { return nil }
        let kinds: Set<EntityKind> =
            switch lower[pronoun.words.lowerBound] {
            case "its": [.organization, .place]
            case "their": [.group, .organization]
            default: []
            }
        return before.last { party in
            party.form != .pronoun && isAgent(party) && governor(of: party) == nil && !isPossessive(party)
                && scene.article.entity(party.entity)?.kind.map(kinds.contains) == true
        }
    }

    /// The first party behind a word that a preposition names, not many words on.
    func named(behind word: Int, by prepositions: Set<String>, within count: Int = 14) -> Party? {
        scene.parties(in: word..<min(sentence.upperBound, word + count)).first { party in
            isAgent(party) && governor(of: party).map { $0 > word && prepositions.contains(lower[$0]) } == true
        }
    }

    /// Whoever is called by the noun phrase that ends before a word: a mention there, or one elsewhere by the same words.
    private func phrase(before end: Int) -> Party? {
        if let there = ending(at: end) { return there }
        var start = end - 1
        while start > sentence.lowerBound, end - start < 4, !Lexicon.determiners.contains(lower[start]) { start -= 1 }
        guard start >= sentence.lowerBound, start < end - 1, Lexicon.determiners.contains(lower[start]) else { return nil }
        let phrase = lower[start..<end]
        func isSame(_ party: Party) -> Bool {
            lower[party.words].starts(with: phrase) && party.words.count <= phrase.count + 2 && isAgent(party)
        }
        return scene.parties(in: max(0, start - 1_000)..<start).last(where: isSame)
            ?? scene.parties(in: end..<min(lower.count, end + 1_000)).first(where: isSame)
    }

    // MARK: Parties

    /// The longest mention that ends before a word, of somebody who can be bound.
    private func ending(at word: Int) -> Party? {
        scene.parties(in: max(sentence.lowerBound, word - Self.longest)..<word).first {
            $0.words.upperBound == word && isAgent($0) && !isPossessive($0)
        }
    }

    /// The preposition before a mention, past its determiner and titles.
    private func governor(of party: Party) -> Int? {
        var before = party.words.lowerBound - 1
        while before > sentence.lowerBound,
            Lexicon.determiners.contains(lower[before]) || Lexicon.titles.contains(lower[before])
                || Lexicon.occupations.contains(lower[before])
        { before -= 1 }
        guard before >= sentence.lowerBound, Lexicon.prepositions.contains(lower[before]) || lower[before] == "than" else {
            return nil
        }
        return before
    }

    private func isPossessive(_ party: Party) -> Bool {
        let end = party.words.upperBound
        if party.words.count == 1, Lexicon.pronouns[lower[end - 1]].contains("possessive") {
            return lower[end - 1] != "her" || !["to", ",", ".", "from"].contains(text(end))
        }
        if lower[end - 1] == "'" || end > 1 && lower[end - 1] == "s" && lower[end - 2] == "'" { return true }
        return text(end) == "'"
    }

    /// Whether somebody can be bound: a person, a body, people, a country; no document, no other place that has no name.
    func isAgent(_ party: Party) -> Bool {
        guard let entity = scene.article.entity(party.entity) else { return false }
        switch entity.kind {
        case .document: return false
        case .place:
            return entity.name.first?.isUppercase == true || party.form == .pronoun
                || entity.name.split(separator: " ").contains { Self.states.contains($0.lowercased()) }
        default: return true
        }
    }

    private static let states: Set<String> = [
        "state", "states", "country", "countries", "nation", "nations", "government", "governments", "powers", "parties",
        "members",
    ]

    /// A word that can stand inside a noun phrase.
    private func isPlain(_ word: String) -> Bool {
        !Lexicon.prepositions.contains(word) && !Lexicon.auxiliaries.contains(word) && word.first?.isLetter == true
            || word == "'" || word == "s" || word == "-"
    }

    private func text(_ at: Int) -> String { sentence.contains(at) ? lower[at] : "" }
}
