import Foundation
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
        let file = try ModelFile(path: path)
        #expect(try file.blob("vocabulary") == Array(Data(contentsOf: URL(filePath: base() + "/vocab.txt"))))
        for engine in Engine.allCases where engine.isAvailable { _ = try Encoder(file, engine: engine) }
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path) == ["reader.model"])
    }

    @Test func whatIsMissingIsNamed() throws {
        try expect("\(folder.url.path)/model.safetensors cannot be read") {
            try ModelBuilder(base: folder.url.path, changes: changes())
        }
        try expect("\(folder.url.path)/reader.safetensors cannot be read") {
            try ModelBuilder(base: base(), changes: folder.url.path)
        }
        _ = try folder.write(little(UInt64(2)) + Array("{}".utf8), to: "model.safetensors")
        _ = try folder.write(little(UInt64(2)) + Array("{}".utf8), to: "reader.safetensors")
        try expect("\(folder.url.path)/vocab.txt cannot be read") {
            try ModelBuilder(base: folder.url.path, changes: folder.url.path)
        }
        _ = try folder.write(Array("[PAD]\n".utf8), to: "vocab.txt")
        try expect("\(folder.url.path)/reader.json is not a model card") {
            try ModelBuilder(base: folder.url.path, changes: folder.url.path)
        }
        _ = try folder.write(Array("{\"name\": \"x\"}".utf8), to: "reader.json")
        try expect("\(folder.url.path)/reader.json is not a model card") {
            try ModelBuilder(base: folder.url.path, changes: folder.url.path)
        }
        _ = try folder.write(Array(JSONEncoder().encode(SmallModel().card)), to: "reader.json")
        var builder = try ModelBuilder(base: folder.url.path, changes: folder.url.path)
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
