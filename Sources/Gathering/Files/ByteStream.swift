import Glibc

/// A file's or pipe's bytes, in order, through a buffer of constant size; those of a gzip file unpacked, where that is asked for.
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

    /// Bytes that are held, and the most that can be looked at ahead: 256 KiB.
    static let capacity = 256 << 10
    /// -1 where the bytes are in memory.
    private let descriptor: Int32
    /// What was opened; nil for standard input and memory.
    private let path: String?
    /// Bytes in memory that have not been read.
    private var memory: ArraySlice<UInt8> = []
    private var buffer = [UInt8](repeating: 0, count: capacity)
    private var filled = 0..<0
    private var inflater: Inflater?
    private var handedOut = 0
    /// Bytes of the file handed out so far; of a gzip file, bytes that have been read of it.
    var position: Int { inflater?.taken ?? handedOut }

    /// Opens a file; standard input where the path is nil.
    init(path: String?) throws(ByteStreamError) {
        self.path = path
        descriptor = path.map { open($0, O_RDONLY | O_CLOEXEC) } ?? STDIN_FILENO
        if descriptor < 0 { throw .system(errno) }
    }

    /// Opens an input.
    convenience init(_ file: InputFile) throws(ByteStreamError) {
        if let sent = file.sent { self.init(memory: sent.bytes) } else { try self.init(path: file.path) }
    }

    /// Bytes in memory.
    init(memory: [UInt8]) {
        descriptor = -1
        path = nil
        self.memory = memory[...]
    }

    /// The first bytes of a file, unpacked; nil where it cannot be read.
    static func head(_ path: String) -> ArraySlice<UInt8>? {
        guard let stream = try? ByteStream(path: path), (try? stream.unpack()) != nil else { return nil }
        return try? stream.peek(512)
    }

    deinit { if descriptor >= 0, descriptor != STDIN_FILENO { close(descriptor) } }

    /// The first bytes, without taking them: as many as asked for, or fewer at the end, or where a line that is not blank has
    /// come, since more may not come for long from a pipe. To be called before anything is taken.
    func peek(_ count: Int) throws(ByteStreamError) -> ArraySlice<UInt8> {
        while filled.count < count, !holdsALine, try fill() {}
        return buffer[filled.prefix(count)]
    }

    /// Unpacks from here on, where gzip's first bytes stand next. To be called before anything is taken.
    func unpack() throws(ByteStreamError) {
        guard inflater == nil, try peek(2).elementsEqual([0x1F, 0x8B]) else { return }
        inflater = Inflater(packed: Array(buffer[filled]))
        filled = 0..<0
    }

    private var holdsALine: Bool {
        buffer[filled].drop { $0 == 0x20 || (0x09...0x0D).contains($0) }.contains(0x0A)
    }

    /// Takes bytes that `peek` has shown.
    func drop(_ count: Int) {
        filled = min(filled.lowerBound + count, filled.upperBound)..<filled.upperBound
        handedOut += count
    }

    /// What makes a stream of the same bytes from here on; it gives nil for a pipe, which gives them once. To be asked for near the start: what
    /// comes before is read again.
    func fromHere() -> () -> ByteStream? {
        let (memory, path, isPacked, count) = (buffer[filled] + memory, path, inflater != nil, handedOut)
        if descriptor < 0 { return { ByteStream(memory: Array(memory)) } }
        var status = stat()
        guard let path, fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return { nil } }
        return {
            guard let stream = try? ByteStream(path: path), !isPacked || (try? stream.unpack()) != nil,
                (try? stream.peek(count)) != nil
            else { return nil }
            stream.drop(count)
            return stream
        }
    }

    /// The next line; nil at the end. A line beyond `limit` bytes is read past without being held.
    func line(limit: Int) throws(ByteStreamError) -> Line? {
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

    /// Some of what is next, as it comes; nil at the end.
    func piece() throws(ByteStreamError) -> ArraySlice<UInt8>? {
        if filled.isEmpty, try !fill() { return nil }
        defer { drop(filled.count) }
        return ArraySlice(Array(buffer[filled]))
    }

    /// All that is left; nil where it is more than `limit` bytes.
    func rest(limit: Int) throws(ByteStreamError) -> [UInt8]? {
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
    private func fill() throws(ByteStreamError) -> Bool {
        if filled.isEmpty { filled = 0..<0 }
        let end = filled.upperBound
        guard end < buffer.count else { return false }
        var count = 0
        if let inflater {
            count = try inflater.read(into: &buffer, from: end) { (piece: inout [UInt8]) throws(ByteStreamError) in
                try readFile(into: &piece, from: 0)
            }
        } else {
            count = try readFile(into: &buffer, from: end)
        }
        filled = filled.lowerBound..<end + count
        return count > 0
    }

    /// Reads from the file into an array's bytes from `start` on; 0 at the end.
    private func readFile(into bytes: inout [UInt8], from start: Int) throws(ByteStreamError) -> Int {
        var count = 0
        if descriptor < 0 {
            let piece = memory.prefix(bytes.count - start)
            memory = memory.dropFirst(piece.count)
            bytes.replaceSubrange(start..<start + piece.count, with: piece)
            return piece.count
        }
        repeat {
            count = bytes.withUnsafeMutableBytes { bytes in
                read(descriptor, bytes.baseAddress.map { $0 + start }, bytes.count - start)
            }
        } while count < 0 && (errno == EINTR || (errno == EAGAIN && isReadable()))
        if count < 0 { throw .system(errno) }
        return count
    }
}

/// Why reading fails.
enum ByteStreamError: Error {
    /// The system's error number.
    case system(Int32)
    /// What is packed is damaged, or cut off.
    case damaged
    /// What is packed is out of all proportion, as in a zip bomb.
    case bomb

    /// What a person is told.
    func notice(_ place: String) -> Notice {
        switch self {
        case .system(let code): .unreadable(place, code)
        case .damaged:
            Notice(place: place, reason: "it is packed with gzip and damaged or cut off", remedy: "fetch or pack it again")
        case .bomb:
            Notice(
                place: place, reason: "unpacked, it is more than \(Inflater.ratio) times as long as packed",
                remedy: "unpack it yourself if it is what you want")
        }
    }
}
