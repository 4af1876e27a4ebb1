import CSQLite

/// Compares an index of words with the texts it is made of, without writing to the file as FTS5's own check would.
///
/// For each row the hashes of all its words with their columns and places are summed up, once as the index holds them and once as the tokenizer
/// cuts the text; where the sums differ, so do the words. That two different rows have one sum has a probability of 2^-64.
package struct IndexedWords {
    /// How many words the index holds.
    package private(set) var count = 0
    private var sums: [Int: UInt64] = [:]
    /// How often each word stands in the index.
    private var terms: [[UInt8]: Int] = [:]
    /// How many rows were taken, the last of them, and how many words each column had in them; nil where one was left out.
    private var taken: (rows: Int, last: Int?, sizes: [Int])?
    private let index: FullTextIndex
    private let tokenizer: Tokenizer

    /// Reads the index through.
    package init(_ index: FullTextIndex, on connection: Connection) throws {
        self.index = index
        taken = (0, nil, index.columns.map { _ in 0 })
        tokenizer = try Tokenizer(index.words, on: connection)
        try connection.run("DROP TABLE IF EXISTS temp.indexed_terms")
        try connection.run("CREATE VIRTUAL TABLE temp.indexed_terms USING fts5vocab (main, \(index.name), instance)")
        try connection.query("SELECT doc, term, col, offset FROM temp.indexed_terms") { row in
            let column = index.hasPlaces ? index.columns.firstIndex(of: row.text(2)) ?? -1 : 0
            sums[row.int(0), default: 0] &+= row.hash(1, column, row.int(3))
            terms[row.withBytes(1) { Array($0) }, default: 0] += 1
            count += 1
            return true
        }
        // An index without places keeps no lengths.
        guard index.hasPlaces else { return }
        try connection.query("SELECT id, sz FROM \(index.name)_docsize") { row in
            for (column, size) in IndexedWords.numbers(row.blob(1)).enumerated() {
                sums[row.int(0), default: 0] &+= WordHash.hash(size: size, column)
            }
            return true
        }
    }

    /// Takes the words of a text away from a row of the index. All columns of a row are taken one behind the other.
    package mutating func take(_ text: [UInt8], of row: Int, column: Int) {
        var seen: Set<UInt64> = []
        var sum: UInt64 = 0
        var size = 0
        tokenizer.tokens(of: text) { token, place, _ in
            size += 1
            let hash = WordHash.hash(token, column, index.hasPlaces ? place : 0)
            // An index without places holds a word once.
            if index.hasPlaces || seen.insert(hash).inserted { sum &+= hash }
        }
        if index.hasPlaces { sum &+= WordHash.hash(size: size, column) }
        if taken?.last != row { taken?.rows += 1 }
        taken?.last = row
        taken?.sizes[column] += size
        let left = sums[row, default: 0] &- sum
        sums[row] = left == 0 ? nil : left
    }

    /// Leaves a row out of what is compared.
    package mutating func forget(_ row: Int) {
        sums[row] = nil
        taken = nil
    }

    /// What is wrong with how the index is searched, a clause each, once all texts were taken away: that nobody has set it otherwise, that its pages
    /// hang together, that each of its words is found by its beginning, where all are found by going through it; and that it knows how many rows
    /// and words there are, by which what is found is put in order.
    package func problems(on connection: Connection) throws -> [String] {
        let name = index.name.text
        let settings = try connection.rows("SELECT k || '=' || v FROM \(index.name)_config ORDER BY k") { $0.text(0) }
        if settings != ["version=4"] { return ["the index \(name): it is set otherwise than Dixit sets it"] }
        guard try IndexCheck(index: index, connection: connection).isSound() else {
            return ["the index \(name): its pages do not hang together"]
        }
        if try !hasRightTotals(on: connection) { return ["the index \(name): it counts its rows or words otherwise"] }
        for (term, count) in terms {
            let word = String(decoding: term, as: UTF8.self)
            let found = try connection.row("SELECT count(*) FROM temp.indexed_terms WHERE term = \(word)") { $0.int(0) }
            if found != count { return ["the index \(name): “\(word.prefix(60))” is not found by its beginning"] }
        }
        return []
    }

    /// Whether the index has counted its rows, and the words of each column of them, rightly; without places, of all columns together.
    private func hasRightTotals(on connection: Connection) throws -> Bool {
        guard let taken else { return true }
        let block = try connection.row("SELECT block FROM \(index.name)_data WHERE id = 1") { $0.blob(0) } ?? []
        let told = IndexedWords.numbers(block)
        // An index that was never written to has counted nothing.
        guard let rows = told.first else { return taken.rows == 0 }
        let sizes = Array(told.dropFirst())
        return rows == taken.rows
            && (index.hasPlaces ? sizes == taken.sizes : sizes.reduce(0, &+) == taken.sizes.reduce(0, +))
    }

    /// Numbers as SQLite packs them: seven bits a byte, the highest first.
    private static func numbers(_ bytes: [UInt8]) -> [Int] {
        var (numbers, number): ([Int], Int) = ([], 0)
        for byte in bytes {
            number = (number & 0xFFFF_FFFF_FFFF) << 7 | Int(byte & 0x7F)
            if byte < 0x80 {
                numbers.append(number)
                number = 0
            }
        }
        return number == 0 ? numbers : numbers + [number]
    }

    /// The rows whose words are not those of their texts, once all texts were taken away; the first hundred.
    package var wrong: [Int] { sums.keys.sorted().prefix(100).map { $0 } }
}

/// Words with a place, hashed.
private enum WordHash {
    static func hash(_ word: UnsafeBufferPointer<UInt8>, _ column: Int, _ place: Int) -> UInt64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in word { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
        return SplitMix.mixed(SplitMix.mixed(hash &+ UInt64(truncatingIfNeeded: place)) &+ UInt64(truncatingIfNeeded: column))
    }

    /// How many words a column of a row has.
    static func hash(size: Int, _ column: Int) -> UInt64 {
        SplitMix.mixed(SplitMix.mixed(UInt64(truncatingIfNeeded: size) &+ 0x5EED) &+ UInt64(truncatingIfNeeded: column))
    }
}

extension Row {
    fileprivate func hash(_ word: Int32, _ column: Int, _ place: Int) -> UInt64 {
        withBytes(word) { WordHash.hash($0, column, place) }
    }
}
