import Ledger
import Record

/// Who speaks where in a long article: its stretches, each of one voice, with the way to where it begins.
///
/// A stretch is led by whoever says most in its paragraphs; what stands inside somebody's words is that one's. A paragraph or two without a statement belong
/// to the stretch before them.
struct ArticleOutline {
    /// Paragraphs of one voice.
    struct Stretch {
        /// Their places among all paragraphs.
        var paragraphs: ClosedRange<Int>
        /// Who says most there; nil where nothing is said.
        let lead: Voice?
        /// How many statements each voice makes there, in the order of their first.
        var said: [(voice: Voice, count: Int)] = []
    }

    let stretches: [Stretch]
    private let shares: SpeakerShares

    /// An article is long that has so many paragraphs, and is outlined where it has so many stretches.
    private static let (paragraphs, least) = (12, 4)
    /// So many paragraphs without a statement are a stretch of their own.
    private static let silence = 3

    /// nil where there is nothing to outline.
    init?(_ paragraphs: [MarkedText.Paragraph], _ entries: [StatementEntry], _ shares: SpeakerShares) {
        guard paragraphs.count >= ArticleOutline.paragraphs else { return nil }
        self.shares = shares
        var found: [Stretch] = []
        for (place, paragraph) in paragraphs.enumerated() {
            let said = ArticleOutline.voices(paragraph.entries.map { entries[$0] }.filter { $0.statement.parent == nil })
            let lead = said.max { $0.count < $1.count }?.voice
            let here = Stretch(paragraphs: place...place, lead: lead, said: said)
            if let last = found.last, last.lead == lead {
                found[found.count - 1].add(here)
            } else {
                found.append(here)
            }
        }
        // What is silent for a moment goes with what stands before it, which may go on behind.
        let joined = found.reduce(into: [Stretch]()) { joined, stretch in
            let isShort = stretch.lead == nil && stretch.paragraphs.count < ArticleOutline.silence
            if let last = joined.last, isShort || last.lead == stretch.lead {
                joined[joined.count - 1].add(stretch)
            } else {
                joined.append(stretch)
            }
        }
        guard joined.count >= ArticleOutline.least else { return nil }
        stretches = joined
    }

    /// Who makes how many of some statements, in the order of their first.
    private static func voices(_ entries: [StatementEntry]) -> [(voice: Voice, count: Int)] {
        entries.reduce(into: []) { said, entry in ArticleOutline.add(Voice(entry), 1, to: &said) }
    }

    fileprivate static func add(_ voice: Voice, _ count: Int, to said: inout [(voice: Voice, count: Int)]) {
        if let place = said.firstIndex(where: { $0.voice == voice }) {
            said[place].count += count
        } else {
            said.append((voice, count))
        }
    }

    /// Writes the list in a fold.
    ///
    /// - Parameter address: where a paragraph stands, by its place.
    func write(to html: inout HTML, address: (Int) -> Address) {
        html.element("details", .class("outline")) { html in
            html.element("summary", text: "Who speaks where")
            html.element("ol") { html in
                for stretch in stretches { write(stretch, address(stretch.paragraphs.lowerBound), &html) }
            }
        }
    }

    private func write(_ stretch: Stretch, _ address: Address, _ html: inout HTML) {
        let heard = stretch.lead.flatMap { shares.of($0) }
        html.element("li", .classes((heard?.tint ?? .own).classes)) { html in
            html.element("span", .class("key")) { _ in }
            html.element("a", .href(address), text: heard?.name ?? (stretch.lead == nil ? "the article itself" : "Nobody named"))
            let (first, last) = (stretch.paragraphs.lowerBound + 1, stretch.paragraphs.upperBound + 1)
            html.element("span", .class("share"), text: first == last ? "paragraph \(first)" : "paragraphs \(first) to \(last)")
            let others = stretch.said.filter { $0.voice != stretch.lead }.compactMap { shares.of($0.voice)?.name }
            if !others.isEmpty {
                let named = others.prefix(ArticleOutline.named).joined(separator: ", ")
                let rest = others.count - ArticleOutline.named
                html.element("span", .class("share"), text: "also \(named)\(rest > 0 ? " and \(rest) more" : "")")
            }
        }
    }

    /// How many who speak beside the lead are named.
    private static let named = 3
}

extension ArticleOutline.Stretch {
    fileprivate mutating func add(_ further: ArticleOutline.Stretch) {
        paragraphs = paragraphs.lowerBound...further.paragraphs.upperBound
        for (voice, count) in further.said { ArticleOutline.add(voice, count, to: &said) }
    }
}

extension Anchor {
    /// A paragraph, by its place among all of them.
    static func paragraph(_ place: Int) -> Anchor { Anchor("p", place + 1) }
}
