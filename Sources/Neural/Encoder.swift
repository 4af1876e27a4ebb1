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
    /// The embeddings of a word's surface, which the published encoder has none of.
    private let surface: (shapes: Tensor<Float>, gaps: Tensor<Float>, quotes: Tensor<Float>)?
    private let gain: Tensor<Float>
    private let shift: Tensor<Float>
    private let stack: [Layer]

    /// The encoder in a model file, ready for one engine.
    ///
    /// - Parameter asPublished: without what training changed of it: the public encoder as it was, from which training started. It is made of the same
    ///   weights and of the file's arrays `change.…` and `base.…`, in some 50 ms.
    public init(_ file: ModelFile, engine: Engine, asPublished: Bool = false) throws {
        let hidden = Encoder.hidden
        let base = asPublished ? "base." : ""
        words = try file.tensor("words.bytes", [Encoder.vocabulary, hidden])
        wordScale = try file.tensor("words.scale", [Encoder.vocabulary])
        positions = try file.tensor(base + "positions", [Encoder.positions, hidden])
        surface =
            asPublished
            ? nil
            : (
                try file.tensor("shapes", [8, hidden]), try file.tensor("gaps", [4, hidden]),
                try file.tensor("quotes", [4, hidden])
            )
        gain = try file.tensor(base + "norm.gain", [hidden])
        shift = try file.tensor(base + "norm.shift", [hidden])
        stack = try (0..<Encoder.layers).map {
            try Layer(file, "layer.\($0).", engine: engine, asPublished: asPublished)
        }
    }

    /// Encodes a window of at most `longest` pieces. The states, [pieces, hidden], lie in the workspace until its next use.
    public func encode(_ window: [Piece], in workspace: Workspace) -> UnsafePointer<Float> {
        encode([window.prefix(Encoder.longest)], in: workspace)
    }

    /// Encodes several windows at once, of `longest` pieces together at most: none sees another. Their states lie one behind the other.
    public func encode(_ windows: [ArraySlice<Piece>], in workspace: Workspace) -> UnsafePointer<Float> {
        var rows: [Range<Int>] = []
        for window in windows {
            let start = rows.last?.upperBound ?? 0
            rows.append(start..<min(start + window.count, Encoder.longest))
            embed(window.prefix(rows[rows.count - 1].count), into: workspace.states + start * Encoder.hidden)
        }
        for layer in stack { layer.apply(windows: rows, workspace) }
        return UnsafePointer(workspace.states)
    }

    private func embed(_ window: ArraySlice<Piece>, into states: UnsafeMutablePointer<Float>) {
        let width = Encoder.hidden
        for (i, piece) in window.enumerated() {
            let row = states + i * width
            row.update(from: positions.start + i * width, count: width)
            let id = Int(min(max(piece.id, 0), Int32(Encoder.vocabulary - 1)))
            kernels.add_scaled_bytes(words.start + id * width, wordScale[id], Int64(width), row)
            guard let surface else { continue }
            kernels.add(surface.shapes.start + Int(piece.shape & 7) * width, Int64(width), row)
            kernels.add(surface.gaps.start + Int(piece.gap & 3) * width, Int64(width), row)
            kernels.add(surface.quotes.start + Int(piece.quote & 3) * width, Int64(width), row)
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

    init(_ file: ModelFile, _ name: String, engine: Engine, asPublished: Bool) throws {
        let (hidden, inner) = (Encoder.hidden, Encoder.inner)
        let linear = { (part: String, inputs: Int, outputs: Int) in
            try Linear(file, name + part, inputs: inputs, outputs: outputs, engine: engine, asPublished: asPublished)
        }
        qkv = try linear("qkv", hidden, 3 * hidden)
        out = try linear("out", hidden, hidden)
        up = try linear("up", hidden, inner)
        down = try linear("down", inner, hidden)
        let norms = (asPublished ? "base." : "") + name
        norm1 = (try file.tensor(norms + "norm1.gain", [hidden]), try file.tensor(norms + "norm1.shift", [hidden]))
        norm2 = (try file.tensor(norms + "norm2.gain", [hidden]), try file.tensor(norms + "norm2.shift", [hidden]))
    }

    /// - Parameter windows: the rows of each window, one behind the other.
    func apply(windows: [Range<Int>], _ w: Workspace) {
        let pieces = windows.last?.upperBound ?? 0
        let (n, hidden, inner) = (Int64(pieces), Int64(Encoder.hidden), Int64(Encoder.inner))
        let x = w.states
        qkv.multiply(w.rows(of: x, count: pieces, columns: Encoder.hidden), rows: pieces, w) {
            kernels.finish($0, n, 3 * hidden, w.qkv)
        }
        for window in windows { attend(in: window, w) }
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

    private func attend(in window: Range<Int>, _ w: Workspace) {
        let n = window.count
        guard n > 0 else { return }
        let width = Encoder.hidden / Encoder.heads
        let row = 3 * Encoder.hidden
        let attend = w.engine == .int8 ? kernels_attend_bytes : kernels.attend
        for head in 0..<Encoder.heads {
            let q = UnsafePointer(w.qkv) + window.lowerBound * row + head * width
            attend?(
                q, q + Encoder.hidden, q + 2 * Encoder.hidden, Int64(n), Int64(row), 1 / Float(width).squareRoot(),
                w.context + window.lowerBound * Encoder.hidden + head * width, Int64(Encoder.hidden), w.attendScratch)
        }
    }
}
