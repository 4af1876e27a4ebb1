import Dispatch
import Foundation

/// What this machine's matrix products allow: the ceiling that a reader's speed is measured against.
public enum ProductLimit {
    /// Word pieces a second that `threads` threads could encode if nothing but the six layers' int8 products had to be computed:
    /// windows of `Encoder.longest` pieces, about a second of them. The products are those that the engine `int8` uses here.
    public static func piecesPerSecond(threads: Int) -> Double {
        let windows = 24
        let clock = ContinuousClock()
        _ = products(windows: 1)
        let time = clock.measure {
            DispatchQueue.concurrentPerform(iterations: threads) { _ in _ = products(windows: windows) }
        }
        let seconds = Double(time.components.seconds) + Double(time.components.attoseconds) * 1e-18
        return Double(threads * windows * Encoder.longest) / seconds
    }

    private static func products(windows: Int) -> Int32 {
        let (hidden, inner, rows) = (Encoder.hidden, Encoder.inner, Encoder.longest)
        let shapes = [(3 * hidden, hidden), (hidden, hidden), (inner, hidden), (hidden, inner)]
        let a = [UInt8](repeating: 3, count: rows * inner)
        // One matrix a layer and shape, as in the encoder, so that caches are met as they are there.
        let weights = (0..<Encoder.layers).map { _ in shapes.map { [Int8](repeating: 5, count: $0.0 * $0.1) } }
        var c = [Int32](repeating: 0, count: rows * inner)
        let scratch = UnsafeMutableRawPointer.allocate(byteCount: ByteProduct.scratchBytes, alignment: 64)
        defer { scratch.deallocate() }
        for _ in 0..<windows {
            for layer in weights {
                for (shape, b) in zip(shapes, layer) {
                    ByteProduct.here.multiply(rows, shape.0, shape.1, a, b, &c, scratch: scratch)
                }
            }
        }
        return c[0]
    }
}
