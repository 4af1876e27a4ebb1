/// The forms of English verbs.
enum VerbForms {
    /// All forms of the verbs of a list: those that stand behind a verb, and else those that follow by rule.
    static func all(of verbs: WordList) -> Set<String> {
        Set(
            verbs.words.flatMap { verb in
                verbs[verb].first.map { [verb] + $0.split(separator: " ").map(String.init) } ?? regular(verb)
            })
    }

    /// "deny, denies, denied, denying".
    static func regular(_ verb: String) -> [String] {
        let stem = verb.hasSuffix("e") ? String(verb.dropLast()) : verb
        if verb.hasSuffix("y"), let before = verb.dropLast().last, !"aeiou".contains(before) {
            return [verb, stem.dropLast() + "ies", stem.dropLast() + "ied", verb + "ing"]
        }
        let third = ["s", "sh", "ch", "x"].contains { verb.hasSuffix($0) } ? verb + "es" : verb + "s"
        return [verb, third, stem + "ed", stem + "ing"]
    }
}
