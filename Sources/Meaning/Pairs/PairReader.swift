import Foundation
import Neural
import Prose
import Reading
import Record

/// Says how two statements stand to each other: a small encoder reads both side by side. It answers that it cannot tell where it is not sure, and what can be
/// proved without it (`PairRules`) is.
///
///     let pairs = try PairReader(modelAt: path)
///     let found = pairs.relations(of: [(ToldWords(speaker: "Lind", cue: "said", content: "the gate is open"), other)])
///
/// The encoder is the one that every model of Dixit's stands on, with a change of its own (`Training/pairs.py`). It may be used from as many threads as there are;
/// the same pair gives the same answer, whatever pairs it comes with.
public struct PairReader: PairJudge {
    /// The least likelihood at which a relation is told; below it cannot be told.
    /// Of the pairs that training held back (`Training/export_pairs.py` prints the figures).
    public static let least: [Relation: Double] = [
        .same: 0.45, .supports: 0.45, .related: 0.45, .opposes: 0.55, .contradicts: 0.55, .unrelated: 0.5,
    ]
    /// Pieces of who says it and how, and of what is said, that are read of a statement.
    private static let (headPieces, contentPieces) = (14, 42)
    /// Longer texts are cut before they are looked at, in code points.
    private static let longest = 1_200
    private static let width = 128

    private let wordPiece: WordPiece
    private let encoder: Encoder
    private let hidden: Dense
    private let out: Dense
    private let workspaces: Workspaces

    /// Opens the model at `path`; without an engine, takes the fastest that this machine can run.
    ///
    /// - Throws: `ModelError` where the file is missing, damaged or not a model, holds no pair model, or the engine cannot run here.
    public init(modelAt path: String, engine: Reader.Engine? = nil) throws {
        let engine = engine ?? .best
        guard engine.isAvailable else {
            throw ModelError(
                "This machine cannot run the engine \(engine.rawValue); leave --engine out to get the fastest that it can.")
        }
        let file = try ModelFile(path: path)
        guard file.has("pair.second") else {
            throw ModelError(
                "The model \(path) cannot hold statements against each other; make it anew with `make model-file`.")
        }
        do {
            wordPiece = try WordPiece(vocabulary: file.blob("vocabulary"))
        } catch let error as VocabularyError {
            throw ModelError("The model \(path) cannot be used: \(error)")
        }
        encoder = try Encoder(file, engine: engine, with: "pair")
        hidden = try Dense(file, "pair.hidden", inputs: 3 * Encoder.hidden, outputs: PairReader.width)
        out = try Dense(file, "pair.out", inputs: PairReader.width, outputs: Relation.allCases.count)
        workspaces = Workspaces(engine: engine)
    }

    /// How the two of each pair stand to each other.
    public func relations(of pairs: [(ToldWords, ToldWords)]) -> [FoundRelation] {
        let shares = shares(of: pairs)
        return zip(pairs, shares).map { pair, shares in
            PairRules.proved(pair.0, pair.1) ?? PairReader.decided(shares)
        }
    }

    /// What the network alone gives: for each pair how likely each relation is, in the order of `Relation.allCases`.
    package func shares(of pairs: [(ToldWords, ToldWords)]) -> [[Double]] {
        var windows: [Window] = []
        for (a, b) in pairs { windows.append(window(a, b)) }
        let workspace = workspaces.take()
        defer { workspaces.give(workspace) }
        var seen: [Float] = []
        seen.reserveCapacity(pairs.count * 3 * Encoder.hidden)
        var at = 0
        while at < windows.count {
            var (end, pieces) = (at, 0)
            while end < windows.count, pieces + windows[end].pieces.count <= Encoder.longest {
                pieces += windows[end].pieces.count
                end += 1
            }
            var states = encoder.encode(windows[at..<end].map { $0.pieces[...] }, in: workspace)
            for window in windows[at..<end] {
                window.pool(states, into: &seen)
                states += window.pieces.count * Encoder.hidden
            }
            at = end
        }
        let scores = out.apply(
            hidden.apply(seen, rows: pairs.count, workspace, gelu: true), rows: pairs.count, workspace)
        let count = Relation.allCases.count
        return pairs.indices.map { PairReader.softmax(scores[$0 * count..<($0 + 1) * count]) }
    }

    /// The likeliest of five, where it is likely enough; those that stand against each other are one until then.
    static func decided(_ shares: [Double]) -> FoundRelation {
        let undecided = FoundRelation(relation: nil, confidence: 0, shares: shares)
        let against = undecided.against
        let stronger: Relation = undecided.share(.contradicts) > undecided.share(.opposes) ? .contradicts : .opposes
        let rest: [Relation] = [.same, .supports, .related, .unrelated]
        var (best, confidence) = (stronger, against)
        for relation in rest where undecided.share(relation) > confidence {
            (best, confidence) = (relation, undecided.share(relation))
        }
        return FoundRelation(
            relation: confidence >= least[best] ?? 1 ? best : nil, confidence: confidence, shares: shares)
    }

    // MARK: Windows

    /// Two statements side by side: [CLS] who and how, what [SEP] who and how, what [SEP].
    private struct Window {
        var pieces: [Encoder.Piece] = [.start]
        /// The rows of what is said, in both.
        var contents: [Range<Int>] = []

        /// Adds what the head looks at: the state of the first piece, and how far the means of both contents are apart and how they meet.
        func pool(_ states: UnsafePointer<Float>, into seen: inout [Float]) {
            let width = Encoder.hidden
            for j in 0..<width { seen.append(states[j]) }
            let means = contents.map { rows in
                (0..<width).map { j in rows.reduce(Float(0)) { $0 + states[$1 * width + j] } / Float(max(rows.count, 1)) }
            }
            for j in 0..<width { seen.append(abs(means[0][j] - means[1][j])) }
            for j in 0..<width { seen.append(means[0][j] * means[1][j]) }
        }
    }

    private func window(_ a: ToldWords, _ b: ToldWords) -> Window {
        var window = Window()
        for (isSecond, told) in [(false, a), (true, b)] {
            let head = cut("\(told.speaker) \(told.cue)", PairReader.headPieces)
            let content = cut(told.content, PairReader.contentPieces)
            window.pieces += (head + content).map { Encoder.Piece(id: $0, isOfSecond: isSecond) }
            window.contents.append(window.pieces.count - content.count..<window.pieces.count)
            window.pieces.append(Encoder.Piece(id: Encoder.Piece.end.number, isOfSecond: isSecond))
        }
        return window
    }

    private func cut(_ text: String, _ most: Int) -> ArraySlice<Int32> {
        wordPiece.read(String(text.unicodeScalars.prefix(PairReader.longest))).pieces.prefix(most)
    }

    private static func softmax(_ scores: ArraySlice<Float>) -> [Double] {
        let top = Double(scores.max() ?? 0)
        let powers = scores.map { exp(Double($0) - top) }
        let sum = powers.reduce(0, +)
        return powers.map { $0 / sum }
    }
}
