/// A text that only those may know who were told it.
package struct Secret: Sendable {
    /// The text.
    package let text: String

    /// A secret that somebody has chosen.
    package init(_ text: String) { self.text = text }

    /// A new one of 160 random bits, in letters and digits.
    package static func made() -> Secret {
        var random = SystemRandomNumberGenerator()
        let letters = Array("abcdefghijklmnopqrstuvwxyz234567")
        return Secret(String((0..<32).map { _ in letters[Int(random.next() & 31)] }))
    }

    /// Whether somebody knows it; the time that it takes does not depend on where the two differ.
    package func isKnown(to other: String) -> Bool {
        let (mine, theirs) = (Array(text.utf8), Array(other.utf8))
        var difference = mine.count ^ theirs.count
        for (at, byte) in mine.enumerated() { difference |= Int(byte ^ (at < theirs.count ? theirs[at] : 0)) }
        return difference == 0
    }
}
