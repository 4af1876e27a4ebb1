import Record
import Testing

@testable import Wire

/// What a JSON text is refused for; nil where it is not.
private func refusal(_ json: String) -> String? {
    do {
        var reader = JSONReader(Array(json.utf8))
        try reader.skip()
        try reader.end()
        return nil
    } catch {
        return error.description
    }
}

private func string(_ json: String) throws -> String {
    var reader = JSONReader(Array(json.utf8))
    return try reader.string()
}

@Suite struct JSONReaderTests {
    @Test(arguments: [
        "null", "true", " false ", "0", "-0", "-12.50e+3", "1E5", "\"\"", "\"\\u0000\\/\"", "[]", "[ 1 , [ ] ]", "{}",
        "{\"a\":{\"b\":[null]}}", "\r\n\t[1]\n",
    ])
    func whatTheGrammarAllowsIsRead(json: String) { #expect(refusal(json) == nil) }

    @Test(arguments: [
        "", " ", "nul", "truE", "01", "-", "1.", ".5", "+1", "1e", "0x1", "NaN", "[1,]", "[1 2]", "[", "{\"a\"}", "{\"a\":}",
        "{a:1}", "{\"a\":1,}", "\"", "\"a", "\"\\x\"", "\"\\u12g4\"", "\"\\u12\"", "\"\u{1}\"", "\"\n\"", "1 2", "[]]", "'a'",
    ])
    func whatTheGrammarDoesNotAllowIsRefused(json: String) { #expect(refusal(json) != nil) }

    @Test func aFaultTellsWhereAndWhy() {
        #expect(refusal("[1, 2") == "not JSON at byte 6: the text ends too early")
        #expect(refusal("[1 2]") == "not JSON at byte 4: a comma or ] is expected")
        #expect(refusal("{\"a\" 1}") == "not JSON at byte 6: a colon is expected")
        #expect(refusal("{} x") == "not JSON at byte 4: something stands behind the end of the value")
    }

    @Test func whatIsJSONButNotWhatIsWantedIsNoFaultOfSyntax() {
        var array = JSONReader(Array(" [1]".utf8))
        let error = #expect(throws: JSONError.self) { try array.string() }
        #expect(error?.description == "at byte 2, a string is expected")
        var nothing = JSONReader(Array(" x".utf8))
        let broken = #expect(throws: JSONError.self) { try nothing.integer() }
        #expect(broken?.description == "not JSON at byte 2: a value is expected")
    }

    @Test func numbersAreReadWhateverTheirSize() throws {
        var numbers = JSONReader(Array("[0.5, -1e2, 1e400, 7]".utf8))
        var read: [Double] = []
        try numbers.array { read.append(try $0.number()) }
        #expect(read == [0.5, -100, .infinity, 7])
    }

    @Test func nestingIsReadToTheLimitAndRefusedBeyond() {
        let deepest = JSONReader.deepest
        let brackets = { (count: Int) in String(repeating: "[", count: count) + String(repeating: "]", count: count) }
        #expect(refusal(brackets(deepest)) == nil)
        #expect(refusal(brackets(deepest + 1))?.contains("more than \(deepest) deep") == true)
        #expect(refusal(String(repeating: "{\"a\":", count: 1_000_000)) != nil)
    }

    @Test func escapesBecomeTheirCharacters() throws {
        #expect(try string(#""a\n\t\"\\\/\b\f\r\u00e9\u4e2d""#) == "a\n\t\"\\/\u{8}\u{C}\ré中")
        #expect(try string(#""\ud83d\ude00""#) == "😀")
    }

    @Test(arguments: [
        (#""\ud83d""#, "\u{FFFD}"), (#""\ude00x""#, "\u{FFFD}x"), (#""\ud83d\ud83d\ude00""#, "\u{FFFD}😀"),
        (#""\ud83d\n""#, "\u{FFFD}\n"), (#""\ud83dx""#, "\u{FFFD}x"),
    ])
    func aSurrogateAloneBecomesAReplacementCharacter(json: String, text: String) throws {
        #expect(try string(json) == text)
    }

    @Test func aValueIsPassedOnAsItStood() throws {
        var reader = JSONReader(Array(#"{"a": [1.10, 1e400, 12345678901234567890, "\u00e9 \/"]}"#.utf8))
        var source = ""
        try reader.object { _, json in source = try json.source() }
        #expect(source == #"[1.10, 1e400, 12345678901234567890, "\u00e9 \/"]"#)
    }

    @Test func aValueOverSeveralLinesIsPassedOnInOne() throws {
        var reader = JSONReader(Array("{\n \"a b\" : [1,\r\n \"\\\" x\" ] }".utf8))
        #expect(try reader.source() == #"{"a b":[1,"\" x"]}"#)
    }

    @Test func anyBytesAreReadOrRefused() {
        var random = SystemRandomNumberGenerator()
        let signs = Array("{}[]\",:\\u0d8e-+.1 tfn\u{1}é".utf8) + [0xFF, 0]
        for _ in 0..<2_000 {
            let bytes = (0..<Int.random(in: 0...24, using: &random)).map { _ in signs.randomElement(using: &random) ?? 0 }
            var reader = JSONReader(bytes)
            do {
                try reader.skip()
                try reader.end()
                #expect(reader.position == bytes.count)
            } catch {
                #expect(error.position <= bytes.count)
            }
        }
    }
}
