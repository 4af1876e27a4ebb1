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
        var (words, own, isInWord, isCounted, beginsOutside) = (0, 0, false, false, false)
        for (position, scalar) in text.unicodeScalars.enumerated() {
            while next < contents.count, contents[next].start <= position {
                coveredTo = max(coveredTo, contents[next].end)
                next += 1
            }
            if scalar.properties.isWhitespace {
                isInWord = false
                continue
            }
            if !isInWord { (isInWord, isCounted) = (true, false) }
            guard !isCounted, isLetterOrDigit(scalar) else { continue }
            isCounted = true
            beginsOutside = position >= coveredTo
            words += 1
            own += beginsOutside ? 1 : 0
        }
        return (words, own)
    }

    private static func isLetterOrDigit(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.isAlphabetic || scalar.properties.numericType != nil
    }
}
