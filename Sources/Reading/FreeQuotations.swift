import Prose

/// Quotations that no statement found has for its content, and what becomes of them.
///
///     “Peace is near,” Ana Orr said, “unless the north is armed.”    the second half is that statement's too
///     Ivo Dahl said he was worried. “They told nobody.”              further content of the statement before it
///     “We learned of it from the radio.”                             a paragraph alone: a statement without a cue
///
/// In the world's news that was marked whole, a quotation that is a sentence of its own is somebody's statement. The network, which begins at
/// cues, cannot see those that have none. Near linear in the words.
struct FreeQuotations {
    private let worded: WordedText
    private let extents: QuotationExtents
    private let statements: [FoundStatement]
    private var contents: [[Range<Int>]]
    private var alone: [FoundStatement] = []
    /// For each word the first from there on that is no mark; the count of words behind the last.
    private let nextWord: [Int]

    /// The confidence of the statements that this makes; by judgement, as for the layout's.
    static let aloneShare = 0.85

    /// - Parameter contents: of each statement, as its words stand, quotations carried on into their next paragraphs.
    init(_ worded: WordedText, _ extents: QuotationExtents, _ statements: [FoundStatement], contents: [[Range<Int>]]) {
        (self.worded, self.extents, self.statements, self.contents) = (worded, extents, statements, contents)
        var next = [Int](repeating: worded.words.count, count: worded.words.count + 1)
        for word in worded.words.indices.reversed() { next[word] = worded.words[word].shape == .mark ? next[word + 1] : word }
        nextWord = next
    }

    /// The contents of all statements, and behind them those of the statements without a cue, which come with them.
    func settled() -> (contents: [[Range<Int>]], alone: [FoundStatement]) {
        var settling = self
        settling.settle()
        return (settling.contents, settling.alone)
    }

    private mutating func settle() {
        let quotations = outermost()
        let free = free(of: quotations)
        guard !free.isEmpty else { return }
        // By the words where they end and begin, so that a giant paragraph is not searched for each of its quotations.
        let owners = statements.indices.filter { isOwner($0, quotations) }
        var (ending, beginning) = (
            Dictionary(grouping: owners) { extent($0).upperBound }, Dictionary(grouping: owners) { extent($0).lowerBound }
        )
        for quotation in free {
            let inner = quotation.lowerBound + 1..<quotation.upperBound
            let before = placesBefore(quotation).flatMap { ending[$0] ?? [] }.filter {
                isBeside($0, quotation) && goesOn($0, to: quotation)
            }
            if let owner = before.max() {
                contents[owner].append(inner)
                ending[extent(owner).upperBound, default: []].append(owner)
            } else if isSentence(quotation) {
                let behind = placesBehind(quotation).flatMap { beginning[$0] ?? [] }.filter {
                    isBeside($0, quotation) && begins($0, behind: quotation)
                }
                if let owner = behind.min() {
                    contents[owner].insert(inner, at: 0)
                    beginning[extent(owner).lowerBound, default: []].append(owner)
                } else {
                    add(inner, behind: quotation)
                }
            }
        }
    }

    /// A statement without a cue; the words of the one directly before, in the same paragraph or where that is not closed, are joined.
    private mutating func add(_ inner: Range<Int>, behind quotation: Range<Int>) {
        if let last = alone.last, let end = last.content.last?.upperBound, isDirectly(end, before: quotation.lowerBound) {
            alone[alone.count - 1] = FoundStatement(content: last.content + [inner], rightAsOften: FreeQuotations.aloneShare)
        } else {
            alone.append(FoundStatement(content: [inner], rightAsOften: FreeQuotations.aloneShare))
        }
    }

    /// Whether nothing but marks stands between the end of a quoted content and an opening mark, or the quotation, not closed, goes on there.
    private func isDirectly(_ end: Int, before opening: Int) -> Bool {
        let words = worded.words
        guard end <= opening, words[end..<opening].allSatisfy({ $0.shape == .mark }) else { return false }
        let isClosed = (end..<opening).contains { words[$0].quote == .closing }
        return !isClosed || words[end...opening].allSatisfy { $0.gap != .paragraph }
    }

    // MARK: Which quotations

    /// Quotations that stand in no other, from their opening mark to their closing one, or, where they go on in the next paragraph, to the
    /// end of their own. Of one that nobody closes it cannot be told how far it goes.
    private func outermost() -> [Range<Int>] {
        let words = worded.words
        var found: [Range<Int>] = []
        var paragraphEnd = 0
        for word in words.indices where words[word].quote == .opening && word >= found.last?.upperBound ?? 0 {
            var end = extents.closing(of: word)
            if end == nil {
                paragraphEnd = max(paragraphEnd, word + 1)
                while paragraphEnd < words.count, words[paragraphEnd].gap != .paragraph { paragraphEnd += 1 }
                if paragraphEnd < words.count, words[paragraphEnd].quote == .opening { end = paragraphEnd }
            }
            if let end, nextWord[word + 1] < end { found.append(word..<end) }
        }
        return found
    }

    /// Those in which no statement that begins outside has a word.
    private func free(of quotations: [Range<Int>]) -> [Range<Int>] {
        var taken = [Int](repeating: 0, count: worded.words.count + 1)
        for (statement, content) in zip(statements, contents) {
            for part in content + [statement.cue] + (statement.source.map { [$0] } ?? []) where !part.isEmpty {
                guard !isInside(statement, part, quotations) else { continue }
                taken[part.lowerBound] += 1
                taken[part.upperBound] -= 1
            }
        }
        var open = 0
        let sums = taken.map { change in
            open += change
            return open
        }
        return quotations.filter { sums[$0.lowerBound + 1..<$0.upperBound].allSatisfy { $0 == 0 } }
    }

    /// Whether a statement is quoted itself: all of it stands in the quotation that holds `part`. Lines of a transcript are quoted by nobody.
    private func isInside(_ statement: FoundStatement, _ part: Range<Int>, _ quotations: [Range<Int>]) -> Bool {
        guard statement.isOfNetwork, let holder = holder(of: part.lowerBound, quotations) else { return false }
        let parts = statement.content + [statement.cue] + (statement.source.map { [$0] } ?? [])
        return parts.allSatisfy { $0.lowerBound > holder.lowerBound && $0.upperBound <= holder.upperBound }
    }

    private func holder(of word: Int, _ quotations: [Range<Int>]) -> Range<Int>? {
        let next = quotations.partitioningIndex { $0.lowerBound > word }
        return next > 0 && quotations[next - 1].contains(word) ? quotations[next - 1] : nil
    }

    /// Whether a quotation begins where a sentence does and ends where one does: no title, and no word held up with tongs.
    private func isSentence(_ quotation: Range<Int>) -> Bool {
        let words = worded.words
        let (first, behind) = (quotation.lowerBound, quotation.upperBound + 1)
        guard words[first + 1].shape != .lower else { return false }
        let beginsLine = words[first].gap == .paragraph || words[first].gap == .line
        let isBegun = beginsLine || FreeQuotations.ends.contains(mark(first - 1)) || words[first - 1].quote == .closing
        guard isBegun else { return false }
        guard quotation.upperBound < words.count, words[quotation.upperBound].gap != .paragraph else { return true }
        var last = quotation.upperBound - 1
        while words[last].quote == .closing { last -= 1 }
        guard FreeQuotations.ends.contains(mark(last)) else { return false }
        return behind >= words.count || words[behind].gap == .paragraph || words[behind].gap == .line
            || words[behind].shape != .lower
    }

    private static let ends: Set<String> = [".", "!", "?", "…"]

    private func mark(_ word: Int) -> String { word < 0 ? "" : worded.slice(word..<word + 1) }

    // MARK: Whose

    /// Whether a statement can take a quotation beside it: it is one of the network's, and speaks outside all quotations.
    private func isOwner(_ id: Int, _ quotations: [Range<Int>]) -> Bool {
        statements[id].isOfNetwork && !statements[id].isNested && holder(of: statements[id].cue.lowerBound, quotations) == nil
    }

    /// Whether a quotation stands directly behind a statement, or goes on with its sentence: “A,” she said on Friday, “but B.”
    private func goesOn(_ id: Int, to quotation: Range<Int>) -> Bool {
        let end = extent(id).upperBound
        guard end <= quotation.lowerBound else { return false }
        let between = end..<quotation.lowerBound
        let isSplit =
            mark(quotation.lowerBound - 1) == "," && isQuoted(contents[id].first) && between.count <= FreeQuotations.farthest
        if isSplit, between.allSatisfy({ !FreeQuotations.ends.contains(mark($0)) && worded.words[$0].quote == .outside }) {
            return true
        }
        return isSentence(quotation) && between.allSatisfy { worded.words[$0].shape == .mark }
    }

    /// Words between a statement and the second half of its quotation: "on Friday".
    private static let farthest = 8

    /// Whether a statement begins directly behind a quotation: “A.” “B,” she said.
    private func begins(_ id: Int, behind quotation: Range<Int>) -> Bool {
        let start = extent(id).lowerBound
        guard start > quotation.upperBound, isQuoted(contents[id].first) else { return false }
        return worded.words[quotation.upperBound..<start].allSatisfy { $0.shape == .mark }
    }

    /// Whether a statement's cue stands in the paragraph of a quotation.
    private func isBeside(_ id: Int, _ quotation: Range<Int>) -> Bool {
        worded.words[statements[id].cue.lowerBound].paragraph == worded.words[quotation.lowerBound].paragraph
    }

    /// Where statements can end that a quotation goes on with: a few words before it, or as far as nothing but marks stands between.
    private func placesBefore(_ quotation: Range<Int>) -> Range<Int> {
        var start = quotation.lowerBound
        while start > 0, worded.words[start - 1].shape == .mark { start -= 1 }
        return max(0, min(start, quotation.lowerBound - FreeQuotations.farthest))..<quotation.lowerBound + 1
    }

    /// Where statements can begin that stand directly behind it.
    private func placesBehind(_ quotation: Range<Int>) -> ClosedRange<Int> {
        quotation.upperBound...nextWord[quotation.upperBound]
    }

    private func isQuoted(_ piece: Range<Int>?) -> Bool { piece.map { extents.isQuoted($0.lowerBound) } ?? false }

    private func extent(_ id: Int) -> Range<Int> {
        let parts = contents[id] + [statements[id].cue] + (statements[id].source.map { [$0] } ?? [])
        return (parts.map(\.lowerBound).min() ?? 0)..<(parts.map(\.upperBound).max() ?? 0)
    }
}
