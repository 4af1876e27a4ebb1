/// Bytes that were given as a text, decoded as UTF-8.
struct DecodedText {
    /// The text; what is not UTF-8 in it has become U+FFFD.
    let text: String
    /// How many times that happened.
    let replaced: Int

    /// Decodes with replacement, counting what was replaced.
    init(_ bytes: [UInt8]) {
        if let valid = String(validating: bytes, as: UTF8.self) {
            text = valid
            replaced = 0
        } else {
            text = String(decoding: bytes, as: UTF8.self)
            replaced = DecodedText.replacementCharacters(text.utf8) - DecodedText.replacementCharacters(bytes)
        }
    }

    /// U+FFFD is EF BF BD in UTF-8, three bytes that always stand for themselves.
    private static func replacementCharacters(_ bytes: some Sequence<UInt8>) -> Int {
        var (count, matched) = (0, 0)
        for byte in bytes {
            switch (matched, byte) {
            case (1, 0xBF): matched = 2
            case (2, 0xBD): (count, matched) = (count + 1, 0)
            default: matched = byte == 0xEF ? 1 : 0
            }
        }
        return count
    }
}

/// What a file's first bytes say about it.
enum Opening {
    /// UTF-8 as far as can be seen, behind a byte order mark of so many bytes.
    case text(mark: Int)
    /// No text that we read: why, and what to do.
    case refused(reason: String, remedy: String)

    /// Judges the first bytes, `GatheringLimit.sniffed` of them or all there are.
    init(_ head: ArraySlice<UInt8>) {
        if head.starts(with: [0xEF, 0xBB, 0xBF]) {
            self = head.contains(0) ? .binary : .text(mark: 3)
        } else if head.starts(with: [0xFF, 0xFE, 0, 0]) || head.starts(with: [0, 0, 0xFE, 0xFF]) {
            self = .encoded("UTF-32")
        } else if head.starts(with: [0xFF, 0xFE]) || head.starts(with: [0xFE, 0xFF]) {
            self = .encoded("UTF-16")
        } else {
            self = head.contains(0) ? .binary : .text(mark: 0)
        }
    }

    private static let binary = Opening.refused(
        reason: "it is not a text (a NUL byte stands near its start)", remedy: "give plain text in UTF-8, or JSON Lines")

    private static func encoded(_ name: String) -> Opening {
        .refused(reason: "it is encoded in \(name)", remedy: "convert it to UTF-8, for instance with iconv -f \(name) -t UTF-8")
    }
}
