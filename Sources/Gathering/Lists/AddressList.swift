/// A plain text that is a list of addresses: one a line, and lines that begin with # for people.
enum AddressList {
    /// The addresses, each once; nil where anything else stands in the text.
    static func of(_ text: String) -> [ListedArticle]? {
        guard WebAddress.isMeant(by: String(text.drop { $0.isWhitespace || $0 == "\u{FEFF}" }.prefix(8))) || text.hasPrefix("#")
        else {
            return nil
        }
        var found: [ListedArticle] = []
        var known: Set<String> = []
        for line in text.split(whereSeparator: \.isNewline) {
            let word = line.trimmingPrefix { $0.isWhitespace || $0 == "\u{FEFF}" }
            let address = String(word.prefix { !$0.isWhitespace })
            if word.isEmpty || word.first == "#" { continue }
            guard WebAddress.isMeant(by: address), word.dropFirst(address.count).allSatisfy(\.isWhitespace) else { return nil }
            if known.insert(address).inserted { found.append(ListedArticle(address: address)) }
        }
        return found.isEmpty ? nil : found
    }
}
