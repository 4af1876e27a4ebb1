import English
import Prose

/// The lines of a conversation that a label opens, and whose they are.
///
///     VARN: Is the gate open?         Q: Is the gate open?            [00:12] Speaker 1: Is the gate open?
///     OSTREY (by telephone): No.      A: It was never shut.           SEN. ILSE VARN (NPC), TRADE MINISTER: No.
///
/// A text with such lines is a conversation if three of them or more are labelled, one label comes again and another stands beside it,
/// and what stands behind them ends as sentences do: “Date: Monday” is none. Linear in the words.
enum Transcript {
    /// Fewer labelled lines than these are headings.
    private static let fewestLines = 3
    private static let longestLabel = 14
    private static let mostNames = 5

    /// A line by its parts, in words: who is named, the colon, what is said.
    private struct Line {
        let name: Range<Int>
        let colon: Int
        let content: Range<Int>
        let isInCapitals: Bool
        let isSentence: Bool
    }

    /// The labelled lines of a conversation, as statements.
    static func statements(in worded: WordedText) -> [FoundStatement] {
        let lines = lines(worded)
        // "KORVIN" is "DESSA KORVIN" too.
        let names = lines.map { worded.slice($0.name.upperBound - 1..<$0.name.upperBound).lowercased() }
        let capitals = lines.count { $0.isInCapitals }
        let kinds = Set(names)
        guard lines.count >= fewestLines, kinds.count < lines.count, kinds.count > 1 || capitals == lines.count else { return [] }
        // Labels in capitals are conversation by themselves; others could be a list of particulars.
        if capitals < fewestLines {
            guard 2 * lines.count(where: { $0.isSentence }) > lines.count else { return [] }
        }
        return lines.map {
            .init(
                cue: $0.colon..<$0.colon + 1, source: $0.name, content: $0.content, rightAsOften: LayoutStatements.transcriptShare
            )
        }
    }

    private static func lines(_ worded: WordedText) -> [Line] {
        let words = worded.words
        var found: [Line] = []
        for i in words.indices where LayoutStatements.beginsLine(i, words) {
            let start = behindTime(words[i].quote == .opening ? i + 1 : i, worded)
            guard let label = label(from: start, worded),
                !Lexicon.furniture.contains(worded.slice(label.name).lowercased())
            else { continue }
            var end = label.colon + 1
            while end < words.count, !LayoutStatements.beginsLine(end, words) { end += 1 }
            let line = end
            while end > label.colon + 1, words[end - 1].shape == .mark { end -= 1 }
            guard end > label.colon + 1 else { continue }
            let isInCapitals = label.name.allSatisfy { words[$0].shape == .caps || words[$0].shape == .mark }
            found.append(
                Line(
                    name: label.name, colon: label.colon, content: label.colon + 1..<end, isInCapitals: isInCapitals,
                    isSentence: (end..<line).contains { [".", "!", "?", "…"].contains(worded.slice($0..<$0 + 1)) }))
        }
        return found
    }

    /// The first word behind a time in brackets or at the beginning of a line: "[00:12:33]", "(12:03)", "00:12".
    private static func behindTime(_ start: Int, _ worded: WordedText) -> Int {
        let words = worded.words
        var (at, digits) = (start, 0)
        while at < words.count, at - start < 9, words[at].shape == .digits || "[]():.-–—".contains(worded.slice(at..<at + 1)) {
            digits += words[at].shape == .digits ? 1 : 0
            at += 1
        }
        return digits > 1 ? at : start
    }

    /// Who is named in a label, and its colon; nil where the line begins otherwise.
    ///
    /// A name is one to five words with a capital; behind it can stand remarks in brackets, and behind a comma a role.
    private static func label(from start: Int, _ worded: WordedText) -> (name: Range<Int>, colon: Int)? {
        let words = worded.words
        var (end, count, depth) = (start, 0, 0)
        var (isName, isRole) = (true, false)
        var at = start
        while at < words.count, at - start <= longestLabel, at == start || !LayoutStatements.beginsLine(at, words) {
            let word = worded.slice(at..<at + 1)
            switch words[at].shape {
            case .mark:
                if word == ":", depth == 0 {
                    let divides = words[at].gap == .glued && (at + 1 == words.count || words[at + 1].gap != .glued)
                    return count > 0 && divides ? (start..<end, at) : nil
                }
                guard count > 0 else { return nil }
                if word == "(" || word == "[" { (depth, isName) = (depth + 1, false) }
                if word == ")" || word == "]" { depth -= 1 }
                if word == ",", depth == 0 { (isName, isRole) = (false, true) }
                guard depth >= 0, isRole || depth > 0 || ".-’'&)],".contains(word) else { return nil }
            case .lower:
                guard isRole || depth > 0 || isName && count > 0 && Lexicon.nameParticles.contains(word) else { return nil }
            case .capital, .caps, .mixed, .digits, .other:
                if isName {
                    (end, count) = (at + 1, count + 1)
                } else if !isRole, depth == 0 {
                    return nil
                }
                guard count <= mostNames else { return nil }
            }
            at += 1
        }
        return nil
    }
}
