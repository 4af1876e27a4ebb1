import Prose
import Record

/// Makes records of what the network found: spans of characters with their quotation marks, forms, parents.
struct StatementBuilder {
    /// The text that they were found in.
    let worded: WordedText
    private let quotations: QuotationExtents

    init(worded: WordedText) {
        self.worded = worded
        quotations = QuotationExtents(worded)
    }

    /// The statements, numbered in order of reading, with their parents.
    func build(_ found: [(statement: FoundStatement, confidence: Double)]) -> [BuiltStatement] {
        let statements = found.map(\.statement)
        let owned = QuotationOwners(worded, quotations, statements).settled(statements.map(\.content))
        let carried = ContinuedQuotations(worded, quotations).carried(owned, of: statements)
        let (kept, separate) = SeparateQuotations(worded).parted(carried, of: found)
        let parted = found + separate
        let (contents, alone) = FreeQuotations(
            worded, quotations, parted.map(\.statement), contents: kept + separate.map(\.statement.content)
        ).settled()
        let added = alone.map { (statement: $0, confidence: FreeQuotations.aloneShare) }
        let dateline = Dateline(worded)
        var built = zip(parted + added, contents + alone.map(\.content)).map { found, content in
            BuiltStatement(
                cue: found.statement.cue, source: found.statement.source.map(dateline.parted),
                content: widened(content, of: found.statement),
                confidence: found.confidence, isInside: found.statement.isNested)
        }.sorted { $0.order < $1.order }
        var parents = Nesting.parents(of: built.map { ($0.extent, $0.content) })
        // What was looked for inside a quotation is nobody's where the quotation turned out to be no statement.
        let orphans = built.indices.filter { built[$0].isInside && parents[$0] == nil }
        if !orphans.isEmpty {
            for id in orphans.reversed() { built.remove(at: id) }
            parents = Nesting.parents(of: built.map { ($0.extent, $0.content) })
        }
        for id in built.indices { built[id].parent = parents[id] }
        return built
    }

    /// The records of built statements.
    func records(_ built: [BuiltStatement], speakers: [Speaker?]) -> [Statement] {
        built.enumerated().map { id, statement in
            Statement(
                id: id, parent: statement.parent,
                form: quotations.form(of: statement.content, cues: statement.cue.isEmpty ? [] : [statement.cue.lowerBound]),
                source: statement.source.map { [extract($0)] } ?? [],
                cue: statement.cue.isEmpty ? [] : [extract(statement.cue)],
                content: statement.content.map(extract), speaker: speakers[id]?.entity, confidence: statement.confidence,
                speakerConfidence: speakers[id]?.confidence, isSpeakerInferred: speakers[id]?.isInferred ?? false)
        }
    }

    /// The characters of some words.
    func extract(_ words: Range<Int>) -> Extract {
        let span = worded.span(of: words)
        let marks = marks(behind: words.upperBound - 1)
        return Extract(span: Span(span.start, span.end + marks.unicodeScalars.count), text: worded.slice(words) + marks)
    }

    /// The accents that directly follow a word. The words' pieces are without them, so a word that ends in a decomposed letter
    /// ends before its accent.
    private func marks(behind word: Int) -> String {
        let utf8 = worded.text.utf8
        let end = word + 1 < worded.words.count ? worded.words[word + 1].byteStart : worded.byteCount
        let start = utf8.index(utf8.startIndex, offsetBy: worded.words[word].byteEnd)
        guard worded.words[word].byteEnd < end, utf8[start] >= 0x80 else { return "" }
        let gap = worded.text.unicodeScalars[start..<utf8.index(utf8.startIndex, offsetBy: end)]
        let accents: [Unicode.GeneralCategory] = [.nonspacingMark, .enclosingMark, .spacingMark]
        return String(Substring(gap.prefix { accents.contains($0.properties.generalCategory) }))
    }

    // MARK: Quotation marks

    /// The network's contents begin and end at words; the marks of a quotation that begins or ends there belong to it.
    private func widened(_ content: [Range<Int>], of statement: FoundStatement) -> [Range<Int>] {
        var wide: [Range<Int>] = []
        for piece in content {
            let wider = widened(piece, notBefore: wide.last?.upperBound ?? 0)
            // Marks of the source or the cue stay theirs.
            let piece = wider.overlaps(statement.cue) || statement.source.map(wider.overlaps) ?? false ? piece : wider
            if let last = wide.last, last.upperBound >= piece.lowerBound {
                wide[wide.count - 1] = last.lowerBound..<max(last.upperBound, piece.upperBound)
            } else {
                wide.append(piece)
            }
        }
        return wide
    }

    private func widened(_ piece: Range<Int>, notBefore least: Int) -> Range<Int> {
        let words = worded.words
        var leftmost = piece.lowerBound
        while leftmost > least, words[leftmost - 1].quote == .opening, words[leftmost].gap == .glued { leftmost -= 1 }
        // “They told me ‘we will see.’” ends in a mark of the sentence and then in those of two quotations: all belong to it.
        var (behind, end) = (piece.upperBound, piece.upperBound)
        while behind < words.count, words[behind].gap == .glued {
            if words[behind].quote == .closing {
                guard let opening = quotations.opening(of: behind), opening >= leftmost else { break }
                end = behind + 1
            } else if !isSentenceMark(behind) || behind - end >= 3 {
                break
            }
            behind += 1
        }
        // An opening mark belongs to it if its quotation ends in it, or is not closed in its paragraph.
        var start = piece.lowerBound
        while start > leftmost, quotations.closing(of: start - 1).map({ $0 < end }) ?? true { start -= 1 }
        return start..<end
    }

    private func isSentenceMark(_ word: Int) -> Bool {
        let mark = worded.words[word]
        guard mark.end - mark.start == 1 else { return false }
        return ".,!?…;:-–—".unicodeScalars.contains { worded.slice(word..<word + 1).unicodeScalars.first == $0 }
    }
}

/// A statement with its final extents, in words.
struct BuiltStatement {
    /// Empty where a quotation stands alone: before its first word.
    let cue: Range<Int>
    let source: Range<Int>?
    let content: [Range<Int>]
    let confidence: Double
    /// Whether it was looked for inside another.
    var isInside = false
    /// The index of the statement whose content holds it.
    var parent: Int?

    /// From its first word to its last.
    var extent: Range<Int> {
        let parts = content + [cue] + (source.map { [$0] } ?? [])
        let low = parts.map(\.lowerBound).min() ?? 0
        return low..<max(low, parts.map(\.upperBound).max() ?? low)
    }

    /// The word whose state tells of the statement beside its source's: the last of the cue, or the mark that opens its quotation.
    var telling: Int { max(0, cue.upperBound - 1) }

    /// First word of any part, then of the cue, so that the order does not depend on how they were found.
    fileprivate var order: (Int, Int) { (extent.lowerBound, cue.lowerBound) }
}

extension QuotationExtents {
    /// Whether a word is quoted by a statement: it stands in a quotation in which the statement's cue does not.
    func quotes(_ word: Int, _ statement: BuiltStatement) -> Bool {
        statement.cue.isEmpty ? isQuoted(word) : quotes(word, butNot: statement.cue.lowerBound)
    }
}

/// Who makes a statement.
struct Speaker {
    /// The entity's number.
    let entity: Int
    /// How likely it is that one, 0 to 1.
    let confidence: Double
    /// Whether the article names no source, and the speaker follows from the text around it.
    let isInferred: Bool
}

/// Which statement stands inside which.
enum Nesting {
    /// For each statement its parent: the one with the shortest content piece that holds it whole. Extents are in order of their
    /// start.
    ///
    /// Near linear: a statement looks back only as far as contents that are still open.
    static func parents(of statements: [(extent: Range<Int>, content: [Range<Int>])]) -> [Int?] {
        let pieces = statements.enumerated().flatMap { id, s in s.content.map { (range: $0, owner: id) } }
            .sorted {
                ($0.range.lowerBound, -$0.range.upperBound, $0.owner) < ($1.range.lowerBound, -$1.range.upperBound, $1.owner)
            }
        var parents = [Int?](repeating: nil, count: statements.count)
        var open: [(range: Range<Int>, owner: Int)] = []
        var next = 0
        for (id, statement) in statements.enumerated() {
            while next < pieces.count, pieces[next].range.lowerBound <= statement.extent.lowerBound {
                open.append(pieces[next])
                next += 1
            }
            open.removeAll { $0.range.upperBound <= statement.extent.lowerBound }
            let holders = open.filter { $0.owner != id && $0.range.upperBound >= statement.extent.upperBound }
            parents[id] =
                holders.filter { statements[$0.owner].extent != statement.extent }
                .min { $0.range.count < $1.range.count }?.owner
        }
        return parents
    }
}
