import Neural
import Prose

/// How far a mention reaches before and behind its head: the head is compared with the words around it, twice, and points at the first
/// and at the last word.
struct MentionExtents: Sendable {
    private let head: Dense
    private let word: Dense
    private let distance: [Float]

    /// Words on each side, the head counted, as in `Training/mentions.py`.
    private static let longest = 40
    private static let width = 64

    init(_ file: ModelFile) throws {
        head = try Dense(file, "extents.head", inputs: Encoder.hidden, outputs: 2 * MentionExtents.width)
        word = try Dense(file, "extents.word", inputs: Encoder.hidden, outputs: 2 * MentionExtents.width, biased: false)
        let table = try file.tensor("extents.distance", [MentionExtents.longest, 2]) as Tensor<Float>
        distance = (0..<2 * MentionExtents.longest).map { table[$0] }
    }

    /// A window's words, made ready once for all its heads.
    struct Window {
        fileprivate let words: [Word]
        fileprivate let keys: [Float]
        fileprivate let extents: MentionExtents

        /// The words of the mention that `word` heads, `state` being its state.
        func extent(of word: Int, state: [Float], _ workspace: Workspace) -> Range<Int> {
            let query = extents.head.apply(state, rows: 1, workspace)
            let before = best(query, side: 0, reach: reach { word - $0 }) { word - $0 }
            let behind = best(query, side: 1, reach: reach { word + $0 }) { word + $0 }
            return trimmed(word - before..<word + behind + 1, to: word)
        }

        /// Without a quotation mark at an end whose partner is outside.
        private func trimmed(_ extent: Range<Int>, to head: Int) -> Range<Int> {
            var (low, high) = (extent.lowerBound, extent.upperBound)
            while high - 1 > head, isLoose(words[high - 1], .closing, partner: .opening, in: low..<high) { high -= 1 }
            while low < head, isLoose(words[low], .opening, partner: .closing, in: low..<high) { low += 1 }
            return low..<high
        }

        private func isLoose(_ word: Word, _ mark: QuotePosition, partner: QuotePosition, in extent: Range<Int>) -> Bool {
            word.shape == .mark && word.quote == mark && !words[extent].contains { $0.quote == partner }
        }

        /// How far the paragraph goes on in a direction.
        private func reach(_ word: (Int) -> Int) -> Int {
            var reach = 0
            while reach < MentionExtents.longest - 1, words.indices.contains(word(reach + 1)),
                words[word(reach + 1)].paragraph == words[word(0)].paragraph
            { reach += 1 }
            return reach
        }

        /// The distance, 0 to `reach`, whose word fits best.
        private func best(_ query: [Float], side: Int, reach: Int, word: (Int) -> Int) -> Int {
            let width = MentionExtents.width
            var (best, greatest) = (0, -Float.infinity)
            for distance in 0...reach {
                let key = (word(distance) * 2 + side) * width
                var sum: Float = 0
                for j in 0..<width { sum += query[side * width + j] * keys[key + j] }
                let score = sum / Float(width).squareRoot() + extents.distance[distance * 2 + side]
                if score > greatest { (best, greatest) = (distance, score) }
            }
            return best
        }
    }

    func prepare(_ words: [Word], states: [Float], _ workspace: Workspace) -> Window {
        Window(words: words, keys: word.apply(states, rows: words.count, workspace), extents: self)
    }
}
