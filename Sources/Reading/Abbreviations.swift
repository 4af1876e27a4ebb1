import English
import Prose

/// Names that an article shortens itself: “the Ministry of Water (MoW)”, “MoW” from then on, whatever the network takes it for.
struct Abbreviations {
    /// For each abbreviation that stands in brackets behind a name the first mention of that name.
    private var meant: [String: Int] = [:]

    /// `mentions` in order of their heads.
    init(_ mentions: [FoundMention], in worded: WordedText) {
        for (number, mention) in mentions.enumerated() where mention.level == .name && mention.kind != .person {
            guard let short = Abbreviations.bracketed(in: mention, worded) else { continue }
            // Of two that are parts of one name, "Land" and "Sea Corporation", the last one tells what it is.
            guard meant[short].map({ mentions[$0].words.overlaps(mention.words) }) ?? true else { continue }
            meant[short] = number
        }
    }

    /// The mentions, in their order, each abbreviation of the kind of what it shortens.
    func settled(_ mentions: [FoundMention], in worded: WordedText) -> [FoundMention] {
        mentions.map { mention in
            let isPart = mention.level == .name && mention.kind != .person
            let whole =
                whole(of: mention, in: worded)
                ?? (isPart ? Abbreviations.bracketed(in: mention, worded).flatMap { meant[$0] } : nil)
            guard let whole, mentions[whole].kind != mention.kind else { return mention }
            var mention = mention
            mention.kind = mentions[whole].kind
            return mention
        }
    }

    /// The mention that another one shortens.
    func whole(of mention: FoundMention, in worded: WordedText) -> Int? {
        guard mention.level == .name, let short = Abbreviations.short(mention, worded) else { return nil }
        return meant[short]
    }

    /// A name through to the abbreviation in brackets behind it whose letters its words begin with: "the Land and Sea Corporation (LSC)", of which the network may
    /// see "Sea Corporation".
    static func completed(_ mention: FoundMention, in worded: WordedText) -> FoundMention {
        guard mention.level == .name, mention.kind != .person else { return mention }
        let name = mention.name ?? MentionSurface.coreRange(of: mention, in: worded)
        func isOfName(_ at: Int) -> Bool {
            worded.words[at].shape.hasCapital || inside.contains(worded.slice(at..<at + 1).lowercased())
        }
        let reach = name.lowerBound..<min(name.lowerBound + longest, worded.words.count)
        guard let bracket = reach.first(where: { !isOfName($0) }), bracket + 2 < worded.words.count,
            worded.slice(bracket..<bracket + 1) == "(", worded.slice(bracket + 2..<bracket + 3) == ")",
            isShort(worded.slice(bracket + 1..<bracket + 2), shape: worded.words[bracket + 1].shape)
        else { return mention }
        let letters = worded.slice(bracket + 1..<bracket + 2).lowercased()
        var (start, initials) = (bracket, "")
        while start > max(0, bracket - longest), isOfName(start - 1), initials.count < letters.count {
            start -= 1
            if worded.words[start].shape.hasCapital {
                initials = worded.slice(start..<start + 1).lowercased().prefix(1) + initials
            }
        }
        guard initials == letters, start <= name.lowerBound, start..<bracket != name,
            worded.words[start].paragraph == worded.words[bracket].paragraph
        else { return mention }
        var completed = mention
        completed.name = start..<bracket
        let isDetermined = start > 0 && Pronoun.determiners.contains(worded.slice(start - 1..<start).lowercased())
        completed.words = min(mention.words.lowerBound, isDetermined ? start - 1 : start)..<max(mention.words.upperBound, bracket)
        return completed
    }

    /// What stands between the words of a name.
    private static let inside = Lexicon.nameJoints.words("inside").union(["&", "’", "'", "s"])
    /// Words of a name that is shortened.
    private static let longest = 14

    /// The abbreviation in brackets in a name or directly behind it, if it is made of letters of its words, the first of the first one's.
    private static func bracketed(in mention: FoundMention, _ worded: WordedText) -> String? {
        let near = mention.words.lowerBound + 1..<min(mention.words.upperBound + 1, worded.words.count)
        guard let bracket = near.first(where: { worded.slice($0..<$0 + 1) == "(" }), bracket + 2 < worded.words.count,
            worded.slice(bracket + 2..<bracket + 3) == ")"
        else { return nil }
        let short = worded.slice(bracket + 1..<bracket + 2)
        let words = (mention.words.lowerBound..<bracket).filter { worded.words[$0].shape != .mark }.map {
            worded.slice($0..<$0 + 1).lowercased()
        }
        guard isShort(short, shape: worded.words[bracket + 1].shape), words.count > 1 else { return nil }
        let initials = words.drop(while: Pronoun.determiners.contains).compactMap(\.first)
        let letters = Array(short.lowercased())
        // Of “(MoWR)” three letters at least begin words, in this order; of two both.
        guard letters.first == initials.first, common(letters, initials) >= min(letters.count, max(2, letters.count - 1)) else {
            return nil
        }
        return short.lowercased()
    }

    private static func short(_ mention: FoundMention, _ worded: WordedText) -> String? {
        let words = mention.words.filter {
            worded.words[$0].shape != .mark && !Pronoun.determiners.contains(worded.slice($0..<$0 + 1).lowercased())
                && worded.slice($0..<$0 + 1) != "s"
        }
        guard words.count == 1, let word = words.first, isShort(worded.slice(word..<word + 1), shape: worded.words[word].shape)
        else {
            return nil
        }
        return worded.slice(word..<word + 1).lowercased()
    }

    private static func isShort(_ word: String, shape: WordShape) -> Bool {
        (2...7).contains(word.count) && (shape == .caps || word.count { $0.isUppercase } > 1)
    }

    /// The length of the longest sequence that both have in common, in order.
    private static func common(_ a: [Character], _ b: [Character]) -> Int {
        var row = [Int](repeating: 0, count: b.count + 1)
        for x in a {
            var diagonal = 0
            for (j, y) in b.enumerated() {
                (diagonal, row[j + 1]) = (row[j + 1], x == y ? diagonal + 1 : max(row[j + 1], row[j]))
            }
        }
        return row[b.count]
    }
}
