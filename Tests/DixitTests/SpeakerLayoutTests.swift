import Record
import Testing

@testable import dixit

/// Who is shown to speak, and `dixit read --by speaker`.
@Suite struct SpeakerLayoutTests {
    private func laidOut(
        _ record: ArticleRecord, by arrangement: Arrangement = .speaker, width: Int = 80, isPainted: Bool = false
    ) -> String {
        ArticleLayout(width: width, paint: Paint(isOn: isPainted), arrangement: arrangement).text(of: record)
    }

    private func record(_ statements: [Statement], _ names: [String] = ["Mara Lind", "Thora Holm"]) -> ArticleRecord {
        let entities = names.enumerated().map { Entity(id: $0, name: $1, kind: $0 == 0 ? .person : nil, mentions: []) }
        return ArticleRecord(
            article: Article(id: "a", path: "a.txt", text: "x"), findings: Findings(statements: statements, entities: entities),
            reader: ReaderVersion(version: "0", model: "none"))
    }

    /// A statement of one word, "yes", said by a speaker whom the source's words name.
    private func statement(
        _ id: Int, parent: Int? = nil, _ source: String, _ speaker: Int? = nil, cue: String = "said", confidence: Double = 1,
        speakerConfidence: Double? = 1
    ) -> Statement {
        let extract = { (words: String) in words.isEmpty ? [] : [Extract(span: Span(0, 1), text: words)] }
        return Statement(
            id: id, parent: parent, form: .indirect, source: extract(source), cue: extract(cue), content: extract("yes"),
            speaker: speaker, confidence: confidence, speakerConfidence: speakerConfidence, isSpeakerInferred: source.isEmpty)
    }

    /// The lines between the article's heading and the last line.
    private func body(_ record: ArticleRecord, by arrangement: Arrangement = .speaker, width: Int = 80) -> [String] {
        laidOut(record, by: arrangement, width: width).split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
            .dropFirst(3).dropLast(3)
    }

    @Test func statementsStandBelowWhoSaysThem() {
        #expect(
            laidOut(SampleRecord.record, width: 80) == """
                The harbour stays shut
                The Harbour Post · 2031-05-04 · news/harbour.txt

                  Mara Lind · person · 2 statements
                    Mara Lind, who speaks for the League · said
                        “The harbour stays shut until they sign,”
                    she · added ?  “Not one ship,” … “and not one barge.”

                  Thora Holm · person · 1 statement
                    denied
                        that officials in Norrvik had promised to sign before the winter, when
                        the straits freeze and no pilot will take a ship across

                  officials in Norrvik · 1 statement
                    ↳ as told by Thora Holm · had promised  to sign before the winter

                  the Harbour Post · organization · 1 statement
                    wrote  港は閉まっている

                  (no source) · 1 statement
                    feared  that grain would run out

                6 statements · 4 speakers · 39 % of the words in own voice

                """)
    }

    @Test func atTheNarrowestWidth() {
        #expect(
            laidOut(SampleRecord.record, width: 24).split(separator: "\n").dropFirst(4).prefix(14) == [
                "  Mara Lind · person", "    · 2 statements", "    Mara Lind, who", "      speaks for the", "      League · said",
                "        “The harbour", "        stays shut until", "        they sign,”", "    she · added ?",
                "        “Not one ship,”",
                "        … “and not one", "        barge.”", "  Thora Holm · person", "    · 1 statement",
            ])
    }

    @Test func whoSaysMostComesFirstAndOfAsManyWhoComesFirst() {
        let statements = [
            statement(0, ""), statement(1, "the pilot"), statement(2, "Thora Holm", 1), statement(3, ""), statement(4, "she", 0),
            statement(5, "she", 0), statement(6, ""),
        ]
        let heads = body(record(statements)).filter { $0.hasSuffix("statement") || $0.hasSuffix("statements") }
        #expect(
            heads == [
                "  Mara Lind · person · 2 statements", "  the pilot · 1 statement", "  Thora Holm · 1 statement",
                "  (no source) · 3 statements",
            ])
    }

    @Test func aSpeakerIsOneWhateverTheWordsAndWordsAreOneWhateverTheirCase() {
        let statements = [
            statement(0, "she", 0), statement(1, "Mara Lind", 0), statement(2, "The pilot"), statement(3, "the pilot"),
            statement(4, "Lind", 7),
        ]
        #expect(
            body(record(statements)) == [
                "  Mara Lind · person · 2 statements", "    she · said  yes", "    said  yes", "", "  The pilot · 2 statements",
                "    said  yes", "    said  yes", "", "  Lind · 1 statement", "    said  yes",
            ])
        #expect(laidOut(record(statements)).contains("\n5 statements · 3 speakers"))
        #expect(laidOut(record(statements), by: .text).contains("\n5 statements · 3 speakers"))
    }

    @Test func twoSpeakersOfOneNameAreTwo() {
        let twice = record([statement(0, "Mara Lind", 0), statement(1, "Mara Lind", 1)], ["Mara Lind", "Mara Lind"])
        #expect(laidOut(twice).contains("2 statements · 2 speakers"))
    }

    @Test func aSpeakerThatTheArticleDoesNotNameIsMarkedAsInferred() {
        let one = record([statement(0, "", 0, cue: "adding")])
        #expect(body(one, by: .text) == ["  Mara Lind (inferred) · adding  yes"])
        #expect(body(one) == ["  Mara Lind · person · 1 statement", "    (inferred) · adding  yes"])
        #expect(laidOut(one, isPainted: true).contains("\u{1B}[2m(inferred) · \u{1B}[0m"))
    }

    @Test(
        arguments: [
            ("she", 0.49, "Mara Lind? (she) · said ?  yes", "she? · said ?  yes"),
            ("", 0.49, "Mara Lind? (inferred) · said ?  yes", "(inferred)? · said ?  yes"),
            ("Mara Lind", 0.49, "Mara Lind? · said ?  yes", "Mara Lind? · said ?  yes"),
            ("Mara Lind of Orrin", 0.49, "Mara Lind? (Mara Lind of Orrin) · said ?  yes", "Mara Lind of Orrin? · said ?  yes"),
            ("she", 0.5, "Mara Lind (she) · said ?  yes", "she · said ?  yes"),
            ("she", nil, "Mara Lind (she) · said ?  yes", "she · said ?  yes"),
        ] as [(String, Double?, String, String)])
    func doubtInTheSpeakerIsMarkedApartFromDoubtInTheStatement(
        source: String, confidence: Double?, inText: String, bySpeaker: String
    ) {
        let one = record([statement(0, source, 0, confidence: 0.4, speakerConfidence: confidence)])
        #expect(body(one, by: .text) == ["  " + inText])
        #expect(body(one) == ["  Mara Lind · person · 1 statement", "    " + bySpeaker])
    }

    @Test(arguments: [
        ("Mara Lind of Orrin", "Mara Lind of Orrin"), ("MARA LIND", "MARA LIND"), ("“Mara Lind”", "“Mara Lind”"),
        ("Mara Linden", "Mara Lind (Mara Linden)"), ("Tamara Lind", "Mara Lind (Tamara Lind)"), ("Lind", "Mara Lind (Lind)"),
    ])
    func theNameIsAddedWhereTheSourceDoesNotHoldIt(source: String, label: String) {
        #expect(body(record([statement(0, source, 0)]), by: .text) == ["  \(label) · said  yes"])
    }

    @Test func aNestedStatementStandsBelowItsOwnSpeakerAndSaysWhoTellsIt() {
        let statements = [
            statement(0, "she", 0), statement(1, parent: 0, "the pilot"), statement(2, ""), statement(3, parent: 2, "he", 1),
            statement(4, "", 1, speakerConfidence: 0.2), statement(5, parent: 4, "the pilot"), statement(6, parent: 6, "a clerk"),
            statement(7, parent: 99, "a clerk"),
        ]
        #expect(
            body(record(statements)) == [
                "  the pilot · 2 statements", "    ↳ as told by Mara Lind · said  yes",
                "    ↳ as told by Thora Holm? · said  yes", "",
                "  Thora Holm · 2 statements", "    ↳ as told by (no source) · he · said  yes", "    (inferred)? · said  yes", "",
                "  a clerk · 2 statements", "    said  yes", "    said  yes", "", "  Mara Lind · person · 1 statement",
                "    she · said  yes", "", "  (no source) · 1 statement", "    said  yes",
            ])
    }

    @Test func aNameIsTheSameColourInBothOrders() {
        let one = record([statement(0, "Mara Lind", 0)])
        let name = Paint(isOn: true)("Mara Lind", .speaker(Paint.colour(for: "mara lind")))
        for arrangement in Arrangement.allCases { #expect(laidOut(one, by: arrangement, isPainted: true).contains(name)) }
        let bare = laidOut(SampleRecord.record, width: 40, isPainted: true).replacing(/\u{1B}\[[0-9;]*m/, with: "")
        #expect(bare == laidOut(SampleRecord.record, width: 40))
    }

    @Test func noLineIsWiderThanTheWidthOrEndsInADivider() {
        let evil = "\u{1B}[2J\u{9B}31m\u{202E}\r\n" + String(repeating: "港", count: 30)
        let statements = [statement(0, evil, 0, speakerConfidence: 0.1), statement(1, parent: 0, evil), statement(2, "", 0)]
        for width in 20...90 {
            for record in [SampleRecord.record, record(statements, [evil])] {
                for line in laidOut(record, width: width).split(separator: "\n") {
                    #expect(DisplayWidth.of(line) <= width && !line.hasSuffix("·") && !line.hasSuffix(" "), "\(line)")
                }
            }
        }
    }

    @Test(arguments: Arrangement.allCases)
    func nothingInANameReachesTheTerminalAsACode(arrangement: Arrangement) {
        let evil = "\u{1B}[2J\u{1B}]0;x\u{7}\u{9B}31m\u{8}\r\n\u{202E}txet\u{0}\u{7F}"
        let hostile = record([statement(0, "she", 0), statement(1, parent: 0, evil), statement(2, "", 0)], [evil])
        for scalar in laidOut(hostile, by: arrangement, width: 40).unicodeScalars where scalar != "\n" {
            #expect(scalar.properties.generalCategory != .control && scalar != "\u{202E}", "U+\(String(scalar.value, radix: 16))")
        }
    }

    @Test func aNameOfNothingVisibleIsNoName() {
        let hidden = record([statement(0, "she", 0), statement(1, "", 0)], ["\u{202E} \n"])
        #expect(body(hidden, by: .text) == ["  she · said  yes", "  (no source) · said  yes"])
        #expect(laidOut(hidden).contains("\n2 statements · 1 speaker"))
    }

    @Test func anArticleWithoutStatementsHasNoSpeakers() { #expect(laidOut(record([])) == laidOut(record([]), by: .text)) }
}
