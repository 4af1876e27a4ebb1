import Record
import Testing

@testable import Wire

/// Marks of every kind, beside two statements about places that do not exist.
private enum Scene {
    static let text = "Orvane did not say on Monday that Lusk broke the accord. Lusk denied it."

    static func extract(_ words: String) -> Extract {
        let (all, part) = (Array(text.unicodeScalars), Array(words.unicodeScalars))
        let start = (0...(all.count - part.count)).first { all[$0..<$0 + part.count].elementsEqual(part) } ?? 0
        return Extract(span: Span(start, start + part.count), text: words)
    }

    static var record: ArticleRecord {
        let statements = [("Orvane", "say", "that Lusk broke the accord"), ("Lusk", "denied", "it")].enumerated().map {
            Statement(
                id: $0, parent: nil, form: .indirect, source: [extract($1.0)], cue: [extract($1.1)], content: [extract($1.2)],
                speaker: $0, confidence: 0.9)
        }
        let findings = Findings(
            statements: statements,
            entities: ["Orvane", "Lusk"].enumerated().map { Entity(id: $0, name: $1, kind: .place, mentions: []) }, marks: marks,
            links: [Link(1, 0, layer: "relation", value: "opposes", confidence: 0.7, by: .layer(version: 2))].compactMap { $0 })
        return ArticleRecord(
            article: Article(id: "a", path: "a.txt", text: text), findings: findings,
            reader: ReaderVersion(version: "0", model: "none"))
    }

    static var marks: [Mark] {
        let day = Day(year: 2031, month: 5, day: 5).flatMap { DaySpan(from: $0, until: $0) }
        return [
            Mark(
                of: .statement(0), layer: "polarity", value: .choice("negated"), confidence: 0.97, evidence: [extract("not")],
                by: .layer(version: 3)),
            Mark(
                of: .statement(0), layer: "about", value: .party(entity: 1, extract: nil, choice: "negative"), confidence: 0.8,
                by: .person("Ada"), isOneOfSeveral: true),
            Mark(
                of: .statement(1), layer: "addressee", value: .party(entity: 0, extract: extract("Orvane"), choice: nil),
                confidence: 0.5, by: .layer(version: 1)),
            Mark(
                of: .article, layer: "duties",
                value: .record(
                    MarkRecord(members: [
                        .init("bearer", .id(1)), .init("duty", .extract(extract("the accord"))), .init("instrument", nil),
                        .init("status", .word("broken")),
                    ])), confidence: 0.4, by: .layer(version: 1)),
            Mark(
                of: .article, layer: "own_voice",
                value: .record(MarkRecord(place: extract("Lusk denied it."), members: [.init("claims", .words(["checkable"]))])),
                confidence: 0.6, by: .layer(version: 1)),
        ]
            + (day.map {
                [
                    Mark(
                        of: .statement(0), layer: "said", value: .days($0, extract: extract("on Monday")), confidence: 1,
                        by: .layer(version: 1))
                ]
            } ?? [])
    }
}

@Suite struct MarkTests {
    private var json: String { String(decoding: Scene.record.json, as: UTF8.self) }

    @Test func aStatementsMarksStandInItByLayer() {
        let first = [
            #""confidence": 0.9, "marks": {"polarity": {"value": "negated", "confidence": 0.97, "#,
            #""evidence": [{"start": 11, "end": 14, "text": "not"}], "version": 3}, "#,
            #""about": [{"entity": 1, "tone": "negative", "confidence": 0.8, "by": "Ada"}], "#,
            #""said": {"start": 19, "end": 28, "text": "on Monday", "from": "2031-05-05", "until": "2031-05-05", "#,
            #""confidence": 1.0, "version": 1}}}"#,
        ].joined()
        #expect(json.contains(first))
        #expect(json.contains(#""marks": {"addressee": {"value": 0, "start": 0, "end": 6, "text": "Orvane", "confidence": 0.5"#))
    }

    @Test func linksAndTheArticlesMarksStandBesideTheStatements() {
        let rest = [
            #""links": [{"a": 1, "b": 0, "relation": "opposes", "confidence": 0.7, "layer": "relation", "version": 2}], "#,
            #""duties": [{"bearer": 1, "duty": {"start": 45, "end": 55, "text": "the accord"}, "instrument": null, "#,
            #""status": "broken", "confidence": 0.4, "version": 1}], "own_voice": [{"start": 57, "#,
        ].joined()
        #expect(json.contains(rest))
    }

    @Test func whatIsWrittenIsReadBack() throws {
        let read = try ArticleRecord(json: Scene.record.json)
        #expect(Set(read.findings.marks) == Set(Scene.marks) && read.findings.links == Scene.record.findings.links)
        #expect(read.json == Scene.record.json && read.article.carried.isEmpty)
    }

    @Test func withoutMarksNothingIsAdded() {
        var findings = Scene.record.findings
        (findings.marks, findings.links) = ([], [])
        let bare = ArticleRecord(article: Scene.record.article, findings: findings, reader: Scene.record.reader)
        let json = String(decoding: bare.json, as: UTF8.self)
        #expect(!json.contains("marks") && !json.contains("links") && !json.contains("duties"))
    }

    @Test(arguments: [
        (#"{"value": "x"}"#, "a mark has a confidence, and a value, an entity, days or members"),
        (#"{"confidence": 1}"#, "a mark has a confidence, and a value, an entity, days or members"),
        (#"{"value": -1, "confidence": 1}"#, "an entity's id is 0 or more"),
        (#"{"from": "2031-02-30", "until": "2031-03-01", "confidence": 1}"#, "a day is written 2019-09-02"),
        (#"{"from": "2031-03-02", "until": "2031-03-01", "confidence": 1}"#, "a mark has a confidence, and"),
        (#"{"value": "x", "confidence": 1, "version": -1}"#, "a version is 0 or more"), (#"5"#, "an object is expected"),
    ])
    func whatIsNoMarkIsRefused(mark: String, reason: String) {
        let line =
            #"{"text": "x", "statements": [{"id": 0, "form": "direct", "content": [], "marks": {"sourcing": \#(mark)}}]}"#
        #expect { _ = try ArticleRecord(json: Array(line.utf8)) } throws: { "\($0)".contains(reason) }
    }

    @Test(arguments: [(-0.1, 0), (1.5, 1), (.nan, 0), (0.25, 0.25)])
    func aConfidenceIsAShareOfOne(given: Double, taken: Double) {
        let mark = Mark(of: .article, layer: "x", value: .choice("y"), confidence: given, by: .layer(version: 1))
        #expect(mark.confidence == taken)
    }

    @Test func noStatementIsLinkedToItself() {
        #expect(Link(1, 1, layer: "relation", value: "same", confidence: 1, by: .layer(version: 1)) == nil)
    }
}

@Suite struct LayerCardTests {
    private func card(
        name: String = "mood", version: Int = 1, kind: MarkValue.Kind = .choice, several: Bool = false,
        choices: [String] = ["calm", "angry"]
    ) -> LayerCard {
        LayerCard(
            name: name, version: version, title: "Mood", sentence: "How it is said.", kind: kind, holdsSeveral: several,
            choices: choices.map { .init($0, label: "is \($0)", sentence: "It is \($0).", isBadge: $0 == "angry") },
            threshold: 0.4)
    }

    private func mark(_ value: MarkValue, layer: String = "mood", several: Bool = false) -> Mark {
        Mark(
            of: .statement(0), layer: layer, value: value, confidence: 1, by: .layer(version: 1), isOneOfSeveral: several)
    }

    @Test func aCardIsWrittenAndReadBack() throws {
        #expect(try LayerCard(json: card().json) == card())
        let written =
            #"{"name": "mood", "version": 1, "title": "Mood", "sentence": "How it is said.", "kind": "choice", "holds_several": false, "#
            + #""threshold": 0.4, "choices": [{"name": "calm", "label": "is calm", "sentence": "It is calm.", "badge": false}]}"#
        #expect(String(decoding: card(choices: ["calm"]).json, as: UTF8.self) == written)
    }

    @Test func aCardTakesItsOwnMarksAlone() {
        #expect(card().accepts(mark(.choice("calm"))))
        #expect(!card().accepts(mark(.choice("sad"))))
        #expect(!card().accepts(mark(.choice("calm"), layer: "tone")))
        #expect(!card().accepts(mark(.choice("calm"), several: true)))
        #expect(!card().accepts(mark(.party(entity: 0, extract: nil, choice: nil))))
        let about = card(kind: .party, several: true)
        #expect(about.accepts(mark(.party(entity: 0, extract: nil, choice: "angry"), several: true)))
        #expect(!about.accepts(mark(.party(entity: 0, extract: nil, choice: nil), several: true)))
    }

    @Test func whatIsNoSoundCardIsRefused() {
        #expect(card().fault == nil && card(name: "own_voice").fault == nil)
        for bad in [
            card(name: ""), card(name: "Mood"), card(name: "a-b"), card(name: "_x"), card(version: 0), card(choices: ["a", "a"]),
            card(choices: []), card(choices: ["A"]),
        ] {
            #expect(bad.fault != nil)
            #expect(throws: JSONError.self) { try LayerCard(json: bad.json) }
        }
        for text in ["[]", "{}", "x", #"{"name": "a", "version": 1, "kind": "sound"}"#] {
            #expect(throws: JSONError.self) { try LayerCard(json: Array(text.utf8)) }
        }
    }
}
