import Prose

/// Where the quotations of a text begin and end, in words: which marks are a pair, and which quotations hold a word.
///
/// A quotation in single marks can stand inside one in double marks; both end with their paragraph. A paragraph that opens with a
/// dash is a line of dialogue, “— I shall not go, he said.”, quoted as a whole.
struct QuotationExtents {
    private var openings: [Int: Int] = [:]
    private var closings: [Int: Int] = [:]
    /// For each word, the opening marks of the double and of the single quotation that hold it; -1 where none does.
    private var holders: [(double: Int, single: Int)] = []
    /// For each word, whether its paragraph opens with a dash.
    private var dashed: [Bool] = []

    init(_ worded: WordedText) {
        var (double, single, dash) = (-1, -1, false)
        for (i, word) in worded.words.enumerated() {
            let mark = word.shape == .mark ? worded.slice(i..<i + 1).unicodeScalars.first : nil
            if word.gap == .paragraph {
                (double, single, dash) = (-1, -1, mark.map { "–—―".unicodeScalars.contains($0) } ?? false)
            }
            let isSingle = mark.map { "'‘’".unicodeScalars.contains($0) } ?? false
            if word.quote == .opening { (double, single) = isSingle ? (double, i) : (i, -1) }
            holders.append((double, single))
            dashed.append(dash)
            guard word.quote == .closing else { continue }
            let opening = isSingle ? single : double
            if opening >= 0 { (openings[i], closings[opening]) = (opening, i) }
            (double, single) = isSingle ? (double, -1) : (-1, -1)
        }
    }

    /// The word that opens the quotation which the mark `closing` closes.
    func opening(of closing: Int) -> Int? { openings[closing] }

    /// The word that closes it; nil where nothing does, as in a quotation that goes on in the next paragraph.
    func closing(of opening: Int) -> Int? { closings[opening] }

    /// Whether a word stands in a quotation that `other` does not stand in.
    func quotes(_ word: Int, butNot other: Int) -> Bool {
        let (own, its) = (holders[word], holders[other])
        if own.double < 0, own.single < 0 { return dashed[word] }
        return own.double >= 0 && own.double != its.double || own.single >= 0 && own.single != its.single
    }
}
