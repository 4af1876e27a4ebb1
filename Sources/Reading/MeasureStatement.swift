import Prose
import Record

/// A text as measuring sees it: where its marks, its words and its quotation marks stand.
struct MeasuredText {
    /// For each position, the first one from there on that is no mark; the text's length behind the last.
    private let nextWord: [Int32]
    /// For each position, the end of the last stretch before it that is no mark; 0 where there is none.
    private let lastWord: [Int32]
    /// For each position, the quotation marks before it.
    private let quotesBefore: [Int32]
    /// The text's length in code points.
    let count: Int

    init(_ text: String) {
        let scalars = Array(text.unicodeScalars)
        count = scalars.count
        var last = [Int32](repeating: 0, count: count + 1)
        var quotes = last
        for (i, scalar) in scalars.enumerated() {
            last[i + 1] = MeasuredText.isMark(scalar) ? last[i] : Int32(i + 1)
            quotes[i + 1] = quotes[i] + (MeasuredText.isQuote(scalar) ? 1 : 0)
        }
        var next = [Int32](repeating: Int32(count), count: count + 1)
        for i in scalars.indices.reversed() { next[i] = MeasuredText.isMark(scalars[i]) ? next[i + 1] : Int32(i) }
        (nextWord, lastWord, quotesBefore) = (next, last, quotes)
    }

    /// Strips marks from both ends; a span of marks alone stays as it is.
    func trimmed(_ span: Span) -> Span {
        let within = Span(min(span.start, count), min(span.end, count))
        let (start, end) = (Int(nextWord[within.start]), Int(lastWord[within.end]))
        return start < end && start < within.end ? Span(start, end) : within
    }

    /// Whether nothing but marks stands from `start` to `end`; true where the two overlap.
    func isOnlyMarks(from start: Int, to end: Int) -> Bool { start >= end || nextWord[start] >= end }

    /// Whether a quotation mark stands in the span or beside it.
    ///
    /// At the start of the text this follows the Python scorer to the letter: it asks first whether `text[a - 1:b + 1]` is empty,
    /// and with `a == 0` that slice begins at the last character, so that it is empty unless the span reaches the text's end.
    func isQuoted(_ span: Span) -> Bool {
        if span.start == 0, span.end + 1 < count { return false }
        return quotesBefore[max(0, span.start - 1)] < quotesBefore[min(count, span.end + 1)]
    }

    private static func isMark(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case " ", "\t", "\r", "\n", "\u{A0}", "\"", "“", "”", "'", "‘", "’", "`", ".", ",", ";", ":", "-", "–", "—", "…": true
        default: false
        }
    }

    private static func isQuote(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "\"", "“", "”", "«", "»": true
        default: false
        }
    }
}

/// A statement whose spans are stripped and joined, ready to be compared.
struct MeasuredStatement {
    let source: Intervals
    let cue: Intervals
    let content: Intervals
    /// Whether its content holds or touches a quotation mark.
    let isQuoted: Bool

    init(_ statement: StatementSpans, in text: MeasuredText) {
        source = MeasuredStatement.joined(statement.source, in: text)
        cue = MeasuredStatement.joined(statement.cue, in: text)
        content = MeasuredStatement.joined(statement.content, in: text)
        isQuoted = content.spans.contains(where: text.isQuoted)
    }

    /// Of spans that overlap, the later one's end counts, even where it is the smaller: so does the Python scorer.
    private static func joined(_ spans: [Span], in text: MeasuredText) -> Intervals {
        var joined: [Span] = []
        for span in spans.map(text.trimmed).filter({ $0.length > 0 }).sorted() {
            if let last = joined.last, text.isOnlyMarks(from: last.end, to: span.start) {
                joined[joined.count - 1] = Span(last.start, span.end)
            } else {
                joined.append(span)
            }
        }
        return Intervals(sorted: joined)
    }

    /// Pairs of gold and predicted statements, each at most once, the largest overlap first.
    static func partners(_ gold: [MeasuredStatement], _ predicted: [MeasuredStatement]) -> [(gold: Int, predicted: Int)] {
        let pairs = meetings(gold, predicted).map { g, p in
            let (a, b) = (gold[g], predicted[p])
            // In this order and without compensation, as Python up to 3.11 adds: ties depend on the last digit. (From 3.12 on,
            // its sum() compensates, which can only swap pairs whose overlaps are equal but for rounding.)
            let sum = a.source.overlap(with: b.source) + a.cue.overlap(with: b.cue) + a.content.overlap(with: b.content)
            return (sum: sum, gold: g, predicted: p)
        }
        var (goldTaken, predictedTaken) = (Set<Int>(), Set<Int>())
        var partners: [(gold: Int, predicted: Int)] = []
        for pair in pairs.sorted(by: { ($1.sum, $0.gold, $0.predicted) < ($0.sum, $1.gold, $1.predicted) })
        where !goldTaken.contains(pair.gold) && !predictedTaken.contains(pair.predicted) {
            goldTaken.insert(pair.gold)
            predictedTaken.insert(pair.predicted)
            partners.append((pair.gold, pair.predicted))
        }
        return partners
    }

    /// All pairs whose cues overlap, and of gold statements without a cue those whose contents share half.
    ///
    /// The predicted are sorted by where their cues begin; of those, a gold cue can meet only such that begin before it ends, and
    /// none before the first at which any cue so far reaches behind its start.
    private static func meetings(_ gold: [MeasuredStatement], _ predicted: [MeasuredStatement]) -> [(Int, Int)] {
        let withCue = gold.indices.filter { gold[$0].cue.count > 0 }
        let without = gold.indices.filter { gold[$0].cue.count == 0 }
        return meetings(of: \.cue, withCue, gold, predicted)
            + meetings(of: \.content, without, gold, predicted).filter {
                gold[$0.0].content.overlap(with: predicted[$0.1].content) >= 0.5
            }
    }

    /// The pairs of some gold statements and predicted ones that share characters in a role.
    private static func meetings(
        of role: KeyPath<MeasuredStatement, Intervals>, _ some: [Int], _ gold: [MeasuredStatement],
        _ predicted: [MeasuredStatement]
    ) -> [(Int, Int)] {
        guard !some.isEmpty else { return [] }
        let order = predicted.indices.filter { predicted[$0][keyPath: role].count > 0 }
            .sorted { predicted[$0][keyPath: role].start < predicted[$1][keyPath: role].start }
        var reach: [Int] = []
        for p in order { reach.append(max(reach.last ?? 0, predicted[p][keyPath: role].end)) }
        var meetings: [(Int, Int)] = []
        for g in some {
            let its = gold[g][keyPath: role]
            var at = reach.partitioningIndex { $0 > its.start }
            while at < order.count, predicted[order[at]][keyPath: role].start < its.end {
                if predicted[order[at]][keyPath: role].shared(with: its) > 0 { meetings.append((g, order[at])) }
                at += 1
            }
        }
        return meetings
    }
}

extension Intervals {
    /// The first position.
    fileprivate var start: Int { spans.first?.start ?? 0 }
    /// The position behind the last one.
    fileprivate var end: Int { spans.last?.end ?? 0 }
}
