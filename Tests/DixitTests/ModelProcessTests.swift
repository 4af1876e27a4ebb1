import Foundation
import Testing

@testable import dixit

/// What the program does with a model; fails where there is none.
@Suite struct ModelProcessTests {
    init() throws {
        let model = try? ModelLocation.find(named: nil, executable: URL(fileURLWithPath: Program.path))
        try #require(model.map(FileManager.default.fileExists(atPath:)) == true, "the model is missing; run make setup")
    }

    @Test func anArticleIsRead() throws {
        let run = try Program(shell: "echo '“We will sign the treaty tomorrow,” said Mara Lind.' | $DIXIT read --width 60 -")
        #expect(run.status == 0 && run.messages.isEmpty)
        #expect(run.output.contains("\n  Mara Lind · said · promises · prediction\n      “We will sign the treaty tomorrow,”\n"))
    }

    @Test func brokenLinesAreNamedAndTheOthersRead() throws {
        let run = try Program(
            shell: "printf '{\"text\": \"a\"}\\n{\\n{\"text\": \"b\"}\\n' > a.jsonl; $DIXIT read -f jsonl a.jsonl nowhere.txt")
        #expect(run.status == 1 && run.output.split(separator: "\n").count == 2)
        #expect(
            run.messages == """
                dixit: a.jsonl:2: not JSON at byte 2: a member's name in quotation marks is expected; mend it or leave it out
                dixit: nowhere.txt: there is no such file or folder; check the name

                """)
    }

    @Test func piecesOfEveryArticleArePrintedInTheOrderOfTheInput() throws {
        let run = try Program(
            shell: "printf '{\"text\": \"b\"}\\n{\"id\": 1, \"text\": \"a\"}\\n[]\\n{\"id\": 1, \"text\": \"b\"}\\n' > a.jsonl; "
                + "$DIXIT model pieces a.jsonl")
        let lines = run.output.split(separator: "\n")
        #expect(run.status == 1 && lines.count == 3 && lines[0] == lines[2] && lines[0] != lines[1])
        #expect(run.messages.hasPrefix("dixit: a.jsonl:3: holds an array"))
    }

    @Test func theCardNamesTheFileAndTheEngineThatIsUsed() throws {
        let lines = try Program(shell: "$DIXIT model show").output.split(separator: "\n")
        let engine = try #require(lines.first { $0.hasPrefix("Engine here: ") }?.dropFirst(13).prefix { $0 != " " })
        #expect(try Program(shell: "echo | $DIXIT read -q --engine \(engine)").status == 0)
        #expect(lines.contains { $0.hasPrefix("File: ") && $0.hasSuffix(".model") })
    }

    @Test func aFullDiskAndAClosedPipeEndTheWork() throws {
        let make = "for i in {1..400}; do echo '{\"text\": \"“Yes,” said Mara Lind. No.\"}'; done > a.jsonl; "
        let full = try Program(shell: make + "$DIXIT read -f jsonl a.jsonl > /dev/full")
        #expect(full.status == 1 && full.messages.split(separator: "\n").count == 1)
        let closed = try Program(shell: make + "$DIXIT read -f jsonl a.jsonl a.jsonl a.jsonl | head -n 1; exit ${PIPESTATUS[0]}")
        #expect(closed.status == 141 && closed.messages.isEmpty && closed.output.split(separator: "\n").count == 1)
    }

    @Test func ctrlCEndsTheWorkBetweenTwoRecords() throws {
        let run = try Program(
            shell: """
                mkfifo in; exec 3<>in
                $DIXIT read -f json - < in > out & program=$!
                echo '{"text": "a"}' >&3
                until grep -q '"a"' out || ((SECONDS > 20)); do :; done
                kill -INT $program; wait $program; status=$?
                cat out; exit $status
                """)
        #expect(run.status == 130)
        #expect(try (JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [Any])?.count == 1)
    }

    @Test func theOutputIsTheSameForAnyNumberOfThreads() throws {
        let run = try Program(
            shell: """
                for i in {1..40}; do echo "{\\"text\\": \\"“Yes number $i,” said Mara Lind.\\"}"; done > a.jsonl
                for format in text json jsonl csv; do
                    for jobs in 1 2 5; do $DIXIT read -f $format -j $jobs a.jsonl | cksum; done | uniq | wc -l
                done
                """)
        #expect(run.output == "1\n1\n1\n1\n")
    }
}
