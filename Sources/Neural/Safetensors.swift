import Foundation

/// A safetensors file (Hugging Face's format: an 8-byte length, a JSON header, then the arrays): how weights arrive.
///
/// Holds the whole file in memory; reading checks that every array lies inside it.
struct Safetensors {
    let path: String
    private let data: Data
    private let entries: [String: Entry]

    private struct Entry {
        let type: String
        let shape: [Int]
        let range: Range<Int>
    }

    private struct Described: Decodable {
        let dtype: String
        let shape: [Int]
        let data_offsets: [Int]
    }

    init(path: String) throws {
        self.path = path
        guard let data = FileManager.default.contents(atPath: path) else {
            throw ModelError("\(path) cannot be read; `make setup` fetches or makes it.")
        }
        self.data = data
        guard data.count >= 8 else { throw Safetensors.damaged(path) }
        let length = data.withUnsafeBytes { UInt64(littleEndian: $0.loadUnaligned(fromByteOffset: 0, as: UInt64.self)) }
        guard length <= UInt64(data.count - 8) else { throw Safetensors.damaged(path) }
        let start = 8 + Int(length)
        guard let header = try? JSONSerialization.jsonObject(with: data[8..<start]) as? [String: Any] else {
            throw Safetensors.damaged(path)
        }
        var entries: [String: Entry] = [:]
        for (name, value) in header where name != "__metadata__" {
            guard let object = value as? [String: Any], let json = try? JSONSerialization.data(withJSONObject: object),
                let described = try? JSONDecoder().decode(Described.self, from: json), described.data_offsets.count == 2,
                let size = Safetensors.sizes[described.dtype]
            else { throw Safetensors.damaged(path) }
            let (from, to) = (described.data_offsets[0], described.data_offsets[1])
            guard from >= 0, from <= to, to <= data.count - start, described.shape.reduce(size, { $0 &* $1 }) == to - from else {
                throw Safetensors.damaged(path)
            }
            entries[name] = Entry(type: described.dtype, shape: described.shape, range: start + from..<start + to)
        }
        self.entries = entries
    }

    private static let sizes = [
        "F64": 8, "F32": 4, "F16": 2, "BF16": 2, "I64": 8, "I32": 4, "I16": 2, "I8": 1, "U8": 1, "BOOL": 1,
    ]

    private static func damaged(_ path: String) -> ModelError {
        ModelError("\(path) is not a whole safetensors file; fetch it again with `make setup`.")
    }

    func has(_ name: String) -> Bool { entries[name] != nil }

    /// The array `name` of single or half precision, as single; `shape` must be exactly this, and every number finite.
    func floats(_ name: String, _ shape: [Int]) throws -> [Float] {
        guard let entry = entries[name], entry.shape == shape, entry.type == "F32" || entry.type == "F16" else {
            throw missing(name, shape)
        }
        let count = shape.reduce(1, *)
        let floats: [Float] = data.withUnsafeBytes { bytes in
            if entry.type == "F32" {
                return (0..<count).map {
                    Float(
                        bitPattern: UInt32(
                            littleEndian: bytes.loadUnaligned(fromByteOffset: entry.range.lowerBound + 4 * $0, as: UInt32.self)))
                }
            }
            return (0..<count).map {
                half(UInt16(littleEndian: bytes.loadUnaligned(fromByteOffset: entry.range.lowerBound + 2 * $0, as: UInt16.self)))
            }
        }
        guard floats.allSatisfy(\.isFinite) else {
            throw ModelError("\(path) holds something else than finite numbers in \(name); fetch or train it again.")
        }
        return floats
    }

    /// The array `name` of signed bytes.
    func bytes(_ name: String, _ shape: [Int]) throws -> [Int8] {
        guard let entry = entries[name], entry.shape == shape, entry.type == "I8" else { throw missing(name, shape) }
        return data[entry.range].map { Int8(bitPattern: $0) }
    }

    private func missing(_ name: String, _ shape: [Int]) -> ModelError {
        ModelError(
            "\(path) has no array \(name) of shape \(shape); it belongs to another version of Dixit: fetch or train it again.")
    }

    /// IEEE 754 half precision to single. Swift's Float16 is not there on every platform.
    private func half(_ bits: UInt16) -> Float {
        let sign: Float = bits & 0x8000 == 0 ? 1 : -1
        let exponent = Int(bits >> 10 & 0x1F)
        let fraction = Float(bits & 0x3FF) / 1024
        switch exponent {
        case 0: return sign * fraction * 0x1p-14
        case 31: return fraction == 0 ? sign * .infinity : .nan
        default: return sign * (1 + fraction) * Float(sign: .plus, exponent: exponent - 15, significand: 1)
        }
    }
}
