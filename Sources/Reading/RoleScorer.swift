import Neural
import Prose

/// Scores each word of a window as source or content of one cue.
struct RoleScorer: Sendable {
    private let word: Dense
    private let wordProduct: Dense
    private let cue: Dense
    private let cueProduct: Dense
    private let layer: RoleLayer
    private let out: Dense
    private let sourceless: Dense

    init(_ file: ModelFile) throws {
        let (hidden, width) = (Encoder.hidden, RoleLayer.width)
        word = try Dense(file, "roles.word", inputs: hidden, outputs: width)
        wordProduct = try Dense(file, "roles.word_product", inputs: hidden, outputs: width, biased: false)
        cue = try Dense(file, "roles.cue", inputs: hidden, outputs: width, biased: false)
        cueProduct = try Dense(file, "roles.cue_product", inputs: hidden, outputs: width, biased: false)
        layer = try RoleLayer(file)
        out = try Dense(file, "roles.out", inputs: width, outputs: 6)
        sourceless = try Dense(file, "roles.sourceless", inputs: width, outputs: 1)
    }

    /// A window's words, made ready once for all its cues.
    struct Window {
        let words: [Word]
        let states: [Float]
        fileprivate let word: [Float]
        fileprivate let wordProduct: [Float]
    }

    /// What the scorer says for one cue.
    struct Scores {
        let potentials: [RolePotentials]
        let sourceless: Float
    }

    func prepare(_ words: [Word], states: [Float], _ workspace: Workspace) -> Window {
        Window(
            words: words, states: states, word: word.apply(states, rows: words.count, workspace),
            wordProduct: wordProduct.apply(states, rows: words.count, workspace))
    }

    /// The scores of the words `range` of the window for the cue at `cue` of its words; those of other words need not be known for them.
    func scores(_ window: Window, cue: Range<Int>, in range: Range<Int>, _ workspace: Workspace) -> Scores {
        let state = mean(window.states, rows: cue)
        let own = self.cue.apply(state, rows: 1, workspace)
        // A word's state takes in those beside it.
        let wide = (range.lowerBound - RoleLayer.reach..<range.upperBound + RoleLayer.reach).clamped(to: window.words.indices)
        let floats = wide.lowerBound * RoleLayer.width..<wide.upperBound * RoleLayer.width
        let hidden = layer.apply(
            word: Array(window.word[floats]), wordProduct: Array(window.wordProduct[floats]), cue: own,
            cueProduct: cueProduct.apply(state, rows: 1, workspace), places: places(window.words, cue: cue, in: wide), workspace)
        let flat = out.apply(hidden, rows: wide.count, workspace)
        let potentials = range.shifted(by: -wide.lowerBound).map { w in
            RolePotentials(
                inSource: flat[w * 6], inContent: flat[w * 6 + 1], beginSource: flat[w * 6 + 2], endSource: flat[w * 6 + 3],
                beginContent: flat[w * 6 + 4], endContent: flat[w * 6 + 5])
        }
        return Scores(potentials: potentials, sourceless: sourceless.apply(layer.raised(own), rows: 1, workspace).first ?? 0)
    }

    private func mean(_ states: [Float], rows: Range<Int>) -> [Float] {
        let width = Encoder.hidden
        let share = 1 / Float(rows.count)
        return (0..<width).map { j in rows.reduce(0) { $0 + states[$1 * width + j] * share } }
    }

    private func places(_ words: [Word], cue: Range<Int>, in range: Range<Int>) -> RoleLayer.Places {
        var places = RoleLayer.Places()
        let first = words[cue.lowerBound]
        for (i, word) in zip(range, words[range]) {
            places.distance.append(UInt8(RoleScorer.distanceBucket(of: i, from: cue)))
            let apart = max(-2, min(2, Int(word.paragraph - first.paragraph))) + 2
            places.paragraph.append(UInt8(RoleLayer.distances + apart))
            let quotation = RoleScorer.quotationRelation(word.quotation, cue: first.quotation)
            places.quotation.append(UInt8(RoleLayer.distances + RoleLayer.paragraphs + quotation))
        }
        return places
    }

    /// Lower bounds of distances in words, as in `Training/model.py`.
    private static let bounds = [1, 2, 3, 4, 5, 7, 10, 15, 23, 36, 61, 101]

    /// 0 far before, 12 in the cue, 24 far behind.
    static func distanceBucket(of word: Int, from cue: Range<Int>) -> Int {
        let distance = word < cue.lowerBound ? cue.lowerBound - word : word >= cue.upperBound ? word - cue.upperBound + 1 : 0
        let size = bounds.prefix { $0 <= distance }.count
        return bounds.count + (word < cue.lowerBound ? -size : size)
    }

    /// 0 both outside quotations; 1 the word inside, 2 the cue inside; 3 both in the same; 4 in two.
    static func quotationRelation(_ word: Int32, cue: Int32) -> Int {
        if word == cue { return cue == 0 ? 0 : 3 }
        if word == 0 { return 2 }
        return cue == 0 ? 1 : 4
    }
}
