/// Words that belong to one concept, each with what is to be known of it; one file of `Words`.
///
/// A line is a word, or a phrase, and behind tabs its attributes; lines that begin with `#` say what the list is for. Training and benchmarks read
/// the same files (`Training/lexicon.py`).
///
///     Lexicon.titles.contains("mayor")
///     Lexicon.auxiliaries.words("modal")      // "will", "would", …
package struct WordList: Sendable {
    private let attributes: [String: [String]]

    /// - Parameter file: the bytes of a file, UTF-8.
    init(_ file: [UInt8]) {
        var attributes: [String: [String]] = [:]
        for line in String(decoding: file, as: UTF8.self).split(separator: "\n") where !line.hasPrefix("#") {
            let cells = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
            attributes[cells[0]] = Array(cells.dropFirst())
        }
        self.attributes = attributes
    }

    /// All words of the list.
    package var words: Set<String> { Set(attributes.keys) }

    /// Whether a word, in small letters, is in the list.
    package func contains(_ word: String) -> Bool { attributes[word] != nil }

    /// The attributes of a word, in the order of the file; none where it is not in the list.
    package subscript(word: String) -> [String] { attributes[word] ?? [] }

    /// The words that have an attribute.
    package func words(_ attribute: String) -> Set<String> {
        Set(attributes.filter { $0.value.contains(attribute) }.keys)
    }
}
