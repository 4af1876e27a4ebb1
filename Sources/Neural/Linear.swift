import CKernels
import COneDNN

/// A linear layer of the encoder: y = x W + b, the weights in bytes with a scale for each column.
struct Linear: Sendable {
    let inputs: Int
    let outputs: Int
    private let weights: Tensor<Int8>
    private let scale: Tensor<Float>
    private let sums: Tensor<Int32>
    private let bias: Tensor<Float>
    /// The weights as single precision, [inputs, outputs], for the engines that need them.
    private let widened: [Float]

    /// The layer `name` of a model file.
    ///
    /// - Parameter asPublished: without what training changed of it: that is taken off the weights, which are made bytes anew.
    init(_ file: ModelFile, _ name: String, inputs: Int, outputs: Int, engine: Engine, asPublished: Bool = false) throws {
        self.inputs = inputs
        self.outputs = outputs
        let bytes: Tensor<Int8> = try file.tensor(name + ".bytes", [inputs, outputs])
        let steps: Tensor<Float> = try file.tensor(name + ".scale", [outputs])
        if asPublished {
            let change = try Linear.change(file, "change.\(name)", inputs: inputs, outputs: outputs)
            let scale = Tensor<Float>(count: outputs) { _ in }
            let sums = Tensor<Int32>(count: outputs) { _ in }
            weights = Tensor(count: inputs * outputs) { out in
                kernels.subtract(
                    bytes.start, steps.start, change, Int64(inputs), Int64(outputs), out,
                    UnsafeMutablePointer(mutating: scale.start), UnsafeMutablePointer(mutating: sums.start))
            }
            self.scale = scale
            self.sums = sums
            bias = try file.tensor("base.\(name).bias", [outputs])
        } else {
            weights = bytes
            scale = steps
            sums = try file.tensor(name + ".sums", [outputs])
            bias = try file.tensor(name + ".bias", [outputs])
        }
        if engine == .int8 {
            widened = []
        } else {
            let (weights, scale) = (weights, scale)
            widened = [Float](unsafeUninitializedCapacity: inputs * outputs) { buffer, count in
                kernels.widen_columns(weights.start, Int64(inputs), Int64(outputs), scale.start, buffer.baseAddress)
                count = inputs * outputs
            }
        }
    }

    /// What training changed of a matrix, [inputs, outputs]: the product of two thin ones.
    private static func change(_ file: ModelFile, _ name: String, inputs: Int, outputs: Int) throws -> [Float] {
        let rank = ModelBuilder.rank
        let left: Tensor<Int8> = try file.tensor(name + ".left", [outputs, rank])
        let right: Tensor<Int8> = try file.tensor(name + ".right", [rank, inputs])
        let scale: Tensor<Float> = try file.tensor(name + ".scale", [rank])
        var (scaled, turned) = ([Float](repeating: 0, count: outputs * rank), [Float](repeating: 0, count: inputs * rank))
        for r in 0..<rank {
            for o in 0..<outputs { scaled[o * rank + r] = Float(left[o * rank + r]) * scale[r] }
            for i in 0..<inputs { turned[i * rank + r] = Float(right[r * inputs + i]) }
        }
        var product = [Float](repeating: 0, count: inputs * outputs)
        if onednn_product_float(
            Int64(inputs), Int64(outputs), Int64(rank), turned, Int64(rank), scaled, Int64(rank), true, &product, Int64(outputs))
        {
            return product
        }
        var scratch = [Float](repeating: 0, count: 32 * rank)
        kernels.product_float(
            Int64(inputs), Int64(outputs), Int64(rank), turned, Int64(rank), scaled, Int64(rank), true, &product, Int64(outputs),
            &scratch)
        return product
    }

    /// Multiplies the `rows` rows that `from` holds and hands the unfinished product to a kernel that finishes it.
    func multiply(_ from: RowInput, rows: Int, _ workspace: Workspace, _ finish: (UnsafePointer<KernelsProduct>) -> Void) {
        var product = KernelsProduct()
        product.bias = bias.start
        switch workspace.engine {
        case .int8:
            let out = workspace.sums
            ByteProduct.here.multiply(rows, outputs, inputs, from.bytes, weights.start, out, scratch: workspace.byteScratch)
            product.sums = UnsafePointer(out)
            product.row_scale = UnsafePointer(from.scale)
            product.row_zero = UnsafePointer(from.zero)
            product.column_scale = scale.start
            product.column_sum = sums.start
            finish(&product)
        case .float, .portable:
            let out = workspace.floats
            widened.withUnsafeBufferPointer { w in
                guard let w = w.baseAddress else { return }
                workspace.product(rows, outputs, inputs, from.floats, inputs, w, outputs, transposed: false, out, outputs)
            }
            product.floats = UnsafePointer(out)
            finish(&product)
        }
    }
}

/// The rows a product starts from: as bytes with scale and zero for each row, or as single precision, by engine.
struct RowInput {
    let bytes: UnsafeMutablePointer<UInt8>
    let scale: UnsafeMutablePointer<Float>
    let zero: UnsafeMutablePointer<Int32>
    let floats: UnsafePointer<Float>
}
