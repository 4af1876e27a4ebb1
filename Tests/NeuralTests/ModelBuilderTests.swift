import Foundation
import TestSupport
import Testing

@testable import Neural

@Suite struct ModelBuilderTests {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func base() throws -> String { try Repository.made(".setup/base") }

    private func changes() throws -> String {
        _ = try Repository.made("Models/reader.safetensors")
        return Repository.root.appending(path: "Models").path
    }

    @Test func theSameInputsGiveTheSameBytesWhichOpenAsAModel() throws {
        var builder = try ModelBuilder(base: base(), changes: changes())
        let path = folder.path("reader.model")
        try builder.write(to: path)
        let first = try Data(contentsOf: URL(filePath: path))
        #expect(Array(first) == (try builder.build()))
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["reader.model"])
        let file = try ModelFile(path: path)
        #expect(try file.blob("vocabulary") == Array(Data(contentsOf: URL(filePath: base() + "/vocab.txt"))))
        for engine in Engine.allCases where engine.isAvailable { _ = try Encoder(file, engine: engine) }
        try expectMatrices(in: file)
        try expectEmbeddings(in: file)
    }

    /// The public matrix, [outputs, inputs], plus left * diag(scale) * right; products want [inputs, outputs] and the sum of each column.
    private func expectMatrices(in file: ModelFile) throws {
        let trained = try Safetensors(path: changes() + "/reader.safetensors")
        let rank = ModelBuilder.rank
        let left = try trained.bytes("encoder.layer.5.up.left", [1536, rank])
        let right = try trained.bytes("encoder.layer.5.up.right", [rank, 384])
        let each = try trained.floats("encoder.layer.5.up.scale", [rank])
        let base = try Safetensors(path: base() + "/model.safetensors")
        let name = "encoder.layer.5.intermediate.dense.weight"
        let weights = try base.floats(base.has(name) ? name : "bert." + name, [1536, 384])
        let built: Tensor<Int8> = try file.tensor("layer.5.up.bytes", [384, 1536])
        let scale: Tensor<Float> = try file.tensor("layer.5.up.scale", [1536])
        let sums: Tensor<Int32> = try file.tensor("layer.5.up.sums", [1536])
        for o in stride(from: 0, to: 1536, by: 311) {
            for i in 0..<384 {
                let change = (0..<rank).reduce(Float(0)) {
                    $0 + Float(left[o * rank + $1]) * each[$1] * Float(right[$1 * 384 + i])
                }
                let want = weights[o * 384 + i] + change
                #expect(abs(scale[o] * Float(built[i * 1536 + o]) - want) <= scale[o] * 0.501)
            }
            #expect((0..<384).map { abs(Int(built[$0 * 1536 + o])) }.max() == 127)
            #expect(sums[o] == (0..<384).reduce(0) { $0 + Int32(built[$1 * 1536 + o]) })
        }
    }

    private func expectEmbeddings(in file: ModelFile) throws {
        let base = try Safetensors(path: base() + "/model.safetensors")
        let name = "embeddings.word_embeddings.weight"
        let words = try base.floats(base.has(name) ? name : "bert." + name, [30522, 384])
        let bytes: Tensor<Int8> = try file.tensor("words.bytes", [30522, 384])
        let scale: Tensor<Float> = try file.tensor("words.scale", [30522])
        for row in stride(from: 0, to: 30522, by: 997) {
            #expect((0..<384).map { abs(Int(bytes[row * 384 + $0])) }.max() == 127)
            for at in row * 384..<row * 384 + 384 {
                #expect(abs(scale[row] * Float(bytes[at]) - words[at]) <= scale[row] * 0.5001)
            }
        }
    }

    @Test func whatIsMissingIsNamed() throws {
        try expect("\(folder.path)/model.safetensors cannot be read") {
            try ModelBuilder(base: folder.path, changes: changes())
        }
        try expect("\(folder.path)/reader.safetensors cannot be read") {
            try ModelBuilder(base: base(), changes: folder.path)
        }
        _ = try folder.write("model.safetensors", little(UInt64(2)) + Array("{}".utf8))
        _ = try folder.write("reader.safetensors", little(UInt64(2)) + Array("{}".utf8))
        try expect("\(folder.path)/vocab.txt cannot be read") {
            try ModelBuilder(base: folder.path, changes: folder.path)
        }
        _ = try folder.write("vocab.txt", Array("[PAD]\n".utf8))
        try expect("\(folder.path)/reader.json is not a model card") {
            try ModelBuilder(base: folder.path, changes: folder.path)
        }
        _ = try folder.write("reader.json", Array("{\"name\": \"x\"}".utf8))
        try expect("\(folder.path)/reader.json is not a model card") {
            try ModelBuilder(base: folder.path, changes: folder.path)
        }
        _ = try folder.write("reader.json", Array(JSONEncoder().encode(SmallModel().card)))
        var builder = try ModelBuilder(base: folder.path, changes: folder.path)
        try expect("model.safetensors has no array bert.embeddings.word_embeddings.weight") { try builder.build() }
    }

    @Test func aPlaceThatCannotBeWrittenIsNamed() throws {
        var builder = try ModelBuilder(base: base(), changes: changes())
        try expect("\(folder.path("no/such")) cannot be written") { try builder.write(to: folder.path("no/such")) }
    }

    private func expect<T>(_ words: String, _ body: () throws -> T) throws {
        let error = #expect(throws: ModelError.self) { _ = try body() }
        let sentence = try #require(error).description
        #expect(sentence.contains(words) && sentence.hasSuffix(".") && !sentence.contains("\n"))
    }
}
