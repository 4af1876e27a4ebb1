import Record
import Testing

@testable import Wire

private func written(_ body: (inout JSONWriter) -> Void) -> String {
    var writer = JSONWriter()
    body(&writer)
    return String(decoding: writer.bytes, as: UTF8.self)
}

@Suite struct JSONWriterTests {
    @Test func membersStandInTheOrderOfTheCalls() {
        let json = written { json in
            json.object { json in
                json.member("b", 1)
                json.member("a", nil as String?)
                json.name("c")
                json.array([1, 2]) { number, json in json.object { $0.member("n", number) } }
                json.member("d", share: 0.97)
                json.member("e", share: nil)
                json.member("f", true)
                json.member("g", false)
            }
        }
        #expect(json == #"{"b": 1, "a": null, "c": [{"n": 1}, {"n": 2}], "d": 0.97, "e": null, "f": true, "g": false}"#)
    }

    @Test(arguments: [
        (0.0, "0.0"), (1.0, "1.0"), (0.97, "0.97"), (2.0 / 3, "0.667"), (-1.0, "0.0"), (7.0, "1.0"), (Double.nan, "0.0"),
    ])
    func sharesHaveThreeDecimalsAndStayBetween0And1(share: Double, digits: String) {
        #expect(written { json in json.object { $0.member("x", share: share) } } == "{\"x\": \(digits)}")
    }

    @Test func noControlCharacterAndNoLineSeparatorIsWrittenAsItIs() {
        let json = written { $0.string("\u{0}\u{1B}[31m\u{7F}\u{9B}\n\u{2028}\u{2029}é中😀\u{A0}") }
        #expect(json == "\"\\u0000\\u001b[31m\\u007f\\u009b\\n\\u2028\\u2029é中😀\u{A0}\"")
    }

    @Test func anyTextComesBackAsItWas() throws {
        var random = SystemRandomNumberGenerator()
        for _ in 0..<500 {
            var text = String.UnicodeScalarView()
            for _ in 0..<20 {
                let limit: UInt32 = Bool.random(using: &random) ? 0x100 : 0x11_0000
                if let scalar = Unicode.Scalar(UInt32.random(in: 0..<limit, using: &random)) { text.append(scalar) }
            }
            var writer = JSONWriter()
            writer.string(String(text))
            var reader = JSONReader(writer.bytes)
            #expect(Array(try reader.string().unicodeScalars) == Array(text))
        }
    }
}
