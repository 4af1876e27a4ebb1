import CKernels

/// The hidden layer of the role scorer: for one cue, a state for each word of the window.
public struct RoleLayer: Sendable {
    /// Length of a state.
    public static let width = 128
    /// Rows of the table: distances to the cue, then paragraphs apart, then quotation marks between them.
    public static let distances = 25
    /// See `distances`.
    public static let paragraphs = 5
    /// See `distances`.
    public static let quotations = 5
    private static let taps = 5
    /// How many words on each side a word's state takes in.
    public static let reach = taps / 2

    private let product: Dense
    private let table: Tensor<Float>
    private let around: Tensor<Float>
    private let aroundBias: Tensor<Float>

    /// The layer in a model file.
    public init(_ file: ModelFile) throws {
        let width = RoleLayer.width
        product = try Dense(file, "roles.product", inputs: width, outputs: width, biased: false)
        table = try file.tensor("roles.table", [RoleLayer.distances + RoleLayer.paragraphs + RoleLayer.quotations, width])
        around = try file.tensor("roles.around.weight", [RoleLayer.taps, width])
        aroundBias = try file.tensor("roles.around.bias", [width])
    }

    /// The place of each word toward the cue, as rows of the table.
    public struct Places {
        /// 0 ..< 25.
        public var distance: [UInt8] = []
        /// 25 ..< 30.
        public var paragraph: [UInt8] = []
        /// 30 ..< 35.
        public var quotation: [UInt8] = []

        /// Places of no words.
        public init() {}
    }

    /// - Parameters:
    ///   - word: [words, width], what each word says for itself.
    ///   - wordProduct: [words, width], what of each word meets the cue.
    ///   - cue: [width], what the cue says for itself.
    ///   - cueProduct: [width], what of the cue meets each word.
    ///   - places: one row number of each kind for each word.
    /// - Returns: [words, width].
    public func apply(
        word: [Float], wordProduct: [Float], cue: [Float], cueProduct: [Float], places: Places, _ workspace: Workspace
    ) -> [Float] {
        let width = RoleLayer.width
        let words = places.distance.count
        guard words > 0, word.count == words * width, wordProduct.count == words * width, cue.count == width,
            cueProduct.count == width,
            places.paragraph.count == words, places.quotation.count == words
        else { return [] }
        var met = wordProduct
        met.withUnsafeMutableBufferPointer { met in
            for row in 0..<words { for j in 0..<width { met[row * width + j] *= cueProduct[j] } }
        }
        let products = product.apply(met, rows: words, workspace)
        let hidden = [Float](unsafeUninitializedCapacity: words * width) { out, count in
            kernels.role_hidden(
                word, products, cue, table.start, places.distance, places.paragraph, places.quotation, Int64(words), Int64(width),
                out.baseAddress)
            count = words * width
        }
        return [Float](unsafeUninitializedCapacity: words * width) { out, count in
            kernels.role_around(
                hidden, around.start, aroundBias.start, Int64(RoleLayer.taps), Int64(words), Int64(width), out.baseAddress)
            count = words * width
        }
    }
}

extension RoleLayer {
    /// GELU of each value of a row of `width`.
    public func raised(_ row: [Float]) -> [Float] {
        guard row.count == RoleLayer.width else { return [] }
        return [Float](unsafeUninitializedCapacity: row.count) { out, count in
            row.withUnsafeBufferPointer { row in
                var product = KernelsProduct()
                product.floats = row.baseAddress
                kernels.finish_gelu(&product, 1, Int64(row.count), out.baseAddress)
            }
            count = row.count
        }
    }
}
