/// One word of a command line, split at once into what it is: all there can be.
enum Argument: Equatable, Sendable {
    /// `--jobs`, `--jobs=4`
    case long(name: String, value: String?)
    /// `-j`, `-j4`: the letter and what follows it
    case short(letter: Character, rest: String)
    /// `article.txt`, `-`
    case value(String)
    /// `--`: whatever follows is a value
    case terminator

    /// Splits one word.
    init(_ word: String) {
        if word == "--" {
            self = .terminator
        } else if word.hasPrefix("--") {
            let parts = word.dropFirst(2).split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            self = .long(name: String(parts.first ?? ""), value: parts.count == 2 ? String(parts[1]) : nil)
        } else if word.hasPrefix("-"), let letter = word.dropFirst().first {
            self = .short(letter: letter, rest: String(word.dropFirst(2)))
        } else {
            self = .value(word)
        }
    }
}
