/// Cuts text into the words and word pieces of an uncased BERT vocabulary, with the features that the reader sees of each word.
///
/// Ids and offsets equal those of Hugging Face's `tokenizers` 0.23 with BertNormalizer (clean_text, handle_chinese_chars,
/// strip_accents, lowercase), BertPreTokenizer and WordPiece (at most 100 characters a word), and the features those of
/// `Training/prose.py`, for any text. As there, the five special pieces stand for themselves where a text spells them:
/// "[SEP]" is one word and one piece. Time is linear in the text, but for n log n in a run of n combining marks out of order.
///
///     let wordPiece = try WordPiece(vocabulary: Data(contentsOf: folder.appending(path: "vocab.txt")))
///     let prose = wordPiece.read("Zenda denies it.")
///     prose.pieces   // one id for each of zen ##da denies it .
public struct WordPiece: Sendable {
    let vocabulary: Vocabulary
    let forms = ScalarForms()

    /// Takes the bytes of BERT's vocab.txt: UTF-8, one piece a line, pieces that continue a word with "##" before them.
    ///
    /// Throws where the bytes are not UTF-8 or one of [PAD], [UNK], [CLS], [SEP], [MASK] is missing.
    public init(vocabulary: some Collection<UInt8>) throws(VocabularyError) {
        self.vocabulary = try Vocabulary(file: Array(vocabulary))
    }

    /// Cuts text into words alone, as every vocabulary does; their pieces are [UNK].
    package init() { vocabulary = Vocabulary() }

    /// For what is asked of words where no model is at hand.
    static let wordsAlone = WordPiece()

    /// The words and pieces of a text; none of either where it holds nothing but white space or what the normalizer drops.
    public func read(_ text: String) -> WordedText { scan(text, recording: false).text }

    /// The text, and for each piece its code points [start, end), which is what the reference calls an encoding's offsets.
    func scan(_ text: String, recording: Bool) -> (text: WordedText, offsets: [Range<Int>]) {
        var text = text
        text.makeContiguousUTF8()
        var scan = PieceScan(bytes: Array(text.utf8), vocabulary: vocabulary, forms: forms, recording: recording)
        scan.run()
        settleParagraphs(of: &scan.words)
        findQuotations(in: &scan.words, signs: scan.signs)
        let worded = WordedText(
            text: text, pieces: scan.pieces, pieceWord: scan.pieceWord, words: scan.words, byteCount: scan.bytes.count,
            codePointCount: scan.bytes.count - scan.shift)
        return (worded, scan.offsets)
    }
}
