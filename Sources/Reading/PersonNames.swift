import English
import Prose

/// Which words of a person's mention are the name: all of it, without what the person is. The network sees at times a surname alone in "César Lesme",
/// at times the name in "Councilman".
enum PersonNames {
    /// The mention with its name; a description where nothing but titles stands in it, "the Defense Secretary".
    static func settled(_ seen: FoundMention, in worded: WordedText) -> FoundMention {
        guard seen.level == .name, seen.kind == .person, !seen.isPlural else { return seen }
        var mention = throughVerb(seen, in: worded)
        let core = MentionSurface.coreRange(of: mention, in: worded)
        var name = mention.name ?? core
        let isTitle = { (word: Int) in Traits.isTitle(worded.slice(word..<word + 1).lowercased()) }
        if isOffice(mention, core, worded) { return described(mention) }
        if isCalledLikeABody(mention, core, worded) {
            mention.kind = .organization
            return mention
        }
        // "L.Rhal-Orlo", of which it may see the mark alone.
        if name.lowerBound > mention.words.lowerBound, worded.slice(name.lowerBound..<name.lowerBound + 1) == ".",
            worded.words[name.lowerBound].gap == .glued
        {
            let start = name.lowerBound - 1
            name =
                start..<((start..<mention.words.upperBound).first { !SourceHead.isOfName($0, through: worded) }
                ?? mention.words.upperBound)
            mention.name = name
        }
        // "Lesme" of "Councilman César Lesme".
        if name.count == 1, core.contains(name.lowerBound) {
            let shapes: [WordShape] = [.capital, worded.words[name.lowerBound].shape]
            while name.lowerBound > core.lowerBound, shapes.contains(worded.words[name.lowerBound - 1].shape),
                !isTitle(name.lowerBound - 1)
            {
                name = name.lowerBound - 1..<name.upperBound
            }
        }
        // "Adm. Hamid Rhal", of which it may see the rank alone.
        if name.upperBound + 1 < mention.words.upperBound, worded.slice(name.upperBound..<name.upperBound + 1) == ".",
            name.allSatisfy(isTitle), worded.words[name.upperBound + 1].shape.hasCapital
        {
            let end = (name.upperBound + 1..<mention.words.upperBound).first { !SourceHead.isOfName($0, through: worded) }
            name = name.upperBound + 1..<(end ?? mention.words.upperBound)
            mention.name = name
        }
        // "Vihiga Senator George Khaniri", in which the network sees no name at all.
        if mention.name == nil, let title = core.dropLast().last(where: isTitle) { name = title + 1..<core.upperBound }
        // "J. Bradford DeLong", of which it may see "J." alone.
        if isInitial(name, worded) {
            let end =
                (name.upperBound..<mention.words.upperBound).first { !SourceHead.isOfName($0, worded) }
                ?? mention.words.upperBound
            name = name.lowerBound..<end
        }
        // "K. V. Rhal", of which it may see the surname alone.
        while name.lowerBound - 2 >= mention.words.lowerBound, worded.slice(name.lowerBound - 1..<name.lowerBound) == ".",
            worded.words[name.lowerBound - 2].shape == .capital,
            worded.slice(name.lowerBound - 2..<name.lowerBound - 1).count == 1
        { name = name.lowerBound - 2..<name.upperBound }
        name = throughNickname(name, in: mention.words, worded)
        if !name.allSatisfy({ isTitle($0) || worded.words[$0].shape == .mark }) {
            if mention.name != nil || name.count < core.count { mention.name = name }
            return mention
        }
        let rest = core.drop { isTitle($0) || worded.words[$0].shape == .mark }
        if rest.startIndex >= name.upperBound, !rest.isEmpty {
            mention.name = rest.startIndex..<rest.endIndex
        } else if mention.isDefinite(in: worded), core.allSatisfy({ isTitle($0) || !worded.words[$0].shape.hasCapital }) {
            return described(mention)
        }
        return mention
    }

    /// Whether what is written like a name is what somebody is, whoever they are: "the Opposition Leader", "a Unionist Senator", "the Head of State", "Minister
    /// of Works".
    private static func isOffice(_ mention: FoundMention, _ core: Range<Int>, _ worded: WordedText) -> Bool {
        func word(_ at: Int) -> String { worded.slice(at..<at + 1).lowercased() }
        let (start, end) = (mention.words.lowerBound, mention.words.upperBound)
        guard mention.name.map({ $0.clamped(to: core) == $0 }) ?? true else { return false }
        let isDetermined = Pronoun.determiners.contains(word(start)) || start > 0 && owning.contains(word(start - 1))
        let isEnd = end == core.upperBound || word(core.upperBound) == "’" || word(core.upperBound) == "'"
        if isDetermined, isEnd, core.count > 1, isOccupation(word(core.upperBound - 1)) { return true }
        guard core.upperBound < end, behindOffices.contains(word(core.upperBound)) else { return false }
        if core.allSatisfy({ Traits.isTitle(word($0)) }) { return true }
        return mention.isDefinite(in: worded) && core.lowerBound == start + 1
            && (core.count == 1 || isOccupation(word(core.upperBound - 1)))
    }

    /// Whether a mention is called as no single person is, "the Dewan Kerani": directly behind "the" stand several words, no title and no given name.
    private static func isCalledLikeABody(_ mention: FoundMention, _ core: Range<Int>, _ worded: WordedText) -> Bool {
        guard mention.isDefinite(in: worded), core.count > 1, core.lowerBound == mention.words.lowerBound + 1,
            core.upperBound == mention.words.upperBound
        else { return false }
        return !core.contains {
            let word = worded.slice($0..<$0 + 1).lowercased()
            return isOccupation(word) || !Lexicon.givenNames[word].isEmpty || word.count == 1
        }
    }

    private static func isOccupation(_ word: String) -> Bool {
        Traits.isTitle(word) || Lexicon.occupations.contains(word) || Lexicon.spokespeople.contains(word)
    }

    /// What stands before "Defense Secretary" where it is somebody's.
    private static let owning: Set<String> = ["own", "s"]
    private static let behindOffices: Set<String> = ["of", "for"]

    /// "Ferdo “Bongo” Markos", of which the network may see what stands before the marks.
    private static func throughNickname(_ name: Range<Int>, in words: Range<Int>, _ worded: WordedText) -> Range<Int> {
        var end = name.upperBound
        guard words.contains(end), worded.words[end].quote == .opening else { return name }
        guard let closing = (end..<min(end + 5, words.upperBound)).first(where: { worded.words[$0].quote == .closing }) else {
            return name
        }
        end = closing + 1
        while end < words.upperBound, SourceHead.isOfName(end, worded) { end += 1 }
        return end > closing + 1 ? name.lowerBound..<end : name
    }

    /// "Karim Said", of which the network may see "Karim" alone: in a sentence that goes on in small letters a verb of saying with a capital is a name.
    private static func throughVerb(_ seen: FoundMention, in worded: WordedText) -> FoundMention {
        let (words, end) = (worded.words, seen.words.upperBound)
        guard end + 1 < words.count, words[end].shape == .capital, words[end].gap == .space, words[end + 1].shape == .lower,
            words[end - 1].shape == .capital, Lexicon.saying.contains(worded.slice(end..<end + 1).lowercased())
        else { return seen }
        var mention = seen
        let name = seen.name ?? MentionSurface.coreRange(of: seen, in: worded)
        mention.words = seen.words.lowerBound..<end + 1
        if name.upperBound == end { mention.name = name.lowerBound..<end + 1 }
        return mention
    }

    private static func isInitial(_ name: Range<Int>, _ worded: WordedText) -> Bool {
        let letters = name.filter { worded.words[$0].shape != .mark }
        return letters.count == 1 && worded.slice(letters[0]..<letters[0] + 1).count == 1
    }

    private static func described(_ mention: FoundMention) -> FoundMention {
        var mention = mention
        (mention.level, mention.name, mention.written) = (.nominal, nil, .name)
        return mention
    }
}
