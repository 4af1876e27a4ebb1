import English
import Prose

/// Statements that nothing but the layout attributes: a quotation signed by a name, the lines of a transcript.
///
///     “We want the harbour back.”               Buses are on their way.                 VARN: Is the gate open?
///     — Ilse Varn, port warden                  — Harbour Line (@harbourline)           OSTREY: It was never shut.
///
/// And headlines, “Mayor: gate was never shut”.
/// The network meets these too rarely to learn them, and they are too regular to need it. Linear in the words.
enum LayoutStatements {
    // Their confidence is set by judgement, not fitted: the training data holds a dozen of each kind.
    static let signedShare = 0.8
    static let transcriptShare = 0.7
    static let headlineShare = 0.7

    private static let longestName = 8
    /// What was found, and what the layout shows besides; a statement of the network's with the same cue goes first.
    static func completing(
        _ found: [(statement: FoundStatement, confidence: Double)], in worded: WordedText
    ) -> [(statement: FoundStatement, confidence: Double)] {
        let lines = Transcript.statements(in: worded)
        // A conversation has no headline that is like its lines.
        let headlines = lines.isEmpty ? HeadlineStatement.found(in: worded, speakers: found.compactMap(\.statement.source)) : []
        let shown =
            (signed(worded) + posts(worded)).map { ($0, signedShare) } + headlines.map { ($0, headlineShare) }
            + lines.map { ($0, transcriptShare) }
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

    /// Paragraphs that the next line signs as a post is: “— SkyBridge Air (@skybridge) 4 March 2024”.
    static func posts(_ worded: WordedText) -> [FoundStatement] {
        let words = worded.words
        var found: [FoundStatement] = []
        var (before, start) = (0..<0, 0)
        for i in words.indices where i == words.count - 1 || beginsLine(i + 1, words) {
            let line = start..<i + 1
            start = i + 1
            if let name = poster(line, worded), !before.isEmpty, words[before.lowerBound].quote != .opening {
                found.append(
                    .init(
                        cue: line.lowerBound..<line.lowerBound + 1, source: name, content: before, rightAsOften: signedShare))
            }
            before = line
        }
        return found
    }

    /// The name between a dash and a handle in brackets.
    private static func poster(_ line: Range<Int>, _ worded: WordedText) -> Range<Int>? {
        guard line.count > 4, "―—–-".contains(worded.slice(line.lowerBound..<line.lowerBound + 1)) else { return nil }
        let rest = line.dropFirst().prefix(longestName + 2)
        guard let bracket = rest.first(where: { worded.slice($0..<$0 + 1) == "(" }), bracket + 2 < line.upperBound,
            worded.slice(bracket + 1..<bracket + 2) == "@", bracket > line.lowerBound + 1
        else { return nil }
        return line.lowerBound + 1..<bracket
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

    static func beginsLine(_ word: Int, _ words: [Word]) -> Bool {
        words[word].gap == .paragraph || words[word].gap == .line
    }
}
