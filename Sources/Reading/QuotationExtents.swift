import Prose

/// Where each quotation of a text begins and ends, and which stands inside which; in words.
///
/// Built from the marks that `Prose` has found: a closing mark ends the innermost open quotation of its kind (single or double). A
/// quotation that nothing closes goes to the end of its paragraph. Linear in the words.
struct QuotationExtents {
    private struct Quotation {
        let opening: Int
        var closing: Int?
        /// The quotation around it.
        let outer: Int?
        let isSingle: Bool
        /// The word behind its last one.
        var end: Int
    }

    private var quotations: [Quotation] = []
    /// For each word the innermost quotation that holds it, its marks included; -1 outside.
    private var innermost: [Int32]
    private var byOpening: [Int: Int] = [:]
    private var byClosing: [Int: Int] = [:]
    /// Paragraphs that open with a dash, as dialogue does: “— I shall not go, he said.”
    private var dashed: Set<Int32> = []
    private let paragraphs: [Int32]

    init(_ worded: WordedText) {
        innermost = [Int32](repeating: -1, count: worded.words.count)
        paragraphs = worded.words.map(\.paragraph)
        var open: [Int] = []
        for (i, word) in worded.words.enumerated() {
            if word.gap == .paragraph {
                for quotation in open { quotations[quotation].end = i }
                open = []
                if QuotationExtents.isDash(i, in: worded) { dashed.insert(word.paragraph) }
            }
            if word.quote == .opening {
                byOpening[i] = quotations.count
                let isSingle = QuotationExtents.isSingle(i, in: worded)
                quotations.append(Quotation(opening: i, closing: nil, outer: open.last, isSingle: isSingle, end: worded.words.count))
                open.append(quotations.count - 1)
            }
            innermost[i] = open.last.map(Int32.init) ?? -1
            if word.quote == .closing { close(at: i, single: QuotationExtents.isSingle(i, in: worded), &open) }
        }
    }

    private mutating func close(at word: Int, single: Bool, _ open: inout [Int]) {
        guard let place = open.lastIndex(where: { quotations[$0].isSingle == single }) else { return }
        for quotation in open[place...] { quotations[quotation].end = word + 1 }
        let closed = open[place]
        quotations[closed].closing = word
        byClosing[word] = closed
        innermost[word] = Int32(closed)
        open.removeSubrange(place...)
    }

    /// The opening mark of the quotation that the mark at `closing` ends.
    func opening(of closing: Int) -> Int? { byClosing[closing].map { quotations[$0].opening } }

    /// The closing mark of the quotation that the mark at `opening` begins; nil where nothing closes it in its paragraph.
    func closing(of opening: Int) -> Int? { byOpening[opening].flatMap { quotations[$0].closing } }

    /// Whether a quotation holds `word` that does not also hold `cue`, or the word stands in a line of dialogue after a dash.
    func quotes(_ word: Int, withoutCue cue: Int) -> Bool {
        var next: Int? = innermost[word] >= 0 ? Int(innermost[word]) : nil
        while let quotation = next {
            if !(quotations[quotation].opening..<quotations[quotation].end).contains(cue) { return true }
            next = quotations[quotation].outer
        }
        return innermost[word] < 0 && dashed.contains(paragraphs[word])
    }

    private static func isDash(_ word: Int, in worded: WordedText) -> Bool {
        worded.words[word].shape == .mark && ["–", "—", "―"].contains(worded.slice(word..<word + 1))
    }

    private static func isSingle(_ word: Int, in worded: WordedText) -> Bool {
        ["‘", "’", "'"].contains(worded.slice(word..<word + 1))
    }
}
