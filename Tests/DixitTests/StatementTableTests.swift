import Record
import Testing

@testable import dixit

@Suite struct StatementTableTests {
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
        #expect(row(source: "Mara", content: ["x"]) == "a,,,0,,direct,Mara,,x,,0.5,3-7,,0-5\r\n")
        #expect(StatementTable.heading.split(separator: ",").count == 14)
    }

    @Test func piecesAreJoinedAndTheirSpansListed() {
        #expect(row(source: "Mara", content: ["x", "y"]).hasSuffix(",x … y,,0.5,3-7,,0-5;10-15\r\n"))
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
