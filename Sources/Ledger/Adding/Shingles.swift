import Record
import SQLite

/// The 3-word shingles of a text, white space and case put aside: what two articles share if one is a copy of the other.
package struct Shingles: Sendable {
    /// How many words make a shingle.
    package static let words = 3
    /// How alike two articles are that are called copies: Jaccard's measure of their shingles.
    package static let copy = 0.9

    /// 64-bit hashes of all shingles, ascending, each once.
    package let hashes: [UInt64]
    /// A hash of all words in their order: equal for texts that differ in white space and case alone.
    package let textHash: UInt64
    /// Whether there is no word at all.
    package let isEmpty: Bool

    /// The shingles of UTF-8 text.
    package init(of text: [UInt8]) {
        var words: [UInt64] = []
        var hash = Shingles.seed
        var isInWord = false
        func end() {
            if isInWord { words.append(Shingles.mixed(hash)) }
            hash = Shingles.seed
            isInWord = false
        }
        for scalar in String(decoding: text, as: UTF8.self).unicodeScalars {
            if scalar.value < 0x80 {
                switch UInt8(scalar.value) {
                case 0x61...0x7A, 0x30...0x39, 0x21...0x2F, 0x3A...0x40, 0x5B...0x60, 0x7B...0x7E:
                    hash = (hash ^ UInt64(scalar.value)) &* Shingles.prime
                    isInWord = true
                case 0x41...0x5A:
                    hash = (hash ^ UInt64(scalar.value + 0x20)) &* Shingles.prime
                    isInWord = true
                default: end()
                }
            } else if scalar.properties.isWhitespace {
                end()
            } else {
                for byte in scalar.properties.lowercaseMapping.utf8 { hash = (hash ^ UInt64(byte)) &* Shingles.prime }
                isInWord = true
            }
        }
        end()
        isEmpty = words.isEmpty
        textHash = words.reduce(Shingles.seed) { Shingles.mixed(($0 ^ $1) &* Shingles.prime) }
        guard words.count >= Shingles.words else {
            hashes = []
            return
        }
        var all: [UInt64] = []
        all.reserveCapacity(words.count)
        for at in 0...(words.count - Shingles.words) {
            all.append(Shingles.mixed(words[at] &+ Shingles.mixed(words[at + 1] &+ Shingles.mixed(words[at + 2]))))
        }
        all.sort()
        var distinct: [UInt64] = []
        distinct.reserveCapacity(all.count)
        for hash in all where hash != distinct.last { distinct.append(hash) }
        hashes = distinct
    }

    /// Jaccard's measure: the share of all shingles of both that both have; 0 where one has none.
    package func likeness(to other: Shingles) -> Double {
        guard !hashes.isEmpty, !other.hashes.isEmpty else { return 0 }
        var (a, b, shared) = (0, 0, 0)
        while a < hashes.count, b < other.hashes.count {
            let (x, y) = (hashes[a], other.hashes[b])
            if x == y { shared += 1 }
            if x <= y { a += 1 }
            if y <= x { b += 1 }
        }
        return Double(shared) / Double(hashes.count + other.hashes.count - shared)
    }

    /// MinHash in bands, 40 bits of each, which keep apart what is not alike as well as 64 and take less room: two texts that are 0.9 alike have one in common with a probability of 0.9999, two that are half alike of 0.1.
    ///
    /// 14 bands of 7 rows: 1 - (1 - 0.9^7)^14. (Broder, "On the resemblance and containment of documents", 1997; Leskovec et al.,
    /// "Mining of Massive Datasets", chapter 3.)
    package var bands: [Int] {
        guard !hashes.isEmpty else { return [] }
        return (0..<14).map { band in
            (0..<7).reduce(Shingles.mixed(UInt64(band))) { hash, row in
                // One family member for each row: an odd factor and a shift of its own.
                let factor = Shingles.mixed(UInt64(7 * band + row) &+ 0x5851_F42D_4C95_7F2D) | 1
                var least = UInt64.max
                for shingle in hashes {
                    let permuted = shingle &* factor
                    least = min(least, permuted ^ (permuted >> 32))
                }
                return Shingles.mixed((hash ^ least) &* Shingles.prime)
            }
        }.map { Int($0 >> 24) }
    }

    // FNV-1a (Fowler, Noll, Vo), and the finaliser of MurmurHash3 (Appleby).
    private static let seed: UInt64 = 0xCBF2_9CE4_8422_2325
    private static let prime: UInt64 = 0x0000_0100_0000_01B3

    /// A hash of one word.
    static func hash(of word: String) -> UInt64 { mixed(word.utf8.reduce(seed) { ($0 ^ UInt64($1)) &* prime }) }

    @inline(__always)
    static func mixed(_ hash: UInt64) -> UInt64 {
        var hash = hash
        hash = (hash ^ (hash >> 33)) &* 0xFF51_AFD7_ED55_8CCD
        hash = (hash ^ (hash >> 33)) &* 0xC4CE_B9FE_1A85_EC53
        return hash ^ (hash >> 33)
    }
}
