import Foundation
import Ledger
import Meaning
import Record
import TestSupport
import Testing
import Wire

@testable import dixit

/// `dixit duties`, `dixit export --format events` and the measures of layers, as the program runs them.
@Suite struct LayerCommandTests {
    private let folder: TemporaryFolder
    private var path: String { folder.path + "/news.sqlite" }

    init() throws {
        folder = try TemporaryFolder()
        let record = SampleRecord.record
        let scalars = Array(record.article.text.unicodeScalars)
        func extract(_ start: Int, _ end: Int) -> Extract {
            Extract(span: Span(start, end), text: String(String.UnicodeScalarView(scalars[start..<end])))
        }
        let speaker = try #require(record.findings.statements[0].speaker)
        let marks = [
            Mark(of: .statement(0), layer: "act", value: .choice("refuse"), confidence: 0.9, by: .layer(version: 1)),
            Mark(of: .statement(1), layer: "act", value: .choice("say"), confidence: 0.9, by: .layer(version: 1)),
            Mark(
                of: .article, layer: "duties",
                value: .record(
                    MarkRecord(members: [
                        .init("bearer", .id(speaker)), .init("duty", .extract(extract(0, 11))), .init("instrument", nil),
                        .init("instrument_entity", nil), .init("status", .word("promised")), .init("by", .id(0)),
                    ])), confidence: 0.6, by: .layer(version: 1)),
        ]
        let ledger = try Ledger(at: folder.path + "/news.sqlite", for: .adding)
        try ledger.keep(Layers.cards)
        let findings = Findings(statements: record.findings.statements, entities: record.findings.entities, marks: marks)
        try ledger.add([
            PreparedArticle(
                article: record.article, given: Array(record.article.text.utf8), findings: findings, reader: record.reader)
        ])
    }

    @Test func dutiesAreShownByInstrumentAndBearer() throws {
        let run = try Program(shell: "$DIXIT duties --ledger '\(path)'")
        #expect(run.status == 0)
        #expect(
            run.output.contains("(no instrument named)") && run.output.contains("promised")
                && run.output.contains("says Mara Lind (s1.0"))
        let table = try Program(shell: "$DIXIT duties --ledger '\(path)' --status promised -f csv | head -n 1")
        #expect(table.output.hasPrefix("instrument,bearer,bearer_actor,status,duty,by,speaker"))
        #expect(try Program(shell: "$DIXIT duties --ledger '\(path)' --status broken").output == "")
        #expect(try Program(shell: "$DIXIT duties --ledger '\(path)' --status forgiven").status == 2)
    }

    @Test func eventsHaveARowEachAndNoneForWhatOnlySays() throws {
        let rows = try Program(shell: "$DIXIT export --ledger '\(path)' -f events").output.split(separator: "\r\n")
        #expect(rows.count == 2)
        #expect(
            rows.first?.hasPrefix("Event ID,Event Date,Event Type,Event Mode,Intensity,Quad Code,Contexts,Actor Name") == true)
        #expect(
            rows.last?.hasPrefix("s1.0,") == true && rows.last?.contains("REJECT") == true
                && rows.last?.contains("VERBAL CONFLICT") == true)
        let line = try Program(shell: "$DIXIT export --ledger '\(path)' -f events-jsonl").output
        let event = try #require(JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
        #expect(event["event_type"] as? String == "REJECT" && event["quad_class"] as? Int == 3)
        #expect((event["attributes"] as? [String: Any])?.keys.sorted() == ["ACTOR", "DATE", "RECIP"])
        #expect(
            try Program(shell: "$DIXIT export --ledger '\(path)' -f events --act accuse").output.split(separator: "\r\n").count
                == 1)
    }

    @Test func measuresNameWhatIsWrongWithTheirFiles() throws {
        for (option, told) in [
            ("duties", "is no text with duties"), ("acts", "is no coded sentence"), ("tone", "is no sentence with tones"),
            ("own", "is no labelled sentence"), ("marks", "is no marked article"),
        ] {
            let run = try Program(shell: "echo '{}' | $DIXIT eval --\(option) -")
            #expect(run.status == 1 && run.messages.contains("-:1 \(told)"), "\(run.messages)")
        }
        let run = try Program(shell: "$DIXIT eval --duties --tone x.jsonl")
        #expect(run.status == 1 && run.messages.contains("give one of them at a time"))
    }

    @Test func dutiesAreMeasuredOnRecordsWrittenBefore() throws {
        let gold =
            #"{"id": "a", "text": "Orvane violated the law.", "gold_duties": [{"bearer": "Orvane", "duty": [7, 24], "instrument": null, "status": "broken", "by": "the author"}]}"#
        let record =
            #"{"id": "a", "text": "Orvane violated the law.", "statements": [], "entities": [{"id": 0, "name": "Orvane", "kind": "place", "mentions": []}], "duties": [{"bearer": 0, "duty": {"start": 7, "end": 24, "text": "violated the law."}, "instrument": null, "status": "kept", "by": null, "confidence": 0.5}]}"#
        let run = try Program(
            shell:
                "cd '\(folder.path)'; echo '\(gold)' > g.jsonl; echo '\(record)' > p.jsonl; $DIXIT eval --duties g.jsonl -p p.jsonl"
        )
        #expect(
            run.output.contains("found         100.0  100.0  100.0") && run.output.contains("status          0.0    0.0    0.0"),
            "\(run.output)\(run.messages)")
    }

    @Test func modelMarksSaysInASentenceWhatIsNoRecord() throws {
        let error = #expect(throws: ArticleError.self) { try ArticleRecord(json: Array("x".utf8)) }
        let told = try MarksSession.sentence(#require(error), place: "-:1")
        #expect(told.hasPrefix("-:1 is no record: it is not JSON at byte 1"))
        let other = MarksSession.sentence(.noText("text"), place: "-:1")
        #expect(other.hasPrefix("-:1 is no record: it has no member \"text\""))
    }
}
