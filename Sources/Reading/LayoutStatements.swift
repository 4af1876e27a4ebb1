import English
import Prose

/// Statements that nothing but the layout attributes: a quotation signed by a name, and the lines of a transcript.
///
///     “We want the harbour back.”               VARN: Is the gate open?
///     — Ilse Varn, port warden                  OSTREY: It was never shut.
///
/// The network meets these too rarely to learn them, and they are too regular to need it. Linear in the words.
enum LayoutStatements {
    // Their confidence is set by judgement, not fitted: the training data holds a dozen of each kind.
    static let signedShare = 0.8
    static let transcriptShare = 0.7

    private static let longestName = 8
    /// Fewer labelled lines than these are headings, not a conversation.
    private static let fewestLines = 3

    /// What was found, and what the layout shows besides; a statement of the network's with the same cue goes first.
    static func completing(
        _ found: [(statement: FoundStatement, confidence: Double)], in worded: WordedText
    ) -> [(statement: FoundStatement, confidence: Double)] {
        let shown = signed(worded).map { ($0, signedShare) } + transcript(worded).map { ($0, transcriptShare) }
        guard !shown.isEmpty else { return found }
        let taken = Set(found.flatMap { $0.statement.cue })
        return found + shown.filter { taken.isDisjoint(with: $0.0.cue) }.map { (statement: $0.0, confidence: $0.1) }
    }

    /// Lines that are one quotation, signed behind a dash, at their end or on the next line.
    static func signed(_ worded: WordedText) -> [FoundStatement] {
        let words = worded.words
        var found: [FoundStatement] = []
        var opening: Int?
        for i in words.indices {
            if words[i].quote == .opening, beginsLine(i, words) { opening = i }
            guard words[i].quote == .closing, let start = opening, words[i].quotation == words[start].quotation else { continue }
            opening = nil
            let dash = i + 1
            guard dash < words.count, "―—–-".contains(worded.slice(dash..<dash + 1)), start + 1 < i,
                let name = name(from: dash + 1, worded)
            else { continue }
            found.append(.init(cue: dash..<dash + 1, source: name, content: start + 1..<i, rightAsOften: signedShare))
        }
        return found
    }

    /// The name that fills the rest of a line: few words, the first of them capitalised.
    private static func name(from start: Int, _ worded: WordedText) -> Range<Int>? {
        let words = worded.words
        guard start < words.count, words[start].shape == .capital || words[start].shape == .caps || words[start].shape == .mixed
        else { return nil }
        var end = start + 1
        while end < words.count, !beginsLine(end, words) { end += 1 }
        if worded.slice(end - 1..<end) == "." { end -= 1 }
        guard end > start, end - start <= longestName, words[end - 1].shape != .mark else { return nil }
        return Lexicon.agencies.contains(worded.slice(start..<end)) ? nil : start..<end
    }

    /// Lines that begin with a name in capitals and a colon, where at least three do and one name comes again.
    static func transcript(_ worded: WordedText) -> [FoundStatement] {
        let words = worded.words
        var lines: [(label: Range<Int>, content: Range<Int>)] = []
        for i in words.indices where beginsLine(i, words) {
            let start = words[i].quote == .opening ? i + 1 : i
            guard let colon = colon(behind: start, worded) else { continue }
            var end = colon + 1
            while end < words.count, !beginsLine(end, words) { end += 1 }
            while end > colon + 1, words[end - 1].shape == .mark { end -= 1 }
            if end > colon + 1 { lines.append((start..<colon, colon + 1..<end)) }
        }
        guard lines.count >= fewestLines, Set(lines.map { worded.slice($0.label) }).count < lines.count else { return [] }
        return lines.map {
            .init(
                cue: $0.label.upperBound..<$0.label.upperBound + 1, source: $0.label, content: $0.content,
                rightAsOften: transcriptShare)
        }
    }

    /// The colon behind one to four words in capitals.
    private static func colon(behind start: Int, _ worded: WordedText) -> Int? {
        let words = worded.words
        var (at, capitals) = (start, 0)
        while at < words.count, capitals <= 4, at == start || !beginsLine(at, words) {
            switch words[at].shape {
            case .caps: capitals += 1
            case .mark:
                let mark = worded.slice(at..<at + 1)
                if mark == ":" { return capitals > 0 && words[at].gap == .glued ? at : nil }
                guard ".-’'".contains(mark) else { return nil }
            default: return nil
            }
            at += 1
        }
        return nil
    }

    private static func beginsLine(_ word: Int, _ words: [Word]) -> Bool {
        words[word].gap == .paragraph || words[word].gap == .line
    }
}
