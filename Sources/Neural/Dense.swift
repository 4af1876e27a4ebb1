import CKernels

/// A small linear layer in single precision, y = x W + b: what the heads above the encoder are made of.
public struct Dense: Sendable {
    /// Length of a row that comes in.
    public let inputs: Int
    /// Length of a row that goes out.
    public let outputs: Int
    private let weights: Tensor<Float>
    private let bias: Tensor<Float>?

    /// The layer `name`: `name.weight` [inputs, outputs] and, unless `biased` is false, `name.bias`.
    public init(_ file: ModelFile, _ name: String, inputs: Int, outputs: Int, biased: Bool = true) throws {
        self.inputs = inputs
        self.outputs = outputs
        weights = try file.tensor(name + ".weight", [inputs, outputs])
        bias = biased ? try file.tensor(name + ".bias", [outputs]) : nil
    }

    /// y for each of `rows` rows of `x`; with `gelu`, GELU(y), for which `outputs` is a multiple of 16.
    public func apply(_ x: [Float], rows: Int, _ workspace: Workspace, gelu: Bool = false) -> [Float] {
        guard rows > 0, x.count >= rows * inputs else { return [] }
        return [Float](unsafeUninitializedCapacity: rows * outputs) { y, count in
            count = rows * outputs
            guard let start = y.baseAddress else { return }
            x.withUnsafeBufferPointer { x in
                guard let x = x.baseAddress else { return }
                workspace.product(rows, outputs, inputs, x, inputs, weights.start, outputs, transposed: false, start, outputs)
            }
            if gelu {
                var product = KernelsProduct()
                product.floats = UnsafePointer(start)
                product.bias = bias?.start
                kernels.finish_gelu(&product, Int64(rows), Int64(outputs), start)
            } else if let bias {
                for row in 0..<rows { kernels.add(bias.start, Int64(outputs), start + row * outputs) }
            }
        }
    }
}
