/// One pass over the UTF-8 of a text that finds words and their pieces.
///
/// Plain ASCII words and single marks go the short way, without the normalizer. A stretch that holds anything else is normalized
/// as a stream, up to the next scalar that certainly ends a word.
struct PieceScan {
    let bytes: [UInt8]
    private let vocabulary: Vocabulary
    private var forms: ScalarForms
    private let recording: Bool

    private(set) var pieces: [Int32] = []
    private(set) var pieceWord: [Int32] = []
    /// Without their final gaps, paragraphs and quotations.
    var words: [Word] = []
    /// For each word, what matters about it for quotation marks.
    private(set) var signs: [WordSign] = []
    /// For each piece, its code points; empty if not `recording`.
    private(set) var offsets: [Range<Int>] = []
    /// Bytes less code points, before the place that has been read.
    private(set) var shift = 0

    /// The normalized word that is being made, and where its bytes come from if not one for one from the text.
    private var made: [UInt8] = []
    private var origins: [Origin] = []
    private var madeCharacters = 0
    private var ordering = CanonicalOrdering()

    init(bytes: [UInt8], vocabulary: Vocabulary, forms: ScalarForms, recording: Bool) {
        self.bytes = bytes
        self.vocabulary = vocabulary
        self.forms = forms
        self.recording = recording
        // English news has 5.1 bytes a word and 4.8 a piece.
        words.reserveCapacity(bytes.count / 5)
        signs.reserveCapacity(bytes.count / 5)
        pieces.reserveCapacity(bytes.count * 2 / 9)
        pieceWord.reserveCapacity(bytes.count * 2 / 9)
    }

    /// Reads all of the text.
    mutating func run() {
        var at = 0
        while at < bytes.count {
            switch ByteClass(bytes[at]) {
            case .small, .large, .digit: at = readPlainWord(at)
            case .mark: at = readMark(at)
            case .space, .control: at += 1
            case .beyondASCII: at = readBeyondASCII(at)
            }
        }
    }

    /// A word of ASCII letters and digits; where something else joins them, the whole stretch.
    private mutating func readPlainWord(_ start: Int) -> Int {
        made.removeAll(keepingCapacity: true)
        var hash = PieceHash(continues: false)
        var classes: UInt8 = 0
        var at = start
        var next = ByteClass.space
        while at < bytes.count {
            next = ByteClass(bytes[at])
            guard next.rawValue <= ByteClass.digit.rawValue else { break }
            classes |= next.rawValue
            let lower = next == .large ? bytes[at] | 0x20 : bytes[at]
            made.append(lower)
            hash.add(lower)
            at += 1
        }
        if at < bytes.count && (next == .control || (next == .beyondASCII && !endsWord(at))) { return readStretch(start) }
        let shape: WordShape =
            switch classes {
            case ByteClass.small.rawValue: .lower
            case ByteClass.digit.rawValue: .digits
            default: shapeAndSign(start..<at).shape
            }
        addWord(bytes: start..<at, codePoint: start - shift, length: at - start, shape: shape, sign: .letters)
        madeCharacters = made.count
        cutPlain(hash, start: start - shift)
        return at
    }

    /// One ASCII mark, or a special piece that the text spells out.
    private mutating func readMark(_ at: Int) -> Int {
        made.removeAll(keepingCapacity: true)
        if bytes[at] == UInt8(ascii: "["),
            let special = vocabulary.special.first(where: { bytes[at...].starts(with: $0.bytes) })
        {
            let end = at + special.bytes.count
            let (shape, sign) = shapeAndSign(at..<end)
            addWord(bytes: at..<end, codePoint: at - shift, length: special.bytes.count, shape: shape, sign: sign)
            addPiece(special.id, at - shift..<end - shift)
            return end
        }
        var hash = PieceHash(continues: false)
        hash.add(bytes[at])
        made.append(bytes[at])
        madeCharacters = 1
        addWord(bytes: at..<at + 1, codePoint: at - shift, length: 1, shape: .mark, sign: WordSign(mark: UInt32(bytes[at])))
        cutPlain(hash, start: at - shift)
        return at + 1
    }

    private mutating func readBeyondASCII(_ at: Int) -> Int {
        let (scalar, length) = scalar(at)
        let form = forms[scalar]
        switch form.kind {
        case .flowing: return readStretch(at)
        case .alone:
            startMaking()
            ordering.add(form, from: origin(at, length))
            flush()
            finishWord()
        case .dropped, .space: break
        }
        shift += length - 1
        return at + length
    }

    /// Everything up to the next scalar that ends a word and with which no combining mark before it can change places.
    private mutating func readStretch(_ start: Int) -> Int {
        startMaking()
        var at = start
        scanning: while at < bytes.count {
            switch ByteClass(bytes[at]) {
            case .space, .mark: break scanning
            case .control: at += 1
            case .small, .large, .digit:
                let lower = ByteClass(bytes[at]) == .large ? bytes[at] | 0x20 : bytes[at]
                flush()
                append(UInt32(lower), from: origin(at, 1))
                at += 1
            case .beyondASCII:
                let (scalar, length) = scalar(at)
                let form = forms[scalar]
                if form.kind == .alone || form.kind == .space { break scanning }
                if form.kind == .flowing {
                    let place = origin(at, length)
                    for part in form.parts {
                        if part.order == 0 { flush() }
                        ordering.add(part, from: place)
                    }
                }
                at += length
                shift += length - 1
            }
        }
        flush()
        finishWord()
        return at
    }
}

// MARK: - Making words of normalized scalars

extension PieceScan {
    private func origin(_ at: Int, _ length: Int) -> Origin { Origin(codePoint: at - shift, byte: at, length: length) }

    private mutating func startMaking() {
        made.removeAll(keepingCapacity: true)
        origins.removeAll(keepingCapacity: true)
        madeCharacters = 0
        ordering.restart()
    }

    /// Takes what canonical ordering has ready.
    private mutating func flush() {
        guard !ordering.isEmpty else { return }
        ordering.sort()
        while let (part, origin) = ordering.next() {
            switch part.role {
            case .stripped: break
            case .letter: append(part.scalar, from: origin)
            case .mark:
                finishWord()
                append(part.scalar, from: origin)
                finishWord()
            }
        }
    }

    /// Adds a scalar to the word; of one that is too long to have pieces only where it ends, lest it take memory.
    private mutating func append(_ scalar: UInt32, from origin: Origin) {
        madeCharacters += 1
        if madeCharacters > Self.mostCharacters {
            origins[origins.count - 1] = origin
            return
        }
        let before = made.count
        if scalar < 0x80 {
            made.append(UInt8(truncatingIfNeeded: scalar))
        } else if let scalar = Unicode.Scalar(scalar) {
            made.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
        }
        for _ in before..<made.count { origins.append(origin) }
    }

    /// Adds the word that has been made, if it has any letters, and starts another.
    private mutating func finishWord() {
        guard let first = origins.first, let last = origins.last else { return }
        let range = first.byte..<last.byte + last.length
        let (shape, sign) = shapeAndSign(range)
        addWord(bytes: range, codePoint: first.codePoint, length: last.codePoint + 1 - first.codePoint, shape: shape, sign: sign)
        var hash = PieceHash(continues: false)
        if made.count <= vocabulary.longest { for byte in made { hash.add(byte) } }
        cut(hash) { [origins] range in origins[range.lowerBound].codePoint..<origins[range.upperBound - 1].codePoint + 1 }
        made.removeAll(keepingCapacity: true)
        origins.removeAll(keepingCapacity: true)
        madeCharacters = 0
    }

    private mutating func addWord(bytes range: Range<Int>, codePoint: Int, length: Int, shape: WordShape, sign: WordSign) {
        let gap = Gap(between: bytes, words.last?.byteEnd ?? 0, range.lowerBound)
        words.append(
            Word(
                firstPiece: pieces.count, start: codePoint, end: codePoint + length, byteStart: range.lowerBound,
                byteEnd: range.upperBound, shape: shape, gap: gap, quote: .outside, paragraph: 0, quotation: 0))
        signs.append(sign)
    }
}

// MARK: - Cutting words into pieces

extension PieceScan {
    /// Longer words are [UNK], as in the reference; counted in scalars of the normalized word.
    private static let mostCharacters = 100

    private mutating func cutPlain(_ hash: PieceHash, start: Int) {
        cut(hash) { start + $0.lowerBound..<start + $0.upperBound }
    }

    /// Adds the pieces of `made`, longest first; or [UNK] where they do not cover it.
    @inline(__always)
    private mutating func cut(_ hash: PieceHash, place: (Range<Int>) -> Range<Int>) {
        if made.count <= vocabulary.longest && madeCharacters <= Self.mostCharacters {
            let whole = vocabulary.find(hash, in: made, 0..<made.count)
            if whole >= 0 { return addPiece(whole, recording ? place(0..<made.count) : 0..<0) }
        }
        let first = pieces.count
        var at = 0
        while at < made.count, madeCharacters <= Self.mostCharacters, let piece = vocabulary.longestPiece(of: made, from: at) {
            addPiece(piece.id, recording ? place(at..<piece.end) : 0..<0)
            at = piece.end
        }
        if at == made.count { return }
        let surplus = pieces.count - first
        pieces.removeLast(surplus)
        pieceWord.removeLast(surplus)
        if recording { offsets.removeLast(surplus) }
        addPiece(vocabulary.unknown, recording ? place(0..<made.count) : 0..<0)
    }

    private mutating func addPiece(_ id: Int32, _ place: Range<Int>) {
        pieces.append(id)
        pieceWord.append(Int32(words.count - 1))
        if recording { offsets.append(place) }
    }
}

// MARK: - Looking at the text

extension PieceScan {
    /// Whether the scalar beyond ASCII at `at` ends a word before it.
    private mutating func endsWord(_ at: Int) -> Bool {
        let kind = forms[scalar(at).0].kind
        return kind == .alone || kind == .space
    }

    private func scalar(_ at: Int) -> (Unicode.Scalar, length: Int) { decodeScalar(bytes, at) }

    private mutating func shapeAndSign(_ range: Range<Int>) -> (shape: WordShape, sign: WordSign) {
        var count = ShapeCount()
        var sign = WordSign.letters
        var at = range.lowerBound
        while at < range.upperBound {
            let (scalar, length) = scalar(at)
            let traits = scalar.isASCII ? LetterTraits(ascii: bytes[at]) : forms[scalar].traits
            count.add(traits, isASCIIDigit: ByteClass(bytes[at]) == .digit)
            if at == range.lowerBound {
                sign = traits.contains(.letterOrNumber) ? .letters : WordSign(mark: length == range.count ? scalar.value : 0)
            }
            sign.endsInLetter = traits.contains(.letterOrNumber)
            at += length
        }
        return (count.shape, sign)
    }
}
