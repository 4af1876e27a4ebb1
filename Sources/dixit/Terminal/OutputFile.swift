import Glibc

/// Where records go: standard output, or a file that gets its name when it is whole.
///
/// `FILE` is written as `FILE.partial` and renamed at the end, so that a file of that name is never half a result. Where something else than an earlier
/// part of this user's is called so, it gets a name that nobody can guess: no link is followed, and nobody's file written over. Where the file exists and is
/// no regular one (a device, a pipe), it is written to directly.
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
        if isSpecial {
            partial = nil
            descriptor = open(path, O_WRONLY | O_CLOEXEC)
        } else {
            (partial, descriptor) = OutputFile.made(beside: path)
        }
        if descriptor < 0 { throw OutputError(path, errno) }
    }

    /// Makes the file that a result is written to; -1 where that fails.
    private static func made(beside path: String) -> (name: String, descriptor: Int32) {
        var name = path + ".partial"
        var status = stat()
        // What an earlier run of this user's has left is nobody's any more.
        if lstat(name, &status) == 0, status.st_mode & S_IFMT == S_IFREG, status.st_uid == geteuid() { unlink(name) }
        for _ in 0..<100 {
            let descriptor = open(name, O_WRONLY | O_CLOEXEC | O_CREAT | O_EXCL | O_NOFOLLOW, 0o666)
            guard descriptor < 0, errno == EEXIST || errno == ELOOP else { return (name, descriptor) }
            name = "\(path).\(String(UInt64.random(in: .min ... .max), radix: 36)).partial"
        }
        return (name, -1)
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
            case EFBIG: "\(failed); files may not grow so large here (ulimit -f): allow it, or \(elsewhere)"
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
