/// What an article says in nobody's name but its own: the text outside all contents.
package enum OwnVoice {
    /// The share of words, 0 to 1, that begin outside the content of every statement; nil for a text without words. A word is
    /// what stands between white space and holds a letter or a digit.
    package static func share(of text: String, _ statements: [Statement]) -> Double? {
        let counts = words(of: text, outside: statements.flatMap { $0.content.map(\.span) })
        return counts.all == 0 ? nil : Double(counts.own) / Double(counts.all)
    }

    /// How many words there are, and how many of them begin outside all contents.
    package static func words(of text: String, outside contents: [Span]) -> (all: Int, own: Int) {
        let contents = contents.sorted()
        var (next, coveredTo) = (0, 0)
        var (words, own, isInWord, isCounted) = (0, 0, false, false)
        var position = -1
        for scalar in text.unicodeScalars {
            position += 1
            while next < contents.count, contents[next].start <= position {
                coveredTo = max(coveredTo, contents[next].end)
                next += 1
            }
            if scalar.isSpace {
                isInWord = false
                continue
            }
            if !isInWord { (isInWord, isCounted) = (true, false) }
            guard !isCounted, scalar.isLetterOrDigit else { continue }
            isCounted = true
            words += 1
            own += position >= coveredTo ? 1 : 0
        }
        return (words, own)
    }
}

extension Unicode.Scalar {
    /// White space; asked of every character of a text, so that those of ASCII do without a look into Unicode's tables.
    package var isSpace: Bool { isASCII ? value == 0x20 || (0x09...0x0D).contains(value) : properties.isWhitespace }

    /// What makes a word: letters and digits.
    package var isLetterOrDigit: Bool {
        guard isASCII else { return properties.isAlphabetic || properties.numericType != nil }
        return (0x61...0x7A).contains(value) || (0x41...0x5A).contains(value) || (0x30...0x39).contains(value)
    }
}
