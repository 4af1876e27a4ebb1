import Meaning
import Record
import Testing
import Wire

@testable import dixit

@Suite struct StatementTableTests {
    /// Empty cells of the layers' columns.
    /// The layers that say something of statements.
    private static let cards = Layers.cards.filter { $0.subject == .statement }
    private static let unmarked = String(repeating: ",", count: cards.count) + "\r\n"

    private func row(source: String, content: [String], outlet: String? = nil) -> String {
        let statement = Statement(
            id: 0, parent: nil, form: .direct, source: [Extract(span: Span(3, 7), text: source)], cue: [],
            content: content.enumerated().map { Extract(span: Span(10 * $0, 10 * $0 + 5), text: $1) }, speaker: nil,
            confidence: 0.5)
        let article = Article(id: "a", path: "a.txt", outlet: outlet, text: "")
        return StatementTable.rows(
            ArticleRecord(
                article: article, findings: Findings(statements: [statement]), reader: ReaderVersion(version: "", model: "")))
    }

    @Test func aStatementIsARowWithAsManyCellsAsTheHeading() {
        #expect(row(source: "Mara", content: ["x"]) == "a,,,0,,direct,Mara,,x,,0.5,3-7,,0-5,," + StatementTableTests.unmarked)
        #expect(
            StatementTable.heading == "article,outlet,published,statement,parent,form,source,cue,content,speaker,confidence,"
                + "source_spans,cue_spans,content_spans,speaker_confidence,speaker_inferred"
                + StatementTableTests.cards.map { ",\($0.name)" }.joined() + "\r\n")
    }

    @Test(
        arguments: [
            (0, 0.8765, true, ",Mara Lind,1.0,,,,0.877,true"), (0, nil, false, ",Mara Lind,1.0,,,,,false"),
            (7, 0.5, true, ",,1.0,,,,0.5,true"), (nil, 0.5, true, ",,1.0,,,,,"),
        ] as [(Int?, Double?, Bool, String)])
    func whatIsKnownOfTheSpeakerStandsAtTheEnd(speaker: Int?, confidence: Double?, isInferred: Bool, cells: String) {
        let statement = Statement(
            id: 0, parent: nil, form: .indirect, source: [], cue: [], content: [], speaker: speaker, confidence: 1,
            speakerConfidence: confidence, isSpeakerInferred: isInferred)
        let findings = Findings(statements: [statement], entities: [Entity(id: 0, name: "Mara Lind", kind: nil, mentions: [])])
        let article = Article(id: "a", path: "a.txt", text: "")
        let record = ArticleRecord(article: article, findings: findings, reader: ReaderVersion(version: "", model: ""))
        #expect(StatementTable.rows(record).hasSuffix(cells + StatementTableTests.unmarked))
    }

    @Test func piecesAreJoinedAndTheirSpansListed() {
        #expect(
            row(source: "Mara", content: ["x", "y"]).hasSuffix(",x … y,,0.5,3-7,,0-5;10-15,," + StatementTableTests.unmarked))
    }

    @Test func commasQuotationMarksAndLineBreaksAreQuoted() {
        #expect(row(source: "Lind, Mara", content: ["a \"b\"\nc"]).contains(",\"Lind, Mara\",,\"a \"\"b\"\"\nc\","))
    }

    @Test(arguments: ["=1+1", "+1", "-1", "@x", "\tx"])
    func whatASpreadsheetWouldRunGetsAnApostrophe(words: String) {
        #expect(row(source: words, content: []).contains(",'\(words),"))
        #expect(row(source: "x", content: [], outlet: words).hasPrefix("a,'\(words),"))
    }

    @Test func whatOnlyLooksLikeItIsLeftAlone() {
        #expect(row(source: "– no", content: ["a=b"]).contains(",– no,,a=b,"))
    }
}
