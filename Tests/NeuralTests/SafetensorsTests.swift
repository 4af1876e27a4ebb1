import Foundation
import TestSupport
import Testing

@testable import Neural

@Suite struct SafetensorsTests {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func file(_ header: String, _ body: [UInt8]) -> [UInt8] {
        little(UInt64(header.utf8.count)) + Array(header.utf8) + body
    }

    private func opened(_ bytes: [UInt8]) throws -> Safetensors {
        try Safetensors(path: folder.write("some.safetensors", bytes))
    }

    private func entry(_ type: String, _ shape: [Int], _ from: Int, _ to: Int) -> String {
        #"{"dtype": "\#(type)", "shape": \#(shape), "data_offsets": [\#(from), \#(to)]}"#
    }

    @Test func arraysOfSingleAndHalfPrecisionAndBytesAreRead() throws {
        let halves: [UInt16] = [0x3C00, 0xC000, 0x0001, 0x83FF, 0x7BFF, 0x0400]
        let header =
            #"{"__metadata__": {"format": "pt"}, "f": \#(entry("F32", [2, 1], 0, 8)), "h": \#(entry("F16", [6], 8, 20)), "b": \#(entry("I8", [2], 20, 22))}"#
        let body = little(Float(1.5).bitPattern) + little(Float(-2).bitPattern) + halves.flatMap(little) + [0xFF, 0x7F]
        let tensors = try opened(file(header, body))
        #expect(tensors.has("f") && !tensors.has("g") && !tensors.has("__metadata__"))
        #expect(try tensors.floats("f", [2, 1]) == [1.5, -2])
        #expect(try tensors.floats("h", [6]) == [1, -2, 0x1p-24, -0x3FFp-24, 65504, 0x1p-14])
        #expect(try tensors.bytes("b", [2]) == [-1, 127])
    }

    @Test func anArrayOfAnotherNameShapeOrTypeIsNamed() throws {
        let types = [("F32", 4), ("F16", 2), ("I8", 1), ("BF16", 2), ("F64", 8), ("U8", 1), ("BOOL", 1), ("I64", 8)]
        var (entries, end) = ([String](), 0)
        for (type, size) in types {
            entries.append("\"\(type)\": " + entry(type, [3], end, end + 3 * size))
            end += 3 * size
        }
        let tensors = try opened(file("{" + entries.joined(separator: ", ") + "}", [UInt8](repeating: 0, count: end)))
        for (type, _) in types {
            if type != "F32", type != "F16" { #expect(throws: ModelError.self, "\(type)") { try tensors.floats(type, [3]) } }
            if type != "I8" { #expect(throws: ModelError.self, "\(type)") { try tensors.bytes(type, [3]) } }
        }
        #expect(throws: ModelError.self) { try tensors.floats("F32", [3, 1]) }
        let error = #expect(throws: ModelError.self) { try tensors.floats("none", [2, 3]) }
        let sentence =
            "some.safetensors has no array none of shape [2, 3]; it belongs to another version of Dixit: fetch or train it again."
        #expect(error?.description.hasSuffix(sentence) == true)
    }

    @Test func numbersThatAreNoneAreRefused() throws {
        for bits in [Float.nan.bitPattern, Float.infinity.bitPattern] {
            let tensors = try opened(file(#"{"f": \#(entry("F32", [2], 0, 8))}"#, little(UInt32(0)) + little(bits)))
            let error = #expect(throws: ModelError.self) { try tensors.floats("f", [2]) }
            #expect(error?.description.contains("some.safetensors") == true)
        }
    }

    @Test func damagedFilesAreRefused() throws {
        let header = #"{"f": \#(entry("F32", [2], 0, 8))}"#
        let whole = file(header, [UInt8](repeating: 0, count: 8))
        _ = try opened(whole)
        var damaged = (0..<whole.count).map { Array(whole.prefix($0)) }
        damaged.append(little(UInt64.max) + whole.dropFirst(8))
        damaged.append(little(1 << 63 as UInt64) + whole.dropFirst(8))
        let entries = [
            entry("F32", [2], 0, 12), entry("F32", [2], -8, 0), entry("F32", [2], 8, 0), entry("F32", [3], 0, 8),
            entry("F32", [-2], 0, 8),
            entry("F32", [Int.max, 4], 0, 8), entry("F33", [2], 0, 8), entry("F32", [2], 0, Int.max), "[]", "7", "null", "{}",
            #"{"dtype": "F32", "shape": [2], "data_offsets": [0]}"#,
            #"{"dtype": "F32", "shape": [1e40], "data_offsets": [0, 8]}"#,
        ]
        damaged += entries.map { file("{\"f\": \($0)}", [UInt8](repeating: 0, count: 8)) }
        damaged += ["[]", "", "{", "\u{FFFF}"].map { file($0, [UInt8](repeating: 0, count: 8)) }
        for bytes in damaged {
            let error = #expect(throws: ModelError.self, "\(String(decoding: bytes.dropFirst(8), as: UTF8.self))") {
                try opened(bytes)
            }
            #expect(
                error?.description.hasSuffix(
                    "some.safetensors is not a whole safetensors file; fetch it again with `make setup`.") == true)
        }
    }

    @Test func aMissingFileIsNamed() {
        let error = #expect(throws: ModelError.self) { try Safetensors(path: folder.path("missing")) }
        #expect(error?.description == "\(folder.path("missing")) cannot be read; `make setup` fetches or makes it.")
    }
}
