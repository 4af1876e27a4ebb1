import Record

/// Whose words make up an article: a bar with a piece for each voice, the article's own included, and what they are called.
struct VoiceBar {
    private let shares: SpeakerShares
    /// How many shares the list below the bar names, and how many hundredths of the words such a one has at least.
    private static let (named, least) = (12, 1)

    init(_ shares: SpeakerShares) { self.shares = shares }

    func write(_ html: inout HTML) {
        guard shares.words > 0, !shares.heard.isEmpty else { return }
        html.element("section", .class("bar"), .fixed("aria-label", "Whose words these are")) { html in
            picture(&html)
            html.element("ul", .class("legend")) { html in
                let named = shares.heard.prefix(VoiceBar.named).prefix { 100 * $0.words >= VoiceBar.least * shares.words }.count
                for (place, heard) in shares.heard.prefix(named).enumerated() { item(heard, place, &html) }
                let rest = shares.heard.dropFirst(named)
                if !rest.isEmpty {
                    html.element("li", .class("rest")) { html in
                        let words = rest.reduce(0) { $0 + $1.words }
                        html.text("\(counted(rest.count, "other voice", "other voices")) ")
                        html.element("span", .class("share"), text: percent(words, of: shares.words))
                    }
                }
                html.element("li", .class("own")) { html in
                    html.element("span", .class("key")) { _ in }
                    html.element("span", .class("name"), text: "own voice")
                    html.element("span", .class("share"), text: percent(shares.ownWords, of: shares.words))
                }
            }
        }
    }

    private func item(_ heard: SpeakerShares.Heard, _ place: Int, _ html: inout HTML) {
        html.element("li", .classes(heard.tint.classes), .named("data-voice", "\(place)")) { html in
            html.element("span", .class("key")) { _ in }
            switch heard.voice {
            case .actor(let id): html.element("a", .class("name"), .href(.speaker(id)), text: heard.name)
            default: html.element("span", .class("name"), text: heard.name)
            }
            html.element("span", .class("share"), text: percent(heard.words, of: shares.words))
        }
    }

    private func picture(_ html: inout HTML) {
        html.patterns()
        html.element("svg", .fixed("role", "img"), .fixed("aria-label", "Shares of the words, as listed below")) { html in
            var before = 0
            for heard in shares.heard where heard.words > 0 {
                piece(heard.name, before, heard.words, heard.tint, &html)
                before += heard.words
            }
            piece("own voice", before, shares.ownWords, .own, &html)
        }
    }

    private func piece(_ name: String, _ before: Int, _ words: Int, _ tint: Tint, _ html: inout HTML) {
        let share = { (words: Int) in (100 * Double(words) / Double(shares.words)).drawn + "%" }
        html.element("g", .classes(tint.classes)) { html in
            html.element("title", text: "\(name): \(percent(words, of: shares.words)) of the words")
            for layer in ["fill", "texture"] as [StaticString] {
                html.element(
                    "rect", .class(layer), .named("x", share(before)), .named("width", share(words)), .fixed("height", "100%")
                ) { _ in }
            }
        }
    }
}

extension HTML {
    /// The patterns that surfaces are filled with, so that they are told apart without colours; the style sheet names them.
    mutating func patterns() {
        element("svg", .class("patterns"), .fixed("aria-hidden", "true")) { html in
            html.element("defs") { html in
                html.pattern("slants", "M0 8L8 0M-2 2L2 -2M6 10L10 6", "pale", width: "1.5")
                html.pattern("dots", "M2 2h1M6 6h1", "pale", width: "2")
                html.pattern("bars", "M2 0V8M6 0V8", "pale", width: "1.5")
                html.pattern("hatch", "M0 0L8 8M-2 6L2 10M6 -2L10 2", "grey", width: "1.5")
                html.pattern("weave", "M0 8L8 0M0 0L8 8", "grey", width: "1")
            }
        }
    }

    private mutating func pattern(_ name: StaticString, _ path: StaticString, _ style: StaticString, width: StaticString) {
        element(
            "pattern", .id(Anchor(name)), .fixed("width", "8"), .fixed("height", "8"), .fixed("patternUnits", "userSpaceOnUse")
        ) { html in
            html.element("path", .class(style), .fixed("d", path), .fixed("fill", "none"), .fixed("stroke-width", width)) { _ in }
        }
    }
}

extension Double {
    /// A coordinate with two decimals.
    var drawn: String {
        let hundredths = Int((self * 100).rounded())
        let rest = abs(hundredths % 100)
        return "\(hundredths < 0 ? "-" : "")\(abs(hundredths) / 100)" + (rest == 0 ? "" : rest < 10 ? ".0\(rest)" : ".\(rest)")
    }
}
