import Neural
import Prose

/// Makes of a text a vector that stands near those of texts that mean much the same: the public encoder as it was published, mean pooled, of length 1.
///
///     let encoder = try SentenceEncoder(modelAt: path)
///     let vectors = encoder.vectors(of: ["who pays for the wall", "the costs of the border wall"])
///
/// As the model's publisher has it (`1_Pooling`, `sentence_bert_config.json`): at most 256 pieces, [CLS] and [SEP] counted, and the mean of all of their
/// states. It may be used from as many threads as there are.
public struct SentenceEncoder: Sendable {
    /// How many numbers a vector has.
    public static let width = Encoder.hidden
    /// Pieces of a text, the marks at its ends left out, that are seen.
    private static let pieces = 254
    /// Longer texts are cut before they are looked at, in code points: none that anybody writes has its 254th piece behind that.
    private static let longest = 8_000
    /// As many pieces are encoded together.
    private static let together = Encoder.longest

    private let wordPiece: WordPiece
    private let encoder: Encoder
    private let workspaces: Workspaces

    /// Opens the model at `path`; without an engine, takes the fastest that this machine can run.
    ///
    /// - Throws: `ModelError` where the file is missing, damaged or not a model, holds no public encoder, or the engine cannot run here.
    public init(modelAt path: String, engine: Engine? = nil) throws {
        let engine = try Engine.chosen(engine)
        let file = try ModelFile(path: path)
        do {
            self.init(
                wordPiece: try WordPiece(vocabulary: file.blob("vocabulary")),
                encoder: try SentenceEncoder.published(file, engine),
                engine: engine)
        } catch let error as VocabularyError {
            throw ModelError("The model \(path) cannot be used: \(error)")
        }
    }

    /// The encoder of the model that a reader has open.
    ///
    /// - Throws: `ModelError` where it holds no public encoder.
    public init(of reader: Reader) throws {
        self.init(
            wordPiece: reader.pieces, encoder: try SentenceEncoder.published(reader.file, reader.engine), engine: reader.engine)
    }

    private init(wordPiece: WordPiece, encoder: Encoder, engine: Engine) {
        self.wordPiece = wordPiece
        self.encoder = encoder
        workspaces = Workspaces(engine: engine)
    }

    private static func published(_ file: ModelFile, _ engine: Engine) throws -> Encoder {
        guard file.has("base.positions") else {
            throw ModelError(
                "The model \(file.path) holds no public encoder, by which meanings are compared; make it anew with `make model-file`."
            )
        }
        return try Encoder(file, engine: engine, asPublished: true)
    }

    /// A vector of length 1 for each text, `width` numbers; that of a text without a word is one too, and near nothing.
    ///
    /// The same text gives the same vector, whatever texts it comes with, on the same machine with the same engine.
    public func vectors(of texts: [String]) -> [[Float]] {
        let windows = texts.map(window)
        let workspace = workspaces.take()
        defer { workspaces.give(workspace) }
        var vectors: [[Float]] = []
        vectors.reserveCapacity(texts.count)
        var at = 0
        while at < windows.count {
            var (end, pieces) = (at, 0)
            while end < windows.count, pieces + windows[end].count <= SentenceEncoder.together {
                pieces += windows[end].count
                end += 1
            }
            let together = windows[at..<end].map { $0[...] }
            var states = encoder.encode(together, in: workspace)
            for window in together {
                vectors.append(SentenceEncoder.mean(states, rows: window.count))
                states += window.count * SentenceEncoder.width
            }
            at = end
        }
        return vectors
    }

    private func window(_ text: String) -> [Encoder.Piece] {
        let read = wordPiece.read(String(text.unicodeScalars.prefix(SentenceEncoder.longest)))
        return [.start] + read.pieces.prefix(SentenceEncoder.pieces).map { .init(id: $0, shape: 0, gap: 0, quote: 0) } + [.end]
    }

    private static func mean(_ states: UnsafePointer<Float>, rows: Int) -> [Float] {
        var mean = [Float](repeating: 0, count: width)
        for row in 0..<rows {
            for column in 0..<width { mean[column] += states[row * width + column] }
        }
        let length = mean.reduce(0) { $0 + $1 * $1 }.squareRoot()
        return length > 0 ? mean.map { $0 / length } : mean
    }
}
