/// An index of words, as its `CREATE VIRTUAL TABLE` says.
package struct FullTextIndex: Sendable {
    /// What cuts a text into words.
    package enum Words: Sendable, Hashable {
        /// Words without their accents (`unicode61`).
        case plain
        /// The same, cut to their stems (`porter`).
        case stems
        /// What ASCII calls letters and digits (`ascii`).
        case ascii
    }

    /// The table.
    package let name: SQL
    /// Its columns.
    package let columns: [String]
    /// What cuts texts into its words.
    package let words: Words
    /// Whether it knows where a word stands, or only that it is there (`detail = none`).
    package let hasPlaces: Bool

    package init(_ name: SQL, columns: [String], words: Words, hasPlaces: Bool) {
        self.name = name
        self.columns = columns
        self.words = words
        self.hasPlaces = hasPlaces
    }

    /// What FTS5 is told of it, in an index that has no texts of its own.
    var definition: String {
        let tokenizer =
            switch words {
            case .plain: "unicode61 remove_diacritics 2"
            case .stems: "porter unicode61 remove_diacritics 2"
            case .ascii: "ascii"
            }
        let more = hasPlaces ? "" : ", detail = 'none', columnsize = 0"
        return "\(columns.joined(separator: ", ")), content = '', tokenize = '\(tokenizer)'\(more)"
    }
}
