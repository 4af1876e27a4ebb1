import Actors
import Finding
import Foundation
import Ledger
import Meaning
import Record
import Reviews
import SQLite
import TestSupport
import Testing
import Transfer
import Wire

@testable import dixit

/// A ledger with one article in a folder of its own, which goes when the test is done.
private final class SampleLedger {
    private let temporary: TemporaryFolder
    var folder: String { temporary.path }
    var path: String { temporary.path("news.sqlite") }
    let ledger: Ledger

    /// - Parameter change: changes what was found.
    init(_ change: (inout Findings) -> Void = { _ in }) throws {
        temporary = try TemporaryFolder()
        ledger = try Ledger(at: temporary.path("news.sqlite"), for: .adding)
        let record = SampleRecord.record
        var findings = record.findings
        change(&findings)
        try ledger.add([
            PreparedArticle(
                article: record.article, given: Array(record.article.text.utf8), findings: findings, reader: record.reader)
        ])
    }

    func find(_ words: String) throws -> [StatementEntry] { try ledger.find(StatementQuery(SearchQuery(words))) }
}

private func order(_ words: String...) throws -> ReviewOrder {
    guard case .run(_, let given) = try Invocation(["review"] + words, root: .dixit) else {
        throw CommandError(description: "help")
    }
    return try ReviewOrder(given)
}

private func refusal(_ words: String...) -> String {
    do {
        guard case .run(_, let given) = try Invocation(["review"] + words, root: .dixit) else { return "help" }
        _ = try ReviewOrder(given)
        return "none"
    } catch {
        return "\(error)"
    }
}

@Suite struct QuestionCommandTests {
    private let layout = EntryLayout(width: 60, paint: Paint(isOn: false))

    // MARK: Text

    @Test func aFoundStatementSaysWhoSaysItWhereAndMarksTheWords() throws {
        let sample = try SampleLedger()
        let entry = try #require(try sample.find("straits").first)
        #expect(
            layout.text(of: entry) == """
                s1.2  Thora Holm · denied
                    that officials in Norrvik had promised to sign before
                    the winter, when the **straits** freeze and no pilot
                    will take a ship across
                    The Harbour Post · 2031-05-04 · The harbour stays shut

                """)
    }

    @Test func aSpeakerWhoIsMoreLikelySomebodyElseIsDoubted() throws {
        let sample = try SampleLedger { $0.statements[2] = $0.statements[2].with(speakerConfidence: 0.3) }
        let entry = try #require(try sample.find("straits").first)
        #expect(layout.text(of: entry).hasPrefix("s1.2  Thora Holm? (Thora Holm) · denied\n"))
        #expect(layout.textBelowSpeaker(of: entry).hasPrefix("s1.2  2031-05-04 · Thora Holm? · denied\n"))
        try sample.ledger.review(entry.id, .right, by: "mara")
        #expect(try layout.text(of: #require(sample.find("straits").first)).hasPrefix("s1.2  Thora Holm · denied\n"))
    }

    @Test func matchesInPiecesKeepTheSpacesBesideThem() throws {
        let sample = try SampleLedger()
        let entry = try #require(try sample.find("ship barge").first)
        #expect(layout.text(of: entry).contains("“Not one **ship**,” … “and not one **barge**.”"))
        let painted = EntryLayout(width: 60, paint: Paint(isOn: true)).text(of: entry)
        #expect(painted.contains("one \u{1B}[1;4mship\u{1B}[0m,”") && !painted.contains("**"))
    }

    @Test func whatAnArticleHoldsCannotSteerTheTerminal() throws {
        let sample = try SampleLedger()
        let text = "He said red \u{1B}[31m alert."
        let content = Extract(span: Span(8, 23), text: String(text.dropFirst(8).dropLast(1)))
        let statement = Statement(
            id: 0, parent: nil, form: .indirect, source: [], cue: [], content: [content], speaker: nil, confidence: 1)
        try sample.ledger.add([
            PreparedArticle(
                article: Article(id: "\u{1B}]0;x\u{07}", path: "\u{1B}[2J", outlet: "\u{202E}tuo", text: text),
                given: Array(text.utf8),
                findings: Findings(statements: [statement]), reader: ReaderVersion(version: "\u{1B}", model: ""))
        ])
        var shown = try layout.text(of: #require(try sample.find("alert").first))
        shown +=
            try layout.text(of: sample.ledger.show(article: 2))
            + layout.text(of: sample.ledger.show(StatementID(article: 2, number: 0)))
        #expect(!shown.contains("\u{1B}") && !shown.contains("\u{202E}") && shown.contains("␛[31m"))
    }

    @Test func anArticleIsShownWithTheIDsOfItsStatementsAndWhereItComesFrom() throws {
        let sample = try SampleLedger()
        try sample.ledger.review(StatementID(article: 1, number: 5), .wrong, by: "mara", at: 0)
        let text = try layout.text(of: sample.ledger.show(article: 1))
        #expect(text.hasPrefix("The harbour stays shut\nThe Harbour Post · 2031-05-04\n\ns1.0  Mara Lind"))
        #expect(text.contains("\ns1.3  ↳ officials in Norrvik · had promised\n") && !text.contains("\ns1.5  "))
        #expect(text.contains("1970-01-01 00:00 UTC · mara · s1.5 · wrong") && text.contains("SHA-256"))
    }

    @Test func aStatementIsShownWithWhatLayersFoundAndWhatWasJudgedOfIt() throws {
        let sample = try SampleLedger()
        let id = StatementID(article: 1, number: 4)
        try sample.ledger.keep([Layers.cards[0]])
        let fear = Mark(
            of: .statement(4), layer: "sourcing", value: .choice("none"), confidence: 0.75, by: .layer(version: 1))
        try sample.ledger.mark([1: [fear]], by: "sourcing 1")
        #expect(try layout.text(of: sample.ledger.show(id)).contains("\nSourcing    no source, confidence 0.75\n"))
        try sample.ledger.review(id, layer: "sourcing", .choices(["unnamed"]), by: "mara", at: 0)
        let judged = try layout.text(of: sample.ledger.show(id))
        #expect(judged.contains("\nSourcing    unnamed, judged by mara\n"))
        #expect(judged.contains("mara · s1.4 · mark\n            sourcing=unnamed\n"))
        var json = JSONWriter()
        try sample.ledger.show(id).write(to: &json)
        #expect(String(decoding: json.bytes, as: UTF8.self).contains(#""layer": "sourcing", "values": ["unnamed"]"#))
    }

    @Test func whatIsCountedAgreesInNumber() throws {
        #expect(0.counted("entity", "entities") == "0 entities" && 1.counted("entity", "entities") == "1 entity")
        #expect(1.counted("article") == "1 article" && 2.counted("article") == "2 articles")
        let sample = try SampleLedger()
        try sample.ledger.review(StatementID(article: 1, number: 5), .wrong, by: "mara", at: 0)
        let text = try VerificationLayout.text(sample.ledger.verify(), path: "news.sqlite")
        #expect(text.hasPrefix("news.sqlite: whole\n  1 article\n  0 of them copies\n  6 statements\n  3 entities\n"))
        #expect(text.contains("\n  1 act of people\n 20 spans in their texts\n"))
    }

    // MARK: Rows and JSON

    @Test func aRowHasAsManyCellsAsTheHeadingAndRunsNoFormula() throws {
        let sample = try SampleLedger()
        let entry = try #require(try sample.find("grain").first)
        let row = EntryTable.row(entry)
        #expect(
            row.split(separator: ",", omittingEmptySubsequences: false).count == EntryTable.heading.split(separator: ",").count)
        #expect(
            row.hasPrefix(
                "s1.4,harbour,The Harbour Post,2031-05-04,The harbour stays shut,,,,indirect,,feared,that grain would run out,0.9,"
            ))
    }

    @Test func listsAreWellFormedInEveryFormat() throws {
        let sample = try SampleLedger()
        let formatter = ListFormatter.statements(layout)
        for count in 0...2 {
            let entries = Array(try sample.find("harbour OR grain OR winter").prefix(count))
            let json = try JSONSerialization.jsonObject(with: Data(formatter.bytes(entries, as: .json))) as? [[String: Any]]
            #expect(json?.compactMap { $0["id"] as? String } == entries.map { "\($0.id)" })
            #expect(formatter.bytes(entries, as: .jsonl).split(separator: UInt8(ascii: "\n")).count == count)
            #expect(formatter.bytes(entries, as: .csv).count { $0 == UInt8(ascii: "\r") } == count + 1)
        }
    }

    // MARK: Annotations

    @Test func annotationsAreOnePageWhoseQuotesStandAtTheirPositions() throws {
        let sample = try SampleLedger()
        let format = ExportFormat(.annotations, isReviewed: false)
        func exported() throws -> [UInt8] {
            var (bytes, id) = (format.opening, AnnotationPage.ID())
            try sample.ledger.export {
                bytes += format.bytes($0, in: &id)
                return true
            }
            return bytes + format.closing(id)
        }
        let bytes = try exported()
        let page = try #require(try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any])
        let id = try #require(page["id"] as? String)
        #expect(id.hasPrefix("urn:uuid:") && UUID(uuidString: String(id.dropFirst(9))) != nil)
        #expect(try exported() == bytes, "the same ledger gives the same page")
        #expect(page["@context"] as? String == "http://www.w3.org/ns/anno.jsonld" && page["type"] as? String == "AnnotationPage")
        let items = try #require(page["items"] as? [[String: Any]])
        #expect(items.count == 6)
        let scalars = Array(SampleRecord.text.unicodeScalars)
        for target in items.flatMap({ $0["target"] as? [[String: Any]] ?? [] }) {
            let selectors = try #require(target["selector"] as? [[String: Any]])
            let (start, end) = (try #require(selectors[0]["start"] as? Int), try #require(selectors[0]["end"] as? Int))
            #expect(String(String.UnicodeScalarView(scalars[start..<end])) == selectors[1]["exact"] as? String)
            let prefix = try #require(selectors[1]["prefix"] as? String)
            #expect(String(String.UnicodeScalarView(scalars[..<start])).hasSuffix(prefix))
        }
    }

    @Test(arguments: [([], ""), ([0], "AA"), ([0xFF, 0xFE], "__4"), ([1, 2, 3], "AQID")] as [([UInt8], String)])
    func bytesAreNamedInBase64ForAddresses(bytes: [UInt8], text: String) { #expect(AnnotationPage.base64URL(bytes) == text) }

    // MARK: Review orders

    @Test func anOrderIsReadAsItIsMeant() throws {
        let id = StatementID(article: 12, number: 3)
        #expect(try order("s12.3", "right") == .judge(id, .right))
        #expect(try order("s12.3", "wrong", "--by", "mara") == .judge(id, .wrong))
        #expect(try order("s12.3", "--undo") == .undo(id))
        #expect(try order("--next") == .next)
        #expect(try order("12", "right") == .all(article: 12))
        var correction = Correction()
        correction.source = []
        correction.content = [Span(10, 24), Span(30, 61)]
        #expect(try order("s12.3", "fix", "--content", "10-24,30-61", "--source", "none") == .fix(id, correction, speaker: nil))
        #expect(try order("s12.3", "fix", "--speaker", "@7") == .fix(id, Correction(), speaker: .known("@7")))
        #expect(
            try order("s12.3", "fix", "--speaker", "Ivo Delm", "--new", "person")
                == .fix(id, Correction(), speaker: .new("Ivo Delm", .person)))
        #expect(try order("12", "missed", "--content", "1-2") != .all(article: 12))
    }

    @Test func whatIsNoOrderIsRefusedInASentence() {
        let refusals = [
            refusal(), refusal("s12.3"), refusal("s12.3", "rihgt"), refusal("x", "right"), refusal("12", "wrong"),
            refusal("s12.3", "missed"),
            refusal("s12.3", "fix"), refusal("s12.3", "right", "--cue", "1-2"), refusal("--next", "s12.3"),
            refusal("12", "--undo"),
            refusal("s12.3", "fix", "--cue", "2-1"), refusal("s12.3", "fix", "--cue", "a"),
            refusal("s12.3", "fix", "--cue", "1-2,"),
            refusal("s12.3", "fix", "--new", "person"), refusal("s12.3", "fix", "--speaker", "none", "--new", "person"),
            refusal("s12.3", "right", "--speaker", "Ivo Delm", "--new", "person"),
        ]
        for refusal in refusals { #expect(refusal.hasPrefix("dixit review: ") && !refusal.contains("\n"), "\(refusal)") }
        #expect(refusal("s12.3", "rihgt").hasSuffix("did you mean right?"))
    }

    // MARK: The program

    @Test func questionsAreAnsweredByTheProgram() throws {
        let sample = try SampleLedger()
        let ledger = "DIXIT_LEDGER='\(sample.path)' $DIXIT"
        let found = try Program(shell: "\(ledger) find straits --format csv --since 2031")
        #expect(found.status == 0 && found.output.contains("1.2,harbour,") && found.messages.isEmpty)
        let nothing = try Program(shell: "\(ledger) find xyzzy")
        #expect(nothing.status == 0 && nothing.output.isEmpty && nothing.messages == "dixit find: nothing was found\n")
        #expect(try Program(shell: "\(ledger) find 'a AND'").status == 2)
        #expect(try Program(shell: "\(ledger) find a --since soon").status == 2)
        #expect(try Program(shell: "\(ledger) find straits --until yesterday").messages == "dixit find: nothing was found\n")
        #expect(try Program(shell: "\(ledger) find a --ledger /nowhere/x.sqlite").status == 1)
        let who = try Program(shell: "\(ledger) who Thora Holm")
        #expect(who.status == 0 && who.output.hasPrefix("Thora Holm\n@2 · person · 1 statement · 2031-05-04\n"))
        #expect(try Program(shell: "\(ledger) who Nobody").status == 1)
        let review = try Program(
            shell:
                "\(ledger) review s1.2 wrong --by mara && \(ledger) find straits && \(ledger) review s1.2 --undo && \(ledger) find straits"
        )
        #expect(review.status == 0 && review.output.contains("reviewed: wrong") && review.output.contains("**straits**"))
        let mangled = try Program(shell: "\(ledger) show 1.2")
        #expect(mangled.status == 1 && mangled.output.isEmpty && mangled.messages.contains("s1.2"))
        #expect(try Program(shell: "\(ledger) show S1.2").output.contains("straits"))
        #expect(try Program(shell: "\(ledger) review 1.2 right").status == 2)
        let unmarked = try Program(shell: "\(ledger) find --sourcing none")
        #expect(unmarked.status == 2 && unmarked.messages.contains("dixit reread --layers"))
        let named = try Program(
            shell:
                "\(ledger) review s1.2 fix --speaker 'Ivo Delm' --new person && \(ledger) who Ivo Delm && \(ledger) review s1.2 --undo"
        )
        #expect(named.status == 0 && named.output.contains("· person · 1 statement ·"))
        let export = try Program(
            shell: "\(ledger) review 1 right && \(ledger) export --reviewed -o gold.jsonl && wc -l < gold.jsonl")
        #expect(export.status == 0 && export.output.hasSuffix("1\n"))
    }
}

extension Statement {
    /// The same where it is so sure who speaks.
    fileprivate func with(speakerConfidence: Double) -> Statement {
        Statement(
            id: id, parent: parent, form: form, source: source, cue: cue, content: content, speaker: speaker,
            confidence: confidence, speakerConfidence: speakerConfidence)
    }
}
