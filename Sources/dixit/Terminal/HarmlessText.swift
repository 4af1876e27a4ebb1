/// Text from outside, made fit for a terminal: it can neither steer it nor reorder what stands on it.
enum HarmlessText {
    /// The text on one line: runs of white space become one space, control characters a visible sign (ESC becomes ␛), and
    /// characters that turn the direction of writing are left out (Boucher and Anderson, "Trojan Source", 2021).
    static func line(_ text: String) -> String {
        var line = String.UnicodeScalarView()
        var spaceIsDue = false
        for scalar in text.unicodeScalars {
            if scalar.properties.isWhitespace {
                spaceIsDue = !line.isEmpty
            } else if let shown = shown(scalar) {
                if spaceIsDue { line.append(" ") }
                spaceIsDue = false
                line.append(shown)
            }
        }
        return String(line)
    }

    private static func shown(_ scalar: Unicode.Scalar) -> Unicode.Scalar? {
        switch scalar.value {
        case 0..<0x20: Unicode.Scalar(0x2400 + scalar.value)
        case 0x7F: "\u{2421}"
        case 0x80...0x9F: "\u{FFFD}"
        case 0xAD, 0x61C, 0x200E...0x200F, 0x202A...0x202E, 0x2066...0x2069, 0xFEFF: nil
        case 0xE0001...0xE007F: nil
        default: scalar
        }
    }
}
