import Foundation
import Ledger
import Record
import TestSupport
import Testing

@testable import dixit

/// `dixit article` and `dixit outlet`, as processes.
@Suite struct MendingCommandTests {
    private let folder: TemporaryFolder

    /// A ledger of two articles of “The Beacon” and “Far Bank”.
    init() throws {
        folder = try TemporaryFolder()
        let ledger = try Ledger(at: folder.path + "/news.sqlite", for: .adding)
        for (number, outlet) in ["The Beacon", "Far Bank"].enumerated() {
            let text = "The quay was shut on day \(number)."
            let article = Article(
                id: "\(number)", path: "\(number).txt", outlet: outlet, published: "2021-05-0\(number + 1)", text: text)
            try ledger.add([
                PreparedArticle(
                    article: article, given: Array(text.utf8), findings: Findings(),
                    reader: ReaderVersion(version: "1", model: "first"))
            ])
        }
    }

    private func run(_ command: String) throws -> Program {
        try Program(shell: "cd '\(folder.path)'; export DIXIT_LEDGER=news.sqlite; " + command)
    }

    @Test func undoingTellsWhatIsOtherwiseNow() throws {
        let run = try run(
            """
            $DIXIT article correct 1 --date 2021-06-02 --author 'M. Sel' --by mara; $DIXIT article undo 1 --by ole; $DIXIT article log | cut -d ' ' -f 1,2,10-
            $DIXIT article remove 2 > /dev/null; $DIXIT article undo 3
            $DIXIT outlet rename 1 Alpha > /dev/null; $DIXIT outlet rename 1 Beta > /dev/null; $DIXIT outlet undo 6; $DIXIT outlet log | cut -d ' ' -f 1,2,10-
            """)
        #expect(
            run.output.split(separator: "\n").prefix(4) == [
                "article 1: author none → “M. Sel”, date “2021-05-01” → “2021-06-02” (act 1; to undo: dixit article undo 1)",
                "article 1: author “M. Sel” → none, date “2021-06-02” → “2021-05-01” (act 1 is undone)",
                "act 2 undo article 1 author “M. Sel” → none, date “2021-06-02” → “2021-05-01” · undoes act 1",
                "act 1 correct article 1 author none → “M. Sel”, date “2021-05-01” → “2021-06-02” · undone by act 2",
            ], "\(run.output)")
        #expect(run.output.contains("\narticle 2 is back (act 3 is undone)\noutlet 1 “Beta” → “Alpha” (act 6 is undone)\n"))
        #expect(run.output.contains("act 6 rename 1 “Alpha” → “Beta” · undone by act 7\n"), "\(run.output)")
    }

    @Test func whatWasForgottenIsToldSoWhereverItIsAskedFor() throws {
        let run = try run(
            """
            $DIXIT export > all.jsonl 2> /dev/null; $DIXIT article remove 2 > /dev/null
            $DIXIT restore -q all.jsonl; $DIXIT compact > /dev/null; $DIXIT restore -q all.jsonl
            for command in "show 2" "article remove 2" "article restore 2" "review s2.0 right"; do $DIXIT $command; done
            """)
        #expect(run.output.contains("1 was removed here before and is not added again: dixit article restore 2 brings it back\n"))
        #expect(run.output.contains("1 was removed here before and is not added again: dixit compact has forgotten it\n"))
        let told = run.messages.split(separator: "\n").filter { $0.contains("forgotten by dixit compact") }
        #expect(told.count == 4 && !run.messages.contains("brings it back"), "\(run.messages)")
    }

    @Test func anOutletThatIsCalledLikeAnotherIsToldWithTheWayToMakeThemOne() throws {
        let run = try run(
            "$DIXIT article correct 1 --outlet 'far bank'; $DIXIT outlet merge 2 3; $DIXIT outlet rename 2 'far bank'")
        #expect(run.output.contains("; outlet 3 is new beside outlet 2 “Far Bank”: dixit outlet merge 2 3 makes them one\n"))
        #expect(
            run.output.contains("outlet 2 is called “far bank” now, under outlet 3 (act 3; to undo: dixit outlet undo 3)\n"),
            "\(run.messages)")
    }

    @Test(arguments: [
        ("article correct 1 --outlet '   '", "the outlet is empty"), ("article correct 1 --date 9999-12-31", "is yet to come"),
        ("outlet rename 1 2", "“2” is a number"), ("article correct 1 --outlet 2", "no outlet is called “2”"),
        ("outlet rename 1 'Far Bank'", "dixit outlet merge 2 1 makes them one"),
    ]) func whatCannotBeIsRefused(command: String, told: String) throws {
        let run = try run("$DIXIT " + command)
        #expect(run.status == 1 && run.output.isEmpty && run.messages.contains(told), "\(run.messages)")
    }
}
