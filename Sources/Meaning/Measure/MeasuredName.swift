import Record

/// Names as measuring compares them: to the letter as the project's scorer of marks does, so that both give the same figures. Its word
/// lists are therefore its own, and not those that reading goes by.
enum MeasuredName {
    private static let titles = words(
        """
        mr mrs ms miss dr sir lord lady president vice senator sen rep representative gov governor mayor minister prime secretary chief justice judge \
        general gen col lt capt ayatollah king queen prince princess pope the rev professor prof former us
        """)
    private static let small = words(
        """
        a an the of and or to in on for with by at from his her its their some many several one two three other another who whose that which
        """)
    private static let others = words(
        """
        campaign jr sr junior senior foundation administration office team spokesman spokeswoman spokesperson supporters supporter aides aide adviser \
        advisers organization organisation family government ministry party wife husband son daughter lawyer lawyers allies ally staff tower university
        """)
    private static let pronouns = words(
        """
        he she they it we i you who him her them us me this that these those himself herself themselves
        """)

    private static func words(_ list: String) -> Set<String> { Set(list.split(separator: " ").map(String.init)) }

    private static func isOfWord(_ scalar: Unicode.Scalar) -> Bool {
        scalar == "_" || scalar.properties.numericType != nil || (scalar.properties.isAlphabetic && !isAccent(scalar))
    }

    private static func isAccent(_ scalar: Unicode.Scalar) -> Bool {
        [.nonspacingMark, .spacingMark, .enclosingMark].contains(scalar.properties.generalCategory)
    }

    /// Its words in small letters, without full stops and possessives.
    static func words(of name: String) -> [String] {
        var plain = name.lowercased()
        for cut in [".", "’s", "'s"] { plain = plain.split(separator: cut, omittingEmptySubsequences: false).joined() }
        return plain.unicodeScalars.split { !isOfWord($0) && $0 != "&" }.map { String($0) }
    }

    /// What of it tells: without titles and small words, or all where nothing else is left.
    static func core(of name: String) -> [String] {
        let all = words(of: name)
        let telling = all.filter { !titles.contains($0) && !small.contains($0) }
        return telling.isEmpty ? all : telling
    }

    static func isPronoun(_ word: String) -> Bool { pronouns.contains(word) }

    /// Whether two names can be one's: all words of one are in the other, or one is the other's initials.
    static func same(_ a: String, _ b: String) -> Bool {
        let (x, y) = (Set(core(of: a)), Set(core(of: b)))
        if !x.isEmpty, !y.isEmpty, x.isSubset(of: y) || y.isSubset(of: x), x.symmetricDifference(y).isDisjoint(with: others) {
            return true
        }
        return isShort(a, for: b) || isShort(b, for: a)
    }

    private static func isShort(_ short: String, for long: String) -> Bool {
        var rest = short[...]
        if rest.hasPrefix("the ") || rest.hasPrefix("The ") { rest = rest.dropFirst(4).drop { $0.isWhitespace } }
        let letters = rest.unicodeScalars.filter { isASCIILetter($0) }.map(Character.init)
        guard (2...6).contains(letters.count), letters.allSatisfy(\.isUppercase) else { return false }
        return initials(of: long).uppercased().hasSuffix(String(letters))
    }

    private static func isASCIILetter(_ scalar: Unicode.Scalar) -> Bool {
        (0x41...0x5A).contains(scalar.value) || (0x61...0x7A).contains(scalar.value)
    }

    /// The first letters of its words that begin with an ASCII letter, but for small ones.
    private static func initials(of name: String) -> String {
        let scalars = Array(name.unicodeScalars)
        var (initials, at) = ("", 0)
        while at < scalars.count {
            guard isASCIILetter(scalars[at]) else {
                at += 1
                continue
            }
            var end = at + 1
            while end < scalars.count, isOfWord(scalars[end]) { end += 1 }
            var word = ""
            word.unicodeScalars.append(contentsOf: scalars[at..<end])
            let lower = word.lowercased()
            let isCapital = (0x41...0x5A).contains(scalars[at].value)
            if !small.contains(lower) || isCapital && !["the", "of", "and", "for", "on"].contains(lower) {
                initials.unicodeScalars.append(scalars[at])
            }
            at = end
        }
        return initials
    }

    /// Whether a speaker is whose the gold statement is.
    ///
    /// - Parameters:
    ///   - source: the words of the gold source.
    ///   - speaker: who is held to say it; nil for nobody.
    static func isRight(_ gold: MarkedStatement, source: String, speaker: Entity?) -> Bool {
        if gold.who == "-" || gold.sourcing == "none" { return speaker == nil }
        guard let speaker else { return false }
        let isNamed = speaker.mentions.contains { $0.form == .name }
        if !gold.who.hasPrefix("?") {
            let each = parts(of: gold.who).filter { !$0.hasPrefix("?") }
            if each.count == 1 { return same(each[0], speaker.name) }
            let own = Set(words(of: speaker.name))
            return each.allSatisfy { core(of: $0).last.map(own.contains) ?? false }
        }
        var own = Set(core(of: speaker.name))
        for mention in speaker.mentions where mention.form != .pronoun { own.formUnion(core(of: mention.extract.text)) }
        let told = Set(core(of: String(gold.who.dropFirst()))).union(core(of: source))
        return (!isNamed || speaker.kind == .group) && !told.isDisjoint(with: own)
    }

    /// How the source names the speaker: "pronoun", "missing", "named" or "described".
    static func kind(of gold: MarkedStatement, source: String) -> String {
        let own = words(of: source)
        if own.count == 1, pronouns.contains(own[0]) { return "pronoun" }
        if own.isEmpty { return "missing" }
        let isNamed = gold.sourcing == "named" && !gold.who.hasPrefix("?")
        let telling = Set(core(of: source))
        return isNamed && parts(of: gold.who).contains { same($0, source) || !telling.isDisjoint(with: core(of: $0)) }
            ? "named" : "described"
    }

    /// The names that are joined by " + ".
    static func parts(of who: String) -> [String] {
        who.split(separator: " + ", omittingEmptySubsequences: false).map(String.init)
    }
}
