import Record
import Testing

@testable import Wire

private func refusal(_ json: String) -> String? {
    do {
        _ = try AnnotatedArticle(json: Array(json.utf8))
        return nil
    } catch {
        return error.description
    }
}

@Suite struct AnnotatedArticleTests {
    @Test func spansAreReadInBothSpellings() throws {
        let json = #"{"id": 1, "statements": [{"source": null, "cue": [[1, 2]], "content": [{"end": 9, "x": 0, "start": 3}]}]}"#
        let marked = try AnnotatedArticle(json: Array(json.utf8))
        #expect(marked.id == "1" && marked.text == nil)
        #expect(marked.statements == [StatementSpans(cue: [Span(1, 2)], content: [Span(3, 9)])])
    }

    @Test func confidencesAreTakenWhereTheyAreNumbers() throws {
        let json = #"{"id": "a", "statements": [{"confidence": 0.25}, {}, {"confidence": "high"}, {"confidence": 1}]}"#
        #expect(try AnnotatedArticle(json: Array(json.utf8)).confidences == [0.25, nil, nil, 1])
    }

    @Test(arguments: [
        (#"[1]"#, "holds an array where an object with the article and its statements is expected"),
        (#""x""#, "holds a string where an object with the article and its statements is expected"),
        (#"{"statements": []}"#, "has no member \"id\""), (#"{"id": null, "statements": []}"#, "has no member \"id\""),
        (#"{"id": 1}"#, "has no member \"statements\""), (#"{"id": 1, "statements": null}"#, "has no member \"statements\""),
        (#"{"id": 1, "text": 5}"#, "its member \"text\" is a number where a string is expected"),
        (#"{"id": [], "text": ""}"#, "its member \"id\" is an array where a string is expected"),
        (#"{"id": 1, "statements": 5}"#, "at byte 25, an array is expected"),
        (#"{"id": 1, "statements": [5]}"#, "at byte 26, an object is expected"),
        (#"{"id": 1, "statements": [{"cue": ["a"]}]}"#, "at byte 35, an object is expected"),
        (#"{"id": 1, "statements": [{"cue": [["a", 1]]}]}"#, "at byte 36, a whole number is expected"),
        (#"{"id": 1, "statements": [{"cue": [[1.5, 2]]}]}"#, "at byte 36, a whole number is expected"),
        (#"{"id": 1, "statements": [{"cue": [[1]]}]}"#, "at byte 38, a span has a start and an end"),
        (#"{"id": 1, "statements": [{"cue": [[2, 1]]}]}"#, "at byte 41, a span begins at 0 or later and ends behind its start"),
        (#"{"id": 1, "statements": [{"cue": [[-1, 1]]}]}"#, "at byte 42, a span begins at 0 or later and ends behind its start"),
        (#"{"id": 1, "statements": ]"#, "not JSON at byte 25: a value is expected"),
        (#"{"id": 1"#, "not JSON at byte 9: the text ends too early"),
        ("Mara Lind said no.", "not JSON at byte 1: a value is expected"),
    ])
    func whatIsNoAnnotatedArticleIsRefusedWithItsReason(json: String, reason: String) { #expect(refusal(json) == reason) }
}
