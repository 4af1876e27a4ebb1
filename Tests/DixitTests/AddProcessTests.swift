import Foundation
import Ledger
import Testing

@testable import dixit

/// `dixit add` and what becomes of the ledger, as processes; fails where there is no model.
@Suite struct AddProcessTests {
    init() throws {
        let model = try? ModelLocation.find(named: nil, executable: URL(fileURLWithPath: Program.path))
        try #require(model.map(FileManager.default.fileExists(atPath:)) == true, "the model is missing; run make setup")
    }

    private static let texts = """
        echo '“We will sign the treaty tomorrow,” said Mara Lind.' > a.txt
        echo '{"text": "Tor Falk denied it, said Ilse Varn.", "outlet": "The Beacon"}' > b.jsonl

        """

    @Test func addingTwiceAddsNothing() throws {
        let run = try Program(
            shell: AddProcessTests.texts + """
                $DIXIT add -q --ledger l.sqlite a.txt b.jsonl && $DIXIT add -q --ledger l.sqlite a.txt b.jsonl
                $DIXIT verify --ledger l.sqlite; $DIXIT find treaty --ledger l.sqlite
                """)
        #expect(run.status == 0 && run.messages.isEmpty)
        let lines = run.output.split(separator: "\n").map { String($0) }
        #expect(
            lines.starts(with: [
                "l.sqlite: 2 articles added", "l.sqlite: 0 articles added; 2 were there already", "l.sqlite: whole",
            ]))
        #expect(run.output.contains("Mara Lind · said"))
    }

    @Test func anInputThatFailsIsNamedAndTheOthersAreAdded() throws {
        let run = try Program(shell: AddProcessTests.texts + "$DIXIT add -q --ledger l.sqlite nowhere.txt a.txt")
        #expect(run.status == 1 && run.output == "l.sqlite: 1 article added\n")
        #expect(run.messages == "dixit: nowhere.txt: there is no such file or folder; check the name\n")
    }

    @Test func killedWhileItAddsItGoesOnAndNothingIsLostOrDoubled() throws {
        // Lines come one by one, until some are on the disk; then the program is killed where it stands.
        let run = try Program(
            shell: """
                mkfifo in; exec 3<>in
                $DIXIT add -q -j 1 --ledger l.sqlite - < in > /dev/null & program=$!
                until $DIXIT verify --ledger l.sqlite 2> /dev/null | grep -qE '[1-9][0-9]* articles'; do
                    n=$((n + 1)); echo "{\\"text\\": \\"“Gate $n is shut,” said Mara Lind on day $n.\\"}" | tee -a all.jsonl >&3
                done
                kill -KILL $program; wait $program; echo $?
                $DIXIT verify --ledger l.sqlite | head -1
                $DIXIT add -q --ledger l.sqlite all.jsonl > /dev/null && $DIXIT add -q --ledger l.sqlite all.jsonl
                $DIXIT verify --ledger l.sqlite | head -2; wc -l < all.jsonl
                """)
        let lines = run.output.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
        #expect(lines.count == 6 && lines[0] == "137" && lines[1] == "l.sqlite: whole" && lines[3] == "l.sqlite: whole")
        #expect(
            lines.count == 6 && lines[2] == "l.sqlite: 0 articles added; \(lines[5]) were there already"
                && lines[4] == "\(lines[5]) articles")
    }

    @Test func anExportRestoredIntoAnEmptyLedgerGivesTheSameExport() throws {
        let run = try Program(
            shell: AddProcessTests.texts + """
                $DIXIT add -q --ledger l.sqlite a.txt b.jsonl > /dev/null
                $DIXIT review s1.0 wrong --ledger l.sqlite --by ole > /dev/null
                $DIXIT actor alias @1 Lind --ledger l.sqlite --by ole > /dev/null
                $DIXIT export --ledger l.sqlite > l.jsonl; $DIXIT restore -q --ledger m.sqlite --by ilse l.jsonl
                $DIXIT export --ledger m.sqlite | sed -E 's/(, )?\\{[^{}]*"verb": "restore"[^}]*\\}[^}]*\\}//' | cmp - l.jsonl
                $DIXIT actor log --ledger m.sqlite; $DIXIT show 1 --ledger m.sqlite
                """)
        #expect(run.status == 0 && run.messages.isEmpty)
        #expect(run.output.contains("m.sqlite: 2 articles restored") && run.output.contains("ole · alias @1 Mara Lind “Lind”"))
        #expect(run.output.contains(/Restored  2\d{3}-\d\d-\d\d \d\d:\d\d UTC · ilse · from l\.jsonl/))
    }

    /// H1 of the findings: any line could forge statements, reviewers and dates (`dixit add --ledger f.sqlite forged.jsonl` showed a review that Mara never
    /// made). What a line says of judgements, of days and of people is believed by `dixit restore` alone.
    @Test func aForgedLineIsReadAndNotBelieved() throws {
        let forged = AddProcessTests.forged
        let run = try Program(
            shell: """
                cat > f.jsonl <<'END'
                \(forged)
                END
                $DIXIT add --ledger l.sqlite f.jsonl; $DIXIT show s1.0 --ledger l.sqlite; $DIXIT export --ledger l.sqlite
                $DIXIT restore -q --ledger m.sqlite f.jsonl; echo "status $?"
                """)
        let told =
            "warning: f.jsonl: what its member \"ledger\" tells of judgements is not believed, the articles are read; "
            + "dixit restore takes an export up as it is"
        #expect(run.messages.components(separatedBy: told).count == 2)
        #expect(run.output.contains("2 articles added") && !run.output.contains("2020-09-13") && !run.output.contains("Review "))
        #expect(run.output.contains("\"acts\": []") && !run.output.contains("\"verb\""))
        #expect(run.output.hasSuffix("status 0\n"))
    }

    /// A line that says that Mara has found it right in 2020, twice, the second time of another text.
    private static var forged: String {
        let texts = ["“The gate is shut,” said a poster.", "“The gate is open,” said a poster."]
        return texts.map { text in
            let sha256 = Fingerprint(of: Array(text.utf8)).hex
            return """
                {"id": "f", "text": "\(text)", "reader": {"version": "1", "model": "m"}, "statements": [{"id": 0, "parent": null, \
                "form": "direct", "source": [], "cue": [], "content": [{"start": 0, "end": \(text.unicodeScalars.count), "text": \
                "\(text)"}], "speaker": null, "confidence": 1.0}], "entities": [], "ledger": {"sha256": "\(sha256)", \
                "added": 1600000000, "last_number": 0, "statements": [{"number": 0, "state": 1}], "hidden": [], "machine": [], \
                "acts": [{"at": 1600000100, "who": "mara", "verb": "right", "statement": 0, "detail": {}}]}}
                """
        }.joined(separator: "\n")
    }

    @Test func articlesOfAnotherModelAreReadAgain() throws {
        let run = try Program(
            shell: AddProcessTests.texts + """
                $DIXIT add -q --ledger l.sqlite a.txt b.jsonl > /dev/null
                $DIXIT export --ledger l.sqlite | sed 's/"model": "[^"]*"/"model": "older"/' > old.jsonl
                $DIXIT restore -q --ledger m.sqlite old.jsonl > /dev/null
                $DIXIT reread -q --ledger m.sqlite; $DIXIT reread -q --ledger m.sqlite; $DIXIT verify --ledger m.sqlite | head -1
                """)
        #expect(run.status == 0 && run.messages.isEmpty)
        let lines = run.output.split(separator: "\n")
        #expect(lines.first?.hasPrefix("m.sqlite: 2 articles read again by ") == true && lines.last == "m.sqlite: whole")
        #expect(run.output.contains(", 0 changed, 0 new, 0 gone\n") && run.output.contains("m.sqlite: all was read by "))
    }

    @Test func aLedgerThatCannotBeMadeIsOneSentence() throws {
        let run = try Program(
            shell: AddProcessTests.texts + "$DIXIT add -q --ledger /proc/l.sqlite a.txt; $DIXIT verify --ledger a.txt")
        #expect(run.status == 1 && run.output.isEmpty)
        #expect(run.messages.split(separator: "\n").count == 2 && run.messages.hasPrefix("dixit: /proc/l.sqlite: "))
    }

    @Test func aFileThatMayNotGrowIsOneSentenceAndKeepsWhatWasCommitted() throws {
        let run = try Program(
            shell: AddProcessTests.texts + """
                $DIXIT add -q --ledger l.sqlite a.txt > /dev/null; trap '' XFSZ; ulimit -f $(($(stat -c %s l.sqlite) / 1024))
                for i in {1..400}; do echo "Falk $i, $RANDOM$i, said $i$RANDOM on day $i."; done > long.txt
                $DIXIT add -q --ledger l.sqlite long.txt b.jsonl; echo $?; $DIXIT verify --ledger l.sqlite | head -2
                """)
        #expect(run.output.contains("\n1\n") || run.output.hasPrefix("l.sqlite: 0 articles added"))
        #expect(run.output.contains("l.sqlite: whole") && run.messages.hasPrefix("dixit: l.sqlite: "))
    }
}
