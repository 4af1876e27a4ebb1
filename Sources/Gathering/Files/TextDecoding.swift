import Foundation

/// Bytes that were given as a text, decoded as UTF-8; as Windows-1252 where nothing in them is UTF-8 and that explains every byte.
struct DecodedText {
    /// The text; what is of neither encoding in it has become U+FFFD.
    let text: String
    /// How many times that happened.
    let replaced: Int

    /// Decodes with replacement, counting what was replaced.
    init(_ bytes: [UInt8]) {
        if let valid = String(validating: bytes, as: UTF8.self) {
            text = valid
            replaced = 0
        } else if let latin = DecodedText.windows(bytes) {
            text = latin
            replaced = 0
        } else {
            text = String(decoding: bytes, as: UTF8.self)
            replaced = DecodedText.replacementCharacters(text.utf8) - DecodedText.replacementCharacters(bytes)
        }
    }

    /// The text in Windows-1252; nil where a character of UTF-8 stands in it that takes more than a byte, or a byte that Windows-1252 does not know.
    private static func windows(_ bytes: [UInt8]) -> String? {
        for (at, byte) in bytes.enumerated() where byte >= 0x80 {
            if [0x81, 0x8D, 0x8F, 0x90, 0x9D].contains(byte) { return nil }
            let following =
                byte >= 0xF0 && byte < 0xF5 ? 3 : byte >= 0xE0 && byte < 0xF0 ? 2 : byte >= 0xC2 && byte < 0xE0 ? 1 : 0
            let behind = bytes[(at + 1)...].prefix(following)
            if following > 0, behind.count == following, behind.allSatisfy({ $0 & 0xC0 == 0x80 }) { return nil }
        }
        return String(data: Data(bytes), encoding: .windowsCP1252)
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
    /// UTF-16 with a byte order mark.
    case wide
    /// No text that we read: why, and what to do.
    case refused(reason: String, remedy: String)

    /// Judges the first bytes, `GatheringLimit.sniffed` of them or all there are.
    ///
    /// - Parameter mayHoldNUL: whether NUL bytes are no sign that it is no text.
    init(_ head: ArraySlice<UInt8>, mayHoldNUL: Bool = false) {
        let holdsNUL = !mayHoldNUL && head.contains(0)
        if head.starts(with: [0xEF, 0xBB, 0xBF]) {
            self = holdsNUL ? .binary : .text(mark: 3)
        } else if head.starts(with: [0xFF, 0xFE, 0, 0]) || head.starts(with: [0, 0, 0xFE, 0xFF]) {
            self = .encoded("UTF-32")
        } else if head.starts(with: [0xFF, 0xFE]) || head.starts(with: [0xFE, 0xFF]) {
            self = .wide
        } else {
            self = holdsNUL ? .binary : .text(mark: 0)
        }
    }

    private static let binary = Opening.refused(
        reason: "it is not a text (a NUL byte stands near its start)", remedy: "give plain text in UTF-8, or JSON Lines")

    private static func encoded(_ name: String) -> Opening {
        .refused(reason: "it is encoded in \(name)", remedy: "convert it to UTF-8, for instance with iconv -f \(name) -t UTF-8")
    }
}
