import Record
import Testing

@testable import dixit

@Suite struct ArticleLayoutTests {
    private func laidOut(_ record: ArticleRecord, width: Int, isPainted: Bool = false) -> String {
        ArticleLayout(width: width, paint: Paint(isOn: isPainted)).text(of: record)
    }

    private func record(_ text: String, _ statements: [Statement] = [], title: String? = nil) -> ArticleRecord {
        ArticleRecord(
            article: Article(id: "a", path: "a.txt", title: title, text: text), findings: Findings(statements: statements),
            reader: ReaderVersion(version: "0", model: "none"))
    }

    private func statement(_ id: Int, parent: Int? = nil, _ source: String, _ content: Extract...) -> Statement {
        let sources = source.isEmpty ? [] : [Extract(span: Span(0, 1), text: source)]
        return Statement(
            id: id, parent: parent, form: .direct, source: sources, cue: [Extract(span: Span(0, 1), text: "said")],
            content: content, speaker: nil, confidence: 1)
    }

    @Test func at40Columns() {
        #expect(
            laidOut(SampleRecord.record, width: 40) == """
                The harbour stays shut
                The Harbour Post · 2031-05-04
                news/harbour.txt

                  Mara Lind, who speaks for the League
                    · said
                      “The harbour stays shut until they
                      sign,”
                  Mara Lind (she) · added ?
                      “Not one ship,” … “and not one
                      barge.”
                  Thora Holm · denied
                      that officials in Norrvik had
                      promised to sign before the
                      winter, when the straits freeze
                      and no pilot will take a ship
                      across
                    ↳ officials in Norrvik · had
                        promised
                          to sign before the winter
                  (no source) · feared
                      that grain would run out
                  the Harbour Post · wrote
                      港は閉まっている

                6 statements · 4 speakers
                39 % of the words in own voice

                """)
    }

    @Test func at80Columns() {
        #expect(
            laidOut(SampleRecord.record, width: 80) == """
                The harbour stays shut
                The Harbour Post · 2031-05-04 · news/harbour.txt

                  Mara Lind, who speaks for the League · said
                      “The harbour stays shut until they sign,”
                  Mara Lind (she) · added ?  “Not one ship,” … “and not one barge.”
                  Thora Holm · denied
                      that officials in Norrvik had promised to sign before the winter, when the
                      straits freeze and no pilot will take a ship across
                    ↳ officials in Norrvik · had promised  to sign before the winter
                  (no source) · feared  that grain would run out
                  the Harbour Post · wrote  港は閉まっている

                6 statements · 4 speakers · 39 % of the words in own voice

                """)
    }

    @Test func at120Columns() {
        #expect(
            laidOut(SampleRecord.record, width: 120) == """
                The harbour stays shut
                The Harbour Post · 2031-05-04 · news/harbour.txt

                  Mara Lind, who speaks for the League · said  “The harbour stays shut until they sign,”
                  Mara Lind (she) · added ?  “Not one ship,” … “and not one barge.”
                  Thora Holm · denied
                      that officials in Norrvik had promised to sign before the winter, when the straits freeze and no pilot will take a
                      ship across
                    ↳ officials in Norrvik · had promised  to sign before the winter
                  (no source) · feared  that grain would run out
                  the Harbour Post · wrote  港は閉まっている

                6 statements · 4 speakers · 39 % of the words in own voice

                """)
    }

    @Test func aStatementStandsOnOneLineWhereItJustFits() {
        let one = record("x", [statement(0, "Mara Lind", Extract(span: Span(0, 1), text: "not one ship today"))])
        let line = "  Mara Lind · said  not one ship today"
        #expect(laidOut(one, width: line.count).contains("\n\(line)\n"))
        #expect(laidOut(one, width: line.count - 1).contains("\n  Mara Lind · said\n      not one ship today\n"))
    }

    @Test func noLineEndsInADividerAndNoDoubtStandsAlone() {
        for width in 20...90 {
            for line in laidOut(SampleRecord.record, width: width).split(separator: "\n") {
                #expect(!line.hasSuffix("·") && !line.hasSuffix(" ") && line.drop { $0 == " " } != "?", "\(line)")
            }
        }
    }

    @Test func aPathThatIsTheIdIsShownOnce() {
        let article = Article(id: "b/x.txt", path: "b/x.txt", text: "")
        let record = ArticleRecord(article: article, findings: Findings(), reader: ReaderVersion(version: "0", model: "none"))
        #expect(laidOut(record, width: 80) == "b/x.txt\n\nno statements\n")
    }

    @Test func noLineIsWiderThanTheWidth() {
        for width in 20...90 {
            for line in laidOut(SampleRecord.record, width: width).split(separator: "\n") {
                #expect(DisplayWidth.of(line) <= width, "\(line)")
            }
        }
    }

    @Test func colourAddsCodesAndChangesNothingElse() {
        let painted = laidOut(SampleRecord.record, width: 60, isPainted: true)
        #expect(painted.contains("\u{1B}[1mThe harbour stays shut\u{1B}[0m"))
        let bare = painted.replacing(/\u{1B}\[[0-9;]*m/, with: "")
        #expect(bare == laidOut(SampleRecord.record, width: 60))
    }

    @Test func nothingInAnArticleReachesTheTerminalAsACode() {
        let evil = "\u{1B}[2J\u{1B}]0;x\u{7}\u{9B}31m\u{8}\r\n\u{202E}txet\u{0}\u{7F}"
        let extract = Extract(span: Span(0, 5), text: evil)
        var record = record(evil, [statement(0, evil, extract)], title: evil)
        let article = Article(
            id: evil, path: evil, title: evil, outlet: evil, author: evil, published: evil, url: evil, text: evil)
        record = ArticleRecord(article: article, findings: record.findings, reader: record.reader)
        for scalar in laidOut(record, width: 40).unicodeScalars where scalar != "\n" {
            #expect(scalar.properties.generalCategory != .control && scalar != "\u{202E}", "U+\(String(scalar.value, radix: 16))")
        }
    }

    @Test func anArticleWithoutStatementsSaysSo() {
        #expect(laidOut(record("Nothing at all."), width: 80) == "a\na.txt\n\nno statements · 100 % of the words in own voice\n")
        #expect(laidOut(record(""), width: 80) == "a\na.txt\n\nno statements\n")
    }

    @Test func statementsFollowTheirParentsWhateverTheirOrder() {
        let statements = [
            statement(0, parent: 1, "C"), statement(1, parent: 2, "B"), statement(2, "A"), statement(3, "D"),
            statement(4, parent: 5, "E"), statement(5, parent: 4, "F"), statement(6, parent: 99, "G"),
        ]
        let heads = laidOut(record("x", statements), width: 80).split(separator: "\n").filter { $0.hasSuffix("said") }
        #expect(
            heads == [
                "  A · said", "    ↳ B · said", "      ↳ C · said", "  D · said", "  G · said", "  E · said", "  F · said",
            ])
    }

    @Test func wordsInOwnVoiceAreThoseThatBeginOutsideContents() {
        let text = "“Yes, we will,” she said – twice."
        let inside = Extract(span: Span(0, 15), text: "“Yes, we will,”")
        #expect(OwnVoice.share(of: text, [statement(0, "", inside), statement(1, "", inside)]) == 0.5)
        #expect(OwnVoice.share(of: "… – 港", []) == 1)
        #expect(OwnVoice.share(of: "… –", []) == nil)
    }
}
