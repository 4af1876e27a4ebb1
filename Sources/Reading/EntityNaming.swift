import English
import Prose
import Record

/// What an entity is called and what it is, from its mentions.
struct EntityNaming {
    private let worded: WordedText
    private let headline: Headline

    init(worded: WordedText) { (self.worded, headline) = (worded, Headline(worded)) }

    /// Its fullest proper name in the article, and where it has none its most telling noun phrase; the words of its only pronouns where
    /// there is nothing else.
    ///
    /// - Parameter member: what one of those who are meant together is called in the article; nil where it is nothing else.
    func name(of mentions: [FoundMention], member: (FoundMention) -> String? = { _ in nil }) -> String {
        let kind = networkKind(of: mentions)
        let named = mentions.filter { $0.level == .name && $0.kind == kind }
        let names = named.map { (name: properName(of: $0), isHeadline: headline.contains($0.head)) }.filter { !$0.name.isEmpty }
        if let fullest = fullest(headline.corrected(names), of: kind) { return fullest }
        if let several = mentions.first(where: { $0.together.count > 1 })?.together {
            let names = several.map { member($0) ?? properName(of: $0) }
            return list(Set(names).count == names.count ? names : several.map(properName))
        }
        let described = mentions.filter { $0.level != .pronoun }
        let telling = described.filter {
            !EntityNaming.pointing.contains(worded.slice($0.words.lowerBound..<$0.words.lowerBound + 1).lowercased())
        }
        let phrases = (telling.isEmpty ? described : telling).map { phrase($0.words) }
        let short = phrases.filter { $0.split(separator: " ").count <= EntityNaming.longestPhrase }
        if let longest = (short.isEmpty ? phrases : short).max(by: { $0.count < $1.count }) { return longest }
        return mentions.first.map { worded.slice($0.words) } ?? ""
    }

    private static let longestPhrase = 14
    /// What stands in small letters between the words of a name.
    private static let joints = Lexicon.nameJoints.words("inside").union(["&", "."])
    /// Whose a body is by its very name: "People’s Army".
    private static let owners: Set<String> = ["people", "women", "men", "children"]
    private static let articles = Lexicon.determiners.words("article")
    /// Behind these a phrase tells more than a name.
    private static let ends = Lexicon.pronouns.words("relative").union(["whose", ",", "(", "—", "–", ";", ":"])
    /// "these people" tells less than "people".
    private static let pointing = Lexicon.pronouns.words("demonstrative")

    /// "Dessa Korvin, Osk Brannoth and Ivo Rhal".
    private func list(_ names: [String]) -> String {
        names.dropLast().joined(separator: ", ") + " and " + (names.last ?? "")
    }

    /// Of the names with the most words the one that comes most often, then first; of a place's, which "poor" and "northern" stand before,
    /// the one that comes most often.
    private func fullest(_ names: [String], of kind: FoundMention.Kind) -> String? {
        let counts = Dictionary(names.map { ($0, 1) }, uniquingKeysWith: +)
        let order = Dictionary(names.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
        func rank(_ name: String) -> (Int, Int, Int) {
            let (words, count) = (name.split(separator: " ").count, counts[name] ?? 0)
            return kind == .place ? (count, words, -(order[name] ?? 0)) : (words, count, -(order[name] ?? 0))
        }
        return counts.keys.max { rank($0) < rank($1) }
    }

    /// The name in a mention: for a person what the tagger found, without titles, up to the last of the capitalised
    /// words; for others the whole phrase where nothing but capitalised words and "of" and the like stands in it.
    private func properName(of mention: FoundMention) -> String {
        let core = withoutTitles(whole(MentionSurface.coreRange(of: mention, in: worded), in: mention.words))
        if mention.kind == .person {
            guard let name = mention.name.map({ withoutTitles(whole($0, in: mention.words)) }) else {
                return spaced(phrase(core))
            }
            let end = core.contains(name.lowerBound) ? max(core.upperBound, name.upperBound) : name.upperBound
            return spaced(phrase(mention.isPlural ? name.lowerBound..<end : withoutDescription(name.lowerBound..<end)))
        }
        let isDetermined = Pronoun.determiners.contains(
            worded.slice(mention.words.lowerBound..<mention.words.lowerBound + 1).lowercased())
        let words = withoutPossessive(mention.words)
        let isWhole = words.dropFirst(isDetermined ? 1 : 0).allSatisfy(isOfBody)
        return phrase(isWhole ? words : mention.name.map { widened($0, in: words) } ?? words)
    }

    /// "D. Orlo" for "D.Orlo": one who is written both ways is called one.
    private func spaced(_ name: String) -> String {
        guard let dot = name.lastIndex(of: "."), dot > name.startIndex, name[name.index(before: dot)].isUppercase,
            name[name.index(after: dot)...].prefix(2).allSatisfy(\.isLetter), name[name.index(after: dot)...].count > 2
        else { return name }
        return name[...dot] + " " + name[name.index(after: dot)...]
    }

    private func isOfBody(_ word: Int) -> Bool {
        worded.words[word].shape.hasCapital || EntityNaming.joints.contains(worded.slice(word..<word + 1))
    }

    /// "Association of Flight Attendants", of which the network may see "Association of Flight".
    private func widened(_ name: Range<Int>, in words: Range<Int>) -> Range<Int> {
        guard name.clamped(to: words) == name, !name.isEmpty else { return name }
        var high = name.upperBound
        while high < words.upperBound, isOfBody(high) { high += 1 }
        while high - 1 > name.lowerBound, !worded.words[high - 1].shape.hasCapital, worded.words[high - 1].shape != .digits,
            high > name.upperBound || EntityNaming.joints.contains(worded.slice(high - 1..<high))
        { high -= 1 }
        var low = name.lowerBound
        while low > words.lowerBound, let start = isOfBody(before: low), start >= words.lowerBound { low = start }
        return low..<high
    }

    /// Where the part of a body's name begins that ends before a word: a word with a capital, or "People’s", "Prosecutor General’s", "Workers’".
    private func isOfBody(before word: Int) -> Int? {
        func text(_ at: Int) -> String { worded.slice(at..<at + 1).lowercased() }
        func isCapital(_ at: Int) -> Bool {
            at >= 0 && worded.words[at].shape.hasCapital && !EntityNaming.articles.contains(text(at))
        }
        if isCapital(word - 1) { return word - 1 }
        let isPossessive = word > 2 && text(word - 1) == "s" && "’'".contains(text(word - 2))
        let owner = word - (isPossessive ? 3 : 2)
        guard isCapital(owner), isPossessive || "’'".contains(text(word - 1)) else { return nil }
        let isOfMany = !isPossessive && text(owner).hasSuffix("s")
        return isOfMany || EntityNaming.owners.contains(text(owner)) || Traits.isTitle(text(owner)) ? owner : nil
    }

    private func withoutPossessive(_ words: Range<Int>) -> Range<Int> {
        let end = words.upperBound
        if words.count > 2, worded.slice(end - 1..<end) == "s", "'’".contains(worded.slice(end - 2..<end - 1)) {
            return words.lowerBound..<end - 2
        }
        return words
    }

    /// "Ban Ki-moon", of which the network may see but one side of the hyphen.
    private func whole(_ name: Range<Int>, in mention: Range<Int>) -> Range<Int> {
        let words = worded.words
        func isHyphen(_ at: Int) -> Bool {
            mention.contains(at + 1) && words[at].gap == .glued && words[at + 1].gap == .glued && worded.slice(at..<at + 1) == "-"
        }
        var (low, high) = (name.lowerBound, name.upperBound)
        while mention.contains(high), isHyphen(high) { high += 2 }
        while low - 2 >= mention.lowerBound, isHyphen(low - 1) {
            low -= 2
            while low > mention.lowerBound, words[low - 1].shape == .capital { low -= 1 }
        }
        return low..<high
    }

    /// "Selwen Maric" of "President Selwen Maric".
    private func withoutTitles(_ range: Range<Int>) -> Range<Int> {
        var low = range.lowerBound
        while low + 1 < range.upperBound, Traits.isTitle(worded.slice(low..<low + 1).lowercased()) { low += 1 }
        return low..<range.upperBound
    }

    /// "Joe Delm" of "host Joe Delm", where the network took both for the name: what stands behind the last word in small letters that is no part
    /// of names.
    private func withoutDescription(_ range: Range<Int>) -> Range<Int> {
        let described = range.last {
            worded.words[$0].shape == .lower && !Lexicon.nameParticles.contains(worded.slice($0..<$0 + 1))
        }
        guard let described, described + 1 < range.upperBound, worded.words[described + 1].shape != .mark else { return range }
        return withoutTitles(described + 1..<range.upperBound)
    }

    /// Words as a name is given: without a determiner at the start, a possessive "s" at the end, or what follows a comma or bracket.
    private func phrase(_ range: Range<Int>) -> String {
        let words = worded.words
        var (low, high) = (range.lowerBound, range.upperBound)
        if let stop = (low + 1..<max(high, low + 1)).first(where: { ends($0) }) { high = stop }
        while high - 1 > low, words[high - 1].shape == .mark, worded.slice(high - 1..<high) != "." { high -= 1 }
        if high - 2 > low, worded.slice(high - 1..<high) == "s", "'’".contains(worded.slice(high - 2..<high - 1)) { high -= 2 }
        while low + 1 < high, words[low].shape == .mark { low += 1 }
        // "A. B. Rhal" begins with no article.
        if low + 1 < high, EntityNaming.articles.contains(worded.slice(low..<low + 1).lowercased()),
            worded.slice(low + 1..<low + 2) != "."
        {
            low += 1
        }
        return worded.slice(low..<high).split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    private func ends(_ word: Int) -> Bool {
        let text = worded.slice(word..<word + 1).lowercased()
        return EntityNaming.ends.contains(text)
    }

    // MARK: Kind

    /// What most of its mentions are, names before other phrases, those before pronouns.
    private func networkKind(of mentions: [FoundMention]) -> FoundMention.Kind {
        var weights = [0.0, 0.0, 0.0, 0.0, 0.0]
        for mention in mentions {
            weights[mention.kind.rawValue] += mention.level == .name ? 100 : mention.level == .nominal ? 10 : 1
        }
        let best = weights.indices.max { weights[$0] < weights[$1] } ?? 0
        return FoundMention.Kind(rawValue: best) ?? .person
    }

    /// Its kind; a person's where there are several is a group's.
    func kind(of mentions: [FoundMention]) -> EntityKind? {
        switch networkKind(of: mentions) {
        case .document: .document
        case .other: mentions.contains { EntityNaming.isMany(worded, $0) } ? .group : nil
        case .organization: .organization
        case .place: .place
        case .person: isGroup(mentions) ? .group : .person
        }
    }

    /// Number serves agreement and this alone; it is not kept.
    private func isGroup(_ mentions: [FoundMention]) -> Bool {
        let phrases = mentions.filter { $0.level != .pronoun && $0.kind == .person }
        guard let first = phrases.first(where: { $0.level == .name }) ?? phrases.first else {
            return mentions.contains { [.they, .we].contains(Pronoun(worded.slice($0.head..<$0.head + 1).lowercased())) }
                && !mentions.contains { [.he, .she, .i].contains(Pronoun(worded.slice($0.head..<$0.head + 1).lowercased())) }
        }
        return first.isPlural || EntityNaming.isMany(worded, first)
    }

    /// Nouns that name many in the singular, and quantities: "the opposition", "48 percent of voters", "some".
    static func isMany(_ worded: WordedText, _ mention: FoundMention) -> Bool {
        let head = worded.slice(mention.head..<mention.head + 1).lowercased()
        return Lexicon.collectives.contains(head) || worded.words[mention.head].shape == .digits
    }
}
