import Foundation

/// A word of a name as it is compared with another spelling of it: small, without accents, doubled letters once: “Bérenger” and “Berenger”,
/// “Hillary” and “Hilary”.
enum PlainWord {
    static func of(_ word: String) -> String {
        let small = word.lowercased()
        let plain: String
        if small.utf8.allSatisfy({ $0 < 0x80 }) {
            plain = small
        } else {
            plain = String(
                String.UnicodeScalarView(
                    small.decomposedStringWithCanonicalMapping.unicodeScalars.filter {
                        $0.properties.generalCategory != .nonspacingMark
                    }))
        }
        var kept = ""
        for letter in plain where letter != kept.last || !letter.isLetter { kept.append(letter) }
        return kept
    }

    /// Whether one is the other with a letter more, a letter less, another letter or two changed round, as happens where a surname is mistyped;
    /// never of short words, nor where the first letter is another.
    static func isMisspelling(_ a: String, of b: String) -> Bool {
        let (a, b) = (Array(a), Array(b))
        guard min(a.count, b.count) >= shortest, a.first == b.first, a != b, abs(a.count - b.count) <= 1 else { return false }
        var start = 0
        while start < min(a.count, b.count), a[start] == b[start] { start += 1 }
        let (x, y) = (a[start...], b[start...])
        if x.count == y.count {
            return x.dropFirst() == y.dropFirst()
                || x.count > 1 && x.dropFirst(2) == y.dropFirst(2) && x[start] == y[start + 1] && x[start + 1] == y[start]
        }
        return x.count > y.count ? x.dropFirst() == y : x == y.dropFirst()
    }

    private static let shortest = 5
}
