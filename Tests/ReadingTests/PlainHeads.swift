import Foundation
import Neural

/// The heads above the encoder as `Training/model.py` writes them down, in double precision.
struct PlainHeads {
    let file: ModelFile

    /// y = x W + b of the layer `name`; without a bias where the file has none.
    func linear(_ x: [Double], _ name: String, outputs: Int, biased: Bool = true) throws -> [Double] {
        let weights: Tensor<Float> = try file.tensor(name + ".weight", [x.count, outputs])
        let bias: Tensor<Float>? = biased ? try file.tensor(name + ".bias", [outputs]) : nil
        return (0..<outputs).map { j in
            x.indices.reduce(bias.map { Double($0[j]) } ?? 0) { $0 + x[$1] * Double(weights[$1 * outputs + j]) }
        }
    }

    /// The probabilities of O, B and I.
    func cue(_ state: [Double]) throws -> [Double] {
        let scores = try linear(linear(state, "cues.hidden", outputs: 128).map(gelu), "cues.out", outputs: 3)
        let weights = scores.map { exp($0 - (scores.max() ?? 0)) }
        return weights.map { $0 / weights.reduce(0, +) }
    }

    /// Six potentials for each word, given its rows of the table, and the score of a statement without a source.
    func roles(_ states: [[Double]], cue range: Range<Int>, rows: [[Int]]) throws -> (potentials: [[Double]], sourceless: Double)
    {
        let mean = (0..<384).map { j in range.reduce(0) { $0 + states[$1][j] } / Double(range.count) }
        let own = try linear(mean, "roles.cue", outputs: 128, biased: false)
        let ownProduct = try linear(mean, "roles.cue_product", outputs: 128, biased: false)
        let table: Tensor<Float> = try file.tensor("roles.table", [35, 128])
        let hidden = try states.enumerated().map { i, state in
            let met = try zip(linear(state, "roles.word_product", outputs: 128, biased: false), ownProduct).map { $0 * $1 }
            let product = try linear(met, "roles.product", outputs: 128, biased: false)
            let word = try linear(state, "roles.word", outputs: 128)
            return (0..<128).map { j in
                gelu(word[j] + own[j] + product[j] + rows[i].reduce(0) { $0 + Double(table[$1 * 128 + j]) })
            }
        }
        let potentials = try around(hidden).map { try linear($0, "roles.out", outputs: 6) }
        return (potentials, try linear(own.map(gelu), "roles.sourceless", outputs: 1)[0])
    }

    /// The score of a mention that speaks for a candidate of a statement, as `SpeakerScorer` in `Training/speakers.py` has it.
    func speaker(
        source: [Double], cue: [Double], statement: [Double], mention: [Double], candidate: [Double], distance: Int, level: Int
    ) throws -> Double {
        let parts = try [
            linear(source, "speakers.source", outputs: 128, biased: false),
            linear(cue, "speakers.cue", outputs: 128, biased: false),
            linear(statement, "speakers.statement", outputs: 128),
        ]
        let asking = (0..<128).map { j in gelu(parts.reduce(0) { $0 + $1[j] }) }
        let said = try linear(mention, "speakers.mention", outputs: 128).map(gelu)
        let table: Tensor<Float> = try file.tensor("speakers.table", [21, 128])
        let sums = try [
            linear(asking, "speakers.asked", outputs: 128), linear(said, "speakers.own", outputs: 128, biased: false),
            linear(zip(asking, said).map { $0 * $1 }, "speakers.met", outputs: 128, biased: false),
            linear(candidate, "speakers.seen", outputs: 128, biased: false),
        ]
        let hidden = (0..<128).map { j in
            gelu(sums.reduce(0) { $0 + $1[j] } + Double(table[distance * 128 + j]) + Double(table[(16 + level) * 128 + j]))
        }
        return try linear(linear(hidden, "speakers.deep", outputs: 128).map(gelu), "speakers.out", outputs: 1)[0]
    }

    private func around(_ hidden: [[Double]]) throws -> [[Double]] {
        let filter: Tensor<Float> = try file.tensor("roles.around.weight", [5, 128])
        let bias: Tensor<Float> = try file.tensor("roles.around.bias", [128])
        return hidden.indices.map { i in
            (0..<128).map { j in
                let heard = (0..<5).filter { hidden.indices.contains(i + $0 - 2) }
                return hidden[i][j]
                    + gelu(heard.reduce(Double(bias[j])) { $0 + Double(filter[$1 * 128 + j]) * hidden[i + $1 - 2][j] })
            }
        }
    }

    private func gelu(_ x: Double) -> Double { 0.5 * x * (1 + erf(x / 2.squareRoot())) }
}
