import CSQLite

/// Compares an index of words with the texts it is made of, without writing to the file as FTS5's own check would.
///
/// For each row the hashes of all its words with their columns and places are summed up, once as the index holds them and once as the tokenizer
/// cuts the text; where the sums differ, so do the words. That two different rows have one sum has a probability of 2^-64.
package struct IndexedWords {
    /// How many words the index holds.
    package private(set) var count = 0
    private var sums: [Int: UInt64] = [:]
    private let hasPlaces: Bool
    private let tokenizer: Tokenizer

    package enum Index { case articles, statements, actors }

    /// Reads the index through.
    package init(of index: Index, on connection: Connection) throws {
        hasPlaces = index != .actors
        tokenizer = try Tokenizer(on: connection)
        switch index {
        case .articles:
            try connection.run(
                "CREATE VIRTUAL TABLE IF NOT EXISTS temp.article_terms USING fts5vocab (main, article_words, instance)")
            try read("SELECT doc, term, CASE col WHEN 'title' THEN 1 ELSE 0 END, offset FROM temp.article_terms", connection)
        case .statements:
            try connection.run(
                "CREATE VIRTUAL TABLE IF NOT EXISTS temp.statement_terms USING fts5vocab (main, statement_words, instance)")
            try read("SELECT doc, term, 0, offset FROM temp.statement_terms", connection)
        case .actors:
            try connection.run(
                "CREATE VIRTUAL TABLE IF NOT EXISTS temp.actor_terms USING fts5vocab (main, actor_words, instance)")
            try read("SELECT doc, term, 0, 0 FROM temp.actor_terms", connection)
        }
    }

    private mutating func read(_ sql: StaticString, _ connection: Connection) throws {
        try connection.query(sql, []) { row in
            sums[row.int(0), default: 0] &+= row.hash(1, row.int(2), row.int(3))
            count += 1
            return true
        }
    }

    /// Takes the words of a text away from a row of the index.
    package mutating func take(_ text: [UInt8], of row: Int, column: Int) {
        var seen: Set<UInt64> = []
        var sum: UInt64 = 0
        tokenizer.tokens(of: text) { token, place in
            let hash = WordHash.hash(token, column, hasPlaces ? place : 0)
            // An index without places holds a word once.
            if hasPlaces || seen.insert(hash).inserted { sum &+= hash }
        }
        let left = sums[row, default: 0] &- sum
        sums[row] = left == 0 ? nil : left
    }

    /// Leaves a row out of what is compared.
    package mutating func forget(_ row: Int) { sums[row] = nil }

    /// The rows whose words are not those of their texts, once all texts were taken away; the first hundred.
    package var wrong: [Int] { sums.keys.sorted().prefix(100).map { $0 } }
}

/// Words with a place, hashed.
private enum WordHash {
    static func hash(_ word: UnsafeBufferPointer<UInt8>, _ column: Int, _ place: Int) -> UInt64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in word { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
        return mixed(mixed(hash &+ UInt64(truncatingIfNeeded: place)) &+ UInt64(truncatingIfNeeded: column))
    }

    /// The finaliser of SplitMix64 (Steele, Lea, Flood 2014).
    private static func mixed(_ value: UInt64) -> UInt64 {
        var z = value &+ 0x9E37_79B9_7F4A_7C15
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}

extension Row {
    fileprivate func hash(_ word: Int32, _ column: Int, _ place: Int) -> UInt64 {
        withBytes(word) { WordHash.hash($0, column, place) }
    }
}

/// The tokenizer that cuts the ledger's texts into words: FTS5's `unicode61`, diacritics removed (https://sqlite.org/fts5.html#custom_tokenizers).
package final class Tokenizer {
    private let functions: fts5_tokenizer
    private let instance: OpaquePointer

    package init(on connection: Connection) throws {
        let api = try FTS5.api(on: connection)
        var (data, functions, instance): (UnsafeMutableRawPointer?, fts5_tokenizer, OpaquePointer?) = (nil, fts5_tokenizer(), nil)
        guard api.pointee.xFindTokenizer?(api, "unicode61", &data, &functions) == SQLITE_OK else {
            throw connection.fault(SQLITE_ERROR)
        }
        let status = "remove_diacritics".withCString { name in
            "2".withCString { value in
                var arguments: [UnsafePointer<CChar>?] = [name, value]
                return functions.xCreate(data, &arguments, 2, &instance)
            }
        }
        guard status == SQLITE_OK, let instance else { throw connection.fault(status) }
        self.functions = functions
        self.instance = instance
    }

    deinit { functions.xDelete?(instance) }

    /// Hands out the words of a text with their places, counted in words.
    package func tokens(of text: [UInt8], _ take: (UnsafeBufferPointer<UInt8>, Int) -> Void) {
        withoutActuallyEscaping(take) { take in
            var taking = Taking(take: take)
            text.withUnsafeBytes { bytes in
                let start = bytes.baseAddress?.assumingMemoryBound(to: CChar.self)
                _ = withUnsafeMutablePointer(to: &taking) { taking in
                    functions.xTokenize(
                        instance, UnsafeMutableRawPointer(taking), FTS5_TOKENIZE_DOCUMENT, start, Int32(clamping: text.count)
                    ) { context, _, token, count, _, _ in
                        guard let taking = context?.assumingMemoryBound(to: Taking.self), let token else { return SQLITE_OK }
                        token.withMemoryRebound(to: UInt8.self, capacity: Int(count)) {
                            // FTS5 cuts a longer word off (FTS5_MAX_TOKEN_SIZE).
                            taking.pointee.take(
                                UnsafeBufferPointer(start: $0, count: min(Int(count), 32_768)), taking.pointee.place)
                        }
                        taking.pointee.place += 1
                        return SQLITE_OK
                    }
                }
            }
        }
    }

    private struct Taking {
        let take: (UnsafeBufferPointer<UInt8>, Int) -> Void
        var place = 0
    }
}
