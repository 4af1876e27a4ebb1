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
        var text = text
        // By bytes, as texts of whole outlets are counted: only what is not ASCII is looked up.
        text.withUTF8 { bytes in
            var at = 0
            while at < bytes.count {
                let scalar = bytes.scalar(at: at)
                at += max(1, UTF8.width(scalar))
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
        }
        return (words, own)
    }
}

extension UnsafeBufferPointer<UInt8> {
    /// The scalar that begins at a byte of UTF-8 that is right.
    fileprivate func scalar(at: Int) -> Unicode.Scalar {
        let lead = self[at]
        guard lead >= 0x80 else { return Unicode.Scalar(lead) }
        let length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4
        var value = UInt32(lead) & (0x7F >> UInt32(length))
        for byte in self[at + 1..<Swift.min(at + length, count)] { value = value << 6 | UInt32(byte & 0x3F) }
        return Unicode.Scalar(value) ?? "\u{FFFD}"
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
