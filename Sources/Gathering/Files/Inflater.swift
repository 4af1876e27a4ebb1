import CZlib

/// Unpacks gzip (RFC 1952), one member behind the other, as it is read.
///
/// A class, because zlib's state has identity; use it from one thread.
final class Inflater {
    /// Times that what is unpacked may be longer than what is packed, beyond the first `free` bytes. Text comes to 10, repetitive JSON to 50.
    static let ratio = 200
    private static let free = 16 << 20

    private var stream = z_stream()
    private var piece: [UInt8]
    private var left: Range<Int>
    private var given = 0
    private var isInsideMember = true
    /// Bytes of the packed file that have been read.
    private(set) var taken: Int

    /// - Parameter packed: the first bytes of the file, which have been read already.
    init(packed: [UInt8]) {
        piece = packed
        left = 0..<packed.count
        taken = packed.count
        czlib_gunzip_init(&stream)
    }

    deinit { inflateEnd(&stream) }

    /// Unpacks into an array's bytes from `start` on.
    ///
    /// - Parameter more: reads more of the file into an array, and gives the number of bytes; 0 at the end.
    /// - Returns: how many bytes have been unpacked, 0 at the end.
    func read(
        into bytes: inout [UInt8], from start: Int, more: (inout [UInt8]) throws(ByteStreamError) -> Int
    ) throws(ByteStreamError) -> Int {
        while true {
            if left.isEmpty {
                if piece.count < 64 << 10 { piece = [UInt8](repeating: 0, count: 64 << 10) }
                let count = try more(&piece)
                if count == 0 {
                    guard !isInsideMember else { throw .damaged }
                    return 0
                }
                left = 0..<count
                taken += count
            }
            let count = try step(&bytes, start)
            given += count
            if given > Inflater.free, given / Inflater.ratio > taken { throw .bomb }
            if count > 0 { return count }
        }
    }

    /// Unpacks some of what has been read.
    private func step(_ bytes: inout [UInt8], _ start: Int) throws(ByteStreamError) -> Int {
        let room = bytes.count - start
        let range = left
        let status = piece.withUnsafeMutableBufferPointer { packed in
            bytes.withUnsafeMutableBufferPointer { bytes in
                stream.next_in = packed.baseAddress.map { $0 + range.lowerBound }
                stream.avail_in = UInt32(range.count)
                stream.next_out = bytes.baseAddress.map { $0 + start }
                stream.avail_out = UInt32(room)
                return inflate(&stream, Z_NO_FLUSH)
            }
        }
        left = left.upperBound - Int(stream.avail_in)..<left.upperBound
        switch status {
        case Z_OK, Z_BUF_ERROR: isInsideMember = true
        case Z_STREAM_END:
            isInsideMember = false
            inflateReset(&stream)
        default:
            // What stands behind the last member and is none, such as padding, does not count.
            guard !isInsideMember, given > 0 else { throw .damaged }
            left = 0..<0
        }
        return room - Int(stream.avail_out)
    }
}
