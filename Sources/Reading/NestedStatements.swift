import Prose

/// Which statements inside the contents of others are kept.
///
/// What people annotated leaves such statements out, so that the network learned them from its own reading of contents and is timid; and
/// inside somebody's words much is hedge or attitude ("I think", "they want") that gives no other voice. Words of saying are therefore
/// believed early, others only when the network is sure.
enum NestedStatements {
    /// The least confidence of a nested statement whose cue is no word of saying.
    static let surely = 0.48

    /// Whether a nested statement counts; `threshold` is the least confidence where its cue is a word of saying.
    static func counts(
        _ statement: FoundStatement, confidence: Double, threshold: Double, in worded: WordedText
    ) -> Bool {
        guard let source = statement.source else { return false }
        let who = worded.slice(source).lowercased()
        let words = statement.cue.map { word($0, worded) }
        // "I think" inside somebody's own words hedges them; it is no other voice. "I thought", of another time, is.
        guard who != "you", !(["i", "we"].contains(who) && words.allSatisfy(hedges.contains)) else { return false }
        let says = words.contains(where: saying.contains) || words.first == "according" || words.contains(where: holding.contains)
        return confidence >= (says ? threshold : max(threshold, surely))
    }

    private static let hedges: Set<String> = [
        "think", "believe", "guess", "mean", "hope", "feel", "suppose", "wish", "suspect", "assume", "would", "d", "’", "'",
        "just", "really",
        "also", "do", "expect", "understand", "agree",
    ]

    /// How likely a word of saying inside a content is taken to attribute something before its roles are known.
    private static let prior = 0.5

    /// The words of saying in the contents of a window, with the auxiliaries before them: "had promised", "has never said". `start` is
    /// the window's first word. The tagger, which has hardly met them there, passes many over; whether they have a source and a
    /// content is left to the role scorer.
    static func candidates(in contents: [Range<Int>], start: Int, _ worded: WordedText) -> [CueCandidate] {
        var found: [CueCandidate] = []
        func part(_ at: Int) -> Word { worded.words[at + start] }
        for content in contents {
            for at in content where at >= found.last?.words.upperBound ?? 0 {
                let here = word(at + start, worded)
                let next = at + 1 < content.upperBound ? word(at + 1 + start, worded) : ""
                if here == "according", next == "to" {
                    found.append(CueCandidate(words: at..<at + 2, probability: prior))
                    continue
                }
                guard part(at).shape == .lower, saying.contains(here) || holding.contains(here) && next == "that" else {
                    continue
                }
                var low = at
                while low > content.lowerBound, auxiliaries.contains(word(low - 1 + start, worded)) { low -= 1 }
                guard low > content.lowerBound else { continue }
                let before = word(low - 1 + start, worded)
                let isNoun = beforeNouns.contains(before) || bareVerbs.contains(here) && !subjects.contains(before)
                if low == at, isNoun { continue }
                found.append(CueCandidate(words: low..<at + 1, probability: prior))
            }
        }
        return found
    }

    private static func word(_ word: Int, _ worded: WordedText) -> String { worded.slice(word..<word + 1).lowercased() }

    /// "report", "claim" and the like are nouns unless one of these stands before them.
    private static let subjects: Set<String> = [
        "i", "we", "they", "who", "people", "officials", "critics", "some", "many", "others",
    ]
    private static let bareVerbs = Set(verbs)

    /// What follows these is no verb: "the reports", "of claims".
    private static let beforeNouns: Set<String> = [
        "the", "a", "an", "this", "that", "these", "those", "his", "her", "its", "their", "our", "my", "your", "no", "any",
        "some", "such",
        "of", "in", "on", "for", "with", "by", "about", "several", "many", "more", "new", "s", "’", "'", "to", "be",
    ]

    private static let auxiliaries: Set<String> = [
        "has", "have", "had", "will", "would", "did", "does", "do", "not", "never", "no", "longer", "also", "once", "ever",
        "already",
        "could", "can", "may", "might", "should", "must", "repeatedly", "again", "later", "been", "is", "was", "are", "were",
    ]

    /// Words of holding something true, which attribute it where "that" follows.
    private static let holding: Set<String> = [
        "believe", "believes", "believed", "think", "thinks", "thought", "hope", "hopes", "hoped", "fear", "fears", "feared",
        "doubt",
        "doubts", "doubted", "know", "knows", "knew", "assume", "assumes", "assumed", "suspect", "suspects", "suspected",
    ]

    /// Forms of the verbs of saying.
    private static let saying: Set<String> = Set(verbs.flatMap(forms) + irregular)

    private static let verbs = """
        accuse acknowledge add admit advise affirm allege announce answer apologize argue ask assert assure blame boast brag call caution \
        charge claim comment complain concede conclude condemn confess confirm contend criticize declare demand denounce deny describe \
        disclose dismiss emphasize estimate explain guarantee hint inform insist instruct invite joke justify lament maintain mention note \
        notify observe order pledge post praise predict proclaim promise propose quote reassure recall recommend recount refuse reiterate \
        reject relate relay remark repeat reply report request respond reveal rule scold signal state stipulate stress suggest swear testify \
        threaten tweet urge vouch vow warn whisper
        """.split(separator: " ").map(String.init)

    private static let irregular = """
        say says said saying tell tells told telling write writes wrote written writing swore sworn spoke speak speaks speaking beg begs \
        begged begging
        """.split(separator: " ").map(String.init)

    private static func forms(of verb: String) -> [String] {
        let stem = verb.hasSuffix("e") ? String(verb.dropLast()) : verb
        if verb.hasSuffix("y"), let before = verb.dropLast().last, !"aeiou".contains(before) {
            return [verb, stem.dropLast() + "ies", stem.dropLast() + "ied", verb + "ing"]
        }
        let third = ["s", "sh", "ch", "x"].contains { verb.hasSuffix($0) } ? verb + "es" : verb + "s"
        return [verb, third, stem + "ed", stem + "ing"]
    }
}
