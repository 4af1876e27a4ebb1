import TestSupport
import Testing

@testable import Prose

@Suite struct VocabularyTests {
    private let special = "[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\n"

    @Test func aWordIsCutIntoItsLongestPiecesFirst() throws {
        let wordPiece = try WordPiece(vocabulary: Array((special + "z\nzen\n##d\n##da\n##a\n").utf8))
        #expect(wordPiece.vocabulary.count == 10)
        #expect(wordPiece.read("Zenda zendd zenx").pieces == [6, 8, 6, 7, 7, wordPiece.vocabulary.unknown])
    }

    @Test func linesMayEndInCarriageReturns() throws {
        let wordPiece = try WordPiece(vocabulary: Array((special + "zenda").replacing("\n", with: "\r\n").utf8))
        #expect(wordPiece.read("Zenda").pieces == [5])
    }

    @Test(arguments: ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"])
    func aFileWithoutASpecialPieceIsRefused(missing: String) {
        let error = #expect(throws: VocabularyError.self) {
            try WordPiece(vocabulary: Array(special.replacing(missing + "\n", with: "").utf8))
        }
        let sentence = "This is not BERT's vocab.txt: it has no line \(missing); run make setup to fetch the vocabulary."
        #expect(error?.description == sentence)
    }

    @Test(arguments: [[], [0xFF, 0x0A], Array("{}".utf8)])
    func whatIsNoVocabularyIsRefused(bytes: [UInt8]) {
        #expect(throws: VocabularyError.self) { try WordPiece(vocabulary: bytes) }
    }

    @Test func theModelsVocabularyHasItsKnownIds() throws {
        let wordPiece = try Repository.wordPiece()
        #expect(wordPiece.vocabulary.count == 30522)
        #expect(
            [wordPiece.vocabulary.unknown, wordPiece.vocabulary.classifier, wordPiece.vocabulary.separator] == [100, 101, 102])
    }
}
