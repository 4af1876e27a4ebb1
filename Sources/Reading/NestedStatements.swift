import Prose

/// Which statements inside the contents of others are kept.
///
/// What people annotated leaves such statements out, so that the network learned them from its own reading of contents and is timid; and
/// inside somebody's words much is hedge or attitude ("I think", "they want") that gives no other voice. Words of saying are therefore
/// believed early, others only when the network is sure.
enum NestedStatements {
    /// The least confidence of a nested statement whose cue is no word of saying.
    static let surely = 0.6

    /// Whether a nested statement counts; `threshold` is the least confidence where its cue is a word of saying.
    static func counts(
        _ statement: FoundStatement, confidence: Double, threshold: Double, in worded: WordedText
    ) -> Bool {
        guard let source = statement.source, worded.slice(source).lowercased() != "you" else { return false }
        let says = statement.cue.contains { saying.contains(worded.slice($0..<$0 + 1).lowercased()) }
        return confidence >= (says ? threshold : max(threshold, surely))
    }

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
        say says said saying tell tells told telling write writes wrote written writing swore sworn spoke speak speaks speaking read reads \
        according
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
