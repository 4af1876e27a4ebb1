import Foundation
import Ledger
import Record
import TestSupport
import Testing

@testable import dixit

/// `dixit digest`, and what `dixit serve` says of a ledger that is not there.
@Suite struct DigestCommandTests {
    private let folder: TemporaryFolder
    private var path: String { folder.path + "/news.sqlite" }

    init() throws {
        folder = try TemporaryFolder()
        let record = SampleRecord.record
        try Ledger(at: folder.path + "/news.sqlite", for: .adding).add([
            PreparedArticle(
                article: record.article, given: Array(record.article.text.utf8), findings: record.findings, reader: record.reader)
        ])
    }

    @Test func whatWasAddedIsToldByWhoSaysIt() throws {
        let run = try Program(shell: "$DIXIT digest --ledger '\(path)'")
        let lines = run.output.split(separator: "\n", omittingEmptySubsequences: false)
        #expect(run.status == 0 && lines[0].contains(" in 1 article added since 20"))
        #expect(run.output.contains("\nMara Lind · ") && lines.allSatisfy { $0.count <= 72 } && !run.output.contains("\u{1B}"))
        #expect(try Program(shell: "$DIXIT digest --ledger '\(path)' --speaker 'Mara Lind'").output.contains(" by 1 speaker in "))
    }

    @Test func whereNothingIsNewNothingIsWritten() throws {
        let run = try Program(shell: "$DIXIT digest --ledger '\(path)' --added-since 9000-01-01")
        #expect(run.status == 0 && run.output == "" && run.messages == "")
        let told = try Program(shell: "$DIXIT digest --ledger '\(path)' --added-since 9000-01-01 --always")
        #expect(told.output == "Nothing was added since 9000-01-01.\n")
        #expect(try Program(shell: "$DIXIT find --ledger '\(path)' --added-since 9000-01-01").output == "")
        #expect(try Program(shell: "$DIXIT find --ledger '\(path)' --added-since today --form direct").output.contains("s1.0"))
        let wrong = try Program(shell: "$DIXIT digest --ledger '\(path)' --added-since soon")
        #expect(wrong.status == 2 && wrong.messages.contains("soon"))
    }

    @Test func aFeedIsXMLWithAnEntryForEachStatement() throws {
        let read = """
            import sys, xml.etree.ElementTree as tree
            feed = tree.fromstring(sys.stdin.buffer.read()); atom = "{http://www.w3.org/2005/Atom}"
            entries = feed.findall(atom + "entry"); ids = [entry.find(atom + "id").text for entry in entries]
            print(len(entries) == len(set(ids)) > 0, entries[0].find(atom + "author").find(atom + "name").text)
            print(all(entry.find(atom + "updated").text.endswith("Z") for entry in entries), ids[0].split(":")[-1])
            """
        let script = folder.path + "/read.py"
        try Data(read.utf8).write(to: URL(fileURLWithPath: script))
        let run = try Program(shell: "$DIXIT digest --ledger '\(path)' -f atom | python3 '\(script)'")
        #expect(run.output == "True Mara Lind\nTrue s1.0\n", "\(run.messages)")
    }

    @Test func aFeedHoldsWhateverArticlesHold() throws {
        let text = "\u{1}<b>&\u{FFFE}\"Mara\" said no"
        let extract = Extract(span: Span(0, text.unicodeScalars.count), text: text)
        let statement = Statement(
            id: 0, parent: nil, form: .indirect, source: [], cue: [extract], content: [extract], speaker: nil, confidence: 0.9)
        try Ledger(at: path, for: .adding).add([
            PreparedArticle(
                article: Article(id: "x", path: "x.txt", title: "]]></title>", text: text), given: Array(text.utf8),
                findings: Findings(statements: [statement], entities: []), reader: SampleRecord.record.reader)
        ])
        let run = try Program(
            shell:
                "$DIXIT digest --ledger '\(path)' -f atom | python3 -c 'import sys, xml.dom.minidom as d; d.parseString(sys.stdin.buffer.read()); print(1)'"
        )
        #expect(run.output == "1\n", "\(run.messages)")
    }

    @Test func aLedgerThatIsNotThereIsNotServed() throws {
        let run = try Program(shell: "$DIXIT serve --ledger '\(folder.path)/typo.sqlite'")
        #expect(run.status == 1 && run.messages.contains("typo.sqlite: there is no such ledger; dixit add makes one"))
        #expect(!FileManager.default.fileExists(atPath: folder.path + "/typo.sqlite"))
    }
}
