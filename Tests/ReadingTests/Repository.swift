import Neural
import Prose
import Reading
import TestSupport

extension Repository {
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
}
