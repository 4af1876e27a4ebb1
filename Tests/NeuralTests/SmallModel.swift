import Foundation

@testable import Neural

/// A model file of a few numbers, right or wrong in one way, whose checksum is always correct.
struct SmallModel {
    var card = ModelCard(
        name: "small-1", trained: "2031-05-04", base: "none", data: [], figures: [], limits: [], licence: "Apache-2.0",
        threshold: 0.5, nestedThreshold: 0.5,
        calibration: [0, 1])
    var tensors = [
        TensorPlace(name: "numbers", type: .f32, shape: [2, 3], offset: 4096),
        TensorPlace(name: "bytes", type: .i8, shape: [5], offset: 4160),
        TensorPlace(name: "words", type: .u8, shape: [7], offset: 4224),
    ]
    /// Takes the place of the header that `card` and `tensors` make.
    var header: [UInt8]?
    var version = ModelFile.formatVersion

    static let numbers: [Float] = [1, -2, 0.5, 4, 8, -16]
    static let bytes: [Int8] = [-128, -1, 0, 1, 127]
    static let words = Array("a\nb\ncde".utf8)

    func file() throws -> [UInt8] {
        var json = try header ?? Array(JSONEncoder().encode(ModelFile.Header(card: card, tensors: tensors)))
        json += [UInt8](repeating: 0x20, count: 4096 - ModelFile.prefixLength - json.count)
        let rest = json + padded(SmallModel.numbers) + padded(SmallModel.bytes) + SmallModel.words
        return ModelFile.magic + little(version) + little(UInt32(json.count))
            + little(UInt64(ModelFile.prefixLength + rest.count))
            + little(rest.withUnsafeBytes(Checksum.of)) + rest
    }

    private func padded<T>(_ values: [T]) -> [UInt8] {
        let bytes = values.withUnsafeBytes(Array.init)
        return bytes + [UInt8](repeating: 0, count: 64 - bytes.count)
    }
}

func little<T: FixedWidthInteger>(_ value: T) -> [UInt8] { withUnsafeBytes(of: value.littleEndian, Array.init) }
