import Glibc

/// A file's or pipe's bytes, in order, through a buffer of constant size.
///
/// A class, because an open file has identity; it closes the file when it goes, unless it is standard input.
final class ByteStream {
    /// A line, or what stands where one would not be held.
    enum Line {
        /// The line without its line feed.
        case line([UInt8])
        /// A line beyond the limit, passed over; its length in bytes.
        case tooLong(Int)
    }

    /// The system's error number when reading fails.
    struct Failure: Error {
        let code: Int32
    }

    private static let capacity = 256 << 10
    private let descriptor: Int32
    private var buffer = [UInt8](repeating: 0, count: capacity)
    private var filled = 0..<0
    /// Bytes handed out so far.
    private(set) var position = 0

    /// Opens a file; standard input where the path is nil.
    init(path: String?) throws(Failure) {
        descriptor = path.map { open($0, O_RDONLY | O_CLOEXEC) } ?? STDIN_FILENO
        if descriptor < 0 { throw Failure(code: errno) }
    }

    /// The first bytes of a file; nil where it cannot be read.
    static func head(_ path: String) -> ArraySlice<UInt8>? {
        guard let stream = try? ByteStream(path: path) else { return nil }
        return try? stream.peek(512)
    }

    deinit { if descriptor != STDIN_FILENO { close(descriptor) } }

    /// The first bytes, without taking them: as many as asked for, or fewer at the end, or where a line that is not blank has
    /// come, since more may not come for long from a pipe. To be called before anything is taken.
    func peek(_ count: Int) throws(Failure) -> ArraySlice<UInt8> {
        while filled.count < count, !holdsALine, try fill() {}
        return buffer[filled.prefix(count)]
    }

    private var holdsALine: Bool {
        buffer[filled].drop { $0 == 0x20 || (0x09...0x0D).contains($0) }.contains(0x0A)
    }

    /// Takes bytes that `peek` has shown.
    func drop(_ count: Int) {
        filled = min(filled.lowerBound + count, filled.upperBound)..<filled.upperBound
        position += count
    }

    /// The next line; nil at the end. A line beyond `limit` bytes is read past without being held.
    func line(limit: Int) throws(Failure) -> Line? {
        var line: [UInt8] = []
        var length = 0
        var isEnd = false
        while !isEnd {
            if filled.isEmpty, try !fill() {
                if length == 0 { return nil }
                break
            }
            let piece = firstPiece()
            isEnd = piece.upperBound < filled.upperBound
            length += piece.count
            if length <= limit { line.append(contentsOf: buffer[piece]) } else { line = [] }
            drop(piece.count + (isEnd ? 1 : 0))
        }
        return length <= limit ? .line(line) : .tooLong(length)
    }

    /// All that is left; nil where it is more than `limit` bytes.
    func rest(limit: Int) throws(Failure) -> [UInt8]? {
        var bytes: [UInt8] = []
        repeat {
            if bytes.count + filled.count > limit { return nil }
            bytes.append(contentsOf: buffer[filled])
            drop(filled.count)
        } while try fill()
        return bytes
    }

    /// The buffered bytes up to the next line feed, or all of them.
    private func firstPiece() -> Range<Int> {
        buffer.withUnsafeBufferPointer { bytes in
            guard let base = bytes.baseAddress,
                let feed = memchr(base + filled.lowerBound, 0x0A, filled.count)
            else { return filled }
            return filled.lowerBound..<(UnsafeRawPointer(feed) - UnsafeRawPointer(base))
        }
    }

    /// Waits for a descriptor that somebody who shares it has set not to block.
    private func isReadable() -> Bool {
        var wanted = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        return poll(&wanted, 1, -1) >= 0
    }

    /// Reads more behind what is buffered; false at the end or when the buffer is full.
    private func fill() throws(Failure) -> Bool {
        if filled.isEmpty { filled = 0..<0 }
        let end = filled.upperBound
        var count = 0
        repeat {
            count = buffer.withUnsafeMutableBytes { bytes in
                read(descriptor, bytes.baseAddress.map { $0 + end }, bytes.count - end)
            }
        } while count < 0 && (errno == EINTR || (errno == EAGAIN && isReadable()))
        if count < 0 { throw Failure(code: errno) }
        filled = filled.lowerBound..<end + count
        return count > 0
    }
}
