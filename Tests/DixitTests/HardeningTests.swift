import Foundation
import TestSupport
import Testing

/// What was found by attacking the program, each finding by its reproduction: what leaves, disks that are full, ledgers without their log, signals.
@Suite struct HardeningTests {
    // L6: `ln -s victim o1.csv.partial; dixit export -f csv -o o1.csv` overwrote the victim.
    @Test func anOutputFileFollowsNoLink() throws {
        let run = try Program(
            shell: """
                echo '{"text": "Velm said no."}' > a.jsonl; echo kept > victim; ln -s victim out.jsonl.partial
                $DIXIT gather a.jsonl -o out.jsonl; echo $?; cat victim; test -L out.jsonl && echo link; grep -c Velm out.jsonl
                """)
        #expect(run.output == "0\nkept\n1\n", "\(run.output)\(run.messages)")
    }

    // `dixit export -f sqlite -o news.sqlite`, with news.sqlite for its ledger, put the export in the place of the ledger and its log.
    @Test func noOutputIsWrittenOverALedger() throws {
        let ledger = Repository.root.appending(path: "Tests/Fixtures/ledgers/version-9.sqlite").path
        let run = try Program(
            shell: """
                echo '{"text": "Velm said no."}' > a.jsonl; cp '\(ledger)' news.sqlite; chmod u+w news.sqlite
                for format in sqlite csv facts; do $DIXIT export -f $format --ledger news.sqlite -o news.sqlite; echo $?; done
                $DIXIT gather a.jsonl -o news.sqlite; echo $?; cmp news.sqlite '\(ledger)' && echo same
                """)
        #expect(run.output == "1\n1\n1\n1\nsame\n", "\(run.output)\(run.messages)")
        #expect(run.messages.contains("news.sqlite: it is a ledger, which no output is written over"), "\(run.messages)")
    }

    @Test func whatAnEarlierRunHasLeftIsWrittenOver() throws {
        let run = try Program(
            shell: """
                echo '{"text": "Velm said no."}' > a.jsonl; echo half > out.jsonl.partial; $DIXIT gather a.jsonl -o out.jsonl; ls
                """)
        #expect(run.output == "a.jsonl\nout.jsonl\n", "\(run.output)\(run.messages)")
    }

    // Two runs with one -o wrote to the same FILE.partial: what came of it was the one's beginning and the other's end.
    @Test func ofTwoRunsWithOneOutputTheSecondIsRefused() throws {
        let run = try Program(
            shell: """
                echo '{"text": "Velm said no."}' > a.jsonl; mkfifo slow
                $DIXIT gather slow -o out.jsonl & exec 3> slow; until [ -e out.jsonl.partial ]; do :; done
                $DIXIT gather a.jsonl -o out.jsonl; echo $?; echo '{"text": "Korvin said yes."}' >&3; exec 3>&-; wait $!; echo $?
                grep -c Velm out.jsonl; grep -c Korvin out.jsonl; $DIXIT gather a.jsonl -o out.jsonl; grep -c Velm out.jsonl; ls
                """)
        #expect(run.output == "1\n0\n0\n1\n1\na.jsonl\nout.jsonl\nslow\n", "\(run.output)\(run.messages)")
        #expect(run.messages.contains("out.jsonl: another run is just writing it; wait until that is done"), "\(run.messages)")
    }

    // L8: `ulimit -f` ended the program by SIGXFSZ, without a sentence.
    @Test func aFileThatMayNotGrowIsToldInASentence() throws {
        let run = try Program(
            shell: """
                for i in $(seq 2000); do echo '{"text": "Velm said that the harbour would stay open to anyone who pays."}'; done > a.jsonl
                (ulimit -f 8; $DIXIT gather a.jsonl -o out.jsonl 2> said; echo $? > /dev/stdout) | cat; cat said | tail -n 1; ls out.jsonl* 2> /dev/null
                """)
        #expect(
            run.output.hasPrefix("1\n") && run.output.contains("files may not grow so large here"), "\(run.output)\(run.messages)"
        )
    }

    // L9: one NUL near the beginning of JSON Lines refused the whole stream.
    @Test func aZeroInALineConcernsThatLineAlone() throws {
        let run = try Program(
            shell: #"printf '{"text": "Velm\000 said no."}\n{"text": "Velm said yes."}\n' > a.jsonl; $DIXIT gather a.jsonl"#)
        #expect(run.status == 1 && run.output.contains("Velm said yes."), "\(run.output)\(run.messages)")
        #expect(run.messages.contains("a.jsonl:1: "))
        let piped = try Program(
            shell: #"printf '{"text": "Velm\000 said no."}\n{"text": "Velm said yes."}\n' | $DIXIT gather -"#)
        #expect(piped.status == 1 && piped.output.contains("Velm said yes."), "\(piped.output)\(piped.messages)")
    }

    // L5: a file whose articles stood in its lost log was called one of an earlier Dixit, and an empty ledger made of it.
    @Test func aLedgerWithoutItsLogIsSaidToBeSoAndNothingIsMadeOfIt() throws {
        let run = try Program(
            shell: """
                python3 -c "
                import sqlite3, shutil
                c = sqlite3.connect('l.sqlite'); c.execute('PRAGMA journal_mode = WAL'); c.execute('CREATE TABLE t (x)'); c.commit()
                shutil.copy('l.sqlite', 'lost.sqlite')"
                for order in 'find velm' 'add a.txt' 'review s1.0 right'; do $DIXIT $order --ledger lost.sqlite; echo $?; done
                """)
        #expect(run.output == "1\n1\n1\n", "\(run.output)\(run.messages)")
        #expect(run.messages.components(separatedBy: "its log, lost.sqlite-wal, is gone").count == 4, "\(run.messages)")
    }
}
