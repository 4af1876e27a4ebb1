import Neural
import Prose

/// The encoder's states of some words of an article, which outlive the windows that they were computed in.
struct WordStates: Sendable {
    private var rows: [Int: Int] = [:]
    private var states: [Float] = []

    /// The words of a statement whose states tell whose it is: the head of its source, and the last word of its cue, or where a quotation
    /// stands without one the mark that opens it.
    static func telling(of source: Range<Int>?, cue: Range<Int>, _ worded: WordedText) -> [Int] {
        (source.map { [SourceHead.word(of: $0, worded)] } ?? []) + [max(0, cue.upperBound - 1)]
    }

    /// Keeps the state of a word.
    ///
    /// - Parameters:
    ///   - states: a window's, [words, Encoder.hidden].
    ///   - row: the word's.
    ///   - isBest: whether the word is most central in this window; another window's state does not take its place.
    mutating func keep(_ word: Int, of states: [Float], at row: Int, isBest: Bool) {
        let state = states[row * Encoder.hidden..<(row + 1) * Encoder.hidden]
        if let known = rows[word] {
            if isBest { self.states.replaceSubrange(known * Encoder.hidden..<(known + 1) * Encoder.hidden, with: state) }
        } else {
            rows[word] = rows.count
            self.states += state
        }
    }

    /// The state of a word; nil where it was not kept.
    func state(of word: Int) -> ArraySlice<Float>? {
        rows[word].map { states[$0 * Encoder.hidden..<($0 + 1) * Encoder.hidden] }
    }
}
