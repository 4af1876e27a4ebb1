import Foundation
import Testing

@testable import dixit

private func given(_ words: String...) throws -> Given {
    guard case .run(_, let given) = try Invocation(words, root: .dixit) else { return Given(operands: ["help"]) }
    return given
}

private func refusal(_ words: String...) -> String {
    do {
        _ = try Invocation(words, root: .dixit)
        return "none"
    } catch {
        return error.description
    }
}

@Suite struct InvocationTests {
    @Test(arguments: [
        ("--", Argument.terminator), ("--jobs", .long(name: "jobs", value: nil)), ("--jobs=4", .long(name: "jobs", value: "4")),
        ("--a=b=c", .long(name: "a", value: "b=c")), ("--a=", .long(name: "a", value: "")), ("-j", .short(letter: "j", rest: "")),
        ("-j4", .short(letter: "j", rest: "4")), ("-", .value("-")), ("", .value("")), ("a.txt", .value("a.txt")),
    ])
    func aWordIsSplitIntoWhatItIs(word: String, argument: Argument) { #expect(Argument(word) == argument) }

    @Test func optionsMayBeSpelledInEveryWay() throws {
        let expected = Given(values: ["jobs": ["4"], "quiet": [""], "format": ["csv"]], operands: ["a", "-"])
        #expect(try given("read", "--jobs", "4", "-q", "a", "--format=csv", "-") == expected)
        #expect(try given("read", "-j4", "a", "--quiet", "-f", "csv", "--", "-") == expected)
    }

    @Test func behindTwoDashesEverythingIsAFile() throws {
        #expect(try given("read", "--", "--jobs", "-h", "--").operands == ["--jobs", "-h", "--"])
    }

    @Test func ofAnOptionGivenTwiceTheLastCounts() throws {
        #expect(try given("read", "-j1", "-j2").number(ReadOption.jobs) == 2)
    }

    @Test func helpIsGivenForTheCommandItStandsBehind() throws {
        for words in [["read", "--help"], ["read", "a", "-h"], ["read", "--jobs", "2", "-h"]] {
            guard case .help(let command, let names) = try Invocation(words, root: .dixit) else {
                Issue.record("no help for \(words)")
                continue
            }
            #expect(command.name == "read" && names == ["dixit", "read"])
        }
        guard case .help(_, let names) = try Invocation(["model"], root: .dixit) else { return #expect(Bool(false)) }
        #expect(names == ["dixit", "model"])
    }

    @Test func whatIsWrongIsSaidAndWhatWasMeantGuessed() {
        #expect(refusal("raed") == "dixit: there is no command “raed”; did you mean dixit read?")
        #expect(refusal("xyzzy") == "dixit: there is no command “xyzzy”; see dixit --help")
        #expect(refusal("model", "biuld") == "dixit model: there is no command “biuld”; did you mean dixit model build?")
        #expect(refusal("read", "--fromat", "csv") == "dixit read: there is no option --fromat; did you mean --format?")
        #expect(refusal("read", "-z") == "dixit read: there is no option -z; see dixit read --help")
        #expect(refusal("read", "--jobs") == "dixit read: --jobs needs a value: N; see dixit read --help")
        #expect(
            refusal("read", "--jobs=0")
                == "dixit read: --jobs needs a whole number from 1 to 1024, not “0”; see dixit read --help")
        let formats = "text, json, jsonl, csv, parquet"
        #expect(refusal("read", "-fjsn") == "dixit read: -f is one of \(formats), not “jsn”; did you mean json?")
        #expect(refusal("read", "--by=speakr") == "dixit read: --by is one of text, speaker, not “speakr”; did you mean speaker?")
        #expect(refusal("read", "--quiet=yes") == "dixit read: --quiet takes no value; see dixit read --help")
        #expect(refusal("eval") == "dixit eval: GOLD is missing; see dixit eval --help")
        #expect(refusal("eval", "a", "b") == "dixit eval: “b” is one argument too many; see dixit eval --help")
        #expect(refusal("completion", "bsh") == "dixit completion: “bsh” is none of bash, zsh, fish; did you mean bash?")
    }
}

@Suite struct HelpTests {
    private static func all(_ command: Command, _ names: [String]) -> [(Command, [String])] {
        [(command, names)] + command.subcommands.flatMap { all($0, names + [$0.name]) }
    }

    private let commands = HelpTests.all(.dixit, ["dixit"])

    @Test func helpNamesEveryOptionAndFitsItsWidth() {
        for (command, names) in commands {
            let help = Help.text(command, names: names, width: 80)
            for option in command.allOptions { #expect(help.contains("--\(option.name)")) }
            let prose = help.components(separatedBy: "Examples:").first ?? ""
            for line in prose.split(separator: "\n") { #expect(line.count <= 80, "\(line)") }
        }
    }

    @Test func theManualNamesEveryOptionAndHoldsNoRequestOfTheHelps() {
        for page in ManualPage.all(.dixit, names: ["dixit"], version: "1.2.3") {
            for option in page.command.allOptions {
                #expect(page.text.contains("\\-\\-" + option.name.replacing("-", with: "\\-")), "\(page.file) \(option.name)")
            }
            let requests: Set = [".TH", ".SH", ".PP", ".TP", ".B", ".nf", ".fi"]
            for line in page.text.split(separator: "\n") where line.hasPrefix(".") || line.hasPrefix("'") {
                #expect(requests.contains(String(line.prefix { $0 != " " })), "\(page.file): \(line)")
            }
        }
        let odd = Command(name: "odd", summary: "Take \"quotes\" and \\ as they are", explanation: ".x is no request\n'y neither")
        let page = ManualPage(names: ["odd"], command: odd, version: "1").text
        #expect(page.contains(#"take "quotes" and \e as they are"#) && page.contains("\\&.x is") && page.contains("\\&'y"))
    }

    @Test func everyExampleIsACommandLineThatIsUnderstood() throws {
        for (command, _) in commands {
            for example in command.examples {
                for part in example.components(separatedBy: " && ") where part.contains("dixit ") {
                    let call = part.components(separatedBy: "dixit ").last ?? ""
                    let words = call.components(separatedBy: " > ")[0].split(separator: " ").map { String($0).trimmed(of: ")") }
                    _ = try Invocation(words, root: .dixit)
                }
            }
        }
    }

    @Test(arguments: Completion.Shell.allCases)
    func completionKnowsEveryCommandAndOption(shell: Completion.Shell) {
        let script = Completion.script(for: shell, root: .dixit)
        for (command, names) in commands {
            #expect(script.contains(names.last ?? ""))
            for option in command.allOptions {
                #expect(script.contains(option.name))
                if case .choice(let choices) = option.value { #expect(script.contains(choices.joined(separator: " "))) }
            }
        }
    }
}

extension String {
    fileprivate func trimmed(of mark: Character) -> String { hasSuffix(String(mark)) ? String(dropLast()) : self }
}
