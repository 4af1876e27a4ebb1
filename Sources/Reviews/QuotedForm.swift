import Actors
import Ledger
import Record
import SQLite

/// The quotation marks of a text, for telling how much of a content stands inside them. The reader has its own, by words; this one is for
/// contents that a person has marked.
package struct QuotedForm {
    private let scalars: [Unicode.Scalar]
    private var quotations: [Range<Int>] = []

    package init(text: String) {
        scalars = Array(text.unicodeScalars)
        var opened: Int?
        for (at, scalar) in scalars.enumerated() {
            switch scalar {
            case "\n" where at > 0 && scalars[at - 1] == "\n":
                // A quotation that goes on over paragraphs opens each of them anew.
                if let start = opened { quotations.append(start..<at) }
                opened = nil
            case "\"":
                if let start = opened { quotations.append(start..<at + 1) }
                opened = opened == nil ? at : nil
            case "“", "„", "«": opened = opened ?? at
            case "”", "»":
                if let start = opened { quotations.append(start..<at + 1) }
                opened = nil
            default: break
            }
        }
        if let start = opened { quotations.append(start..<scalars.count) }
    }

    /// By the letters and digits of the content alone. Quotation marks that hold the cue as well are somebody else's: they quote the whole
    /// statement.
    package func form(of content: [Span], cue: [Span]) -> Form {
        let marks = quotations.filter { quotation in !cue.contains { quotation.contains($0.start) } }
        var (inside, outside) = (false, false)
        for span in content {
            for at in span.start..<min(span.end, scalars.count) where SearchToken.isSearched(scalars[at]) {
                if marks.contains(where: { $0.contains(at) }) { inside = true } else { outside = true }
            }
        }
        return inside ? (outside ? .mixed : .direct) : .indirect
    }
}
