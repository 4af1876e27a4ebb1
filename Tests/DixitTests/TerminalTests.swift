import Foundation
import Testing

@testable import dixit

@Suite struct TerminalTests {
    @Test(arguments: [
        ("", 0), ("abc", 3), ("é", 1), ("e\u{301}", 1), ("港は", 4), ("한", 2), ("ﬀ", 1), ("ｱ", 1), ("Ａ", 2), ("😀", 2), ("👩‍👩‍👧", 2),
        ("🇫🇷", 2), ("❤️", 2), ("❤", 1), ("👍🏽", 2), ("\u{200B}", 0), ("“”", 2), ("\u{301}", 0),
    ])
    func aCharacterTakesTheColumnsThatATerminalGivesIt(text: String, columns: Int) {
        #expect(DisplayWidth.of(text) == columns)
    }

    @Test(arguments: [
        ("a \n\t b", "a b"), (" a ", "a"), ("a\u{1B}[1m", "a␛[1m"), ("\u{7F}\u{85}\u{90}", "␡ \u{FFFD}"),
        ("a\u{202E}b\u{2066}", "ab"),
        ("\u{AD}", ""), ("👩‍👩‍👧 e\u{301}", "👩‍👩‍👧 e\u{301}"), ("a\u{2028}b", "a b"),
    ])
    func textFromOutsideIsMadeHarmless(text: String, line: String) { #expect(HarmlessText.line(text) == line) }

    @Test func wordsBreakAtSpacesAndGiantWordsAnywhere() {
        #expect(Wrapping.plain("one two three", width: 8) == "one two\nthree")
        #expect(Wrapping.plain("abcdefghij kl", width: 4) == "abcd\nefgh\nij\nkl")
        #expect(Wrapping.plain("港は閉まっている", width: 5) == "港は\n閉ま\nって\nいる")
        #expect(Wrapping.plain("", width: 5) == "")
    }

    @Test func aWordOfTwoStylesStaysInOnePiece() {
        let wrapping = Wrapping(width: 5, paint: Paint(isOn: true))
        let lines = wrapping.lines([Run("a bb"), Run("cc d", .cue)], first: "", hanging: " ")
        #expect(lines == ["a", " bb\u{1B}[2;3mcc\u{1B}[0m", " \u{1B}[2;3md\u{1B}[0m"])
    }

    @Test func itemsFillTheirLinesAndLeaveNoDividerBehind() {
        let wrapping = Wrapping(width: 9, paint: Paint(isOn: false))
        #expect(wrapping.lines(ofItems: ["abc", "def", "g", "hi jk lmn", "o"], .plain) == ["abc · def", "g", "hi jk lmn", "o"])
        #expect(wrapping.lines(ofItems: ["ab cd ef gh", "i"], .plain) == ["ab cd ef", "gh", "i"])
        #expect(wrapping.lines(ofItems: [], .plain) == [])
    }

    @Test func aSpeakersColourIsTheSameEveryTime() {
        #expect(Paint.colour(for: "mara lind") == Paint.colour(for: "mara lind"))
        #expect(Set(["a", "b", "c", "d", "e", "f"].map(Paint.colour)).count > 1)
        #expect(Paint.palette.indices.contains(Paint.colour(for: "")))
    }

    @Test(arguments: Paint.palette)
    func everyColourStandsOutOnBlackAndOnWhite(colour: UInt8) {
        let steps = [0.0, 95, 135, 175, 215, 255]
        let cube = Int(colour) - 16
        let light = [cube / 36, cube / 6 % 6, cube % 6].map { step in
            let share = steps[step] / 255
            return share <= 0.040_45 ? share / 12.92 : pow((share + 0.055) / 1.055, 2.4)
        }
        let luminance = 0.2126 * light[0] + 0.7152 * light[1] + 0.0722 * light[2]
        #expect((luminance + 0.05) / 0.05 >= 3)
        #expect(1.05 / (luminance + 0.05) >= 3)
    }

    @Test func paintIsLeftOffWhereNobodyWantsIt() {
        let nowhere = Terminal(descriptor: -1)
        #expect(nowhere.isPainted(.always, [:]))
        #expect(!nowhere.isPainted(.never, [:]) && !nowhere.isPainted(.auto, ["TERM": "xterm"]))
        #expect(!Terminal.understandsCodes(["TERM": "dumb"]) && !Terminal.understandsCodes([:]))
        #expect(Terminal.understandsCodes(["TERM": "xterm"]))
        #expect(nowhere.readingWidth(["COLUMNS": "60"]) == 60 && nowhere.readingWidth(["COLUMNS": "x"]) == 80)
        #expect(nowhere.readingWidth(["COLUMNS": "300"]) == 100)
    }
}
