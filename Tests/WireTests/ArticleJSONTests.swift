import Record
import Testing

@testable import Wire

private func article(_ json: String) throws -> Article { try Article(json: Array(json.utf8), id: "made:1", path: "made.jsonl") }

private func refusal(_ json: String) -> String? {
    do {
        _ = try article(json)
        return nil
    } catch {
        return "\(error)"
    }
}

@Suite struct ArticleJSONTests {
    @Test func theKnownMembersAreTakenAndTheOthersCarried() throws {
        let read = try article(
            #"""
            {"z": 1.10, "id": "a", "title": "T", "outlet": "O", "author": ["A", "B"], "published": "2031-05-04", "url": "u",
             "text": "x", "y": {"k": [1]}}
            """#)
        #expect(
            read
                == Article(
                    id: "a", path: "made.jsonl", title: "T", outlet: "O", author: "A, B", published: "2031-05-04", url: "u",
                    text: "x", carried: [.init(name: "z", json: "1.10"), .init(name: "y", json: #"{"k": [1]}"#)]))
    }

    @Test func whatIsMissingIsNilAndTheIdIsMade() throws {
        #expect(try article(#"{"text": "x", "title": null}"#) == Article(id: "made:1", path: "made.jsonl", text: "x"))
        #expect(try article(#"{"text": "x", "id": ""}"#).id == "made:1")
        #expect(try article(#"{"text": "x", "id": 17}"#).id == "17")
    }

    @Test func thePublisherIsTheOutletUnlessThatIsGiven() throws {
        let alone = try article(#"{"text": "x", "publisher": "P"}"#)
        #expect(alone.outlet == "P" && alone.carried.isEmpty)
        let both = try article(#"{"publisher": "P", "text": "x", "outlet": "O"}"#)
        #expect(both.outlet == "O" && both.carried == [.init(name: "publisher", json: "\"P\"")])
    }

    @Test func theContractsNamesAreNotCarried() throws {
        let read = try article(#"{"text": "x", "path": "p", "reader": 1, "statements": [1], "entities": [2], "more": 3}"#)
        #expect(read.path == "made.jsonl" && read.carried.map(\.name) == ["more"])
    }

    @Test func ofMembersOfOneNameTheLastCounts() throws {
        let read = try article(#"{"text": "x", "a": 1, "b": 2, "a": 3, "text": "y"}"#)
        #expect(read.text == "y" && read.carried == [.init(name: "a", json: "3"), .init(name: "b", json: "2")])
    }

    /// Found by Benchmarks/fuzz.py, lines 2484: Swift takes the two for one string.
    @Test func membersWhoseNamesLookAlikeAreTwo() throws {
        let read = try article("{\"text\": \"x\", \"\u{E9}\": 1, \"e\u{301}\": 2}")
        #expect(
            read.carried.map { Array($0.name.utf8) } == [[0xC3, 0xA9], [0x65, 0xCC, 0x81]]
                && read.carried.map(\.json) == ["1", "2"])
    }

    @Test(arguments: [
        (#"[1]"#, "holds an array where an object with a member \"text\" is expected"),
        (#"{"id": "a"}"#, "has no member \"text\""), (#"{"text": null}"#, "has no member \"text\""),
        (#"{"text": 3}"#, "its member \"text\" is a number where a string is expected"),
        (#"{"text": "x", "author": ["a", 1]}"#, "its member \"author\" lists a number where a string is expected"),
        (#"{"text": "x", "title": {}}"#, "its member \"title\" is an object where a string is expected"),
        (#"{"text": "x""#, "not JSON at byte 13: the text ends too early"),
        (#"{"text": "x"} {}"#, "not JSON at byte 15: something stands behind the end of the value"),
    ])
    func whatIsNoArticleIsRefusedWithItsReason(json: String, reason: String) { #expect(refusal(json) == reason) }

    @Test func aRecordHasTheMembersOfTheContractInItsOrder() throws {
        let source = Extract(span: Span(0, 2), text: "He")
        let statement = Statement(
            id: 0, parent: nil, form: .mixed, source: [source], cue: [Extract(span: Span(3, 7), text: "said")],
            content: [Extract(span: Span(8, 9), text: "“")], speaker: 0, confidence: 0.9712, speakerConfidence: 0.8765)
        let record = ArticleRecord(
            article: Article(
                id: "a", path: "p", published: "2031-05-04", text: "He said “", carried: [.init(name: "z", json: "1.10")]),
            findings: Findings(
                statements: [statement],
                entities: [Entity(id: 0, name: "He", kind: .person, mentions: [Mention(source, .pronoun)])]),
            reader: ReaderVersion(version: "0.1.0", model: "m"))
        #expect(
            String(decoding: record.json, as: UTF8.self) == #"{"id": "a", "path": "p", "title": null, "outlet": null, "#
                + #""published": "2031-05-04", "url": null, "text": "He said “", "reader": {"version": "0.1.0", "model": "m"}, "#
                + #""statements": [{"id": 0, "parent": null, "form": "mixed", "#
                + #""source": [{"start": 0, "end": 2, "text": "He"}], "cue": [{"start": 3, "end": 7, "text": "said"}], "#
                + #""content": [{"start": 8, "end": 9, "text": "“"}], "speaker": 0, "#
                + #""speaker_confidence": 0.877, "speaker_inferred": false, "confidence": 0.971}], "#
                + #""entities": [{"id": 0, "name": "He", "kind": "person", "#
                + #""mentions": [{"start": 0, "end": 2, "text": "He", "form": "pronoun"}]}], "z": 1.10}"#)
        let again = try Article(json: record.json, id: "other", path: "p")
        #expect(again == record.article)
        let marked = try AnnotatedArticle(json: record.json)
        #expect(marked.statements == [StatementSpans(statement)] && marked.id == "a" && marked.text == "He said “")
    }

    @Test(
        arguments: [
            (0, 0.5, true, #""speaker": 0, "speaker_confidence": 0.5, "speaker_inferred": true, "confidence": 1.0}"#),
            (0, nil, false, #""speaker": 0, "speaker_confidence": null, "speaker_inferred": false, "confidence": 1.0}"#),
            (nil, 0.5, true, #""speaker": null, "speaker_confidence": null, "speaker_inferred": false, "confidence": 1.0}"#),
        ] as [(Int?, Double?, Bool, String)])
    func whatIsKnownOfTheSpeakerStandsBehindIt(speaker: Int?, confidence: Double?, isInferred: Bool, members: String) throws {
        let statement = Statement(
            id: 0, parent: nil, form: .indirect, source: [], cue: [], content: [], speaker: speaker, confidence: 1,
            speakerConfidence: confidence, isSpeakerInferred: isInferred)
        var json = JSONWriter()
        statement.write(to: &json)
        #expect(String(decoding: json.bytes, as: UTF8.self).hasSuffix(members))
    }

    @Test func aSpeakerWhomTheSourceNamesIsNotInferred() {
        let statement = Statement(
            id: 0, parent: nil, form: .indirect, source: [Extract(span: Span(0, 2), text: "He")], cue: [], content: [],
            speaker: 0,
            confidence: 1, speakerConfidence: 0.9, isSpeakerInferred: true)
        #expect(!statement.isSpeakerInferred && statement.speakerConfidence == 0.9)
    }
}
