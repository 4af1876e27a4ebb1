import CKernels

/// Scores pairs of mentions: how likely an earlier mention is the antecedent of a later one, against none, which scores 0.
public struct PairLayer: Sendable {
    /// Length of what a mention says for itself.
    public static let width = 128
    private let product: Dense
    private let table: Tensor<Float>
    private let rowCount: Int
    private let out: Dense

    /// The layer in a model file, with `rows` rows in its table of features.
    public init(_ file: ModelFile, rows: Int) throws {
        let width = PairLayer.width
        product = try Dense(file, "pairs.product", inputs: width, outputs: width, biased: false)
        table = try file.tensor("pairs.table", [rows, width])
        out = try Dense(file, "pairs.out", inputs: width, outputs: 1)
        rowCount = rows
    }

    /// What mentions say, [mentions, width] each: as the later one of a pair and as the earlier one, for themselves and to meet the
    /// other.
    public struct Mentions: Sendable {
        let later: [Float]
        let earlier: [Float]
        let laterProduct: [Float]
        let earlierProduct: [Float]

        /// Four arrays of the same length.
        public init(later: [Float], earlier: [Float], laterProduct: [Float], earlierProduct: [Float]) {
            (self.later, self.earlier, self.laterProduct, self.earlierProduct) = (later, earlier, laterProduct, earlierProduct)
        }
    }

    /// The scores of `candidates` as antecedents of `mention`.
    ///
    /// - Parameters:
    ///   - candidates: indices of mentions.
    ///   - features: rows of the table for each candidate, one array behind the other, equally many for each and three at least.
    public func scores(
        _ mentions: Mentions, of mention: Int, candidates: [Int], features: [UInt8], _ workspace: Workspace
    ) -> [Float] {
        let width = PairLayer.width
        guard !candidates.isEmpty, features.count % candidates.count == 0 else { return [] }
        let kinds = features.count / candidates.count
        guard kinds >= 3, features.allSatisfy({ $0 < rowCount }) else { return [] }
        var met = [Float](repeating: 0, count: candidates.count * width)
        var own = [Float](repeating: 0, count: candidates.count * width)
        for (row, candidate) in candidates.enumerated() {
            for j in 0..<width {
                met[row * width + j] = mentions.laterProduct[mention * width + j] * mentions.earlierProduct[candidate * width + j]
                own[row * width + j] = mentions.earlier[candidate * width + j]
            }
        }
        own.withUnsafeMutableBufferPointer { own in
            guard let start = own.baseAddress else { return }
            for row in candidates.indices {
                for kind in 3..<kinds {
                    kernels.add(table.start + Int(features[row * kinds + kind]) * width, Int64(width), start + row * width)
                }
            }
        }
        let firstThree = (0..<3).map { kind in candidates.indices.map { features[$0 * kinds + kind] } }
        let products = product.apply(met, rows: candidates.count, workspace)
        let later = Array(mentions.later[mention * width..<(mention + 1) * width])
        let hidden = [Float](unsafeUninitializedCapacity: candidates.count * width) { hidden, count in
            kernels.role_hidden(
                own, products, later, table.start, firstThree[0], firstThree[1], firstThree[2], Int64(candidates.count),
                Int64(width), hidden.baseAddress)
            count = candidates.count * width
        }
        return out.apply(hidden, rows: candidates.count, workspace)
    }
}
