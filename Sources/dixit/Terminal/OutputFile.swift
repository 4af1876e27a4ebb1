import Glibc

/// Where records go: standard output, or a file that gets its name when it is whole.
///
/// `FILE` is written as `FILE.partial` and renamed at the end, so that a file of that name is never half a result. Where the file
/// exists and is no regular one (a device, a pipe), it is written to directly.
struct OutputFile: Sendable {
    private let descriptor: Int32
    /// How messages call it.
    let name: String
    /// Its name for the time being.
    let partial: String?

    static let standard = OutputFile(descriptor: STDOUT_FILENO, name: "standard output", partial: nil)

    private init(descriptor: Int32, name: String, partial: String?) {
        self.descriptor = descriptor
        self.name = name
        self.partial = partial
    }

    /// Whether it is standard output.
    var isStandardOutput: Bool { descriptor == STDOUT_FILENO }

    /// Opens a file for writing.
    init(path: String) throws(OutputError) {
        var status = stat()
        let isSpecial = stat(path, &status) == 0 && status.st_mode & S_IFMT != S_IFREG
        name = path
        partial = isSpecial ? nil : path + ".partial"
        let flags = O_WRONLY | O_CLOEXEC | (isSpecial ? 0 : O_CREAT | O_TRUNC)
        descriptor = open(partial ?? path, flags, 0o666)
        if descriptor < 0 { throw OutputError(path, errno) }
    }

    /// Makes sure that a file's folder is there, for work that should not begin in vain.
    static func checkFolder(of path: String) throws(OutputError) {
        var status = stat()
        if stat(OutputError.folder(of: path), &status) != 0 { throw OutputError(path, errno) }
        if status.st_mode & S_IFMT != S_IFDIR { throw OutputError(path, ENOTDIR) }
    }

    /// Writes all of the bytes.
    func write(_ bytes: [UInt8]) throws(OutputError) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let written = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if written < 0 {
                let code = errno
                guard code == EINTR || code == EAGAIN else { throw OutputError(name, code) }
                // Somebody who shares the pipe may have set it not to block.
                var wanted = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
                if code == EAGAIN { poll(&wanted, 1, -1) }
                continue
            }
            rest = rest.dropFirst(written)
        }
    }

    /// Closes a file, and gives it its name.
    func finish() throws(OutputError) {
        guard !isStandardOutput else { return }
        if close(descriptor) != 0 { throw OutputError(name, errno) }
        if let partial, rename(partial, name) != 0 { throw OutputError(name, errno) }
    }

    /// Removes what was written of a file.
    func discard() {
        if let partial { unlink(partial) }
    }
}

/// Why writing failed.
enum OutputError: Error, CustomStringConvertible {
    /// Who read our output has gone away.
    case closedPipe
    /// Anything else, in one sentence.
    case system(String)

    var description: String {
        switch self {
        case .closedPipe: "the output was closed"
        case .system(let sentence): sentence
        }
    }

    /// From the system's error number.
    init(_ name: String, _ code: Int32) {
        if code == EPIPE {
            self = .closedPipe
            return
        }
        let folder = OutputError.folder(of: name)
        let failed = "writing failed (\(String(cString: strerror(code))))"
        let elsewhere = "name another place with --output"
        let sentence =
            switch code {
            case ENOENT: "the folder \(folder) does not exist; make it or \(elsewhere)"
            case ENOTDIR: "\(folder) is no folder; \(elsewhere)"
            case EISDIR: "it is a folder; name a file in it with --output"
            case EACCES, EPERM: "permission to write there is denied; \(elsewhere)"
            case ENOSPC, EDQUOT: "\(failed); make room and run again"
            default: "\(failed); \(elsewhere)"
            }
        self = .system("\(name): \(sentence)")
    }

    /// What stands before the last slash of a path.
    fileprivate static func folder(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }
}
