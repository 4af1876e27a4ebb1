/// Finds the words of a query in a text as its index does, so that they can be shown where they stand.
///
/// FTS5's own `highlight` would ask the index anew for each row that is shown.
package struct QueryWords {
    private let tokenizer: Tokenizer
    /// The words of all phrases, each once.
    private let words: [Word]
    /// The phrases, by the numbers of their words.
    private let phrases: [[Int]]

    private struct Word: Hashable {
        let bytes: [UInt8]
        /// Whether it is any word that begins so.
        let isPrefix: Bool

        func isFound(in word: UnsafeBufferPointer<UInt8>) -> Bool {
            isPrefix ? word.starts(with: bytes) : word.elementsEqual(bytes)
        }
    }

    /// - Parameter index: the index that is asked, whose tokenizer cuts the words.
    package init(_ query: SearchQuery, of index: FullTextIndex, on connection: Connection) throws {
        tokenizer = try Tokenizer(index.words, on: connection)
        var words: [Word] = []
        var phrases: [[Int]] = []
        for (text, isPrefix) in query.node.phrases {
            var cut: [[UInt8]] = []
            tokenizer.tokens(of: Array(text.utf8)) { word, _, _ in cut.append(Array(word)) }
            let phrase = cut.enumerated().map { at, bytes in
                let word = Word(bytes: bytes, isPrefix: isPrefix && at == cut.count - 1)
                if let known = words.firstIndex(of: word) { return known }
                words.append(word)
                return words.count - 1
            }
            if !phrase.isEmpty { phrases.append(phrase) }
        }
        (self.words, self.phrases) = (words, phrases)
    }

    /// Where they stand, in bytes of the text's UTF-8, ascending; places that overlap are one.
    package func places(in text: [UInt8]) -> [Range<Int>] {
        // Of each word of the text: which words of the query it is.
        var found: [(bytes: Range<Int>, words: [Int])] = []
        tokenizer.tokens(of: text) { word, _, bytes in
            found.append((bytes, words.indices.filter { words[$0].isFound(in: word) }))
        }
        var places: [Range<Int>] = []
        for start in found.indices where !found[start].words.isEmpty {
            for phrase in phrases where phrase.count <= found.count - start {
                guard phrase.indices.allSatisfy({ found[start + $0].words.contains(phrase[$0]) }) else { continue }
                let place = found[start].bytes.lowerBound..<found[start + phrase.count - 1].bytes.upperBound
                if let last = places.last, place.lowerBound < last.upperBound {
                    places[places.count - 1] = last.lowerBound..<max(last.upperBound, place.upperBound)
                } else {
                    places.append(place)
                }
            }
        }
        return places
    }
}

extension SearchNode {
    /// What must be there or may, phrase by phrase; what must not be there is left out.
    fileprivate var phrases: [(words: String, isPrefix: Bool)] {
        switch self {
        case .phrase(let words, let isPrefix): [(words, isPrefix)]
        case .any(let nodes), .all(let nodes, except: _): nodes.flatMap(\.phrases)
        }
    }
}
