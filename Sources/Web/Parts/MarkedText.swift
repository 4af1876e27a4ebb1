import Ledger
import Record

/// A text with its statements marked in it: each piece of a source, a cue or a content is an element, those that stand inside others inside theirs.
///
/// Spans may cross one another; where one would end behind the element that it begins in, it is cut there and goes on behind it.
struct MarkedText {
    /// A piece of a statement.
    enum Part: Int, Sendable {
        /// A sentence, or a duty, in the article's own voice: no part of a statement.
        case own
        case content, source, cue
    }

    private struct Piece {
        var span: Span
        let part: Part
        /// The statement's place among the entries; of what is in the article's own voice, among those claims.
        let entry: Int
        /// Whether it is where the statement's content begins.
        var isFirst = false
    }

    /// A stretch between line breaks that is not empty.
    struct Paragraph: Sendable {
        let span: Span
        /// The statements whose first piece stands here, in order.
        var entries: [Int] = []
    }

    private let slices: Slices
    private let entries: [StatementEntry]
    private let shares: SpeakerShares
    private let own: [OwnClaim]
    private var pieces: [Piece] = []
    /// Those of the part that is written.
    private var candidates: [Piece] = []
    private(set) var paragraphs: [Paragraph] = []

    /// - Parameters:
    ///   - start: where in the article the text begins, whose places the statements count; spans here count from the text's start.
    ///   - own: what the article says in its own voice.
    init(_ text: String, _ entries: [StatementEntry], _ shares: SpeakerShares, own: [OwnClaim] = [], from start: Int = 0) {
        self.own = own
        slices = Slices(of: Array(text.utf8))
        let count = slices.count
        self.entries = entries
        self.shares = shares
        for (at, entry) in entries.enumerated() {
            for (part, extracts) in [
                (Part.content, entry.statement.content), (.source, entry.statement.source), (.cue, entry.statement.cue),
            ] {
                for (number, extract) in extracts.enumerated() {
                    let (first, last) = (extract.span.start - start, extract.span.end - start)
                    let span = Span(max(0, first), min(count, last))
                    guard span.length > 0, first < count else { continue }
                    pieces.append(Piece(span: span, part: part, entry: at, isFirst: part == .content && number == 0))
                }
            }
        }
        for (at, claim) in own.enumerated() {
            let span = Span(max(0, claim.span.start - start), min(count, claim.span.end - start))
            if span.length > 0, claim.span.start - start < count {
                pieces.append(Piece(span: span, part: .own, entry: at, isFirst: true))
            }
        }
        pieces.sort { MarkedText.isBefore($0, $1) }
        candidates = pieces
        paragraphs = divided(text)
    }

    /// The outer one first: what begins earlier, then what ends later, then contents, which hold the parts of others.
    private static func isBefore(_ a: Piece, _ b: Piece) -> Bool {
        (a.span.start, -a.span.end, a.part.rawValue, a.entry) < (b.span.start, -b.span.end, b.part.rawValue, b.entry)
    }

    private func divided(_ text: String) -> [Paragraph] {
        var paragraphs: [Paragraph] = []
        var (start, at, isEmpty) = (0, 0, true)
        func end() {
            if !isEmpty { paragraphs.append(Paragraph(span: Span(start, at))) }
            (start, isEmpty) = (at + 1, true)
        }
        for scalar in text.unicodeScalars {
            if scalar == "\n" { end() } else if !scalar.isSpace { isEmpty = false }
            at += 1
        }
        end()
        var seen = Set<Int>()
        var next = 0
        for piece in pieces where piece.part != .own && !seen.contains(piece.entry) {
            while next + 1 < paragraphs.count, paragraphs[next].span.end <= piece.span.start { next += 1 }
            guard next < paragraphs.count else { break }
            seen.insert(piece.entry)
            paragraphs[next].entries.append(piece.entry)
        }
        return paragraphs
    }

    /// How long a part of a text is that is written at once, in code points and paragraphs.
    private static let partLength = 200_000
    private static let partParagraphs = 2_000

    /// Ranges of paragraphs, each short enough for a page.
    var parts: [Range<Int>] {
        var parts: [Range<Int>] = []
        var first = 0
        for (at, paragraph) in paragraphs.enumerated() where at > first {
            let length = paragraph.span.end - paragraphs[first].span.start
            guard length > MarkedText.partLength || at - first >= MarkedText.partParagraphs else { continue }
            parts.append(first..<at)
            first = at
        }
        return parts + [first..<paragraphs.count]
    }

    /// Leaves out of sight what is not in some paragraphs, so that writing them takes no longer for a long text.
    mutating func narrow(to range: Range<Int>) {
        guard let first = range.first, let last = range.last else { return }
        let span = Span(paragraphs[first].span.start, paragraphs[last].span.end)
        candidates = pieces.filter { $0.span.overlaps(span) }
    }

    /// The text of a span.
    func text(_ span: Span) -> String { String(decoding: bytes(span), as: UTF8.self) }

    private func bytes(_ span: Span) -> ArraySlice<UInt8> { slices.bytes(Span(span.start, min(span.end, slices.count))) ?? [] }

    /// Writes a stretch of the text with what is marked in it.
    ///
    /// - Parameter hasMarks: whether the first piece of each content gets its `id`, to be led to.
    func write(_ span: Span, to html: inout HTML, hasMarks: Bool = true) {
        var waiting = pieces(in: span)
        var opened: [Piece] = []
        var at = span.start
        func closeEnded(before place: Int, _ html: inout HTML) {
            while let last = opened.last, last.span.end <= place {
                html.text(bytes(Span(at, last.span.end)))
                at = max(at, last.span.end)
                html.close("span")
                opened.removeLast()
            }
        }
        var next = 0
        while next < waiting.count {
            var piece = waiting[next]
            next += 1
            closeEnded(before: piece.span.start, &html)
            html.text(bytes(Span(at, piece.span.start)))
            at = max(at, piece.span.start)
            if let outer = opened.last, outer.span.end < piece.span.end {
                var rest = piece
                rest.span = Span(outer.span.end, piece.span.end)
                rest.isFirst = false
                let place = waiting[next...].firstIndex { !MarkedText.isBefore($0, rest) } ?? waiting.count
                waiting.insert(rest, at: place)
                piece.span = Span(piece.span.start, outer.span.end)
            }
            open(piece, &html, hasMarks: hasMarks)
            opened.append(piece)
        }
        closeEnded(before: span.end, &html)
        html.text(bytes(Span(at, span.end)))
    }

    private func pieces(in span: Span) -> [Piece] {
        candidates.lazy.filter { $0.span.overlaps(span) }.map { piece in
            var cut = piece
            cut.span = Span(max(piece.span.start, span.start), min(piece.span.end, span.end))
            cut.isFirst = piece.isFirst && piece.span.start >= span.start
            return cut
        }.sorted { MarkedText.isBefore($0, $1) }
    }

    private func open(_ piece: Piece, _ html: inout HTML, hasMarks: Bool) {
        if piece.part == .own { return open(own[piece.entry], isFirst: piece.isFirst && hasMarks, &html) }
        let entry = entries[piece.entry]
        let tint = shares.of(entry)?.heard.tint ?? .missing
        let name: StaticString =
            switch piece.part {
            case .content: "said"
            case .source: "source"
            case .cue: "cue"
            case .own: "claimed"
            }
        html.open(
            "span",
            [
                .classes([name] + tint.classes + (entry.unsaid == nil ? [] : ["unsaid"])), .named("data-s", "\(entry.id.number)"),
                piece.isFirst && hasMarks ? .id(.said(entry.id.number)) : .none,
            ])
    }
}

extension MarkedText {
    private func open(_ claim: OwnClaim, isFirst: Bool, _ html: inout HTML) {
        html.open(
            "span",
            [
                .class(claim.isDuty ? "claimed duty" : "claimed"), .named("title", claim.title),
                isFirst && claim.isDuty ? .id(.duty(claim.span.start)) : .none,
            ])
    }
}

extension Anchor {
    /// Where a duty stands of which the article speaks in its own voice.
    static func duty(_ start: Int) -> Anchor { Anchor("d", start) }

    /// Where the content of a statement begins.
    static func said(_ number: Int) -> Anchor { Anchor("s", number) }

    /// The note about a statement.
    static func note(_ number: Int) -> Anchor { Anchor("n", number) }
}
