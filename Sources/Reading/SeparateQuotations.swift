import Prose

/// Quotations that the network gives to a statement whose cue stands in an earlier paragraph. Each is a statement of its own, without a cue.
///
///     “Nobody was told,” Ana Orr said.
///     “We learned of it from the radio.”        hers, and a statement of its own
///
/// One that its paragraph does not close, and the next opens again, is the same quotation and stays (`ContinuedQuotations`). Linear in the
/// contents.
struct SeparateQuotations {
    private let worded: WordedText

    init(_ worded: WordedText) { self.worded = worded }

    /// The contents of the statements found without such quotations, and these as statements, as sure as the ones that they were taken from.
    ///
    /// - Parameter contents: of each statement found, as its words stand.
    func parted(
        _ contents: [[Range<Int>]], of found: [(statement: FoundStatement, confidence: Double)]
    ) -> (contents: [[Range<Int>]], separate: [(statement: FoundStatement, confidence: Double)]) {
        var separate: [(statement: FoundStatement, confidence: Double)] = []
        let kept = zip(found, contents).map { found, content -> [Range<Int>] in
            guard found.statement.isOfNetwork, !found.statement.isNested else { return content }
            let paragraph = worded.words[found.statement.cue.lowerBound].paragraph
            func isSeparate(_ piece: Range<Int>) -> Bool {
                worded.words[piece.lowerBound].paragraph > paragraph && beginsAnew(piece.lowerBound)
            }
            let parts = content.flatMap(parts(of:))
            let kept = parts.filter { !isSeparate($0) }
            // “Ana Orr said:” and the quotation in a line of its own.
            guard !kept.isEmpty else { return content }
            separate += parts.filter(isSeparate).map {
                (FoundStatement(content: [$0], rightAsOften: found.confidence), found.confidence)
            }
            return kept
        }
        return (kept, separate)
    }

    /// A piece of content, cut where a quotation begins anew in another paragraph.
    private func parts(of piece: Range<Int>) -> [Range<Int>] {
        let starts = piece.dropFirst().filter { worded.words[$0].gap == .paragraph && beginsAnew($0) }
        let bounds = [piece.lowerBound] + starts + [piece.upperBound]
        return zip(bounds, bounds.dropFirst()).map { $0..<$1 }
    }

    /// Whether a word is the first of a quotation, its mark or the word behind that, which no paragraph before has opened.
    private func beginsAnew(_ word: Int) -> Bool {
        let words = worded.words
        let mark = words[word].quote == .opening ? word : word - 1
        guard mark >= 0, words[mark].quote == .opening else { return false }
        return mark == 0 || words[mark].gap != .paragraph || words[mark - 1].quote != .inside
    }
}
