import Record
import SQLite

/// The runs of five words of a content by which statements are found that carry the same words.
///
/// Of what stands in quotation marks, wholly or partly, all runs are kept. Of other contents the one with the least hash of each `window` runs that follow one
/// another (winnowing: Schleimer, Wilkerson and Aiken 2003), two in five: whoever shares `run + window - 1` words in a row with one shares a run that was kept.
package enum Utterances {
    /// How many words make a run.
    package static let run = 5
    /// How many runs that follow one another leave one at least, of contents without quotation marks.
    package static let window = 4
    /// Longer contents are indexed as far as this, in words: no utterance is.
    private static let longest = 4_000

    /// Words as they are compared: letters and digits, in small letters; apostrophes within them do not count.
    package static func words(of text: String) -> [String] { places(of: text).map(\.word) }

    /// Words with where they stand, in code points of the text.
    package static func places(of text: String) -> [(word: String, span: Span)] {
        var found: [(word: String, span: Span)] = []
        // Bytes, and those of ASCII in small letters at once: asked of every word of every content that is compared.
        var (word, isPlain, start, at): ([UInt8], Bool, Int, Int) = ([], true, 0, 0)
        func end() {
            guard !word.isEmpty else { return }
            let read = String(decoding: word, as: UTF8.self)
            found.append((isPlain ? read : read.lowercased(), Span(start, at)))
            word.removeAll(keepingCapacity: true)
            isPlain = true
        }
        for scalar in text.unicodeScalars {
            if isOfWord(scalar) {
                if word.isEmpty { start = at }
                if scalar.isASCII {
                    word.append(UInt8(scalar.value) | (scalar.value >= 0x41 ? 0x20 : 0))
                } else {
                    word += Array(String(scalar).utf8)
                    isPlain = false
                }
            } else if !(isApostrophe(scalar) && !word.isEmpty) {
                end()
            }
            at += 1
        }
        end()
        return found
    }

    private static func isOfWord(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.value < 0x80 {
            return (0x30...0x39).contains(scalar.value) || (0x41...0x5A).contains(scalar.value)
                || (0x61...0x7A).contains(scalar.value)
        }
        return scalar.properties.isAlphabetic || scalar.properties.numericType != nil
            || scalar.properties.canonicalCombiningClass != .notReordered
    }

    private static func isApostrophe(_ scalar: Unicode.Scalar) -> Bool { scalar == "'" || scalar == "’" }

    /// The runs that a content is found by, each a word of the index; none where it has fewer than `run` words.
    ///
    /// - Parameter window: of how many runs that follow one another one at least is taken.
    package static func runs(of text: String, window: Int = 1) -> [String] { runs(of: words(of: text), window: window) }

    /// The same of its words.
    package static func runs(of words: [String], window: Int = 1) -> [String] {
        let words = words.prefix(longest).map { Shingles.hash(of: $0) }
        guard words.count >= run else { return [] }
        let hashes = (0...(words.count - run)).map { start in
            words[start..<start + run].reduce(0) { Shingles.mixed($0 &+ $1) } >> 24
        }
        var (taken, last): ([UInt64], Int) = ([], -1)
        for start in 0...max(0, hashes.count - window) {
            let range = start..<min(start + window, hashes.count)
            // Of equal ones the last, so that it is the least of as many windows as it can.
            let least = range.reversed().min { hashes[$0] < hashes[$1] } ?? start
            if least != last { taken.append(hashes[least]) }
            last = least
        }
        var seen: Set<UInt64> = []
        return taken.filter { seen.insert($0).inserted }.map { "r" + String($0, radix: 32) }
    }
}

/// The index of the runs of five words of statements that count. It is a means of finding alone: what it finds is compared word by word.
package struct UtteranceRows {
    package let connection: Connection

    package init(connection: Connection) { self.connection = connection }

    /// Puts a statement into the index, where it counts.
    package func enter(_ row: Int) throws {
        guard let runs = try runs(of: row) else { return }
        try connection.run("INSERT INTO utterance_words (rowid, runs) VALUES (\(row), \(runs))")
    }

    /// Takes a statement out, with the words that it has now.
    package func withdraw(_ row: Int) throws {
        guard let runs = try runs(of: row) else { return }
        try connection.run("INSERT INTO utterance_words (utterance_words, rowid, runs) VALUES ('delete', \(row), \(runs))")
    }

    private func runs(of row: Int) throws -> String? {
        let found = try connection.row("SELECT content, form FROM statements WHERE rowid = \(row)") {
            UtteranceRows.indexed($0.optionalText(0) ?? "", form: $0.text(1))
        }
        return found ?? nil
    }

    /// What stands in the index of a statement that counts; nil where it is too short for a run.
    package static func indexed(_ content: String, form: String) -> String? {
        let runs = Utterances.runs(of: content, window: form == "indirect" ? Utterances.window : 1)
        return runs.isEmpty ? nil : runs.joined(separator: " ")
    }

    /// The rows of statements that share one of some runs, ascending; at most so many.
    package func statements(sharing runs: [String], limit: Int) throws -> [Int] {
        guard !runs.isEmpty else { return [] }
        let pattern = runs.map { "\"\($0)\"" }.joined(separator: " OR ")
        return try connection.numbers(
            "SELECT rowid FROM utterance_words WHERE utterance_words MATCH \(pattern) ORDER BY rowid LIMIT \(limit)")
    }
}
