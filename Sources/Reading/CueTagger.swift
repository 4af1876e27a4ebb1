import Foundation
import Neural

/// A cue that the tagger proposes: the words [lower, upper) of a window and how likely a cue begins there.
struct CueCandidate {
    let words: Range<Int>
    let probability: Double
    /// What the tagger's last layer reads the probability off: [CueTagger.width].
    let state: [Float]
}

/// Finds the words that attribute: for each word of a window the probabilities of O, B and I. One tagger finds them anywhere; a
/// second one, of the same make, inside the contents of other statements, which people who annotate news leave unmarked.
struct CueTagger: Sendable {
    private let hidden: Dense
    private let out: Dense

    /// Which of the two.
    enum Place: String {
        case anywhere, nested
    }

    /// How wide its hidden layer is.
    static let width = 128

    /// Below this probability a beginning is not looked at: its statement could never pass the threshold.
    static let least = 0.05

    init(_ file: ModelFile, _ place: Place) throws {
        hidden = try Dense(
            file, place == .nested ? "cues.nested_hidden" : "cues.hidden", inputs: Encoder.hidden, outputs: CueTagger.width)
        out = try Dense(file, place == .nested ? "cues.nested" : "cues.out", inputs: CueTagger.width, outputs: 3)
    }

    /// The candidates among `words` states [words, hidden] that begin at a word for which this window decides; in order, without
    /// overlap.
    func candidates(_ states: [Float], words: Int, _ workspace: Workspace, decides: (Int) -> Bool) -> [CueCandidate] {
        let seen = hidden.apply(states, rows: words, workspace, gelu: true)
        let scores = out.apply(seen, rows: words, workspace)
        let probabilities = (0..<words).map { softmax(scores[$0 * 3], scores[$0 * 3 + 1], scores[$0 * 3 + 2]) }
        var found: [CueCandidate] = []
        var i = 0
        while i < words {
            guard probabilities[i].begin >= CueTagger.least, decides(i) else {
                i += 1
                continue
            }
            var end = i + 1
            while end < words, probabilities[end].inside > max(probabilities[end].begin, probabilities[end].outside) { end += 1 }
            let state = Array(seen[i * CueTagger.width..<(i + 1) * CueTagger.width])
            found.append(CueCandidate(words: i..<end, probability: probabilities[i].begin, state: state))
            i = end
        }
        return found
    }

    private func softmax(_ o: Float, _ b: Float, _ i: Float) -> (outside: Double, begin: Double, inside: Double) {
        let top = max(o, b, i)
        let (x, y, z) = (exp(Double(o - top)), exp(Double(b - top)), exp(Double(i - top)))
        return (x / (x + y + z), y / (x + y + z), z / (x + y + z))
    }
}
