import English

/// A given name, to see whether another one can be the same in a short form or misspelt.
struct GivenName: Hashable {
    let word: String

    init(_ word: String) { self.word = word }

    enum Certainty { case none, spelling, short }

    /// How certain it is that this is another form of a name that is used more.
    func certainty(of usual: GivenName) -> Certainty {
        if isShort(of: usual) || usual.isShort(of: self) { return .short }
        return isMisspelling(of: usual) ? .spelling : .none
    }

    /// "Ken" of "Kenneth", "Bill" of "William".
    private func isShort(of long: GivenName) -> Bool {
        if Lexicon.nicknames[word].contains(long.word) { return true }
        return word.count >= 3 && long.word.count >= word.count + 2 && long.word.hasPrefix(word)
    }

    /// One letter more, less or other, or two that have changed places, but not the last one: "Hilary", not "Erica" for "Eric".
    private func isMisspelling(of usual: GivenName) -> Bool {
        let (a, b) = (Array(word), Array(usual.word))
        guard a.count >= 5, b.count >= 5, abs(a.count - b.count) <= 1, a.last == b.last else { return false }
        let same = zip(a, b).prefix { $0 == $1 }.count
        let (restA, restB) = (a.dropFirst(same), b.dropFirst(same))
        if restA.dropFirst() == restB.dropFirst() || restA.dropFirst() == restB || restA == restB.dropFirst() { return true }
        return restA.dropFirst(2) == restB.dropFirst(2) && restA.prefix(2).elementsEqual(restB.prefix(2).reversed())
    }
}
