import CKernels

/// The transformer that reads a window: MiniLM's six layers, with the surface of each word added to its embeddings.
public struct Encoder: Sendable {
    /// Width of a state.
    public static let hidden = 384
    /// Width inside a layer.
    public static let inner = 1536
    /// The most pieces of one window, [CLS] and [SEP] counted.
    public static let longest = 384
    static let layers = 6
    static let heads = 12
    static let positions = 512
    static let vocabulary = 30522

    /// What the encoder sees of one piece: its number and the surface of its word.
    public struct Piece: Sendable {
        let id: Int32
        let shape: UInt8
        let gap: UInt8
        let quote: UInt8

        /// A piece with the raw values of its word's shape (0 to 6), gap (0 to 3) and place toward quotation marks (0 to 3).
        public init(id: Int32, shape: UInt8, gap: UInt8, quote: UInt8) {
            self.id = id
            self.shape = shape
            self.gap = gap
            self.quote = quote
        }

        /// The mark at the start of a window.
        public static let start = Piece(id: 101, shape: 7, gap: 0, quote: 0)
        /// The mark at the end of a window.
        public static let end = Piece(id: 102, shape: 7, gap: 0, quote: 0)
    }

    private let words: Tensor<Int8>
    private let wordScale: Tensor<Float>
    private let positions: Tensor<Float>
    private let shapes: Tensor<Float>
    private let gaps: Tensor<Float>
    private let quotes: Tensor<Float>
    private let gain: Tensor<Float>
    private let shift: Tensor<Float>
    private let stack: [Layer]

    /// The encoder in a model file, ready for one engine.
    public init(_ file: ModelFile, engine: Engine) throws {
        let hidden = Encoder.hidden
        words = try file.tensor("words.bytes", [Encoder.vocabulary, hidden])
        wordScale = try file.tensor("words.scale", [Encoder.vocabulary])
        positions = try file.tensor("positions", [Encoder.positions, hidden])
        shapes = try file.tensor("shapes", [8, hidden])
        gaps = try file.tensor("gaps", [4, hidden])
        quotes = try file.tensor("quotes", [4, hidden])
        gain = try file.tensor("norm.gain", [hidden])
        shift = try file.tensor("norm.shift", [hidden])
        stack = try (0..<Encoder.layers).map { try Layer(file, "layer.\($0).", engine: engine) }
    }

    /// Encodes a window of at most `longest` pieces. The states, [pieces, hidden], lie in the workspace until its next use.
    public func encode(_ window: [Piece], in workspace: Workspace) -> UnsafePointer<Float> {
        let window = window.prefix(Encoder.longest)
        embed(window, into: workspace.states)
        for layer in stack { layer.apply(pieces: window.count, workspace) }
        return UnsafePointer(workspace.states)
    }

    private func embed(_ window: ArraySlice<Piece>, into states: UnsafeMutablePointer<Float>) {
        let width = Encoder.hidden
        for (i, piece) in window.enumerated() {
            let row = states + i * width
            row.update(from: positions.start + i * width, count: width)
            let id = Int(min(max(piece.id, 0), Int32(Encoder.vocabulary - 1)))
            kernels.add_scaled_bytes(words.start + id * width, wordScale[id], Int64(width), row)
            kernels.add(shapes.start + Int(piece.shape & 7) * width, Int64(width), row)
            kernels.add(gaps.start + Int(piece.gap & 3) * width, Int64(width), row)
            kernels.add(quotes.start + Int(piece.quote & 3) * width, Int64(width), row)
        }
        kernels.normalize(Int64(window.count), Int64(width), gain.start, shift.start, states)
    }
}

/// One layer: attention over the window, then each piece for itself.
private struct Layer: Sendable {
    let qkv: Linear
    let out: Linear
    let up: Linear
    let down: Linear
    let norm1: (gain: Tensor<Float>, shift: Tensor<Float>)
    let norm2: (gain: Tensor<Float>, shift: Tensor<Float>)

    init(_ file: ModelFile, _ name: String, engine: Engine) throws {
        let (hidden, inner) = (Encoder.hidden, Encoder.inner)
        qkv = try Linear(file, name + "qkv", inputs: hidden, outputs: 3 * hidden, engine: engine)
        out = try Linear(file, name + "out", inputs: hidden, outputs: hidden, engine: engine)
        up = try Linear(file, name + "up", inputs: hidden, outputs: inner, engine: engine)
        down = try Linear(file, name + "down", inputs: inner, outputs: hidden, engine: engine)
        norm1 = (try file.tensor(name + "norm1.gain", [hidden]), try file.tensor(name + "norm1.shift", [hidden]))
        norm2 = (try file.tensor(name + "norm2.gain", [hidden]), try file.tensor(name + "norm2.shift", [hidden]))
    }

    func apply(pieces: Int, _ w: Workspace) {
        let (n, hidden, inner) = (Int64(pieces), Int64(Encoder.hidden), Int64(Encoder.inner))
        let x = w.states
        qkv.multiply(w.rows(of: x, count: pieces, columns: Encoder.hidden), rows: pieces, w) {
            kernels.finish($0, n, 3 * hidden, w.qkv)
        }
        attend(pieces: pieces, w)
        out.multiply(w.rows(of: w.context, count: pieces, columns: Encoder.hidden), rows: pieces, w) {
            kernels.add_normalize($0, n, hidden, norm1.gain.start, norm1.shift.start, x)
        }
        up.multiply(w.rows(of: x, count: pieces, columns: Encoder.hidden), rows: pieces, w) {
            if w.engine == .int8 {
                kernels.gelu_quantize($0, n, inner, w.bytes, w.rowScale, w.rowZero)
            } else {
                kernels.finish_gelu($0, n, inner, w.inner)
            }
        }
        let raised = RowInput(bytes: w.bytes, scale: w.rowScale, zero: w.rowZero, floats: w.inner)
        down.multiply(raised, rows: pieces, w) {
            kernels.add_normalize($0, n, hidden, norm2.gain.start, norm2.shift.start, x)
        }
    }

    private func attend(pieces n: Int, _ w: Workspace) {
        let width = Encoder.hidden / Encoder.heads
        let row = 3 * Encoder.hidden
        let stride = (n + 15) / 16 * 16
        for head in 0..<Encoder.heads {
            let q = UnsafePointer(w.qkv) + head * width
            w.product(n, n, width, q, row, q + Encoder.hidden, row, transposed: true, w.scores, stride)
            kernels.softmax(w.scores, Int64(n), Int64(n), Int64(stride), 1 / Float(width).squareRoot(), w.rowScale)
            let context = w.context + head * width
            w.product(n, width, n, w.scores, stride, q + 2 * Encoder.hidden, row, transposed: false, context, Encoder.hidden)
            kernels.scale_rows(w.rowScale, Int64(n), Int64(width), Int64(Encoder.hidden), context)
        }
    }
}
