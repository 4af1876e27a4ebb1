import Prose

/// On which side of its cue a source cannot stand, by the words around the cue alone.
///
///     a lawyer told the paper                 whoever is told stands directly behind: no source
///     “War with whom?” asked the daily        the verb directly behind a quotation that opens its sentence: the source follows
///     she was told by her doctor              behind "by"
///
/// The network weighs distance, and at times takes whoever stands nearest.
struct SourceSides {
    /// Whether nobody before the cue is its source.
    let isBehind: Bool
    /// Whether the word directly behind the cue is of no source.
    let isToldBehind: Bool

    init(_ cue: Range<Int>, in worded: WordedText) {
        let words = worded.words
        let last = worded.slice(cue.upperBound - 1..<cue.upperBound).lowercased()
        let next = cue.upperBound < words.count && words[cue.upperBound].gap != .paragraph ? cue.upperBound : nil
        let nextWord = next.map { worded.slice($0..<$0 + 1).lowercased() }
        isToldBehind = next != nil && SourceSides.telling.contains(last)
        let verb = last == "by" && cue.count > 1 ? worded.slice(cue.upperBound - 2..<cue.upperBound - 1).lowercased() : last
        let isPassive = (last == "by" || nextWord == "by") && SourceSides.ofHearers.contains(verb)
        let isInverted =
            next.map { words[$0].shape != .mark } ?? false && !last.hasSuffix("ing")
            && SourceSides.opensSentence(quotationBefore: cue.lowerBound, worded)
        isBehind = isPassive || isInverted
    }

    /// Makes impossible what cannot be.
    ///
    /// - Parameters:
    ///   - potentials: of the words `range`, whose numbers are those of the cue.
    ///   - cue: as given before.
    func bar(_ potentials: inout [RolePotentials], of range: Range<Int>, cue: Range<Int>) {
        if isBehind {
            for word in range where word < cue.lowerBound { potentials[word - range.lowerBound].inSource += StatementPath.never }
        }
        if isToldBehind, range.contains(cue.upperBound) {
            potentials[cue.upperBound - range.lowerBound].inSource += StatementPath.never
        }
    }

    /// Verbs behind which directly stands who is told, never who tells.
    private static let telling: Set<String> = [
        "tell", "tells", "told", "telling", "inform", "informs", "informed", "assure", "assures", "assured", "remind", "reminds",
        "reminded",
    ]
    /// Participles behind which the one behind "by" speaks, to or of somebody.
    private static let ofHearers: Set<String> = [
        "told", "informed", "assured", "reminded", "accused", "warned", "briefed", "asked", "urged",
    ]
    private static let goingOn: Set<String> = [",", "?", "!", "—", "–", "…"]
    private static let ends: Set<String> = [".", "!", "?", "…"]
    /// In words; one that is longer is looked at no farther.
    private static let longest = 200

    /// Whether a quotation that ends directly before `word`, with a mark behind which a sentence goes on, begins where a sentence does.
    private static func opensSentence(quotationBefore word: Int, _ worded: WordedText) -> Bool {
        let words = worded.words
        guard word > 1, words[word - 1].quote == .closing, words[word].gap != .paragraph, words[word].shape == .lower else {
            return false
        }
        let last = (max(0, word - 3)..<word).last { words[$0].quote != .closing }
        guard let last, goingOn.contains(worded.slice(last..<last + 1)) else { return false }
        let opening = (max(0, word - longest)..<word).last { words[$0].quote == .opening }
        guard let opening, words[opening + 1].shape != .lower else { return false }
        return words[opening].gap == .paragraph || words[opening].gap == .line || words[opening - 1].quote == .closing
            || ends.contains(worded.slice(opening - 1..<opening))
    }
}
