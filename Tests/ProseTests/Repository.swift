import Foundation
import Prose
import TestSupport

extension Repository {
    private static let loaded = Result { try WordPiece(vocabulary: vocabulary()) }

    /// The word pieces of the model, made once for all tests.
    static func wordPiece() throws -> WordPiece { try loaded.get() }

    static func vocabulary() throws -> Data { try Data(contentsOf: URL(filePath: made(".setup/base/vocab.txt"))) }
}
