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
            throw ModelError(
                "This machine cannot run the engine \(engine.rawValue); leave --engine out to get the fastest that it can.")
        }
        let file = try ModelFile(path: path)
        self.engine = engine
        card = file.card
        version = ReaderVersion(version: Reader.programVersion, model: "\(file.card.name)-\(file.checksum.prefix(8))")
        do {
            pieces = try WordPiece(vocabulary: file.blob("vocabulary"))
        } catch let error as VocabularyError {
            throw ModelError("The model \(path) cannot be used: \(error)")
        }
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
        let calibration = Calibration(weights: card.calibration)
        let found = LayoutStatements.completing(
            candidates(worded, workspace).map { (statement: $0, confidence: calibration.confidence($0.evidence)) }
                .filter { $0.confidence >= card.threshold }, in: worded)
        return Findings(statements: StatementBuilder(worded: worded).statements(found))
    }

    /// All statements above the tagger's floor, in words, before the threshold.
    func candidates(_ worded: WordedText, _ workspace: Workspace) -> [FoundStatement] {
        let windows = worded.windows()
        let owners = worded.owners(of: windows)
        return windows.enumerated().flatMap { number, window in
            read(window, of: worded, workspace) { owners[window.lowerBound + $0] == number }
        }
    }

    private func read(_ window: Range<Int>, of worded: WordedText, _ workspace: Workspace, decides: (Int) -> Bool)
        -> [FoundStatement]
    {
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
            input.append(
                .init(id: worded.pieces[i], shape: word.shape.rawValue, gap: word.gap.rawValue, quote: word.quote.rawValue))
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
}
