/// The word pieces of an uncased BERT model, found by their bytes without allocating.
///
/// A hash table with open addressing: the hash of a longer prefix follows from that of a shorter one, so the longest piece at a
/// place is found in one pass over at most as many bytes as the longest piece has.
struct Vocabulary: Sendable {
    /// Pieces with an id of their own.
    let count: Int
    /// Bytes of the longest piece, "##" not counted.
    let longest: Int
    let unknown: Int32
    let classifier: Int32
    let separator: Int32
    /// The five pieces that stand for themselves in any text, as their bytes and ids.
    let special: [(bytes: [UInt8], id: Int32)]

    private let bytes: [UInt8]
    private let entries: [Entry]
    /// As many as a power of two, at least half of them empty.
    private let slots: [Slot]

    private struct Entry {
        var start: Int32
        var length: Int32
        var continues: Bool

        var range: Range<Int> { Int(start)..<Int(start + length) }
    }

    /// A place of the table: the upper half of the hash, and the piece; -1 where empty.
    private struct Slot {
        var tag: UInt32
        var id: Int32
    }

    /// Reads BERT's vocab.txt: UTF-8, one piece a line, its id the number of the line from 0.
    init(file: [UInt8]) throws(VocabularyError) {
        guard String(validating: file, as: UTF8.self) != nil else { throw VocabularyError("it is not UTF-8") }
        let (bytes, entries) = Self.entries(of: file)
        self.count = entries.count
        self.longest = Int(entries.map(\.length).max() ?? 0)
        self.bytes = bytes
        self.entries = entries
        self.slots = Self.slots(of: entries, in: bytes)
        func id(_ name: String) throws(VocabularyError) -> Int32 {
            let line = entries.firstIndex { !$0.continues && bytes[$0.range].elementsEqual(name.utf8) }
            guard let line else { throw VocabularyError("it has no line \(name)") }
            return Int32(line)
        }
        self.unknown = try id("[UNK]")
        self.classifier = try id("[CLS]")
        self.separator = try id("[SEP]")
        self.special = [
            (Array("[UNK]".utf8), unknown), (Array("[CLS]".utf8), classifier), (Array("[SEP]".utf8), separator),
            (Array("[PAD]".utf8), try id("[PAD]")), (Array("[MASK]".utf8), try id("[MASK]")),
        ]
    }

    /// The five special pieces alone, in BERT's order: every word is [UNK].
    init() {
        let names = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
        (bytes, entries) = Self.entries(of: Array(names.joined(separator: "\n").utf8))
        count = names.count
        longest = entries.reduce(0) { max($0, Int($1.length)) }
        slots = Self.slots(of: entries, in: bytes)
        (unknown, classifier, separator) = (1, 2, 3)
        special = names.enumerated().map { (Array($1.utf8), Int32($0)) }
    }

    private static func slots(of entries: [Entry], in bytes: [UInt8]) -> [Slot] {
        var size = 1024
        while size < entries.count * 2 { size *= 2 }
        var slots = [Slot](repeating: Slot(tag: 0, id: -1), count: size)
        for (id, entry) in entries.enumerated() where entry.length > 0 {
            var hash = PieceHash(continues: entry.continues)
            for byte in bytes[entry.range] { hash.add(byte) }
            var at = hash.index & (size - 1)
            while slots[at].id >= 0 { at = (at + 1) & (size - 1) }
            slots[at] = Slot(tag: hash.tag, id: Int32(id))
        }
        return slots
    }

    private static func entries(of file: [UInt8]) -> ([UInt8], [Entry]) {
        var lines = file.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        if lines.last?.isEmpty == true { lines.removeLast() }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(file.count)
        let entries = lines.map { line in
            var piece = line
            if piece.last == UInt8(ascii: "\r") { piece.removeLast() }
            let continues = piece.count > 2 && piece.starts(with: "##".utf8)
            if continues { piece.removeFirst(2) }
            bytes.append(contentsOf: piece)
            return Entry(start: Int32(bytes.count - piece.count), length: Int32(piece.count), continues: continues)
        }
        return (bytes, entries)
    }

    /// The piece that is exactly `word[range]`, whose hash is `hash`; -1 where there is none.
    @inline(__always)
    func find(_ hash: PieceHash, in word: [UInt8], _ range: Range<Int>) -> Int32 {
        let mask = slots.count - 1
        var at = hash.index & mask
        while true {
            let slot = slots[at]
            if slot.id < 0 { return -1 }
            if slot.tag == hash.tag && matches(entries[Int(slot.id)], hash, word, range) { return slot.id }
            at = (at + 1) & mask
        }
    }

    private func matches(_ entry: Entry, _ hash: PieceHash, _ word: [UInt8], _ range: Range<Int>) -> Bool {
        guard entry.continues == hash.continues && Int(entry.length) == range.count else { return false }
        let start = Int(entry.start)
        for i in 0..<range.count where bytes[start + i] != word[range.lowerBound + i] { return false }
        return true
    }

    /// The longest piece that `word` has at `from`; nil where none fits. Beyond the first byte of a word, pieces are those with "##".
    func longestPiece(of word: [UInt8], from: Int) -> (id: Int32, end: Int)? {
        var hash = PieceHash(continues: from > 0)
        var best: (id: Int32, end: Int)?
        for end in from..<min(word.count, from + longest) {
            hash.add(word[end])
            let id = find(hash, in: word, from..<end + 1)
            if id >= 0 { best = (id, end + 1) }
        }
        return best
    }
}

/// FNV-1a over the bytes of a piece (Fowler, Noll, Vo), begun differently for pieces that continue a word.
struct PieceHash {
    let continues: Bool
    private var state: UInt64

    init(continues: Bool) {
        self.continues = continues
        state = continues ? 0x9E37_79B9_7F4A_7C15 : 0xCBF2_9CE4_8422_2325
    }

    @inline(__always)
    mutating func add(_ byte: UInt8) { state = (state ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }

    var index: Int { Int(truncatingIfNeeded: state ^ (state >> 29)) }
    var tag: UInt32 { UInt32(truncatingIfNeeded: state >> 32) }
}

/// Why a file cannot be the vocabulary of word pieces.
public struct VocabularyError: Error, Sendable, CustomStringConvertible {
    /// One sentence that says what is wrong and what to do.
    public let description: String

    init(_ reason: String) {
        description = "This is not BERT's vocab.txt: \(reason); run make setup to fetch the vocabulary."
    }
}
