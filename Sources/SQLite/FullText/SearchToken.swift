/// A piece of a query: all there is. `treaty`, `"hostile act"`, `sanction*`, `(`, `)`, `AND`, `OR`, `NOT`.
package struct SearchToken: Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
        /// At least one letter or digit is among them.
        case words(String, isPrefix: Bool)
        case open, close, and, or, not
    }

    package let kind: Kind
    /// Characters before it.
    package let position: Int

    /// How many words it searches for, as FTS5's tokenizer `unicode61` would cut them.
    package var wordCount: Int {
        guard case .words(let words, _) = kind else { return 0 }
        var (count, isInWord) = (0, false)
        for scalar in words.unicodeScalars {
            let isSearched = SearchToken.isSearched(scalar)
            if isSearched, !isInWord { count += 1 }
            isInWord = isSearched
        }
        return count
    }

    /// The tokens of a query, in their order.
    package static func all(in text: String) throws(SearchQueryError) -> [SearchToken] {
        var scan = SearchScan(text)
        var tokens: [SearchToken] = []
        while let token = try scan.next() { tokens.append(token) }
        return tokens
    }

    /// Whether words are made of it: letters, numbers, and what is for private use.
    package static func isSearched(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .decimalNumber, .letterNumber,
            .otherNumber, .privateUse:
            true
        default: false
        }
    }
}

/// Goes through a query's characters.
private struct SearchScan {
    let text: String
    let characters: [Character]
    private var at = 0

    /// What closes the phrase that a mark opens.
    private static let marks: [Character: Set<Character>] = [
        "\"": ["\""], "“": ["”", "“"], "„": ["“", "”"], "«": ["»"], "»": ["«"], "”": ["”"],
    ]

    init(_ text: String) {
        self.text = text
        characters = Array(text)
    }

    mutating func next() throws(SearchQueryError) -> SearchToken? {
        while at < characters.count, SearchScan.isBlank(characters[at]) { at += 1 }
        guard at < characters.count else { return nil }
        let position = at
        switch characters[at] {
        case "(": return sign(.open)
        case ")": return sign(.close)
        case let mark where SearchScan.marks[mark] != nil: return try phrase(position)
        default: return try word(position)
        }
    }

    private mutating func sign(_ kind: SearchToken.Kind) -> SearchToken {
        at += 1
        return SearchToken(kind: kind, position: at - 1)
    }

    private mutating func phrase(_ position: Int) throws(SearchQueryError) -> SearchToken {
        let ends = SearchScan.marks[characters[position]] ?? []
        guard let end = characters[(position + 1)...].firstIndex(where: ends.contains) else {
            throw SearchQueryError(
                text, at: position, "the phrase that begins here has no end",
                "close it with the quotation mark that it was opened with")
        }
        at = end + 1
        return try words(String(characters[position + 1..<end]), position)
    }

    private mutating func word(_ position: Int) throws(SearchQueryError) -> SearchToken {
        while at < characters.count, !SearchScan.endsWord(characters[at]) { at += 1 }
        let word = String(characters[position..<at])
        switch word {
        case "AND": return SearchToken(kind: .and, position: position)
        case "OR": return SearchToken(kind: .or, position: position)
        case "NOT": return SearchToken(kind: .not, position: position)
        default: return try words(word, position)
        }
    }

    /// Words, and the * that may stand directly behind them.
    private mutating func words(_ words: String, _ position: Int) throws(SearchQueryError) -> SearchToken {
        let isPrefix = at < characters.count && characters[at] == "*"
        if isPrefix { at += 1 }
        guard words.unicodeScalars.contains(where: SearchToken.isSearched) else {
            if words.isEmpty, isPrefix {
                throw SearchQueryError(
                    text, at: position, "* has no word before it", "put it directly behind the beginning of a word")
            }
            throw SearchQueryError(
                text, at: position, "there is no letter or digit in “\(words)”", "leave it out: punctuation is not searched for")
        }
        if isPrefix, at < characters.count, !SearchScan.endsWord(characters[at]) || characters[at] == "*" {
            throw SearchQueryError(
                text, at: at - 1, "* stands within a word", "put it behind the beginning of a word, with a space behind it")
        }
        return SearchToken(kind: .words(words, isPrefix: isPrefix), position: position)
    }

    private static func endsWord(_ character: Character) -> Bool {
        isBlank(character) || character == "(" || character == ")" || character == "*" || marks[character] != nil
    }

    private static func isBlank(_ character: Character) -> Bool {
        character.isWhitespace || character.unicodeScalars.allSatisfy { $0.properties.generalCategory == .control }
    }
}
