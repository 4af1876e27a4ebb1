import Record

/// Whose words make up an article: a bar with a piece for each voice, the article's own included, and what they are called.
struct VoiceBar {
    private let voices: Voices
    private static let width = 1_000.0
    private static let height = 18.0
    /// How many voices the list below the bar names.
    private static let named = 12

    init(_ voices: Voices) { self.voices = voices }

    func write(_ html: inout HTML) {
        guard voices.words > 0, !voices.heard.isEmpty else { return }
        html.element("section", .class("bar"), .fixed("aria-label", "Whose words these are")) { html in
            picture(&html)
            html.element("ul", .class("legend")) { html in
                for (place, heard) in voices.heard.prefix(VoiceBar.named).enumerated() { item(heard, place, &html) }
                let rest = voices.heard.dropFirst(VoiceBar.named)
                if !rest.isEmpty {
                    html.element("li", .class("rest")) { html in
                        let words = rest.reduce(0) { $0 + $1.words }
                        html.text("\(counted(rest.count, "other voice", "other voices")) ")
                        html.element("span", .class("share"), text: percent(words, of: voices.words))
                    }
                }
                html.element("li", .class("own")) { html in
                    html.element("span", .class("key")) { _ in }
                    html.element("span", .class("name"), text: "own voice")
                    html.element("span", .class("share"), text: percent(voices.ownWords, of: voices.words))
                }
            }
        }
    }

    private func item(_ heard: Voices.Heard, _ place: Int, _ html: inout HTML) {
        html.element("li", .classes(heard.tint.classes), .named("data-voice", "\(place)")) { html in
            html.element("span", .class("key")) { _ in }
            switch heard.voice {
            case .actor(let id): html.element("a", .class("name"), .href(.speaker(id)), text: heard.name)
            default: html.element("span", .class("name"), text: heard.name)
            }
            html.element("span", .class("share"), text: percent(heard.words, of: voices.words))
        }
    }

    private func picture(_ html: inout HTML) {
        html.element(
            "svg", .fixed("viewBox", "0 0 1000 18"), .fixed("preserveAspectRatio", "none"), .fixed("role", "img"),
            .fixed("aria-label", "Shares of the words, as listed below")
        ) { html in
            var left = 0.0
            for heard in voices.heard where heard.words > 0 {
                left += piece(heard.name, heard.words, heard.tint, at: left, &html)
            }
            _ = piece("own voice", voices.ownWords, .own, at: left, &html)
        }
    }

    /// Draws a piece and gives its width.
    private func piece(_ name: String, _ words: Int, _ tint: Tint, at left: Double, _ html: inout HTML) -> Double {
        let width = VoiceBar.width * Double(words) / Double(voices.words)
        html.element("g", .classes(tint.classes)) { html in
            html.element("title", text: "\(name): \(percent(words, of: voices.words)) of the words")
            html.element(
                "rect", .class("fill"), .named("x", left.drawn), .fixed("y", "0"), .named("width", width.drawn),
                .fixed("height", "18")
            ) { _ in }
        }
        return width
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
