import Foundation
import Prose

/// Files that the tests need, found from the place of this one.
enum Repository {
    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    private static let loaded = Result { try WordPiece(vocabulary: vocabulary()) }

    /// The word pieces of the model, made once for all tests.
    static func wordPiece() throws -> WordPiece { try loaded.get() }

    static func vocabulary() throws -> Data {
        let file = root.appending(path: ".setup/base/vocab.txt")
        guard let data = try? Data(contentsOf: file) else {
            throw Missing(description: "\(file.path) is missing: run make setup.")
        }
        return data
    }

    /// The lines of a file in Tests/Fixtures.
    static func fixture(_ name: String) throws -> [Data] {
        try Data(contentsOf: root.appending(path: "Tests/Fixtures/\(name)")).split(separator: UInt8(ascii: "\n"))
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
