import Actors
import Ledger
import Record
import SQLite

/// Where the words of a query stand in a text.
package struct Highlights {
    /// The matches, in code points of the text.
    private let spans: [Span]

    /// The places of the words in a text.
    package init(_ words: QueryWords, in text: String) {
        let bytes = Array(text.utf8)
        var (at, points) = (0, 0)
        // Ascending, so that the text is gone through once.
        let point = { (byte: Int) in
            while at < byte {
                if bytes[at] & 0xC0 != 0x80 { points += 1 }
                at += 1
            }
            return points
        }
        spans = words.places(in: bytes).map { place in
            let start = point(place.lowerBound)
            return Span(start, point(place.upperBound))
        }
    }

    /// The matches in the article's text, where the marked text was the pieces of a content with “ … ” between them. A phrase that goes
    /// from one piece on into the next gives a match in each.
    package func spans(in pieces: [Extract]) -> [Span] {
        var found: [Span] = []
        var start = 0
        for piece in pieces {
            let end = start + piece.span.length
            for span in spans where span.start < end && span.end > start {
                found.append(
                    Span(max(span.start, start) - start + piece.span.start, min(span.end, end) - start + piece.span.start))
            }
            start = end + 3
        }
        return found.filter { $0.length > 0 }.sorted()
    }

    /// How many places of an article are shown.
    private static let shown = 3
    /// How much is shown on each side of a match, in code points.
    private static let around = 90

    /// The first matches with what stands around them, cut between words; those that come close together in one.
    package func excerpts(of text: Slices) -> [FoundArticle.Excerpt] {
        var stretches: [(span: Span, matches: [Span])] = []
        for match in spans where match.end <= text.count {
            let around = Span(max(0, match.start - Highlights.around), min(text.count, match.end + Highlights.around))
            if let last = stretches.last, around.start <= last.span.end {
                // A text full of matches is not shown whole.
                guard last.span.length < 4 * Highlights.around else { continue }
                stretches[stretches.count - 1] = (Span(last.span.start, around.end), last.matches + [match])
            } else if stretches.count < Highlights.shown {
                stretches.append((around, [match]))
            } else {
                break
            }
        }
        return stretches.compactMap { Highlights.excerpt($0.span, $0.matches, text) }
    }

    private static func excerpt(_ span: Span, _ matches: [Span], _ text: Slices) -> FoundArticle.Excerpt? {
        guard let words = text.text(span), let first = matches.first, let last = matches.last else { return nil }
        let scalars = Array(words.unicodeScalars)
        var (start, end) = (0, scalars.count)
        if span.start > 0 { start = scalars.firstIndex { $0.properties.isWhitespace } ?? 0 }
        if span.end < text.count { end = scalars.lastIndex { $0.properties.isWhitespace } ?? end }
        // A match is never cut.
        let cut = Span(min(span.start + start, first.start), max(span.start + end, last.end))
        guard let shown = text.text(cut) else { return nil }
        return FoundArticle.Excerpt(extract: Extract(span: cut, text: shown), matches: matches)
    }
}
