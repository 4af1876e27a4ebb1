import Record
import Wire

/// The end of an address that leads a browser to some words of a page and marks them there: `:~:text=[prefix-,]start[,end][,-suffix]`
/// (https://wicg.github.io/scroll-to-text-fragment/).
///
/// A short passage stands in it whole, a longer one, or one of several paragraphs, by its first and last words. Where these words stand in the article
/// elsewhere too, the words before and behind are added. What else is on the page, and is not of the article, cannot be known.
struct TextFragment {
    /// Percent-encoded, without the `#` before it.
    let text: String

    /// A passage of at most so many words stands whole.
    private static let whole = 12
    /// How many words a longer one is known by, at either end.
    private static let edge = 5
    /// How many more may be needed, and how many of those before and behind.
    private static let most = 12
    private static let around = 8
    /// Longer ones are no use in an address; in characters.
    private static let longest = 400

    /// - Parameters:
    ///   - spans: the pieces of the passage, in order of reading.
    ///   - article: the text that they count in.
    /// - Returns: nil where there is no word in it, or none that fits an address.
    init?(of spans: [Span], in article: String) {
        guard let from = spans.first?.start, let to = spans.last?.end else { return nil }
        let words = FragmentWords(of: article)
        guard let passage = words.within(from..<to) else { return nil }
        let isWhole = spans.count == 1 && passage.count <= TextFragment.whole && words.areOneBlock(passage)
        let terms = isWhole ? TextFragment.terms(whole: passage, words) : TextFragment.terms(edgesOf: passage, words)
        guard terms.allSatisfy({ $0.utf8.count <= TextFragment.longest }) else { return nil }
        text = ":~:text=" + terms.joined(separator: ",")
    }

    private static func terms(whole passage: Range<Int>, _ words: FragmentWords) -> [String] {
        var (before, behind) = (passage.lowerBound..<passage.lowerBound, passage.upperBound..<passage.upperBound)
        let places = words.places(of: passage)
        if places.count > 1 {
            before = words.before(passage, around) { longer in
                words.places(of: longer.lowerBound..<passage.upperBound).count == 1
            }
            if words.places(of: before.lowerBound..<passage.upperBound).count > 1 {
                behind = words.behind(passage, around) { words.places(of: before.lowerBound..<$0.upperBound).count == 1 }
            }
        }
        return [words.prefix(before), words.encoded(passage), words.suffix(behind)].compactMap { $0 }
    }

    private static func terms(edgesOf passage: Range<Int>, _ words: FragmentWords) -> [String] {
        // The two edges may not run into each other.
        let half = max(1, passage.count / 2)
        var start = passage.lowerBound..<passage.lowerBound + min(edge, half)
        while !words.areOneBlock(start) { start = start.lowerBound..<start.upperBound - 1 }
        while words.places(of: start).count > 1, start.count < min(most, half),
            words.areOneBlock(start.lowerBound..<start.upperBound + 1)
        { start = start.lowerBound..<start.upperBound + 1 }
        var before = start.lowerBound..<start.lowerBound
        if words.places(of: start).count > 1 {
            before = words.before(start, around) { words.places(of: $0.lowerBound..<start.upperBound).count == 1 }
        }
        let left = max(1, passage.upperBound - start.upperBound)
        guard passage.upperBound > start.upperBound else {
            return [words.prefix(before), words.encoded(start)].compactMap { $0 }
        }
        var end = passage.upperBound - min(edge, left)..<passage.upperBound
        while !words.areOneBlock(end) { end = end.lowerBound + 1..<end.upperBound }
        // A browser takes the first such words behind the start.
        let isFirst = { (end: Range<Int>) in words.places(of: end, from: start.upperBound, most: 1).first == end.lowerBound }
        while !isFirst(end), end.count < min(most, left), words.areOneBlock(end.lowerBound - 1..<end.upperBound) {
            end = end.lowerBound - 1..<end.upperBound
        }
        var behind = end.upperBound..<end.upperBound
        if !isFirst(end) { behind = words.behind(end, around) { isFirst(end.lowerBound..<$0.upperBound) } }
        return [words.prefix(before), words.encoded(start), words.encoded(end), words.suffix(behind)].compactMap { $0 }
    }
}

/// The words of a text as a fragment counts them: what stands between white space, without the punctuation around it.
private struct FragmentWords {
    private let scalars: [Unicode.Scalar]
    private var ranges: [Range<Int>] = []
    /// A hash of each word, whose case does not count. Where two words have one, the address says more than it needs.
    private var keys: [UInt64] = []
    /// Of each word, how many line ends stand before it.
    private var blocks: [Int] = []

    init(of text: String) {
        scalars = Array(text.unicodeScalars)
        var (start, lines): (Int?, Int) = (nil, 0)
        for (at, scalar) in scalars.enumerated() {
            if FragmentWords.isWhite(scalar) {
                if let from = start { add(from..<at, lines) }
                start = nil
                if FragmentWords.endsLine(scalar) { lines += 1 }
            } else if start == nil {
                start = at
            }
        }
        if let from = start { add(from..<scalars.count, lines) }
    }

    private static func endsLine(_ scalar: Unicode.Scalar) -> Bool {
        [0x0A, 0x0B, 0x0C, 0x0D, 0x85, 0x2028, 0x2029].contains(scalar.value)
    }

    private mutating func add(_ run: Range<Int>, _ lines: Int) {
        let isWord = { (at: Int) in FragmentWords.isOfWord(scalars[at]) }
        guard let first = run.first(where: isWord), let last = run.last(where: isWord) else { return }
        ranges.append(first..<last + 1)
        keys.append(key(of: first..<last + 1))
        blocks.append(lines)
    }

    // Nearly all are of ASCII, of which Unicode need not be asked.
    private static func isWhite(_ scalar: Unicode.Scalar) -> Bool {
        scalar.isASCII ? scalar.value == 0x20 || (0x09...0x0D).contains(scalar.value) : scalar.properties.isWhitespace
    }

    private static func isOfWord(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.isASCII {
            return (0x30...0x39).contains(scalar.value) || (0x61...0x7A).contains(scalar.value | 0x20)
        }
        return scalar.properties.isAlphabetic || scalar.properties.numericType != nil
    }

    /// FNV-1a over the word's small letters.
    private func key(of word: Range<Int>) -> UInt64 {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        func add(_ value: UInt32) { hash = (hash ^ UInt64(value)) &* 0x100_0000_01b3 }
        for scalar in scalars[word] {
            if scalar.isASCII {
                add((0x41...0x5A).contains(scalar.value) ? scalar.value | 0x20 : scalar.value)
            } else {
                for small in scalar.properties.lowercaseMapping.unicodeScalars { add(small.value) }
            }
        }
        return hash
    }

    private func string(_ range: Range<Int>) -> String { String(String.UnicodeScalarView(scalars[range])) }

    /// The words that stand wholly between two places; nil where there is none.
    func within(_ places: Range<Int>) -> Range<Int>? {
        guard let first = ranges.firstIndex(where: { $0.lowerBound >= places.lowerBound }),
            let last = ranges.lastIndex(where: { $0.upperBound <= places.upperBound }), first <= last
        else { return nil }
        return first..<last + 1
    }

    /// Whether no line ends between them: only then can they stand in one term.
    func areOneBlock(_ words: Range<Int>) -> Bool { words.isEmpty || blocks[words.lowerBound] == blocks[words.upperBound - 1] }

    /// Where the same words stand one behind the other.
    func places(of words: Range<Int>, from: Int = 0, most: Int = 2) -> [Int] {
        guard let first = words.first, from + words.count <= keys.count else { return [] }
        var found: [Int] = []
        for at in from...(keys.count - words.count) where keys[at] == keys[first] {
            guard keys[at..<at + words.count].elementsEqual(keys[words]) else { continue }
            found.append(at)
            if found.count == most { break }
        }
        return found
    }

    /// As many words before some as are needed, in one block, at most so many.
    func before(_ words: Range<Int>, _ most: Int, until isEnough: (Range<Int>) -> Bool) -> Range<Int> {
        var found = words.lowerBound..<words.lowerBound
        while found.count < most, found.lowerBound > 0, areOneBlock(found.lowerBound - 1..<found.upperBound), !isEnough(found) {
            found = found.lowerBound - 1..<found.upperBound
        }
        return found
    }

    /// As many words behind some as are needed, in one block, at most so many.
    func behind(_ words: Range<Int>, _ most: Int, until isEnough: (Range<Int>) -> Bool) -> Range<Int> {
        var found = words.upperBound..<words.upperBound
        while found.count < most, found.upperBound < keys.count, areOneBlock(found.lowerBound..<found.upperBound + 1),
            !isEnough(found)
        { found = found.lowerBound..<found.upperBound + 1 }
        return found
    }

    /// A term of its own.
    func encoded(_ words: Range<Int>) -> String {
        FragmentWords.encoded(string(ranges[words.lowerBound].lowerBound..<ranges[words.upperBound - 1].upperBound))
    }

    /// The term before the first one; the punctuation between them belongs to it, since nothing but white space may stand between two terms.
    func prefix(_ words: Range<Int>) -> String? {
        guard !words.isEmpty else { return nil }
        return FragmentWords.encoded(string(ranges[words.lowerBound].lowerBound..<ranges[words.upperBound].lowerBound)) + "-"
    }

    /// The term behind the last one.
    func suffix(_ words: Range<Int>) -> String? {
        guard !words.isEmpty else { return nil }
        return "-"
            + FragmentWords.encoded(string(ranges[words.lowerBound - 1].upperBound..<ranges[words.upperBound - 1].upperBound))
    }

    /// Letters and digits of ASCII stand for themselves; hyphens, commas and ampersands tell terms apart, and so are encoded too.
    private static func encoded(_ words: String) -> String {
        PercentEncoding.encoded(words.onOneLine) { $0 != UInt8(ascii: "-") && PercentEncoding.isUnreserved($0) }
    }
}

extension String {
    /// With one space for all white space that stands together, and none around it.
    var onOneLine: String {
        unicodeScalars.split {
            $0.isASCII
                ? $0.value <= 0x20 || $0.value == 0x7F : $0.properties.isWhitespace || $0.properties.generalCategory == .control
        }
        .map { String($0) }.joined(separator: " ")
    }
}
