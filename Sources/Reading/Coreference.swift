import English
import Prose

/// Which mentions of an article refer to the same: sets of mentions, each an entity in the making.
struct Coreference {
    private(set) var mentions: [FoundMention]
    private(set) var surfaces: [MentionSurface]
    /// For each mention the one that leads to the first of its set, or itself.
    private var lead: [Int]
    private let candidates: [[Antecedents.Candidate]]
    /// For the first mention of each set, what all of it must agree in.
    private var traits: [Traits]
    /// By surname, of each entity that is named in full the first mention that does it.
    private var fullNamed: [String: [Int]] = [:]
    /// By surname, of each entity that is called so the first mention.
    private var surnamed: [String: [Int]] = [:]
    /// For the first mention of each set, whether more than pronouns are in it.
    private var named: [Bool]
    /// For each description that a title or an occupation tells whose it is, "the teacher", a mention of that one.
    private(set) var holders: [Int: Int] = [:]
    /// By their words, of the mentions that are no pronouns the last.
    private var lastWorded: [[String]: Int] = [:]

    /// Each mention joins the set of its likeliest antecedent that agrees with it in gender, number and name, if that is likelier than
    /// none; "he" and "she", which always go back to somebody, join it unless it is very unlikely. A name joins the last name of the
    /// same words and kind in any case. Mentions in `apart` stay by themselves.
    init(
        _ mentions: [FoundMention], _ surfaces: [MentionSurface], candidates: [[Antecedents.Candidate]], apart: Set<Int>,
        places: MentionPlaces, in worded: WordedText
    ) {
        let candidates = candidates.indices.map { i -> [Antecedents.Candidate] in
            guard let pronoun = surfaces[i].pronoun else {
                if Coreference.isAnother(mentions[i], worded) { return [] }
                // "A spokesman said": nobody whom the article has met.
                if mentions[i].level == .nominal, mentions[i].kind == .person,
                    mentions[i].isIndefinite(in: worded),
                    places.openingSource.contains(i)
                {
                    return []
                }
                let owners = Coreference.owners(of: i, mentions, worded).map { surfaces[$0].tokens }
                return candidates[i].filter {
                    !mentions[i].isOwner(in: mentions[$0.mention], worded) && !owners.contains(surfaces[$0.mention].tokens)
                }
            }
            switch pronoun {
            case .he, .she, .it, .they:
                return candidates[i].map {
                    .init(
                        mention: $0.mention,
                        probability: $0.probability
                            * places.weight(of: $0.mention, for: i, isPerson: surfaces[i].isHeOrShe))
                }
            // Who says "I" in nobody's quotation is the author, who is only called so.
            case .i: return candidates[i].filter { surfaces[$0.mention].pronoun == .i }
            default: return candidates[i]
            }
        }
        (self.mentions, self.surfaces, self.candidates) = (mentions, surfaces, candidates)
        lead = Array(mentions.indices)
        named = mentions.map { $0.level != .pronoun }
        traits = mentions.indices.map { Traits(mentions[$0], surfaces[$0], in: worded) }
        for i in mentions.indices where surfaces[i].pronoun == nil { lastWorded[surfaces[i].tokens] = i }
        let abbreviations = Abbreviations(mentions, in: worded)
        let renamed = mentions.indices.map { i in
            Renaming.same(as: i, mentions, worded)
                ?? abbreviations.whole(of: mentions[i], in: worded).flatMap { $0 < i ? $0 : nil }
        }
        // "Orvane’s delegate, Osk Brannoth," is nobody who has another name.
        for case (let i, let other?) in renamed.enumerated() where mentions[i].level == .name && other < i {
            traits[other].add(traits[i])
        }
        var last: [[String]: Int] = [:]
        var holders = TitleHolders()
        for i in mentions.indices where !apart.contains(i) {
            let none = max(0, 1 - candidates[i].reduce(0) { $0 + $1.probability })
            var joined = renamed[i].map { set(of: $0) }.flatMap {
                traits[i].agree(with: traits[$0]) ? $0 : nil
            }
            let ranked = ranked(i, worded)
            if joined == nil, let holder = holders.holder(of: mentions[i], surfaces[i], in: worded) {
                let set = set(of: holder)
                joined = traits[i].agree(with: traits[set]) ? set : nil
                if joined != nil { self.holders[i] = holder }
            }
            let floor = surfaces[i].isHeOrShe ? Coreference.leastOfPerson : meansNamed(i, ranked, worded) ? 0 : none
            for candidate in ranked {
                guard joined == nil, candidate.probability > floor else { break }
                let set = set(of: candidate.mention)
                if !apart.contains(candidate.mention), !holds(i, memberOf: set), traits[i].agree(with: traits[set]),
                    !places.parts(i, candidate.mention),
                    !renames(i, set),
                    mentions[i].level != .name || mentions[candidate.mention].level == .name
                        || !places.speaks(candidate.mention, of: i)
                {
                    joined = set
                    break
                }
            }
            if joined == nil, mentions[i].level == .name, let same = last[surfaces[i].tokens],
                mentions[same].kind == mentions[i].kind, traits[i].agree(with: traits[set(of: same)])
            {
                joined = set(of: same)
            }
            if let joined {
                lead[i] = joined
                traits[joined].add(traits[i])
                named[joined] = named[joined] || named[i]
            }
            if mentions[i].level == .name { last[surfaces[i].tokens] = i }
            noteFullName(i)
            holders.note(i, mentions[i], in: worded)
        }
        joinSurnames(apart: apart)
        for i in mentions.indices where lead[i] == i {
            for surname in traits[i].surnames where surnamed[surname, default: []].count < Coreference.mostOfOneSurname {
                surnamed[surname, default: []].append(i)
            }
        }
    }

    /// Whether a description says of itself that it is of nobody told of before: "a second official", "another of the guards".
    private static func isAnother(_ mention: FoundMention, _ worded: WordedText) -> Bool {
        guard mention.level == .nominal, !mention.isPlural else { return false }
        func word(_ at: Int) -> String { worded.slice(at..<at + 1).lowercased() }
        let start = mention.words.lowerBound
        if word(start) == "another" { return true }
        return ["a", "an"].contains(word(start)) && mention.words.contains(start + 1) && start + 1 != mention.head
            && (Lexicon.ordinals.contains(word(start + 1)) || Coreference.other.contains(word(start + 1)))
    }

    /// The names inside a description that it belongs to, which stand beside it in the order of heads: “Ana” of “a spokesman for Ana”.
    private static func owners(of i: Int, _ mentions: [FoundMention], _ worded: WordedText) -> [Int] {
        let words = mentions[i].words
        let before = mentions.indices[..<i].reversed().prefix { mentions[$0].head >= words.lowerBound }
        let behind = mentions.indices[(i + 1)...].prefix { mentions[$0].head < words.upperBound }
        return (Array(before) + Array(behind)).filter { mentions[$0].isOwner(in: mentions[i], worded) }
    }

    private static let other: Set<String> = ["different", "further", "separate"]

    private mutating func noteFullName(_ i: Int) {
        guard let surname = traits[i].surnameOfFullName else { return }
        let known = fullNamed[surname, default: []]
        guard known.count < Coreference.mostOfOneSurname, !known.contains(where: { set(of: $0) == set(of: i) }) else { return }
        fullNamed[surname, default: []].append(i)
    }

    /// People of one surname that are told apart, so that no list of names takes more than linear time.
    private static let mostOfOneSurname = 40

    /// Whether a full name would give itself to those whom the article calls by their surname and has named in full before: one "Tim
    /// Scott" in an article about Bobby Scott, who is called "Scott" from then on.
    private func renames(_ i: Int, _ set: Int) -> Bool {
        guard let surname = traits[i].surnameOfFullName, traits[set].onlySurname == surname else { return false }
        return fullNamed[surname, default: []].contains {
            self.set(of: $0) != set && !traits[self.set(of: $0)].agree(with: traits[i])
        }
    }

    /// Whoever is called by a surname alone is the one named in full with it who is mentioned most.
    private mutating func joinSurnames(apart: Set<Int>) {
        guard !fullNamed.isEmpty else { return }
        var sizes: [Int: Int] = [:]
        for i in mentions.indices where mentions[i].level == .name { sizes[set(of: i), default: 0] += 1 }
        let mistyped = Dictionary(grouping: fullNamed.keys.sorted()) { $0.prefix(2) }
        for i in mentions.indices where lead[i] == i && !apart.contains(i) {
            guard let surname = traits[i].onlySurname else { continue }
            if fullNamed[surname] == nil {
                joinMistyped(i, surname, mistyped)
                continue
            }
            let whole = Set(fullNamed[surname, default: []].map(set)).filter { $0 != i && traits[i].agree(with: traits[$0]) }
            guard let most = whole.max(by: { (sizes[$0] ?? 0, -$0) < (sizes[$1] ?? 0, -$1) }) else { continue }
            traits[min(i, most)].add(traits[max(i, most)])
            join(i, to: most)
        }
    }

    /// Whoever is called by a surname that nobody has is the one whose surname it mistypes, if there is one alone.
    private mutating func joinMistyped(_ i: Int, _ surname: String, _ surnames: [Substring: [String]]) {
        let near = surnames[surname.prefix(2), default: []].prefix(Coreference.mostOfOneSurname).filter {
            PlainWord.isMisspelling(surname, of: $0)
        }
        let bearers = Set(near.flatMap { fullNamed[$0, default: []] }.map(set))
        guard bearers.count == 1, let bearer = bearers.first, bearer != i, traits[i].agreesButForNames(with: traits[bearer])
        else { return }
        join(i, to: bearer)
    }

    /// Whether a definite description, "the New York businessman", means its likeliest antecedent though the network holds that it opens
    /// something new for likelier: where that is a named person, and no other comes near. News describes few whom it does not name.
    private func meansNamed(_ i: Int, _ ranked: [Antecedents.Candidate], _ worded: WordedText) -> Bool {
        guard isOneDescribed(i, worded), let first = ranked.first else { return false }
        let named = mentions[first.mention]
        guard named.level == .name, named.kind == .person, !named.isPlural else { return false }
        let second = ranked.dropFirst().first?.probability ?? 0
        return first.probability >= Coreference.leastOfNamed && first.probability >= 2 * second
    }

    /// The candidates of a mention, likeliest first. For "he" and "she", and people described, what speaks for one mention speaks for all of
    /// its set: who is named three times in a paragraph is likelier meant than who is named once.
    private func ranked(_ i: Int, _ worded: WordedText) -> [Antecedents.Candidate] {
        let order = { (a: Antecedents.Candidate, b: Antecedents.Candidate) in
            (a.probability, a.mention) > (b.probability, b.mention)
        }
        guard isSummed(i, worded) else { return candidates[i].sorted(by: order) }
        var sums: [Int: Antecedents.Candidate] = [:]
        for candidate in candidates[i] {
            let set = set(of: candidate.mention)
            sums[set] = .init(
                mention: max(candidate.mention, sums[set]?.mention ?? 0),
                probability: candidate.probability + (sums[set]?.probability ?? 0))
        }
        return sums.values.sorted(by: order)
    }

    /// Whether a mention of the set stands before the head of mention `i` inside it: "her deputy" is not her.
    private func holds(_ i: Int, memberOf set: Int) -> Bool {
        var k = i - 1
        while k >= 0, mentions[k].head >= mentions[i].words.lowerBound {
            if self.set(of: k) == set { return true }
            k -= 1
        }
        return false
    }

    private func isSummed(_ i: Int, _ worded: WordedText) -> Bool {
        surfaces[i].isHeOrShe || isOneDescribed(i, worded)
    }

    /// "the New York businessman".
    private func isOneDescribed(_ i: Int, _ worded: WordedText) -> Bool {
        let mention = mentions[i]
        return mention.level == .nominal && mention.kind == .person && !mention.isPlural && !EntityNaming.isMany(worded, mention)
            && mention.isDefinite(in: worded)
    }

    /// The least probability that a description means somebody named.
    private static let leastOfNamed = 0.2
    /// The least probability of an antecedent of "he" or "she".
    private static let leastOfPerson = 0.05

    /// The first mention of the set that a mention belongs to.
    func set(of mention: Int) -> Int {
        var first = mention
        while lead[first] != first { first = lead[first] }
        return first
    }

    /// How likely it is that a mention belongs where it was put: for a pronoun, the probabilities of all antecedents in its set.
    func confidence(of mention: Int) -> Double {
        guard mentions[mention].level == .pronoun, mention < candidates.count else { return mentions[mention].probability }
        let own = set(of: mention)
        let sum = candidates[mention].reduce(0) { set(of: $1.mention) == own ? $0 + $1.probability : $0 }
        return min(1, sum) * mentions[mention].probability
    }

    /// How many mentions the network saw; those that were added stand behind them.
    var networkMentions: Int { candidates.count }

    /// The earlier mentions that a mention may go back to, as the network sees it; none of one that the network did not see.
    func antecedents(of mention: Int) -> [Antecedents.Candidate] { mention < candidates.count ? candidates[mention] : [] }

    /// What most mentions say of what a mention refers to.
    func leaning(of mention: Int) -> Traits.Leaning { traits[set(of: mention)].leaning }

    /// Whether more than pronouns refer to what a mention refers to.
    func isNamed(_ mention: Int) -> Bool { named[set(of: mention)] }

    /// Whether a mention can refer to what another one refers to.
    func agrees(_ mention: Int, with other: Int) -> Bool { traits[set(of: mention)].agree(with: traits[set(of: other)]) }

    /// Adds a mention that the network did not see; it joins the last one of the same words, or whom alone it names.
    mutating func add(_ mention: FoundMention, in worded: WordedText) -> Int {
        let surface = MentionSurface(mention, in: worded)
        let own = Traits(mention, surface, in: worded)
        let same = lastWorded[surface.tokens] ?? (mention.name == nil ? nil : bearer(of: own))
        mentions.append(mention)
        surfaces.append(surface)
        if surface.pronoun == nil { lastWorded[surface.tokens] = mentions.count - 1 }
        traits.append(own)
        named.append(true)
        lead.append(same.map(set) ?? mentions.count - 1)
        named[set(of: mentions.count - 1)] = true
        return mentions.count - 1
    }

    /// Whether somebody whom the article names is called so.
    func isSurname(_ word: String) -> Bool { surnamed[PlainWord.of(word)] != nil }

    /// The first mention of the only person whom a name can be of.
    private func bearer(of name: Traits) -> Int? {
        let sets = Set(name.surnames.flatMap { surnamed[$0, default: []] }.map(set)).filter { name.agree(with: traits[$0]) }
        return sets.count == 1 ? sets.first : nil
    }

    /// Takes a mention that stops at a possessive, "one of Korvin’s", on to the end of the source that it opens: "one of Korvin’s aides".
    mutating func extend(_ mention: Int, over source: Range<Int>, in worded: WordedText) {
        let words = mentions[mention].words
        let last = words.upperBound - 1
        guard mentions[mention].level == .nominal, words.lowerBound == source.lowerBound, words.upperBound < source.upperBound,
            mentions[mention].head == words.lowerBound, worded.slice(last..<last + 1) == "s", worded.words[last].gap == .glued
        else { return }
        let end = (words.upperBound..<source.upperBound).first { worded.words[$0].shape == .mark } ?? source.upperBound
        mentions[mention].words = words.lowerBound..<end
    }

    /// Takes note of whom a mention means together.
    mutating func unite(_ others: [Int], in mention: Int) {
        mentions[mention].together = others.map { mentions[$0] }
        mentions[mention].isPlural = true
    }

    /// Puts a mention into the set of another one.
    mutating func join(_ mention: Int, to other: Int) {
        let (a, b) = (set(of: mention), set(of: other))
        guard a != b else { return }
        lead[max(a, b)] = min(a, b)
        named[min(a, b)] = named[a] || named[b]
    }

    /// The sets, each with its mentions in order of their heads; in order of the first of them.
    func sets() -> [[Int]] {
        var members: [Int: [Int]] = [:]
        for i in mentions.indices { members[set(of: i), default: []].append(i) }
        // Two mentions can share a head; the order must not depend on that of a dictionary.
        func place(_ mention: Int) -> (Int, Int) { (mentions[mention].head, mention) }
        return members.values.map { $0.sorted { place($0) < place($1) } }.sorted { place($0[0]) < place($1[0]) }
    }
}
