import CKernels
import COneDNN

/// The kernels for this processor, chosen once.
let kernels: Kernels = kernels_best().pointee

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

    init(_ file: ModelFile, _ name: String, inputs: Int, outputs: Int, engine: Engine) throws {
        self.inputs = inputs
        self.outputs = outputs
        weights = try file.tensor(name + ".bytes", [inputs, outputs])
        scale = try file.tensor(name + ".scale", [outputs])
        sums = try file.tensor(name + ".sums", [outputs])
        bias = try file.tensor(name + ".bias", [outputs])
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

    /// Multiplies the `rows` rows that `from` holds and hands the unfinished product to a kernel that finishes it.
    func multiply(_ from: RowInput, rows: Int, _ workspace: Workspace, _ finish: (UnsafePointer<KernelsProduct>) -> Void) {
        var product = KernelsProduct()
        product.bias = bias.start
        switch workspace.engine {
        case .int8:
            let out = workspace.sums
            _ = onednn_product_u8s8(Int64(rows), Int64(outputs), Int64(inputs), from.bytes, weights.start, out)
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
