import English

/// Whether a text is in English, as far as that can be told without a model.
///
/// In English prose one word in ten or more is one of some forty that stand in every text ("the", "of", "said"); in no other language
/// are they that many, even where it has a word of the same letters. A text counts as English unless that is plainly not so: one that is
/// taken for English wrongly is read in vain, one that is refused wrongly is lost.
public enum ArticleLanguage {
    /// Words below which their share says nothing.
    static let enoughWords = 40
    /// Letters below which their script says nothing.
    static let enoughLetters = 40
    /// The least share of English words among those of an English text.
    ///
    /// Of the 1,127 articles of PolNeAR and GUM the lowest has 0.10; of the 13 pages in other languages that the project measures on, the
    /// highest has 0.011 (`Benchmarks/languages.py`).
    static let leastShare = 0.05
    /// Bytes at the start of a text that are looked at.
    static let looked = 16 << 10

    /// Whether a text is in English; nil where it is too short to tell.
    public static func isEnglish(_ text: String) -> Bool? {
        let count = WordCount(text.utf8.prefix(looked))
        if count.letters >= enoughLetters, 2 * count.foreignLetters > count.letters { return false }
        guard count.words >= enoughWords else { return nil }
        return Double(count.english) >= leastShare * Double(count.words)
    }

    /// Whether a text is to be taken for English: where its words say so, or somebody else does, or nobody knows.
    ///
    /// - Parameter told: what the page worker found it to be in, as an ISO 639-1 code.
    static func mayBeEnglish(_ text: String, told: String?) -> Bool {
        switch isEnglish(text) {
        case true?: true
        case false?: told == "en"
        case nil: told == nil || told == "en"
        }
    }

    /// A text's words and letters, counted.
    private struct WordCount {
        var words = 0
        var english = 0
        var letters = 0
        /// Letters that stand in no Latin script.
        var foreignLetters = 0

        init(_ bytes: some Sequence<UInt8>) {
            var word: [UInt8] = []
            for byte in bytes {
                let isLetter = byte >= 0x80 || (byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7A
                if isLetter { word.append(byte < 0x80 ? byte | 0x20 : byte) }
                if !isLetter, !word.isEmpty { take(&word) }
            }
            if !word.isEmpty { take(&word) }
        }

        private mutating func take(_ word: inout [UInt8]) {
            defer { word.removeAll(keepingCapacity: true) }
            let text = String(decoding: word, as: UTF8.self)
            var isWord = false
            for scalar in text.unicodeScalars where scalar.properties.isAlphabetic {
                isWord = true
                letters += 1
                if scalar.value >= 0x250, !(0x1E00...0x1EFF).contains(scalar.value) { foreignLetters += 1 }
            }
            guard isWord else { return }
            words += 1
            if word.count <= 7, Lexicon.frequentWords.contains(text) { english += 1 }
        }
    }
}
