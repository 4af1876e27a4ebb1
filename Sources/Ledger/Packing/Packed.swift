import CZlib
import Record
import SQLite

/// Bytes as the ledger keeps them: in the zlib format (RFC 1950), against a dictionary where there is one.
package enum Packed {
    /// What unpacking gives at most: the longest line that is gathered, with room.
    package static let limit = 128 << 20

    /// An article's text, against the words that are common to all.
    package static func pack(text: [UInt8]) -> [UInt8] { pack(text, dictionary: FrequentWords.dictionary) }

    /// An article's text; nil where it is damaged.
    package static func unpack(text packed: [UInt8]) -> [UInt8]? { unpack(packed, dictionary: FrequentWords.dictionary) }

    /// The smallest form of `bytes`; with a `dictionary`, what they share with its last 32 KiB takes next to no room.
    package static func pack(_ bytes: [UInt8], dictionary: [UInt8] = []) -> [UInt8] {
        var stream = z_stream()
        guard czlib_deflate_init(&stream, 9) == Z_OK else { return [] }
        defer { deflateEnd(&stream) }
        if !dictionary.isEmpty { deflateSetDictionary(&stream, dictionary, UInt32(dictionary.count)) }
        var packed = [UInt8](repeating: 0, count: Int(deflateBound(&stream, UInt(bytes.count))))
        var bytes = bytes
        let count = bytes.withUnsafeMutableBufferPointer { input in
            packed.withUnsafeMutableBufferPointer { output in
                stream.next_in = input.baseAddress
                stream.avail_in = UInt32(input.count)
                stream.next_out = output.baseAddress
                stream.avail_out = UInt32(output.count)
                deflate(&stream, Z_FINISH)
                return Int(stream.total_out)
            }
        }
        packed.removeLast(packed.count - count)
        return packed
    }

    /// What was packed; nil where the bytes are damaged, or more than `limit`.
    package static func unpack(_ packed: [UInt8], dictionary: [UInt8] = []) -> [UInt8]? {
        var stream = z_stream()
        guard czlib_inflate_init(&stream) == Z_OK else { return nil }
        defer { inflateEnd(&stream) }
        var packed = packed
        return packed.withUnsafeMutableBufferPointer { input -> [UInt8]? in
            stream.next_in = input.baseAddress
            stream.avail_in = UInt32(input.count)
            var bytes: [UInt8] = []
            var room = max(256, 4 * input.count)
            while bytes.count <= limit {
                var status: Int32 = Z_OK
                let part = [UInt8](unsafeUninitializedCapacity: room) { output, count in
                    stream.next_out = output.baseAddress
                    stream.avail_out = UInt32(room)
                    status = inflate(&stream, Z_NO_FLUSH)
                    if status == Z_NEED_DICT, !dictionary.isEmpty,
                        inflateSetDictionary(&stream, dictionary, UInt32(dictionary.count)) == Z_OK
                    {
                        status = inflate(&stream, Z_NO_FLUSH)
                    }
                    count = room - Int(stream.avail_out)
                }
                if bytes.isEmpty { bytes = part } else { bytes += part }
                if status == Z_STREAM_END { return stream.avail_in == 0 ? bytes : nil }
                guard status == Z_OK, stream.avail_out == 0 || stream.avail_in > 0 else { return nil }
                room *= 2
            }
            return nil
        }
    }
}
