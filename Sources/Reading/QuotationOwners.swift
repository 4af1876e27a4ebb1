import Prose

/// Quotations that their sentence gives to somebody: “A,” said X; Y said: “B.” No other statement has them.
///
///     “No,” said Ana Orr. “Why not?” asked Ivo Dahl.        the network may take all of a paragraph's quotations for hers
///
/// Contents neither hold another's quotation nor go on behind it. Near linear in the words.
struct QuotationOwners {
    private let worded: WordedText
    private let extents: QuotationExtents
    private let statements: [FoundStatement]

    init(_ worded: WordedText, _ extents: QuotationExtents, _ statements: [FoundStatement]) {
        (self.worded, self.extents, self.statements) = (worded, extents, statements)
    }

    /// The contents of the statements without what is another one's.
    func settled(_ contents: [[Range<Int>]]) -> [[Range<Int>]] {
        let owned = owned(contents)
        guard !owned.isEmpty else { return contents }
        return statements.indices.map { id in
            guard speaksOutside(id), contents[id].contains(where: { isQuoted($0) }) else { return contents[id] }
            let cut = cut(contents[id], of: id, owned)
            return cut.isEmpty ? contents[id] : cut
        }
    }

    /// A quotation, from its opening to its closing mark, and whose it is.
    private struct Owned {
        let words: ClosedRange<Int>
        let owner: Int
    }

    /// The quotations that one statement alone stands directly beside, in order.
    private func owned(_ contents: [[Range<Int>]]) -> [Owned] {
        var owners: [Int: (behind: [Int], before: [Int])] = [:]
        for id in statements.indices where speaksOutside(id) {
            let parts = [statements[id].cue] + (statements[id].source.map { [$0] } ?? [])
            let first = parts.map(\.lowerBound).min() ?? 0, end = parts.map(\.upperBound).max() ?? 0
            func holds(_ opening: Int) -> Bool { contents[id].contains { $0.contains(opening + 1) } }
            if let opening = quotation(before: first), holds(opening) { owners[opening, default: ([], [])].behind.append(id) }
            if let opening = quotation(behind: end), holds(opening) { owners[opening, default: ([], [])].before.append(id) }
        }
        return owners.compactMap { opening, sides -> Owned? in
            let ids = sides.behind.isEmpty ? sides.before : sides.behind
            guard ids.count == 1, let closing = extents.closing(of: opening) else { return nil }
            return Owned(words: opening...closing, owner: ids[0])
        }.sorted { $0.words.lowerBound < $1.words.lowerBound }
    }

    /// The mark that opens a quotation which ends directly before a word, and with which its sentence goes on there.
    private func quotation(before word: Int) -> Int? {
        let words = worded.words
        guard word > 1, word < words.count, words[word - 1].quote == .closing, words[word].gap != .paragraph else { return nil }
        let last = (max(0, word - 3)..<word).last { words[$0].quote != .closing }
        guard let last, QuotationOwners.goingOn.contains(worded.slice(last..<last + 1)) else { return nil }
        return extents.opening(of: word - 1)
    }

    private static let goingOn: Set<String> = [",", "?", "!", "—", "–", "…"]

    /// The mark that opens a quotation directly behind words, or behind their comma or colon.
    private func quotation(behind end: Int) -> Int? {
        let words = worded.words
        var at = end
        if at < words.count, words[at].gap != .paragraph, [",", ":"].contains(worded.slice(at..<at + 1)) { at += 1 }
        return at < words.count && words[at].gap != .paragraph && words[at].quote == .opening ? at : nil
    }

    /// Whether a statement is one of the network's, and speaks outside all quotations.
    private func speaksOutside(_ id: Int) -> Bool {
        let statement = statements[id]
        return statement.isOfNetwork && !statement.isNested && !extents.isQuoted(statement.cue.lowerBound)
    }

    private func isQuoted(_ piece: Range<Int>) -> Bool { extents.isQuoted(piece.lowerBound) }

    /// A content without the quotations of others and what lies beyond them, seen from its cue.
    private func cut(_ content: [Range<Int>], of id: Int, _ owned: [Owned]) -> [Range<Int>] {
        let cue = statements[id].cue
        var (low, high) = (0, worded.words.count)
        for piece in content where isQuoted(piece) {
            for other in overlapping(piece, owned) where other.owner != id {
                let theirs = statements[other.owner].cue
                // What somebody quotes whole, with its cue, is theirs to quote.
                guard !content.contains(where: { $0.contains(theirs.lowerBound) }) else { continue }
                if other.words.lowerBound >= cue.upperBound {
                    high = min(high, other.words.lowerBound)
                } else {
                    low = max(low, other.words.upperBound + 1)
                }
            }
        }
        guard low > 0 || high < worded.words.count else { return content }
        return content.compactMap { piece in
            let kept = piece.clamped(to: min(low, high)..<high)
            return kept.allSatisfy { worded.words[$0].shape == .mark } ? nil : kept
        }
    }

    private func overlapping(_ piece: Range<Int>, _ owned: [Owned]) -> ArraySlice<Owned> {
        owned[owned.partitioningIndex { $0.words.upperBound >= piece.lowerBound }...].prefix {
            $0.words.lowerBound < piece.upperBound
        }
    }
}
