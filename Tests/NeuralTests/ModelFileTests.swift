import Foundation
import TestSupport
import Testing

@testable import Neural

@Suite struct ModelFileTests {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    /// Expects the file to be refused in one sentence that names it and says `words`.
    private func expectRefusal(_ path: String, _ words: String = "", _ comment: Comment? = nil) {
        guard let error = #expect(throws: ModelError.self, comment, performing: { try ModelFile(path: path) }) else { return }
        let sentence = error.description
        #expect(
            sentence.contains(path) && sentence.hasSuffix(".") && !sentence.contains(". ") && !sentence.contains("\n"), comment)
        #expect(words.isEmpty || sentence.contains(words), comment)
    }

    private func expectRefusal(of bytes: [UInt8], _ words: String = "", _ comment: Comment? = nil) throws {
        expectRefusal(try folder.write("tried.model", bytes), words, comment)
    }

    @Test func aFileThatIsWrittenAnewHoldsWhatItWasBefore() throws {
        let file = try ModelFile(path: folder.write("small.model", SmallModel().file()))
        let before = try file.numbers("numbers")
        var card = file.card
        card.name = "mine"
        card.threshold = 0.25
        card.reviews = .init(
            of: "small-1", file.card, until: "2031-05-01", statements: 60, articles: 5, reviewers: ["Mara"], figures: ["…"])
        let first = try folder.write("first.model", file.rewritten(card: card, replacing: ["numbers": before.map { $0 + 1 }]))
        let fitted = try ModelFile(path: first)
        #expect(try fitted.card == card && fitted.numbers("numbers") == before.map { $0 + 1 })
        let again = try ModelFile(path: first, beforeReviews: true)
        #expect(try again.card == file.card && again.numbers("numbers") == before)
        // What is not replaced the second time is what it was, and the first change leaves no trace.
        let second = try folder.write("second.model", again.rewritten(card: again.card, replacing: [:]))
        #expect(try ModelFile(path: second).numbers("numbers") == before)
        let third = try again.rewritten(card: card, replacing: ["numbers": before.map { $0 + 1 }])
        #expect(try third == [UInt8](Data(contentsOf: URL(filePath: first))))
        #expect(throws: ModelError.self) { try file.rewritten(card: card, replacing: ["numbers": [1]]) }
        #expect(throws: ModelError.self) { try file.rewritten(card: card, replacing: ["none": [1]]) }
    }

    @Test func aModelFileGivesBackItsCardAndItsArrays() throws {
        let bytes = try SmallModel().file()
        let file = try ModelFile(path: folder.write("small.model", bytes))
        #expect(file.card == SmallModel().card)
        #expect(file.checksum == bytes[24..<32].reversed().map { String(format: "%02x", $0) }.joined())
        let numbers: Tensor<Float> = try file.tensor("numbers", [2, 3])
        #expect(numbers.count == 6 && (0..<6).map { numbers[$0] } == SmallModel.numbers)
        let small = try file.tensor("bytes", [5], as: Int8.self)
        #expect((0..<5).map { small[$0] } == SmallModel.bytes)
        #expect(try file.blob("words") == SmallModel.words)
    }

    @Test func anArrayOutlivesTheNameOfItsFile() throws {
        let numbers: Tensor<Float> = try ModelFile(path: folder.write("small.model", SmallModel().file())).tensor(
            "numbers", [2, 3])
        try FileManager.default.removeItem(atPath: folder.path("small.model"))
        #expect((0..<6).map { numbers[$0] } == SmallModel.numbers)
    }

    @Test func arraysOfAnotherNameShapeOrTypeAreNotThere() throws {
        let file = try ModelFile(path: folder.write("small.model", SmallModel().file()))
        #expect(throws: ModelError.self) { try file.tensor("numbers", [3, 2], as: Float.self) }
        #expect(throws: ModelError.self) { try file.tensor("numbers", [6], as: Float.self) }
        #expect(throws: ModelError.self) { try file.tensor("numbers", [2, 3], as: Int32.self) }
        #expect(throws: ModelError.self) { try file.blob("bytes") }
        let error = #expect(throws: ModelError.self) { try file.tensor("none", [5], as: Int8.self) }
        #expect(error?.description.contains("small.model is damaged (it has no array none of i8 [5])") == true)
    }

    @Test func whatIsNoModelIsRefused() throws {
        expectRefusal(folder.path("missing.model"), "No such file")
        expectRefusal(folder.path, "is not a file")
        try expectRefusal(of: [], "is not a Dixit model")
        try expectRefusal(of: Array(SmallModel().file().prefix(31)), "is not a Dixit model")
        try expectRefusal(of: Array(repeating: 0x41, count: 5000), "is not a Dixit model")
        var other = SmallModel()
        other.version = 7
        try expectRefusal(of: other.file(), "has model format 7")
    }

    @Test func aFileThatIsCutOrLongerIsRefused() throws {
        let whole = try SmallModel().file()
        var generator = SeededGenerator(seed: 13)
        for length in generator.integers(50, in: 0...whole.count - 1) + [32, 4096, whole.count - 1] {
            try expectRefusal(of: Array(whole.prefix(length)), "", "cut to \(length) bytes")
        }
        try expectRefusal(of: whole + [0], "is damaged")
    }

    @Test func aFileWithAnyChangedByteIsRefused() throws {
        let whole = try SmallModel().file()
        var generator = SeededGenerator(seed: 14)
        let everywhere: [Int] = generator.integers(50, in: 0...whole.count - 1)
        for at in Array(0..<ModelFile.prefixLength) + everywhere + [4095, 4096, whole.count - 1] {
            for bit in at < ModelFile.prefixLength ? Array(0..<8) : [Int.random(in: 0..<8, using: &generator)] {
                var changed = whole
                changed[at] ^= 1 << bit
                try expectRefusal(of: changed, "", "bit \(bit) of byte \(at)")
            }
        }
    }

    @Test(
        arguments: [
            (4096, [2, Int.max]), (4096, [Int.max, Int.max]), (4096, [1 << 62]), (4096, [-2, -3]), (4096, [-6]), (4096, [0]),
            (4096, [9, 9]), (4096, [34]), (Int.max - 63, [1]), (1 << 62, [1]), (-64, [1]), (Int.min, [1]), (4097, [1]),
            (4352, [1]),
        ])
    func arraysThatLieOutsideAreRefused(offset: Int, shape: [Int]) throws {
        var model = SmallModel()
        model.tensors.append(TensorPlace(name: "hostile", type: .f32, shape: shape, offset: offset))
        try expectRefusal(of: model.file(), "the array hostile lies outside it")
    }

    @Test func arraysBeginRightBehindTheHeader() throws {
        var model = SmallModel()
        model.tensors.append(TensorPlace(name: "early", type: .u8, shape: [5], offset: 64))
        try expectRefusal(of: model.file(), "is damaged")
        model = SmallModel()
        model.tensors.removeFirst()
        try expectRefusal(of: model.file(), "is damaged")
    }

    @Test(
        arguments: [
            "", "[]", "{}", "nonsense", #"{"card": {}, "tensors": []}"#,
            #"{"tensors": [{"name": "a", "type": "f64", "shape": [1], "offset": 64}]}"#,
            String(repeating: "[", count: 4000), "\u{0}\u{0}",
        ])
    func headersThatSayNothingAreRefused(header: String) throws {
        var model = SmallModel()
        model.header = Array(header.utf8)
        try expectRefusal(of: model.file(), "its header is not what format 2 asks for")
    }

    @Test func numbersThatNoArrayCanHaveAreRefused() throws {
        let whole = try String(
            decoding: JSONEncoder().encode(ModelFile.Header(card: SmallModel().card, tensors: SmallModel().tensors)),
            as: UTF8.self)
        for number in ["1e30", "2.5", "99999999999999999999", "\"4096\"", "null"] {
            var model = SmallModel()
            model.header = Array(whole.replacing("4096", with: number).utf8)
            try expectRefusal(of: model.file(), "is damaged", "\(number)")
        }
    }
}
