import Prose

/// A quotation that its paragraph does not close, and that the next paragraph opens again, goes on there: one speaker, however many
/// paragraphs. The network reads a window and sometimes stops early; the marks are certain.
struct ContinuedQuotations {
    private let worded: WordedText
    private let quotations: QuotationExtents

    init(_ worded: WordedText, _ quotations: QuotationExtents) {
        self.worded = worded
        self.quotations = quotations
    }

    /// The contents of each statement, the last piece of each carried on as far as its quotation goes. A paragraph in which another
    /// statement has content stays with that, unless its cue too stands in the quotation: then it is quoted itself. Linear in the words.
    func carried(_ contents: [[Range<Int>]], of found: [FoundStatement]) -> [[Range<Int>]] {
        let claims = claims(contents)
        return found.enumerated().map { number, statement in
            let content = contents[number]
            guard statement.isOfNetwork, let last = content.last else { return content }
            var end = last.upperBound
            while let next = continuation(behind: end) {
                let others = claims[worded.words[next.lowerBound].paragraph] ?? []
                let isFree = others.allSatisfy {
                    $0 == number || found[$0].isOfNetwork && next.contains(found[$0].cue.lowerBound)
                }
                guard isFree else { break }
                end = next.upperBound
            }
            return content.dropLast() + [last.lowerBound..<end]
        }
    }

    /// For each paragraph the statements that have content in it.
    private func claims(_ contents: [[Range<Int>]]) -> [Int32: [Int]] {
        var claims: [Int32: [Int]] = [:]
        for (number, content) in contents.enumerated() {
            for piece in content {
                for paragraph in worded.words[piece.lowerBound].paragraph...worded.words[piece.upperBound - 1].paragraph {
                    claims[paragraph, default: []].append(number)
                }
            }
        }
        return claims
    }

    /// The words of the paragraph in which the quotation that holds the word before `end` goes on; nil where it ends.
    private func continuation(behind end: Int) -> Range<Int>? {
        let words = worded.words
        var next = end
        while next < words.count, words[next].gap != .paragraph, words[next].shape == .mark, words[next].quote == .inside {
            next += 1
        }
        guard next < words.count, words[next].gap == .paragraph, words[next].quote == .opening, words[next - 1].quote == .inside
        else { return nil }
        if let closing = quotations.closing(of: next) { return next..<closing }
        var stop = next + 1
        while stop < words.count, words[stop].gap != .paragraph { stop += 1 }
        return next..<stop
    }
}
