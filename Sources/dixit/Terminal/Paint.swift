/// What a piece of text is, so that it can be painted.
enum Style: Hashable, Sendable {
    case plain
    /// The article's title.
    case title
    /// What is less important than the rest.
    case aside
    /// A statement's cue.
    case cue
    /// A speaker, in the colour of that number.
    case speaker(Int)
    /// Words that were searched for.
    case match
}

/// Paints text with escape codes, or leaves it as it is.
struct Paint: Sendable {
    /// Whether codes are written at all.
    let isOn: Bool

    /// Colours of the 256-colour palette that stand out on black as well as on white: the contrast with both is at least 3:1
    /// (WCAG 2.1, success criterion 1.4.11); a test computes it.
    static let palette: [UInt8] = [32, 166, 64, 134, 30, 161, 136, 98, 131, 67]

    /// The palette's colour for a name, the same in every article and every run (FNV-1a over the name's bytes).
    static func colour(for name: String) -> Int {
        let hash = name.utf8.reduce(UInt64(0xcbf2_9ce4_8422_2325)) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
        return Int(hash % UInt64(palette.count))
    }

    /// The text with the codes of its style around it.
    func callAsFunction(_ text: String, _ style: Style) -> String {
        guard isOn, let codes = Paint.codes(style) else { return text }
        return "\u{1B}[\(codes)m\(text)\u{1B}[0m"
    }

    private static func codes(_ style: Style) -> String? {
        switch style {
        case .plain: nil
        case .title: "1"
        case .aside: "2"
        case .cue: "2;3"
        case .match: "1;4"
        case .speaker(let number): "1;38;5;\(palette[number % palette.count])"
        }
    }
}
