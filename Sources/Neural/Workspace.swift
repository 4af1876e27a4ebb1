import CKernels
import COneDNN

/// The memory that one thread needs to encode windows: made once, used again for each.
public final class Workspace {
    /// The engine whose products run in it.
    public let engine: Engine
    /// The states of the window, [pieces, Encoder.hidden], after `Encoder.encode`.
    let states: UnsafeMutablePointer<Float>
    let bytes: UnsafeMutablePointer<UInt8>
    let rowScale: UnsafeMutablePointer<Float>
    let rowZero: UnsafeMutablePointer<Int32>
    let sums: UnsafeMutablePointer<Int32>
    /// The same memory as `sums`: a window's product is either bytes' sums or single precision.
    let floats: UnsafeMutablePointer<Float>
    let qkv: UnsafeMutablePointer<Float>
    let context: UnsafeMutablePointer<Float>
    let inner: UnsafeMutablePointer<Float>
    /// For the kernels' own use: attention's, and that of products of bytes.
    let attendScratch: UnsafeMutablePointer<Float>
    let byteScratch: UnsafeMutableRawPointer
    private let scratch: UnsafeMutablePointer<Float>
    private let block: UnsafeMutableRawPointer

    /// Room for windows of up to `Encoder.longest` pieces: about 8 MB.
    public init(engine: Engine) {
        self.engine = engine
        let rows = Encoder.longest
        let sizes = [
            rows * Encoder.hidden, rows * Encoder.inner / 4, rows, rows, rows * Encoder.inner, rows * 3 * Encoder.hidden,
            rows * Encoder.hidden, engine == .int8 ? 0 : rows * Encoder.inner, Workspace.attendFloats,
            engine == .int8 ? ByteProduct.scratchBytes / 4 : 0, 32 * Encoder.inner,
        ]
        let padded = sizes.map { ($0 * 4 + 63) / 64 * 64 }
        block = .allocate(byteCount: padded.reduce(0, +), alignment: 64)
        var at = block
        let parts = padded.map { size in
            defer { at += size }
            return at
        }
        states = parts[0].assumingMemoryBound(to: Float.self)
        bytes = parts[1].assumingMemoryBound(to: UInt8.self)
        rowScale = parts[2].assumingMemoryBound(to: Float.self)
        rowZero = parts[3].assumingMemoryBound(to: Int32.self)
        sums = parts[4].assumingMemoryBound(to: Int32.self)
        floats = parts[4].assumingMemoryBound(to: Float.self)
        qkv = parts[5].assumingMemoryBound(to: Float.self)
        context = parts[6].assumingMemoryBound(to: Float.self)
        inner = parts[7].assumingMemoryBound(to: Float.self)
        attendScratch = parts[8].assumingMemoryBound(to: Float.self)
        byteScratch = parts[9]
        scratch = parts[10].assumingMemoryBound(to: Float.self)
    }

    static let attendFloats = Int(kernels_attend_scratch(Int64(Encoder.longest)))

    deinit { block.deallocate() }

    /// C[m,n] = A[m,k] * B in single precision, rows `lda`, `ldb`, `ldc` apart; B is [k,n], or [n,k] if `transposed`. `k` is at most
    /// `Encoder.inner`.
    public func product(
        _ m: Int, _ n: Int, _ k: Int, _ a: UnsafePointer<Float>, _ lda: Int, _ b: UnsafePointer<Float>, _ ldb: Int,
        transposed: Bool,
        _ c: UnsafeMutablePointer<Float>, _ ldc: Int
    ) {
        let (m, n, k, lda, ldb, ldc) = (Int64(m), Int64(n), Int64(k), Int64(lda), Int64(ldb), Int64(ldc))
        if engine != .portable, onednn_product_float(m, n, k, a, lda, b, ldb, transposed, c, ldc) { return }
        kernels.product_float(m, n, k, a, lda, b, ldb, transposed, c, ldc, scratch)
    }

    /// `from` made ready for a product by this engine.
    func rows(of from: UnsafePointer<Float>, count: Int, columns: Int) -> RowInput {
        if engine == .int8 { kernels.quantize(from, Int64(count), Int64(columns), bytes, rowScale, rowZero) }
        return RowInput(bytes: bytes, scale: rowScale, zero: rowZero, floats: from)
    }
}
