@testable import Neural

/// The encoder as `Training/model.py` writes it down, in double precision and without any of the kernels.
struct PlainEncoder {
    let file: ModelFile

    private typealias Rows = [[Double]]

    func states(_ window: [(id: Int, shape: Int, gap: Int, quote: Int)]) throws -> [[Double]] {
        var x = try embedded(window)
        for layer in 0..<Encoder.layers {
            let name = "layer.\(layer)."
            let attended = try linear(attention(linear(x, name + "qkv", 1152)), name + "out", 384)
            x = try normalized(sum(x, attended), name + "norm1")
            let inner = try linear(x, name + "up", 1536).map { $0.map(Reference.gelu) }
            x = try normalized(sum(x, linear(inner, name + "down", 384)), name + "norm2")
        }
        return x
    }

    private func embedded(_ window: [(id: Int, shape: Int, gap: Int, quote: Int)]) throws -> Rows {
        let words: Tensor<Int8> = try file.tensor("words.bytes", [30522, 384])
        let scale: Tensor<Float> = try file.tensor("words.scale", [30522])
        let positions: Tensor<Float> = try file.tensor("positions", [512, 384])
        let shapes: Tensor<Float> = try file.tensor("shapes", [8, 384])
        let gaps: Tensor<Float> = try file.tensor("gaps", [4, 384])
        let quotes: Tensor<Float> = try file.tensor("quotes", [4, 384])
        let rows = window.enumerated().map { i, piece in
            (0..<384).map { j -> Double in
                let word = Double(scale[piece.id]) * Double(words[piece.id * 384 + j]) + Double(positions[i * 384 + j])
                return word + Double(shapes[piece.shape * 384 + j]) + Double(gaps[piece.gap * 384 + j])
                    + Double(quotes[piece.quote * 384 + j])
            }
        }
        return try normalized(rows, "norm")
    }

    /// Twelve heads of 32, each the mean of the values weighted by softmax(q k / sqrt(32)).
    private func attention(_ qkv: Rows) -> Rows {
        qkv.indices.map { i in
            (0..<12).flatMap { head -> [Double] in
                let part = { (row: Int, kind: Int) in qkv[row][kind * 384 + head * 32..<kind * 384 + head * 32 + 32] }
                let scores = qkv.indices.map { k in zip(part(i, 0), part(k, 1)).reduce(0) { $0 + $1.0 * $1.1 } / 32.0.squareRoot()
                }
                let weights = Reference.softmax(scores)
                return (0..<32).map { j in
                    qkv.indices.reduce(0) { $0 + weights[$1] * qkv[$1][768 + head * 32 + j] }
                }
            }
        }
    }

    private func linear(_ x: Rows, _ name: String, _ outputs: Int) throws -> Rows {
        let inputs = x.first?.count ?? 0
        let weights: Tensor<Int8> = try file.tensor(name + ".bytes", [inputs, outputs])
        let scale: Tensor<Float> = try file.tensor(name + ".scale", [outputs])
        let bias: Tensor<Float> = try file.tensor(name + ".bias", [outputs])
        let start = weights.start
        return x.map { row in
            var sums = [Double](repeating: 0, count: outputs)
            sums.withUnsafeMutableBufferPointer { sums in
                for i in 0..<inputs {
                    let value = row[i]
                    for j in 0..<outputs { sums[j] += value * Double(start[i * outputs + j]) }
                }
            }
            return sums.enumerated().map { $1 * Double(scale[$0]) + Double(bias[$0]) }
        }
    }

    private func normalized(_ x: Rows, _ name: String) throws -> Rows {
        let gain: Tensor<Float> = try file.tensor(name + ".gain", [384]),
            shift: Tensor<Float> = try file.tensor(name + ".shift", [384])
        let (gains, shifts) = ((0..<384).map { gain[$0] }, (0..<384).map { shift[$0] })
        return x.map { Reference.normalized($0, columns: 384, gain: gains, shift: shifts) }
    }

    private func sum(_ a: Rows, _ b: Rows) -> Rows { zip(a, b).map { zip($0, $1).map { $0 + $1 } } }
}
