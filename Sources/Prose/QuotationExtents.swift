import Record

/// Where the quotations of a text begin and end, in words: which marks are a pair, and which quotations hold a word.
///
/// A quotation in single marks can stand inside one in double marks; both end with their paragraph. A paragraph that opens with a
/// dash is a line of dialogue, “— I shall not go, he said.”, quoted as a whole.
package struct QuotationExtents: Sendable {
    private let worded: WordedText
    private var openings: [Int: Int] = [:]
    private var closings: [Int: Int] = [:]
    /// For each word, the opening marks of the double and of the single quotation that hold it; -1 where none does.
    private var holders: [(double: Int, single: Int)] = []
    /// For each word, whether its paragraph opens with a dash.
    private var dashed: [Bool] = []

    /// The quotations of a text.
    package init(_ worded: WordedText) {
        self.worded = worded
        var (double, single, dash) = (-1, -1, false)
        // What closes the open quotation where its mark is written twice: its first half opens, and the second of the other closes.
        var doubled: String?
        for (i, word) in worded.words.enumerated() {
            let mark = word.shape == .mark ? worded.slice(i..<i + 1).unicodeScalars.first : nil
            if word.gap == .paragraph {
                (double, single, doubled, dash) = (-1, -1, nil, mark.map { "–—―".unicodeScalars.contains($0) } ?? false)
            }
            let isSingle = doubled == nil && mark.map { "'‘’‚".unicodeScalars.contains($0) } ?? false
            let isSecondHalf = doubled != nil && i == double + 1
            if word.quote == .opening, !isSecondHalf {
                (double, single) = isSingle ? (double, i) : (i, -1)
                if !isSingle { doubled = mark.flatMap { QuotationExtents.doubled[$0] } }
            }
            holders.append((double, single))
            dashed.append(dash)
            guard word.quote == .closing else { continue }
            if let doubled, i + 1 < worded.words.count, worded.words[i + 1].quote == .closing,
                worded.slice(i..<i + 2) == doubled + doubled
            {
                openings[i] = double
                continue
            }
            let opening = isSingle ? single : double
            if opening >= 0 { (openings[i], closings[opening]) = (opening, i) }
            (double, single) = isSingle ? (double, -1) : (-1, -1)
            if !isSingle { doubled = nil }
        }
    }

    /// What closes a mark that is written twice, ``…'' or <<…>>, by half of it.
    private static let doubled: [Unicode.Scalar: String] = ["`": "'", "<": ">"]

    /// The word that opens the quotation which the mark `closing` closes.
    package func opening(of closing: Int) -> Int? { openings[closing] }

    /// The word that closes it; nil where nothing does, as in a quotation that goes on in the next paragraph.
    package func closing(of opening: Int) -> Int? { closings[opening] }

    /// Whether a word stands in a quotation that `other` does not stand in.
    package func quotes(_ word: Int, butNot other: Int) -> Bool {
        let (own, its) = (holders[word], holders[other])
        if own.double < 0, own.single < 0 { return dashed[word] }
        return own.double >= 0 && own.double != its.double || own.single >= 0 && own.single != its.single
    }

    /// How a content is quoted, by its words alone, marks not counted. Quotation marks that also hold the cue are somebody else's: they quote
    /// the whole statement.
    ///
    /// - Parameters:
    ///   - content: its pieces, in words.
    ///   - cues: the first word of each piece of the cue; none where the article has no cue.
    package func form(of content: [Range<Int>], cues: [Int]) -> Form {
        var (inside, outside) = (false, false)
        for word in content.joined() where worded.words[word].shape != .mark {
            let isQuoted = cues.isEmpty ? isQuoted(word) : cues.allSatisfy { quotes(word, butNot: $0) }
            if isQuoted { inside = true } else { outside = true }
        }
        return inside ? (outside ? .mixed : .direct) : .indirect
    }

    /// Whether a word stands in a quotation, or in a line of dialogue.
    package func isQuoted(_ word: Int) -> Bool { holders[word].double >= 0 || holders[word].single >= 0 || dashed[word] }
}

extension Form {
    /// How a content is quoted: what the reader says of the same content and cue, for any text and without a model.
    ///
    /// - Parameters:
    ///   - content: its pieces, in code points of `text`; a word counts that a piece holds a part of.
    ///   - cue: the pieces of the cue; empty where there is none.
    package init(of content: [Span], cue: [Span], in text: String) {
        let worded = WordPiece.wordsAlone.read(text)
        let cues = cue.compactMap { worded.words(touching: $0).first }
        self = QuotationExtents(worded).form(of: content.map(worded.words(touching:)), cues: cues)
    }
}
