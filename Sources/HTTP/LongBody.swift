import Foundation

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// Collects a body that may be longer than what should stand in memory: from 1 MiB on it stands in a file without a name, which is gone when the
/// response was sent.
package struct LongBody {
    private(set) var bytes: [UInt8] = []
    private(set) var file: BodyFile?

    /// How much is collected before it is written, in bytes.
    static let buffer = 1 << 20

    package init() {}

    /// Puts some bytes behind the others.
    ///
    /// - Throws: `BodyError`, where there is no room for them.
    package mutating func write(_ more: some Sequence<UInt8>) throws(BodyError) {
        bytes += more
        if bytes.count >= LongBody.buffer { try flush() }
    }

    private mutating func flush() throws(BodyError) {
        if file == nil { file = try BodyFile() }
        try file?.write(bytes)
        bytes.removeAll(keepingCapacity: true)
    }

    /// Whole in memory where it is short, else whole in the file.
    mutating func end() throws(BodyError) { if file != nil { try flush() } }
}

/// A file without a name that holds a response's body.
final class BodyFile: Sendable {
    let descriptor: Int32

    init() throws(BodyError) {
        var path = Array((NSTemporaryDirectory() + "/dixit-XXXXXX").utf8CString)
        let made = mkstemp(&path)
        guard made >= 0 else { throw BodyError(errno) }
        unlink(path)
        _ = fcntl(made, F_SETFD, FD_CLOEXEC)
        descriptor = made
    }

    deinit { close(descriptor) }

    /// How long it is, in bytes.
    var count: Int {
        var status = stat()
        return fstat(descriptor, &status) == 0 ? Int(status.st_size) : 0
    }

    /// Puts bytes at the end.
    func write(_ bytes: [UInt8]) throws(BodyError) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let written = rest.withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
            if written >= 0 {
                rest = rest.dropFirst(written)
            } else if errno != EINTR {
                throw BodyError(errno)
            }
        }
    }
}

/// Why a long body cannot be kept until it is sent. The description is a clause.
package struct BodyError: Error, Sendable, CustomStringConvertible {
    package let description: String

    init(_ code: Int32) {
        description =
            "what was asked for is long and does not fit into \(NSTemporaryDirectory()): \(String(cString: strerror(code))); make room, or ask for less"
    }
}
