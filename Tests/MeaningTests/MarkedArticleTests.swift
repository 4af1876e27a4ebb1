import Foundation
import Testing

@testable import Meaning

/// Files of marked articles are other people's: what is wrong in them is told by its line.
struct MarkedArticleTests {
    private static func line(cue: String) -> String {
        """
        {"id": "a", "text": "Mara Lind said no.", "statements": [{"source": [[0, 9]], "cue": \(cue), "content": [[15, 17]], "who": "Mara Lind", "n": "named"}]}
        """
    }

    @Test(arguments: ["[[-5, 3]]", "[[14, 10]]", "[[-9223372036854775808, 9223372036854775807]]", "[[10]]", "7"])
    func spansThatAreNoneAreRefused(cue: String) {
        let file = Data(MarkedArticleTests.line(cue: cue).utf8)
        #expect(throws: MarkedFileError.self) { try MarkedArticle.articles(in: file, called: "a.jsonl") }
    }

    @Test func emptyLinesArePassedOver() throws {
        let file = Data(("\r\n" + MarkedArticleTests.line(cue: "[[10, 14]]") + "\r\n\n").utf8)
        #expect(try MarkedArticle.articles(in: file, called: "a.jsonl").map(\.id) == ["a"])
    }

    @Test func weeksBeginOnMonday() {
        #expect(MeaningMeasure.days(of: "2016-W41")?.from.description == "2016-10-10")
        #expect(MeaningMeasure.days(of: "2016-02")?.until.description == "2016-02-29")
        #expect(MeaningMeasure.days(of: "2016-13") == nil)
    }
}
