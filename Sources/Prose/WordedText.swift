/// A text with its words, their word pieces, and what can be seen of each word without a model.
///
/// Words stand in the order of the text, do not overlap, and hold at least one code point and one piece each; the pieces of a
/// word follow each other, and every piece belongs to a word. What stands between words (white space, control characters,
/// accents that the normalizer strips) belongs to none.
///
///     let prose = wordPiece.read("“No,” she said.")
///     prose.slice(2..<3)         // ","
///     prose.words[0].quote       // .opening
///     prose.windows()            // [0..<7]
public struct WordedText: Sendable {
    /// The text, in Swift's native UTF-8.
    public let text: String
    /// The piece ids of the whole text, without [CLS] and [SEP]: 0 ..< size of the vocabulary.
    public let pieces: [Int32]
    /// For each piece, the index of its word.
    public let pieceWord: [Int32]
    /// The words, in order of the text.
    public let words: [Word]
    /// Bytes of UTF-8 in `text`.
    public let byteCount: Int
    /// Unicode code points in `text`.
    public let codePointCount: Int

    /// The first piece of a word; the end of the pieces for the end of the words.
    func firstPiece(from word: Int) -> Int { word < words.count ? words[word].firstPiece : pieces.count }
}

/// A word as BERT's basic tokenizer cuts it: a run of letters and digits, one punctuation mark, or one Chinese character.
public struct Word: Sendable, Hashable {
    /// The first of its pieces; they end where those of the next word start.
    public internal(set) var firstPiece: Int
    /// Its first code point, counted from the start of the text.
    public internal(set) var start: Int
    /// The code point behind its last one.
    public internal(set) var end: Int
    /// Its first byte of UTF-8, counted from the start of the text.
    public internal(set) var byteStart: Int
    /// The byte behind its last one.
    public internal(set) var byteEnd: Int
    /// What its letters look like, which the uncased pieces do not tell.
    public internal(set) var shape: WordShape
    /// What stands before it.
    public internal(set) var gap: Gap
    /// Where it stands toward quotation marks.
    public internal(set) var quote: QuotePosition
    /// Its paragraph, counted from 0.
    public internal(set) var paragraph: Int32
    /// Which quotation of the text it stands in, counted from 1; 0 outside. A closing mark without an opening one has the number of
    /// the quotation before it.
    public internal(set) var quotation: Int32
}
