import TestSupport
import Testing

@testable import Neural

@Suite struct HeadTests {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    /// A file in which the layer "head" is the small model's numbers: weights [[1, -2, 0.5], [4, 8, -16]], bias [1, -2, 0.5].
    private func file() throws -> ModelFile {
        var model = SmallModel()
        model.tensors.append(TensorPlace(name: "head.weight", type: .f32, shape: [2, 3], offset: 4096))
        model.tensors.append(TensorPlace(name: "head.bias", type: .f32, shape: [3], offset: 4096))
        return try ModelFile(path: folder.write("head.model", model.file()))
    }

    @Test(arguments: Engine.allCases.filter(\.isAvailable))
    func aLayerMultipliesAndAddsItsBias(engine: Engine) throws {
        let workspace = Workspace(engine: engine)
        let layer = try Dense(file(), "head", inputs: 2, outputs: 3)
        #expect(layer.apply([1, 2, -1, 0.5, 7], rows: 2, workspace) == [10, 12, -31, 2, 4, -8])
        let unbiased = try Dense(file(), "head", inputs: 2, outputs: 3, biased: false)
        #expect(unbiased.apply([1, 2, -1, 0.5], rows: 2, workspace) == [9, 14, -31.5, 1, 6, -8.5])
    }

    @Test func tooFewNumbersOrNoRowsGiveNothing() throws {
        let layer = try Dense(file(), "head", inputs: 2, outputs: 3)
        let workspace = Workspace(engine: .portable)
        #expect(layer.apply([1, 2, 3], rows: 2, workspace) == [] && layer.apply([], rows: 0, workspace) == [])
    }

    @Test func aLayerOfAnotherShapeIsNotThere() throws {
        #expect(throws: ModelError.self) { try Dense(file(), "head", inputs: 3, outputs: 2) }
        #expect(throws: ModelError.self) { try Dense(file(), "other", inputs: 2, outputs: 3) }
    }

    @Test(arguments: Engine.allCases.filter(\.isAvailable))
    func theRoleLayerIsWhatTheTrainingWritesDown(engine: Engine) throws {
        let file = try ModelFile(path: Repository.made("Models/reader.model"))
        let (words, width) = (7, RoleLayer.width)
        var generator = SeededGenerator(seed: 16)
        let word = generator.floats(words * width), met = generator.floats(words * width)
        let cue = generator.floats(width), cueProduct = generator.floats(width)
        var places = RoleLayer.Places()
        places.distance = generator.integers(words, in: 0...24)
        places.paragraph = generator.integers(words, in: 25...29)
        places.quotation = generator.integers(words, in: 30...34)
        let found = try RoleLayer(file).apply(
            word: word, wordProduct: met, cue: cue, cueProduct: cueProduct, places: places, Workspace(engine: engine))
        let product: Tensor<Float> = try file.tensor("roles.product.weight", [width, width])
        let table: Tensor<Float> = try file.tensor("roles.table", [35, width])
        let hidden = (0..<words).map { i in
            (0..<width).map { j -> Double in
                let sum = (0..<width).reduce(0.0) {
                    $0 + Double(met[i * width + $1] * cueProduct[$1]) * Double(product[$1 * width + j])
                }
                let rows = [places.distance[i], places.paragraph[i], places.quotation[i]].map {
                    Double(table[Int($0) * width + j])
                }
                return Reference.gelu(sum + Double(word[i * width + j]) + Double(cue[j]) + rows.reduce(0, +))
            }
        }
        let filter: Tensor<Float> = try file.tensor("roles.around.weight", [5, width])
        let bias: Tensor<Float> = try file.tensor("roles.around.bias", [width])
        let expected = (0..<words).flatMap { i in
            (0..<width).map { j -> Double in
                let taps = (max(0, i - 2)...min(words - 1, i + 2)).map {
                    Double(filter[($0 - i + 2) * width + j]) * hidden[$0][j]
                }
                return hidden[i][j] + Reference.gelu(taps.reduce(Double(bias[j]), +))
            }
        }
        #expect(distance(found, expected) < 1e-4)
    }
}
