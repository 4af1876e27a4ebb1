import Foundation
import Reading
import TestSupport
import Testing

@testable import dixit

/// The built program, run as a process.
struct Program {
    /// Beside the test bundle.
    static let path = (ModelLocation.executable ?? URL(fileURLWithPath: ".")).deletingLastPathComponent()
        .appendingPathComponent("dixit").path

    let status: Int32
    let output: String
    let messages: String

    /// Runs a line of shell in which `$DIXIT` is the program, and waits for its end, a minute at most.
    init(shell line: String, model: String? = nil) throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["timeout", "60", "bash", "-c", line]
        var environment = ProcessInfo.processInfo.environment
        environment["DIXIT"] = Program.path
        environment["NO_COLOR"] = nil
        if let model { environment["DIXIT_MODEL"] = model }
        process.environment = environment
        let temporary = try TemporaryFolder()
        defer { temporary.remove() }
        let folder = temporary.url
        process.currentDirectoryURL = folder
        let (out, err) = (folder.appendingPathComponent(".out"), folder.appendingPathComponent(".err"))
        for file in [out, err] { _ = FileManager.default.createFile(atPath: file.path, contents: nil) }
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = try FileHandle(forWritingTo: out)
        process.standardError = try FileHandle(forWritingTo: err)
        try process.run()
        process.waitUntilExit()
        status = process.terminationStatus
        output = try String(decoding: Data(contentsOf: out), as: UTF8.self)
        messages = try String(decoding: Data(contentsOf: err), as: UTF8.self)
    }
}

/// What the program does without a model.
@Suite struct ProcessTests {
    @Test func helpAndVersionGoToStandardOutput() throws {
        let version = try Program(shell: "$DIXIT --version", model: "/nowhere/reader.model")
        let lines = /dixit \d+\.\d+\.\d+\nmodel none \(.*\/nowhere\/reader\.model.*\)\nengine (int8|float|portable)\n/
        #expect(version.status == 0 && version.output.wholeMatch(of: lines) != nil && version.messages.isEmpty)
        let help = try Program(shell: "$DIXIT help read; $DIXIT read --help | cmp - <($DIXIT help read)")
        #expect(help.status == 0 && help.output.hasPrefix("Read articles"))
    }

    @Test func theManualHasAPageForEveryCommand() throws {
        let run = try Program(shell: "mkdir man && $DIXIT help --manual man && ls man && head -n 1 man/dixit-model-build.1")
        let head = #".TH "DIXIT\-MODEL\-BUILD" 1 "" "dixit \#(Reader.programVersion)" "Dixit"\#n"#
        #expect(run.status == 0 && run.output.hasSuffix(head))
        #expect(run.output.contains("dixit-read.1\n") && !run.output.contains("partial"))
    }

    @Test func dixitIsCitedAsTheFileOfTheRepositorySays() throws {
        let file = try String(contentsOf: Repository.root.appendingPathComponent("CITATION.cff"), encoding: .utf8)
        #expect(try Program(shell: "$DIXIT cite --self -f cff").output == file)
        let text = try Program(shell: "$DIXIT cite --self", model: "/nowhere/reader.model").output
        let version = Reader.programVersion
        #expect(text == "The Dixit authors: Dixit: a ledger of who said what. Version \(version). Computer program.\n")
        #expect(try Program(shell: "$DIXIT cite").status == 2)
    }

    @Test func aWrongCommandLineIsStatusTwoAndOneSentence() throws {
        let run = try Program(shell: "$DIXIT raed")
        #expect(run.status == 2 && run.output.isEmpty && run.messages.split(separator: "\n").count == 1)
        #expect(try Program(shell: "$DIXIT help nothing").status == 2)
    }

    @Test(arguments: ["json", "jsonl", "csv"])
    func statementsAreOrderedBySpeakerInTextAlone(format: String) throws {
        let run = try Program(shell: "$DIXIT read --by speaker -f \(format) -")
        #expect(run.status == 2 && run.output.isEmpty)
        #expect(run.messages == "dixit read: --by speaker is for --format text, not \(format); see dixit read --help\n")
    }

    @Test func aFullDiskIsStatusOne() throws {
        let run = try Program(shell: "$DIXIT help > /dev/full")
        #expect(run.status == 1)
        #expect(run.messages == "dixit: standard output: writing failed (No space left on device); make room and run again\n")
    }

    @Test func aClosedPipeIsAQuietEnd() throws {
        let run = try Program(shell: "set -o pipefail; (trap '' PIPE; $DIXIT help read) | true; exit ${PIPESTATUS[0]}")
        #expect((run.status == 141 || run.status == 0) && run.messages.isEmpty)
    }

    @Test func aMissingModelIsOneSentenceWithTheRemedy() throws {
        let run = try Program(shell: "$DIXIT read /dev/null", model: "/nowhere/reader.model")
        #expect(run.status == 1 && run.output.isEmpty)
        #expect(run.messages.contains("/nowhere/reader.model") && run.messages.split(separator: "\n").count == 1)
    }

    @Test func evalPrintsTheScorersTable() throws {
        let fixtures = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("Fixtures").path
        let run = try Program(
            shell: "cd \(fixtures) && $DIXIT eval measure.jsonl --predictions measure.predicted.jsonl | cmp - measure.table.txt "
                + "&& $DIXIT eval --json measure.jsonl -p measure.predicted.jsonl | cmp - measure.figures.json")
        #expect(run.status == 0 && run.output.isEmpty && run.messages.isEmpty)
    }

    @Test func evalNamesTheLineThatIsBroken() throws {
        let run = try Program(shell: "echo '{\"id\": 1, \"text\": \"\"}' > g.jsonl; $DIXIT eval g.jsonl -p g.jsonl")
        #expect(run.status == 1)
        #expect(run.messages.hasPrefix("dixit: g.jsonl:1: has no member \"statements\";"))
    }

    @Test func goldWithoutATextIsRefusedAndPredictionsWithoutOneAreNot() throws {
        let make = """
            echo '{"id": 1, "text": "", "statements": []}' > gold.jsonl; echo '{"id": 1, "statements": []}' > found.jsonl; $DIXIT
            """
        #expect(try Program(shell: make + " eval gold.jsonl -p found.jsonl").status == 0)
        let run = try Program(shell: make + " eval found.jsonl -p gold.jsonl")
        #expect(run.status == 1 && run.output.isEmpty)
        #expect(run.messages.hasPrefix("dixit: found.jsonl:1: has no member \"text\"; give the article's text there"))
    }

    @Test func evalMeasuresTheCalibrationOfPredictionsThatHaveConfidences() throws {
        let make = """
            echo '{"id": 1, "text": "a b", "statements": [{"cue": [[0, 1]], "content": [[2, 3]], "confidence": 0.75}]}' > gold.jsonl
            sed 's/, "confidence": 0.75//' gold.jsonl > bare.jsonl

            """
        let run = try Program(shell: make + "$DIXIT eval --calibration bare.jsonl -p gold.jsonl | tail -n 5")
        #expect(
            run.output == """
                0.6-0.7              0      -      -
                0.7-0.8              1  0.750  1.000
                0.8-0.9              0      -      -
                0.9-1.0              0      -      -
                expected calibration error 0.250

                """)
        let bare = try Program(shell: make + "$DIXIT eval --calibration gold.jsonl -p bare.jsonl")
        #expect(bare.status == 1 && bare.output.isEmpty && bare.messages.contains("without a confidence from 0 to 1"))
        #expect(try Program(shell: make + "$DIXIT eval gold.jsonl -p bare.jsonl").status == 0)
    }

    @Test func aModelIsNotBuiltIntoAFolderThatIsNotThere() throws {
        let run = try Program(shell: "$DIXIT model build -o no/such/reader.model")
        #expect(run.status == 1 && run.output.isEmpty)
        #expect(
            run.messages
                == "dixit: no/such/reader.model: the folder no/such does not exist; make it or name another place with --output\n"
        )
    }

    @Test(.enabled(if: FileManager.default.isExecutableFile(atPath: "/bin/bash")))
    func bashLearnsTheCommands() throws {
        let run = try Program(
            shell: """
                source <($DIXIT completion bash)
                try() { COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _dixit; echo "${COMPREPLY[*]}"; }
                try dixit rea; try dixit read --fo; try dixit read --format js; try dixit read -f c; try dixit model b
                try dixit completion z; try dixit help mo; try dixit read --by s
                """)
        #expect(run.output == "read\n--format\njson jsonl\ncsv\nbuild\nzsh\nmodel\nspeaker\n" && run.messages.isEmpty)
    }
}
