import Foundation
import Neural
import Prose
import Reading
import Record

/// Files that the tests need, found from the place of this one.
enum Repository {
    private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()
    private static let opened = Result { try Reader(modelAt: made("Models/reader.model")) }
    private static let mapped = Result { try ModelFile(path: made("Models/reader.model")) }
    private static let loaded = Result { try WordPiece(vocabulary: modelFile().blob("vocabulary")) }

    /// The reader with the trained model, opened once for all tests.
    static func reader() throws -> Reader { try opened.get() }

    /// The file of the trained model.
    static func modelFile() throws -> ModelFile { try mapped.get() }

    /// The same with another engine.
    static func reader(_ engine: Reader.Engine) throws -> Reader {
        try Reader(modelAt: made("Models/reader.model"), engine: engine)
    }

    /// The word pieces of that model.
    static func wordPiece() throws -> WordPiece { try loaded.get() }

    /// The lines of a file in Tests/Fixtures.
    static func fixture(_ name: String) throws -> [Data] {
        try Data(contentsOf: root.appending(path: "Tests/Fixtures/\(name)")).split(separator: UInt8(ascii: "\n"))
    }

    private static func made(_ name: String) throws -> String {
        let path = root.appending(path: name).path
        guard FileManager.default.fileExists(atPath: path) else {
            throw Missing(description: "\(path) is missing: run make setup.")
        }
        return path
    }

    struct Missing: Error, CustomStringConvertible {
        let description: String
    }
}

/// SplitMix64 (Steele, Lea, Flood 2014): the same numbers in every run.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
