import Dispatch
import Neural
import Record
import Synchronization
import TestSupport
import Testing
import Wire

@testable import Reading

@Suite struct ReaderTests {
    @Test(arguments: ["", " ", "\n\n \t\r\n\u{A0}\u{2003}", "\u{301}", "\u{0}\u{1}", "\u{FEFF}"])
    func aTextWithoutWordsHasNoStatements(text: String) throws {
        #expect(try Repository.reader().read(text) == Findings())
    }

    @Test(
        arguments: ["“", "”", "“”", "\"\"\"", "‘ ’ ' '", "«»«»", "”””“““", "— “", ",", "said", "“said”", "“said“ said ”said”"])
    func aTextOfFewMarksKeepsTheContract(text: String) throws { try expectContract(text) }

    @Test(arguments: 0..<60 as Range<UInt64>)
    func anyScalarsKeepTheContract(seed: UInt64) throws {
        try expectContract(arbitraryText(seed: seed, parts: anything, upTo: 150))
    }

    /// Words of reporting between quotation marks of all kinds.
    @Test(arguments: 100..<160 as Range<UInt64>)
    func aSoupOfQuotationMarksKeepsTheContract(seed: UInt64) throws {
        try expectContract(arbitraryText(seed: seed, parts: soup, upTo: 120))
    }

    /// News in which marks and accents stand at random places: many statements, some of them strange.
    @Test func articlesWithMarksAtRandomPlacesKeepTheContract() throws {
        var statements: [Statement] = []
        for (seed, line) in try Repository.fixture("samples.gold.jsonl").enumerated() {
            let text = try AnnotatedArticle(json: Array(line)).text ?? ""
            statements += try expectContract(spoilt(text, seed: UInt64(seed)))
        }
        #expect(statements.count > 80)
        #expect(Set(statements.map(\.form)) == Set(Form.allCases))
        #expect(statements.contains { $0.content.count > 1 } && statements.contains { $0.source.isEmpty })
    }

    @Test func aTextIsGivenUpAtTheNextWindowThatNobodyWants() throws {
        let text = String(repeating: "Mara Lind said that the harbour would stay open. ", count: 400)
        let reader = try Repository.reader()
        var asked = 0
        let found = reader.read(text) {
            asked += 1
            return asked == 3
        }
        #expect(found == nil && asked == 3)
        #expect(reader.read(text, unless: { false })?.findings == reader.read(text))
    }

    @Test func oneParagraphOfTwentyThousandWordsKeepsTheContract() throws {
        let sentences = [
            "Mara Lind said that the harbour would stay open, ",
            "while the old town lay quiet in the rain and the boats came home, ",
            "and “nobody will stop us,” Ivo Tarn told the council; ",
        ]
        var generator = SeededGenerator(seed: 3)
        var (text, words) = ("", 0)
        while words < 20_000 {
            let sentence = sentences[Int.random(in: 0..<3, using: &generator)]
            text += sentence
            words += sentence.split(separator: " ").count
        }
        let statements = try expectContract(text)
        #expect(statements.count > 500)
        let last = try #require(statements.last?.cue.last?.span.end)
        #expect(last > text.unicodeScalars.count - 2000)
    }

    @Test func manyThreadsAtOnceFindWhatOneFinds() throws {
        let reader = try Repository.reader()
        let texts = try Repository.fixture("samples.gold.jsonl").prefix(4).map {
            try AnnotatedArticle(json: Array($0)).text ?? ""
        }
        let expected = texts.map { reader.read($0) }
        #expect(expected.allSatisfy { !$0.statements.isEmpty })
        let same = Atomic(0)
        DispatchQueue.concurrentPerform(iterations: 8) { number in
            if reader.read(texts[number % 4]) == expected[number % 4] { same.add(1, ordering: .relaxed) }
        }
        #expect(same.load(ordering: .relaxed) == 8)
    }

    @Test func aModelThatIsNotThereIsNamed() {
        let error = #expect(throws: ModelError.self) { try Reader(modelAt: "/no/such/reader.model") }
        #expect(error?.description.contains("/no/such/reader.model") == true)
    }

    @Test func recordsNameTheProgramAndTheModel() throws {
        let reader = try Repository.reader()
        #expect(reader.version.version == Reader.programVersion)
        #expect(reader.version.model.hasPrefix(reader.card.name + "-"))
        #expect(reader.version.model.suffix(8).allSatisfy { $0.isHexDigit })
    }

    // MARK: Texts

    private let anything: [String] = [
        "\u{10FFFF}", "\u{0}", "\u{301}", "\u{200D}", "😀", "é", "ß", "議", "각", "ख", "\u{FFFD}", "\n", "\n\n", " ", " ", "\r\n",
        "said ",
        "she ", " that", "a", "Z", "7", "[SEP]", "“", "”", "\u{1D165}", "\u{AD}", "ﬁ",
    ]
    private let soup: [String] = [
        "“", "”", "\"", "‘", "’", "'", "«", "»", "„", " ", " ", " ", ", ", ". ", "\n\n", ": ", "— ", " said ", " told them ",
        " Mara Lind ",
        " Ivo Tarn ", " he ", " denied that ", " the bridge is safe", " we will see", " the union demanded ", "cafe\u{301}",
        " according to ",
    ]

    private func arbitraryText(seed: UInt64, parts: [String], upTo most: Int) -> String {
        var generator = SeededGenerator(seed: seed)
        return (0..<Int.random(in: 0...most, using: &generator)).reduce(into: "") { text, _ in
            text += parts[Int.random(in: 0..<parts.count, using: &generator)]
            if parts == anything, let scalar = Unicode.Scalar(UInt32.random(in: 0...0x10FFFF, using: &generator)) {
                text.unicodeScalars.append(scalar)
            }
        }
    }

    private func spoilt(_ text: String, seed: UInt64) -> String {
        var generator = SeededGenerator(seed: seed)
        let marks = Array("“”\"‘’'«»„.,:—\u{301}\u{20DD}\n".unicodeScalars)
        var scalars = Array(text.unicodeScalars)
        for _ in 0..<scalars.count / 60 {
            scalars.insert(
                marks[Int.random(in: 0..<marks.count, using: &generator)],
                at: Int.random(in: 0...scalars.count, using: &generator))
        }
        return String(String.UnicodeScalarView(scalars))
    }

    // MARK: The contract

    @discardableResult
    private func expectContract(_ text: String) throws -> [Statement] {
        let reader = try Repository.reader()
        let findings = reader.read(text)
        let statements = findings.statements
        let scalars = Array(text.unicodeScalars)
        #expect(statements.map(\.id) == Array(statements.indices))
        #expect(findings.entities.map(\.id) == Array(findings.entities.indices))
        for entity in findings.entities {
            #expect(!entity.name.isEmpty && !entity.mentions.isEmpty)
            for extract in entity.mentions.map(\.extract) {
                guard extract.span.start < extract.span.end, extract.span.end <= scalars.count else {
                    Issue.record("\(extract.span) lies outside \(scalars.count) code points")
                    continue
                }
                #expect(scalars[extract.span.start..<extract.span.end].elementsEqual(extract.text.unicodeScalars))
            }
        }
        for statement in statements {
            let extracts = statement.source + statement.cue + statement.content
            for extract in extracts {
                let span = extract.span
                guard 0 <= span.start, span.start < span.end, span.end <= scalars.count else {
                    Issue.record("\(span) lies outside \(scalars.count) code points")
                    continue
                }
                #expect(scalars[span.start..<span.end].elementsEqual(extract.text.unicodeScalars))
            }
            #expect(statement.source.count <= 1 && statement.cue.count <= 1 && !statement.content.isEmpty)
            #expect(!statement.cue.isEmpty || statement.form == .direct)
            let ordered = extracts.map(\.span).sorted()
            #expect(zip(ordered, ordered.dropFirst()).allSatisfy { !$0.overlaps($1) }, "parts overlap: \(ordered)")
            #expect(statement.content.map(\.span) == statement.content.map(\.span).sorted())
            #expect(statement.confidence >= min(reader.card.threshold, reader.card.nestedThreshold) && statement.confidence <= 1)
            #expect(statement.speaker.map(findings.entities.indices.contains) ?? true)
            #expect(statement.speakerConfidence.map { 0...1 ~= $0 } ?? (statement.speaker == nil))
            #expect(!statement.isSpeakerInferred || statement.speaker != nil && statement.source.isEmpty)
            guard let parent = statement.parent else { continue }
            #expect(parent != statement.id && statements.indices.contains(parent))
            #expect(statements[parent].content.contains { piece in ordered.allSatisfy(piece.span.contains) })
            #expect(length(statements[parent]) > length(statement))
        }
        let cues = statements.flatMap(\.cue).map(\.span.start)
        #expect(Set(cues).count == cues.count, "a cue was read twice")
        let starts = statements.map { ($0.source + $0.cue + $0.content).map(\.span.start).min() ?? 0 }
        #expect(starts == starts.sorted())
        return statements
    }

    private func length(_ statement: Statement) -> Int {
        let spans = (statement.source + statement.cue + statement.content).map(\.span)
        return (spans.map(\.end).max() ?? 0) - (spans.map(\.start).min() ?? 0)
    }
}
