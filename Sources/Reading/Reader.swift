import Foundation
import Neural
import Prose
import Record

/// Reads articles: text in, statements out.
///
///     let reader = try Reader(modelAt: "reader.model")
///     for statement in reader.read(text).statements { print(statement.source, statement.content) }
///
/// Make one and use it from as many threads as you like; each call works in its own thread alone. The same text gives the same
/// findings on the same engine, whatever runs beside it. Cost grows linearly with the text.
public struct Reader: Sendable {
    /// Program and model, as every record names them.
    public let version: ReaderVersion
    /// What the model is.
    public let card: ModelCard
    /// How matrices are multiplied.
    public let engine: Neural.Engine

    private let pieces: WordPiece
    private let encoder: Encoder
    private let cues: CueTagger
    private let roles: RoleScorer
    private let workspaces: Workspaces

    /// How matrices are multiplied: bytes by oneDNN, single precision by oneDNN, or Dixit's own kernels.
    public typealias Engine = Neural.Engine

    /// The version of Dixit: the one place where it is written.
    public static let programVersion = "0.1.0"

    /// Opens the model at `path`; without an engine, takes the fastest that this machine can run.
    ///
    /// - Throws: `ModelError` where the file is missing, damaged or not a model, or the engine cannot run here.
    public init(modelAt path: String, engine: Engine? = nil) throws {
        let engine = engine ?? .best
        guard engine.isAvailable else {
            throw ModelError("This machine cannot run the engine \(engine.rawValue); leave --engine out to get the fastest that it can.")
        }
        let file = try ModelFile(path: path)
        self.engine = engine
        card = file.card
        version = ReaderVersion(version: Reader.programVersion, model: "\(file.card.name)-\(file.checksum.prefix(8))")
        pieces = try WordPiece(vocabulary: file.blob("vocabulary"))
        encoder = try Encoder(file, engine: engine)
        cues = try CueTagger(file)
        roles = try RoleScorer(file)
        workspaces = Workspaces(engine: engine)
    }

    /// The statements of an article, in order of their first word.
    public func read(_ text: String) -> Findings {
        let worded = pieces.read(text)
        let workspace = workspaces.take()
        defer { workspaces.give(workspace) }
        let threshold = card.threshold
        let found = candidates(worded, workspace).filter { confidence(of: $0, in: worded) >= threshold }
        let builder = StatementBuilder(worded: worded)
        return Findings(statements: builder.statements(found.map { ($0, confidence(of: $0, in: worded)) }))
    }

    /// All statements above the tagger's floor, in words, before the threshold.
    func candidates(_ worded: WordedText, _ workspace: Workspace) -> [FoundStatement] {
        let windows = worded.windows()
        let owners = worded.owners(of: windows)
        return windows.enumerated().flatMap { number, window in
            read(window, of: worded, workspace) { owners[window.lowerBound + $0] == number }
        }
    }

    private func read(_ window: Range<Int>, of worded: WordedText, _ workspace: Workspace, decides: (Int) -> Bool) -> [FoundStatement] {
        let words = Array(worded.words[window])
        let states = encode(window, of: worded, workspace)
        let candidates = cues.candidates(states, words: words.count, workspace, decides: decides)
        guard !candidates.isEmpty else { return [] }
        let prepared = roles.prepare(words, states: states, workspace)
        return candidates.compactMap { cue in
            let scores = roles.scores(prepared, cue: cue.words, workspace)
            let path = StatementPath.best(scores.potentials, blocked: cue.words, sourceless: scores.sourceless) {
                // Only a quotation goes on in the next paragraph, which then opens with its mark.
                words[$0].gap == .paragraph && words[$0].quote != .opening
            }
            return FoundStatement(cue: cue, path: path, at: window.lowerBound)
        }
    }

    /// The encoder's output at the first piece of each word of the window, [words, hidden].
    private func encode(_ window: Range<Int>, of worded: WordedText, _ workspace: Workspace) -> [Float] {
        let from = Int(worded.words[window.lowerBound].firstPiece)
        let to = window.upperBound < worded.words.count ? Int(worded.words[window.upperBound].firstPiece) : worded.pieces.count
        var input = [Encoder.Piece.start]
        input.reserveCapacity(to - from + 2)
        for i in from..<min(to, from + Encoder.longest - 2) {
            let word = worded.words[Int(worded.pieceWord[i])]
            input.append(.init(id: worded.pieces[i], shape: word.shape.rawValue, gap: word.gap.rawValue, quote: word.quote.rawValue))
        }
        input.append(.end)
        let states = encoder.encode(input, in: workspace)
        let width = Encoder.hidden
        return [Float](unsafeUninitializedCapacity: window.count * width) { out, count in
            for (row, word) in window.enumerated() {
                let piece = min(Int(worded.words[word].firstPiece) - from + 1, input.count - 1)
                (out.baseAddress.map { $0 + row * width })?.update(from: states + piece * width, count: width)
            }
            count = window.count * width
        }
    }

    private func confidence(of statement: FoundStatement, in worded: WordedText) -> Double {
        Calibration(weights: card.calibration).confidence(statement.features)
    }
}

/// A statement as the network finds it: ranges of the article's words.
struct FoundStatement {
    let cue: Range<Int>
    let source: Range<Int>?
    let content: [Range<Int>]
    /// What its confidence is computed from.
    let features: Calibration.Features

    /// Nil where the best path has no content: such a statement says nothing.
    init?(cue candidate: CueCandidate, path: StatementPath.Best, at offset: Int) {
        var source: Range<Int>?
        var content: [Range<Int>] = []
        var start = 0
        for i in 1...path.states.count {
            guard i == path.states.count || path.states[i] != path.states[start] else { continue }
            switch path.states[start] {
            case .source: source = offset + start..<offset + i
            case .contentBefore, .contentAfter: content.append(offset + start..<offset + i)
            case .outsideBefore, .outsideAfter: break
            }
            start = i
        }
        guard !content.isEmpty else { return nil }
        cue = offset + candidate.words.lowerBound..<offset + candidate.words.upperBound
        self.source = source
        self.content = content
        features = Calibration.Features(cue: candidate.probability, path: path.logProbability, hasSource: source != nil)
    }
}

/// Turns the network's scores into how likely a statement is right, by a logistic function fitted on the dev split.
struct Calibration {
    let weights: [Double]

    struct Features {
        /// The tagger's probability of the cue.
        let cue: Double
        /// The logarithm of the path's share of all paths.
        let path: Double
        let hasSource: Bool
    }

    func confidence(_ features: Features) -> Double {
        let p = min(max(features.cue, 1e-6), 1 - 1e-6)
        let values = [1, log(p / (1 - p)), max(features.path, -10), features.hasSource ? 1 : 0]
        let score = zip(weights, values).reduce(0) { $0 + $1.0 * $1.1 }
        return 1 / (1 + exp(-score))
    }
}

/// Workspaces waiting for a thread that needs one.
private final class Workspaces: @unchecked Sendable {
    // Sendable: `waiting` is touched under the lock alone, and a workspace is in one thread's hands between take and give.
    private let engine: Engine
    private let lock = NSLock()
    private var waiting: [Workspace] = []

    init(engine: Engine) { self.engine = engine }

    func take() -> Workspace { lock.withLock { waiting.popLast() } ?? Workspace(engine: engine) }

    func give(_ workspace: Workspace) { lock.withLock { waiting.append(workspace) } }
}
